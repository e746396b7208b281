//! Which texts have a run of the sample.
//!
//! A hundred thousand texts have millions of runs, most of them one text's own: a map from each to its texts would take more
//! room than all texts themselves. Here a run and a text are one number of 32 bits in one of a few thousand buckets: what a
//! run leads to is what its bucket has under it. Two runs in half a billion fall together; what that leads to is compared
//! exactly before anybody hears of it.

use rustc_hash::FxHashMap;

use super::held::{MOST_TEXTS, Taken};
use super::reading::{self, Reading};

/// A run leads to so many texts at most.
const MOST_HOLDERS: usize = 60;
/// Of a run's bits so many choose its bucket, so many more tell it from others there; the rest of an entry is the slot.
const BUCKET_BITS: u32 = 14;
const RUN_BITS: u32 = 15;
const SLOT_BITS: u32 = 32 - RUN_BITS;
// One more than may be held is in the index for a moment.
const _: () = assert!(MOST_TEXTS < (1 << SLOT_BITS));

/// From a run to the slots of the texts that have it.
#[derive(Debug, Default)]
pub struct Index {
    /// None until something is added.
    buckets: Vec<Vec<u32>>,
    /// How many more have a run that are no copies of one another. What a dispatch and its hundred copies say leads to
    /// sixty of them; what many different texts say («follow us on …») is nobody's and leads nowhere.
    beyond: FxHashMap<u32, u32>,
}

/// A run as it is found here.
#[derive(Clone, Copy)]
struct Key(u32);

impl Key {
    fn of(run: u32) -> Key {
        Key(run >> (32 - BUCKET_BITS - RUN_BITS))
    }

    fn bucket(self) -> usize {
        (self.0 >> RUN_BITS) as usize
    }

    fn entry(self, slot: u32) -> u32 {
        self.0 << SLOT_BITS | slot
    }

    fn is_of(self, entry: u32) -> bool {
        (entry ^ self.entry(0)) >> SLOT_BITS == 0
    }
}

impl Index {
    /// The texts that have a run; none where too many different ones do.
    pub fn holders(&self, run: u32) -> impl Iterator<Item = u32> {
        let key = Key::of(run);
        let bucket = if self.beyond.contains_key(&key.0) { &[] } else { self.bucket(key) };
        bucket.iter().filter(move |entry| key.is_of(**entry)).map(|entry| entry & ((1 << SLOT_BITS) - 1))
    }

    /// Adds a text.
    pub fn add(&mut self, slot: u32, repeats: bool, reading: &Reading) {
        if self.buckets.is_empty() {
            self.buckets.resize_with(1 << BUCKET_BITS, Vec::new);
        }
        for run in reading.sample() {
            let key = Key::of(*run);
            let bucket = &mut self.buckets[key.bucket()];
            if bucket.iter().filter(|entry| key.is_of(**entry)).count() < MOST_HOLDERS {
                // A quarter more at a time: to double would leave a third of all room empty.
                if bucket.len() == bucket.capacity() {
                    bucket.reserve_exact(bucket.len() / 4 + 2);
                }
                bucket.push(key.entry(slot));
            } else if !repeats {
                *self.beyond.entry(key.0).or_default() += 1;
            }
        }
    }

    /// Takes a text out again.
    pub fn remove(&mut self, taken: &Taken) {
        for run in reading::sample(&reading::distinct_runs(&taken.held.words)) {
            let key = Key::of(run);
            let Some(bucket) = self.buckets.get_mut(key.bucket()) else { continue };
            if let Some(at) = bucket.iter().position(|entry| *entry == key.entry(taken.slot)) {
                bucket.swap_remove(at);
            } else if !taken.held.repeats
                && let Some(beyond) = self.beyond.get_mut(&key.0)
            {
                *beyond -= 1;
                if *beyond == 0 {
                    self.beyond.remove(&key.0);
                }
            }
        }
    }

    /// How much memory this takes, in bytes, nearly.
    pub fn bytes(&self) -> usize {
        let lists = self.buckets.iter().map(|bucket| bucket.capacity() * size_of::<u32>());
        self.buckets.capacity() * size_of::<Vec<u32>>()
            + lists.sum::<usize>()
            + self.beyond.capacity() * 8 / 7 * (8 + 1)
    }

    fn bucket(&self, key: Key) -> &[u32] {
        self.buckets.get(key.bucket()).map_or(&[], Vec::as_slice)
    }
}

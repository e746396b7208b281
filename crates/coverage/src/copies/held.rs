//! The texts that are held, by id and by age.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::reading::Reading;

/// Fourteen days, in microseconds.
const WINDOW: i64 = 14 * 24 * 60 * 60 * 1_000_000;
/// So many texts at most.
pub const MOST_TEXTS: usize = 100_000;
/// Of all texts together: fifty megabytes.
const MOST_WORDS: usize = 25_000_000;

/// A text that is held.
#[derive(Debug)]
pub struct Held {
    pub id: Arc<str>,
    /// When it came in, in microseconds of UTC.
    pub at: i64,
    pub words: Box<[u16]>,
    /// How many different runs it has, and how many of them are in the index.
    pub runs: u32,
    pub sampled: u32,
    /// Whether it was like one that was there already.
    pub repeats: bool,
}

/// A text that has just been taken off, and the slot it had.
pub struct Taken {
    pub slot: u32,
    pub held: Held,
}

/// All texts that are held.
#[derive(Debug, Default)]
pub struct Shelf {
    slots: Vec<Option<Held>>,
    free: Vec<u32>,
    by_id: FxHashMap<Arc<str>, u32>,
    by_age: BTreeSet<(i64, u32)>,
    words: usize,
}

impl Shelf {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// The text in a slot.
    pub fn at(&self, slot: u32) -> Option<&Held> {
        self.slots.get(slot as usize)?.as_ref()
    }

    /// Whether something of this time would stay.
    pub fn is_recent(&self, at: i64) -> bool {
        self.by_age.last().is_none_or(|(newest, _)| at >= newest.saturating_sub(WINDOW))
    }

    /// Puts a text into a slot and returns that. There must be none of this id.
    pub fn hold(&mut self, id: &str, at: i64, reading: &Reading, repeats: bool) -> u32 {
        let id: Arc<str> = id.into();
        let (runs, sampled) = (reading.runs().len() as u32, reading.sample().len() as u32);
        let held = Held { id: id.clone(), at, words: reading.words().into(), runs, sampled, repeats };
        self.words += held.words.len();
        let slot = self.free.pop().unwrap_or_else(|| {
            self.slots.push(None);
            (self.slots.len() - 1) as u32
        });
        self.slots[slot as usize] = Some(held);
        self.by_id.insert(id, slot);
        self.by_age.insert((at, slot));
        slot
    }

    /// Takes the text of an id off.
    pub fn take(&mut self, id: &str) -> Option<Taken> {
        let slot = self.by_id.remove(id)?;
        let held = self.slots.get_mut(slot as usize)?.take()?;
        self.by_age.remove(&(held.at, slot));
        self.words -= held.words.len();
        self.free.push(slot);
        Some(Taken { slot, held })
    }

    /// Takes the oldest off when it is fourteen days older than a new one.
    pub fn take_outdated(&mut self, now: i64) -> Option<Taken> {
        let (oldest, _) = self.by_age.first()?;
        if *oldest >= now.saturating_sub(WINDOW) { None } else { self.take_oldest() }
    }

    /// Takes the oldest off when there are too many.
    pub fn take_excess(&mut self) -> Option<Taken> {
        if self.len() <= MOST_TEXTS && self.words <= MOST_WORDS { None } else { self.take_oldest() }
    }

    fn take_oldest(&mut self) -> Option<Taken> {
        let (_, slot) = *self.by_age.first()?;
        let id = self.at(slot)?.id.clone();
        self.take(&id)
    }

    /// How much memory this takes, in bytes, nearly.
    pub fn bytes(&self) -> usize {
        let ids = self.by_id.keys().map(|id| id.len() + 24);
        self.words * 2
            + ids.sum::<usize>()
            + self.slots.capacity() * size_of::<Option<Held>>()
            + self.by_id.capacity() * 8 / 7 * (24 + 1)
            + self.by_age.len() * 24
            + self.free.capacity() * 4
    }
}

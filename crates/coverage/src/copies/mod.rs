//! Copies: one text again, whole or inside a longer one.
//!
//! A third of what newsrooms receive is somebody else's text once more, with another lead or a paragraph around it. [`Copies`]
//! holds what came in lately and says, for a new text, which of it that text repeats; [`groups`] makes one of what belongs
//! together; [`differing`] finds what the later text has of its own.
//!
//! Texts are compared by their runs of three words, folded, so that spelling and vowel marks make no difference; figures stay,
//! because a copy with another count of the dead is not the same text. A sample of the runs leads to the texts worth
//! comparing, the comparison itself is exact.

mod agencies;
mod credits;
mod differing;
mod groups;
mod held;
mod index;
mod reading;

use rustc_hash::FxHashMap;

pub use credits::without as without_credits;
pub use differing::differing;
pub use groups::{Group, Member, groups};

use held::{Held, Shelf};
use index::Index;
use reading::Reading;

/// From this share of common runs in all runs on, two texts are one.
const ALIKE: f32 = 0.5;
/// From this share of the shorter text's runs on, it stands in the longer one.
const CONTAINED: f32 = 0.7;
/// What is shorter than this many runs stands in many a text by chance.
const SHORTEST_CONTAINED: usize = 8;
/// So many runs of the sample in common make two texts worth comparing.
const WORTH_COMPARING: u32 = 2;
/// So many texts at most are compared with one.
const MOST_COMPARED: usize = 500;

/// A text that another one repeats.
#[derive(Debug, Clone, PartialEq)]
pub struct Copy {
    /// The id of the text that was there already.
    pub of: String,
    /// The share of common runs in all runs of both, 0 to 1.
    pub jaccard: f32,
    /// The share of the shorter text that stands in the longer one, 0 to 1.
    pub contained: f32,
}

/// What came in during the last fourteen days, and which of it is whose copy.
///
/// Bounded: at most 100,000 texts and 25 million words; beyond that the oldest leave early. The same calls in the same
/// order always give the same answers.
#[derive(Debug, Default)]
pub struct Copies {
    shelf: Shelf,
    index: Index,
}

impl Copies {
    /// Holds nothing yet.
    pub fn new() -> Copies {
        Copies::default()
    }

    /// Takes a text in and returns what it is a copy of, the most alike first. A text that came under this id before is replaced.
    ///
    /// `at` is when it came in, in microseconds of UTC, by the newsroom's clock and not by what the text says of itself: what is
    /// fourteen days older than the newest leaves. A text of fewer than three words is no copy of anything.
    pub fn add(&mut self, id: &str, at: i64, text: &str) -> Vec<Copy> {
        self.remove(id);
        let reading = Reading::of(text);
        while let Some(old) = self.shelf.take_outdated(at) {
            self.index.remove(&old);
        }
        let copies = self.copies(&reading);
        if !reading.is_empty() && self.shelf.is_recent(at) {
            let repeats = copies.iter().any(|copy| copy.jaccard >= ALIKE);
            let slot = self.shelf.hold(id, at, &reading, repeats);
            self.index.add(slot, repeats, &reading);
        }
        while let Some(old) = self.shelf.take_excess() {
            self.index.remove(&old);
        }
        copies
    }

    /// What a text is a copy of, the most alike first, without taking it in.
    pub fn find(&self, text: &str) -> Vec<Copy> {
        self.copies(&Reading::of(text))
    }

    /// Forgets a text. Nothing happens where there is none of this id.
    pub fn remove(&mut self, id: &str) {
        if let Some(held) = self.shelf.take(id) {
            self.index.remove(&held);
        }
    }

    /// How many texts are held.
    pub fn len(&self) -> usize {
        self.shelf.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How much memory this takes, in bytes, nearly.
    pub fn bytes(&self) -> usize {
        self.shelf.bytes() + self.index.bytes()
    }

    fn copies(&self, reading: &Reading) -> Vec<Copy> {
        let candidates = self.candidates(reading);
        if candidates.is_empty() {
            return Vec::new();
        }
        // Each run, and the number of the last text that was seen to have it: a run counts once however often it is said.
        let mut runs: FxHashMap<u64, usize> = reading.runs().iter().map(|run| (*run, 0)).collect();
        let compared = candidates.into_iter().enumerate().map(|(number, held)| {
            let mut seen = |run| match runs.get_mut(&run) {
                Some(last) if *last != number + 1 => {
                    *last = number + 1;
                    true
                }
                _ => false,
            };
            let common = reading::runs_in_order(&held.words).filter(|run| seen(*run)).count();
            (held, compare(common, reading.runs().len(), held.runs as usize))
        });
        let mut found: Vec<(&Held, Copy)> = compared.filter_map(|(held, copy)| Some((held, copy?))).collect();
        found.sort_by(|(one, a), (other, b)| {
            let alike = b.jaccard.total_cmp(&a.jaccard).then(b.contained.total_cmp(&a.contained));
            alike.then((one.at, &one.id).cmp(&(other.at, &other.id)))
        });
        found.into_iter().map(|(held, copy)| Copy { of: held.id.to_string(), ..copy }).collect()
    }

    /// The texts that share enough of the sample, those that share most first.
    fn candidates(&self, reading: &Reading) -> Vec<&Held> {
        let sample = reading.sample();
        let mut shared: FxHashMap<u32, u32> = FxHashMap::default();
        for slot in sample.iter().flat_map(|run| self.index.holders(*run)) {
            *shared.entry(slot).or_default() += 1;
        }
        let worth =
            |held: &Held, shared| shared >= WORTH_COMPARING.min(sample.len() as u32).min(held.sampled);
        let held = shared.into_iter().filter_map(|(slot, shared)| Some((shared, slot, self.shelf.at(slot)?)));
        let mut held: Vec<_> = held.filter(|(shared, _, held)| worth(held, *shared)).collect();
        held.sort_unstable_by_key(|(shared, slot, _)| (std::cmp::Reverse(*shared), *slot));
        held.truncate(MOST_COMPARED);
        held.into_iter().map(|(_, _, held)| held).collect()
    }
}

/// Two texts by the number of their common runs and of each one's runs; `None` where neither repeats the other.
fn compare(common: usize, one: usize, other: usize) -> Option<Copy> {
    let shorter = one.min(other);
    let jaccard = common as f32 / (one + other - common) as f32;
    let contained = common as f32 / shorter as f32;
    let repeats = jaccard >= ALIKE || (contained >= CONTAINED && shorter >= SHORTEST_CONTAINED);
    repeats.then_some(Copy { of: String::new(), jaccard, contained })
}

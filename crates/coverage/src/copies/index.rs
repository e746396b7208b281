//! Which texts have a run of the sample.

use rustc_hash::FxHashMap;

use super::held::Taken;
use super::reading::{self, Reading};

/// A run leads to so many texts at most.
const MOST_HOLDERS: usize = 60;

/// From a run to the slots of the texts that have it.
#[derive(Debug, Default)]
pub struct Index {
    /// Most runs are one text's own: they get no list.
    one: FxHashMap<u32, u32>,
    several: FxHashMap<u32, Holders>,
}

#[derive(Debug, Default)]
struct Holders {
    slots: Vec<u32>,
    /// How many more have it that are no copies of one another. What a dispatch and its hundred copies say leads to
    /// sixty of them; what many different texts say («follow us on …») is nobody's and leads nowhere.
    beyond: u32,
}

impl Index {
    /// The texts that have a run; none where too many different ones do.
    pub fn holders(&self, run: u32) -> &[u32] {
        let several = || self.several.get(&run).filter(|holders| holders.beyond == 0);
        match self.one.get(&run) {
            Some(slot) => std::slice::from_ref(slot),
            None => several().map_or(&[], |holders| &holders.slots),
        }
    }

    /// Adds a text.
    pub fn add(&mut self, slot: u32, repeats: bool, reading: &Reading) {
        for run in reading.sample() {
            if let Some(holders) = self.several.get_mut(run) {
                holders.add(slot, repeats);
            } else if let Some(first) = self.one.remove(run) {
                self.several.insert(*run, Holders { slots: vec![first, slot], beyond: 0 });
            } else {
                self.one.insert(*run, slot);
            }
        }
    }

    /// Takes a text out again.
    pub fn remove(&mut self, taken: &Taken) {
        for run in reading::sample(&reading::distinct_runs(&taken.held.words)) {
            if self.one.get(&run) == Some(&taken.slot) {
                self.one.remove(&run);
            } else if let Some(holders) = self.several.get_mut(&run) {
                holders.remove(taken.slot, taken.held.repeats);
                if holders.slots.is_empty() && holders.beyond == 0 {
                    self.several.remove(&run);
                }
            }
        }
    }

    /// How much memory this takes, in bytes, nearly.
    pub fn bytes(&self) -> usize {
        let lists = self.several.values().map(|holders| holders.slots.capacity() * size_of::<u32>() + 16);
        self.one.capacity() * 8 / 7 * (8 + 1)
            + self.several.capacity() * 8 / 7 * (size_of::<(u32, Holders)>() + 1)
            + lists.sum::<usize>()
    }
}

impl Holders {
    fn add(&mut self, slot: u32, repeats: bool) {
        if self.slots.len() < MOST_HOLDERS {
            self.slots.push(slot);
        } else if !repeats {
            self.beyond += 1;
        }
    }

    fn remove(&mut self, slot: u32, repeats: bool) {
        match self.slots.iter().position(|held| *held == slot) {
            Some(at) => drop(self.slots.remove(at)),
            None if !repeats => self.beyond = self.beyond.saturating_sub(1),
            None => {}
        }
    }
}

//! What documents share with a text while it is added up, and who leads.

use super::dictionaries::Place;
use crate::query::Allowed;
use tantivy::{DocAddress, DocId, SegmentOrdinal};

/// A document, and which of the words it has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shares {
    pub score: f32,
    /// A bit for each word that it has, the first word's the lowest.
    pub words: u32,
    /// The same for words that stand in its title.
    pub in_title: u32,
    pub at: DocAddress,
    /// What the word gave that was given last.
    last: f32,
}

impl Shares {
    /// Gives what a word is worth in one place of the document. A word counts by its best place: its places are to be given one
    /// right after the other.
    pub fn give(&mut self, word: usize, place: Place, score: f32) {
        let bit = 1 << word;
        if self.words & bit == 0 {
            self.words |= bit;
            self.score += score;
            self.last = score;
        } else if score > self.last {
            self.score += score - self.last;
            self.last = score;
        }
        if place == Place::Title {
            self.in_title |= bit;
        }
    }
}

/// The documents of one segment that have any of the words. To be found by a number that is spread over a table twice as large
/// as they are many: they are a few thousands among half a million.
#[derive(Default)]
pub struct Met {
    ord: SegmentOrdinal,
    shares: Vec<Shares>,
    /// One more than a place in `shares`; 0 where there is none.
    slots: Vec<u32>,
    shift: u32,
}

impl Met {
    /// Begins with another segment, in which so many are met at most.
    pub fn begin(&mut self, ord: SegmentOrdinal, most: u32) {
        let bits = (u64::from(most) * 2).max(2).next_power_of_two().trailing_zeros().min(31);
        self.ord = ord;
        self.shift = 32 - bits;
        self.shares.clear();
        self.shares.reserve(most as usize);
        self.slots.clear();
        self.slots.resize(1 << bits, 0);
    }

    /// What a document shares.
    pub fn of(&mut self, doc: DocId) -> &mut Shares {
        let mut slot = (doc.wrapping_mul(0x9E37_79B1) >> self.shift) as usize;
        let place = loop {
            match (self.slots[slot] as usize).checked_sub(1) {
                Some(place) if self.shares[place].at.doc_id == doc => break place,
                Some(_) => slot = (slot + 1) & (self.slots.len() - 1),
                None => {
                    let at = DocAddress::new(self.ord, doc);
                    self.shares.push(Shares { score: 0.0, words: 0, in_title: 0, at, last: 0.0 });
                    self.slots[slot] = self.shares.len() as u32;
                    break self.shares.len() - 1;
                }
            }
        };
        &mut self.shares[place]
    }

    /// All that were met, in no order.
    pub fn all(&mut self) -> &mut Vec<Shares> {
        &mut self.shares
    }
}

/// The best so far.
pub struct Leaders {
    found: Vec<Shares>,
    most: usize,
    shared: u32,
    floor: f32,
}

impl Leaders {
    /// At most so many, each of them with at least so many words.
    pub fn new(most: usize, shared: u32) -> Leaders {
        Leaders { found: Vec::with_capacity(most * 3), most, shared, floor: 0.0 }
    }

    /// Takes those of one segment who belong to the best and are allowed; what is left of `met` is of no use. Few are looked at:
    /// the best first, and the others where too few of those are allowed.
    pub fn take(
        &mut self,
        met: &mut Vec<Shares>,
        allowed: impl Fn() -> tantivy::Result<Allowed>,
    ) -> tantivy::Result<()> {
        met.retain(|one| self.wants(one));
        if met.is_empty() || self.most == 0 {
            return Ok(());
        }
        let first = (self.most * 2).min(met.len());
        if first < met.len() {
            met.select_nth_unstable_by(first, best_first);
        }
        let (best, others) = met.split_at_mut(first);
        let mut taken = those_allowed(best, allowed()?);
        if taken.len() < self.most && !others.is_empty() {
            taken.extend(those_allowed(others, allowed()?));
        }
        self.add(taken);
        Ok(())
    }

    /// Takes whoever belongs to the best.
    pub fn add(&mut self, new: impl IntoIterator<Item = Shares>) {
        for one in new {
            if self.wants(&one) {
                self.found.push(one);
            }
        }
        if self.found.len() > self.most {
            self.found.select_nth_unstable_by(self.most, best_first);
            self.found.truncate(self.most);
            self.floor = self.found.iter().map(|one| one.score).fold(f32::INFINITY, f32::min);
        }
    }

    /// Who has less is not among the best.
    pub fn floor(&self) -> f32 {
        self.floor
    }

    pub fn into_vec(self) -> Vec<Shares> {
        self.found
    }

    fn wants(&self, one: &Shares) -> bool {
        one.score >= self.floor && one.words.count_ones() >= self.shared
    }
}

/// Asked in rising order.
fn those_allowed(among: &mut [Shares], mut allowed: Allowed) -> Vec<Shares> {
    among.sort_unstable_by_key(|one| one.at.doc_id);
    among.iter().filter(|one| allowed.has(one.at.doc_id)).copied().collect()
}

pub fn best_first(a: &Shares, b: &Shares) -> std::cmp::Ordering {
    b.score.total_cmp(&a.score).then(a.at.cmp(&b.at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_counts_by_its_best_place_and_documents_are_told_apart() {
        let mut met = Met::default();
        for ord in [0, 1] {
            met.begin(ord, 200);
            for doc in (0..100).map(|number| number * 1_024) {
                met.of(doc).give(0, Place::Text, 1.0);
                met.of(doc).give(0, Place::Title, if doc == 0 { 3.0 } else { 0.5 });
            }
            met.of(1_024).give(4, Place::Text, 2.0);
            assert_eq!(met.all().len(), 100);
            let in_short = |one: &Shares| (one.score, one.words, one.in_title, one.at.segment_ord);
            assert_eq!(in_short(met.of(0)), (3.0, 1, 1, ord));
            assert_eq!(in_short(met.of(1_024)), (3.0, 0b1_0001, 1, ord));
            assert_eq!(in_short(met.of(99 * 1_024)), (1.0, 1, 1, ord));
        }
    }
}

//! Who shares words with a text: rare words are gone through whole, and of common ones only those are asked who lead by
//! the rare ones, so that a large archive costs as much as a small one.

use super::telling::Telling;
use crate::Filter;
use crate::query::Allowed;
use crate::ranking::{Curve, Lengths, Place, WordQuery, WordScorer};
use crate::schema::Fields;
use tantivy::schema::Field;
use tantivy::{DocAddress, DocId, DocSet, Score, Searcher, SegmentOrdinal, TERMINATED};

/// Mentions of words that are gone through. Of some thousands of documents all are, and the answer is exact; of more the
/// nearest are found all the same, since what is near shares rare words too.
pub const MOST_MENTIONS: u64 = 8_000;
/// So many who lead by the rare words are asked for the common ones.
const ASKED: usize = 128;
/// Documents that are looked at together: their scores stay near the processor.
const WINDOW: u32 = 8_192;

/// A document, and which of the words it has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shares {
    pub score: Score,
    /// A bit for each word that it has, the first word's the lowest.
    pub words: u32,
    pub at: DocAddress,
}

/// Whose words are looked for, and where.
pub struct Gathering<'a> {
    pub searcher: &'a Searcher,
    pub fields: &'a Fields,
    /// Title and text in the form of the words.
    pub places: [Field; 2],
    pub terms: &'a [Telling],
    pub filters: &'a [Filter],
    /// [`MOST_MENTIONS`], but for tests.
    pub most_mentions: u64,
}

/// A word, and its bit.
type Asked = (WordQuery, u32);

impl Gathering<'_> {
    /// Those who share the most, at most so many and in no order, each of them at least so many words.
    pub fn best(&self, shared: u32, most: usize) -> tantivy::Result<Vec<Shares>> {
        let lengths = Lengths::of(self.searcher, self.places, Curve::TEXT)?;
        let (rare, common) = self.words();
        let mut leaders = match common.is_empty() {
            true => Leaders::new(most, shared),
            false => Leaders::new(most.max(ASKED), 1),
        };
        let mut sums = vec![(0.0_f32, 0_u32); WINDOW as usize];
        for (ord, segment) in (0..).zip(self.searcher.segment_readers()) {
            let mut scorers = Vec::with_capacity(rare.len());
            for (word, bit) in &rare {
                scorers.extend(word.in_segment(segment, &lengths)?.map(|scorer| (scorer, *bit)));
            }
            let allowed = Allowed::of(self.filters, self.fields, self.searcher, segment)?;
            go_through(ord, scorers, allowed, &mut sums, &mut leaders);
        }
        let mut found = leaders.into_vec();
        if !common.is_empty() {
            self.ask(&common, &lengths, &mut found)?;
            found.retain(|one| one.words.count_ones() >= shared);
            keep_best(&mut found, most);
        }
        Ok(found)
    }

    /// The rarest words, as many as can be gone through, and the others.
    fn words(&self) -> (Vec<Asked>, Vec<Asked>) {
        let mut by_rarity: Vec<(u32, &Telling)> = (0..).zip(self.terms).collect();
        by_rarity.sort_by_key(|(_, term)| term.documents);
        let mut mentions = 0;
        let (mut rare, mut common) = (Vec::new(), Vec::new());
        for (number, term) in by_rarity {
            mentions += term.documents;
            let is_first = rare.is_empty();
            let place = |field| Place {
                field,
                text: term.text.clone(),
                weight: term.rarity,
                gain: 0.0,
                follows: false,
            };
            let asked = (WordQuery::new(self.places.map(place).to_vec(), 0.0), 1 << number);
            let side = if is_first || mentions <= self.most_mentions { &mut rare } else { &mut common };
            side.push(asked);
        }
        (rare, common)
    }

    /// Adds to each what the words give it beside.
    fn ask(&self, words: &[Asked], lengths: &Lengths, found: &mut [Shares]) -> tantivy::Result<()> {
        found.sort_by_key(|one| one.at);
        for group in found.chunk_by_mut(|a, b| a.at.segment_ord == b.at.segment_ord) {
            let Some(first) = group.first() else { continue };
            let segment = self.searcher.segment_reader(first.at.segment_ord);
            for (word, bit) in words {
                let Some(mut scorer) = word.in_segment(segment, lengths)? else { continue };
                for one in group.iter_mut() {
                    if scorer.reach(one.at.doc_id) == one.at.doc_id {
                        one.score += scorer.measured();
                        one.words |= bit;
                    }
                }
            }
        }
        Ok(())
    }
}

/// Adds up the words of one segment, window by window, and hands on whoever can be among the leaders. `sums` are all zero
/// before and after.
fn go_through(
    ord: SegmentOrdinal,
    mut scorers: Vec<(WordScorer, u32)>,
    mut allowed: Allowed,
    sums: &mut [(f32, u32)],
    leaders: &mut Leaders,
) {
    let mut touched = [0_u64; WINDOW as usize / 64];
    let next = |scorers: &[(WordScorer, u32)]| scorers.iter().map(|(scorer, _)| scorer.doc()).min();
    while let Some(first) = next(&scorers).filter(|first| *first != TERMINATED) {
        let base = first - first % WINDOW;
        for (scorer, bit) in &mut scorers {
            while scorer.doc() < base + WINDOW {
                let place = (scorer.doc() - base) as usize;
                let (score, words) = &mut sums[place];
                *score += scorer.measured();
                *words |= *bit;
                touched[place / 64] |= 1 << (place % 64);
                scorer.advance();
            }
        }
        for (number, bits) in touched.iter_mut().enumerate() {
            while *bits != 0 {
                let place = number * 64 + bits.trailing_zeros() as usize;
                *bits &= *bits - 1;
                let (score, words) = std::mem::take(&mut sums[place]);
                let doc: DocId = base + place as u32;
                if leaders.wants(score, words) && allowed.has(doc) {
                    leaders.add(Shares { score, words, at: DocAddress::new(ord, doc) });
                }
            }
        }
    }
}

/// The best so far.
struct Leaders {
    found: Vec<Shares>,
    most: usize,
    shared: u32,
    floor: f32,
}

impl Leaders {
    fn new(most: usize, shared: u32) -> Leaders {
        Leaders { found: Vec::with_capacity(most * 2), most, shared, floor: 0.0 }
    }

    fn wants(&self, score: f32, words: u32) -> bool {
        score > self.floor && words.count_ones() >= self.shared
    }

    fn add(&mut self, one: Shares) {
        self.found.push(one);
        if self.found.len() >= self.most * 2 {
            keep_best(&mut self.found, self.most);
            self.floor = self.found.iter().map(|one| one.score).fold(f32::INFINITY, f32::min);
        }
    }

    fn into_vec(mut self) -> Vec<Shares> {
        keep_best(&mut self.found, self.most);
        self.found
    }
}

fn keep_best(found: &mut Vec<Shares>, most: usize) {
    found.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then(a.at.cmp(&b.at)));
    found.truncate(most);
}

#[cfg(test)]
mod tests {
    use super::super::Alike;
    use super::super::telling::telling;
    use super::*;
    use crate::analysis::Analysis;
    use crate::index::Generation;
    use crate::ranking::Statistics;
    use crate::{Change, Document};
    use std::collections::BTreeSet;
    use std::time::Duration;

    /// A text of words by number: rare ones and less rare ones, none of them common.
    fn text(number: u32) -> String {
        let shared = [20, 24, 30, 40, 60, 120].into_iter().filter(|part| number.is_multiple_of(*part));
        let shared: Vec<String> = shared.map(|part| format!("every{part}")).collect();
        format!("{} own{number}", shared.join(" "))
    }

    #[test]
    fn who_is_near_is_found_by_rare_words_alone_and_scored_by_all() {
        let folder = tempfile::tempdir().expect("a folder");
        let idle = Duration::from_secs(60);
        let index = Generation::create(folder.path(), &Analysis::protecting([]), idle).expect("created");
        for from in [0, 300, 600] {
            let document = |number: u32| Document {
                id: number.to_string(),
                title: format!("title{number}"),
                body: text(number),
                lang: "en".into(),
                ..Document::default()
            };
            let all = (from..from + 300).map(|number| Change::Put(document(number))).collect();
            index.apply(all, i64::from(from)).expect("applied");
        }
        let searcher = index.reader.searcher();
        let to = Alike { text: text(240), lang: "en".into(), ..Alike::default() };
        let (form, terms) = telling(&index, &searcher, Statistics::of(&searcher), &to).expect("told");
        let best = |most_mentions| {
            let places = index.fields.of(form);
            let gathering = Gathering {
                searcher: &searcher,
                fields: &index.fields,
                places,
                terms: &terms,
                filters: &[],
                most_mentions,
            };
            let found = gathering.best(3, 5).expect("gathered");
            let told = found.iter().map(|one| (one.at, one.words, (one.score * 1e3) as i64));
            told.collect::<BTreeSet<_>>()
        };
        let exact = best(u64::MAX);
        assert!(exact.len() == 5, "{exact:?}");
        assert_eq!(best(30), exact, "a bound that leaves common words to be asked of those who lead");
        assert_eq!(best(0).len(), 1, "the rarest word is always gone through");
    }
}

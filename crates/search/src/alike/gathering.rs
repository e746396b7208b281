//! Who shares words with a text: rare words are gone through whole, and of common ones only those are asked who lead by
//! the rare ones, so that a large archive costs as much as a small one.

use super::dictionaries::Place;
use super::shares::{Leaders, Met, Shares, best_first};
use super::telling::Told;
use crate::Filter;
use crate::query::Allowed;
use crate::ranking::{Curve, MOST_MENTIONED, lengths, mentions};
use crate::schema::Fields;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, Searcher, SegmentOrdinal, SegmentReader};

/// Mentions of words that are gone through. Of some thousands of documents all are, and the answer is exact; of more the
/// nearest are found all the same, since what is near shares rare words too.
pub const MOST_MENTIONS: u64 = 8_000;
/// So many who lead by the rare words are asked for the common ones.
const ASKED: usize = 128;

/// What sums of many small numbers may be off by.
const ROUNDING: f32 = 1.0 + 1e-4;

/// Whose words are looked for, and where.
pub struct Gathering<'a> {
    pub searcher: &'a Searcher,
    pub fields: &'a Fields,
    pub told: &'a Told,
    pub filters: &'a [Filter],
    /// Who has a smaller score than this is not wanted.
    pub least: f32,
    /// [`MOST_MENTIONS`], but for tests.
    pub most_mentions: u64,
}

impl Gathering<'_> {
    /// Those who share the most, at most so many and in no order, each of them at least so many words.
    pub fn best(&self, shared: u32, most: usize) -> tantivy::Result<Vec<Shares>> {
        let (rare, common) = self.words();
        let mut leaders = match common.is_empty() {
            true => Leaders::new(most, shared),
            false => Leaders::new(most.max(ASKED), 1),
        };
        let [title, text] = self.told.places;
        let mut reading = [Reading::of(self, Place::Text, text)?, Reading::of(self, Place::Title, title)?];
        let mut met = Met::default();
        for number in 0..self.told.dictionaries.segments().len() {
            let segment = self.go_through(number, &rare, leaders.floor(), &mut reading, &mut met)?;
            leaders.take(met.all(), || Allowed::of(self.filters, self.fields, self.searcher, segment))?;
        }
        let mut found = leaders.into_vec();
        if !common.is_empty() {
            // Those who lead by far come first: what they come to is what the others must come to.
            let first = (most + most / 2).min(found.len());
            if first < found.len() {
                found.select_nth_unstable_by(first, best_first);
            }
            let mut best = Leaders::new(most, shared);
            let (leading, others) = found.split_at_mut(first);
            for part in [leading, others] {
                self.ask(&common, self.least.max(best.floor()), &mut reading, part)?;
                best.add(part.iter().copied());
            }
            found = best.into_vec();
        }
        Ok(found)
    }

    /// The rarest words, as many as can be gone through, and the others, each by its place among the text's words.
    fn words(&self) -> (Vec<usize>, Vec<usize>) {
        let terms = &self.told.terms;
        let mut by_rarity: Vec<usize> = (0..terms.len()).collect();
        by_rarity.sort_by_key(|word| terms[*word].documents);
        let mut mentions = 0;
        let goes_through = |word: &&usize| {
            mentions += terms[**word].documents;
            mentions <= self.most_mentions
        };
        let rare = by_rarity.iter().take_while(goes_through).count();
        let common = by_rarity.split_off(rare.max(1).min(by_rarity.len()));
        (by_rarity, common)
    }

    /// Adds up what the words give to everybody in one of the segments. Whoever cannot come to the floor is not completed.
    fn go_through(
        &self,
        number: usize,
        words: &[usize],
        floor: f32,
        reading: &mut [Reading<'_>; 2],
        met: &mut Met,
    ) -> tantivy::Result<&SegmentReader> {
        let ord = self.told.dictionaries.segments()[number];
        let segment = self.searcher.segment_reader(ord);
        let mut left = words.iter().map(|word| self.having(*word, number)).fold(0, u32::saturating_add);
        met.begin(ord, left.min(segment.max_doc()));
        for (nth, word) in words.iter().enumerate() {
            // Whoever has only the words from here on cannot come to the floor: nobody new is looked for.
            let rest = self.at_most(&words[nth..]);
            if rest < floor {
                let able = met.all().iter().filter(|one| one.score + rest >= floor).count();
                if able < left as usize {
                    let met = met.all();
                    met.retain(|one| one.score + rest >= floor);
                    met.sort_unstable_by_key(|one| one.at);
                    self.ask_of_segment(number, &words[nth..], floor, reading, met)?;
                    break;
                }
            }
            for reading in &mut *reading {
                let place = reading.place;
                let Some(open) = reading.open(number, ord, *word)? else { continue };
                while !open.postings.docs().is_empty() {
                    for (doc, count) in open.postings.docs().iter().zip(open.postings.freqs()) {
                        met.of(*doc).give(*word, place, open.score(*doc, *count));
                    }
                    open.postings.advance();
                }
            }
            left = left.saturating_sub(self.having(*word, number));
        }
        Ok(segment)
    }

    /// Mentions of a word in a segment.
    fn having(&self, word: usize, segment: usize) -> u32 {
        let of_place = |place| self.told.mentions.get(word, self.told.dictionaries.number(segment, place));
        Place::ALL.into_iter().filter_map(of_place).map(|info| info.doc_freq).fold(0, u32::saturating_add)
    }

    /// More than what these words can give together.
    fn at_most(&self, words: &[usize]) -> f32 {
        let rarity = words.iter().map(|word| self.told.terms[*word].rarity).sum::<f32>();
        rarity * MOST_MENTIONED * ROUNDING
    }

    /// Adds to each what the words give it beside, but for those who cannot come to so much.
    fn ask(
        &self,
        words: &[usize],
        least: f32,
        reading: &mut [Reading<'_>; 2],
        found: &mut [Shares],
    ) -> tantivy::Result<()> {
        found.sort_unstable_by_key(|one| one.at);
        for group in found.chunk_by_mut(|a, b| a.at.segment_ord == b.at.segment_ord) {
            let Some(ord) = group.first().map(|first| first.at.segment_ord) else { continue };
            let mut segments = self.told.dictionaries.segments().iter();
            let Some(number) = segments.position(|one| *one == ord) else { continue };
            self.ask_of_segment(number, words, least, reading, group)?;
        }
        Ok(())
    }

    /// The same of one segment, in rising order.
    fn ask_of_segment(
        &self,
        number: usize,
        words: &[usize],
        least: f32,
        reading: &mut [Reading<'_>; 2],
        group: &mut [Shares],
    ) -> tantivy::Result<()> {
        let ord = self.told.dictionaries.segments()[number];
        for (asked, word) in words.iter().enumerate() {
            // Who would not be wanted with all words that are still to be asked is asked no more.
            let needed = least - self.at_most(&words[asked..]);
            if group.iter().all(|one| one.score < needed) {
                break;
            }
            for reading in &mut *reading {
                let place = reading.place;
                let Some(open) = reading.open(number, ord, *word)? else { continue };
                for one in group.iter_mut().filter(|one| one.score >= needed) {
                    let doc = one.at.doc_id;
                    let reached = open.postings.seek(doc);
                    if open.postings.doc(reached) == doc {
                        let score = open.score(doc, open.postings.freq(reached));
                        one.give(*word, place, score);
                    }
                }
            }
        }
        Ok(())
    }
}

/// Reads who has a word in one place, segment by segment and word by word. What it reads with is used again: to make it anew
/// for each word of each segment takes longer than most of them take to read.
struct Reading<'a> {
    told: &'a Told,
    searcher: &'a Searcher,
    place: Place,
    field: Field,
    /// The part of the measure that depends on a document's length there.
    lengths: [f32; 256],
    of_segment: Option<(SegmentOrdinal, FieldNormReader)>,
    postings: Option<Box<BlockSegmentPostings>>,
}

/// Who has a word.
struct Open<'a> {
    postings: &'a mut BlockSegmentPostings,
    lengths: &'a [f32; 256],
    of_documents: &'a FieldNormReader,
    rarity: f32,
}

impl<'a> Reading<'a> {
    fn of(gathering: &Gathering<'a>, place: Place, field: Field) -> tantivy::Result<Reading<'a>> {
        let (told, searcher) = (gathering.told, gathering.searcher);
        let lengths = lengths(searcher, field, Curve::TEXT)?;
        Ok(Reading { told, searcher, place, field, lengths, of_segment: None, postings: None })
    }

    /// Who has a word of the text in a segment; nothing where nobody has.
    fn open(&mut self, number: usize, ord: SegmentOrdinal, word: usize) -> tantivy::Result<Option<Open<'_>>> {
        let dictionary = self.told.dictionaries.number(number, self.place);
        let Some(info) = self.told.mentions.get(word, dictionary) else { return Ok(None) };
        let reader = self.told.dictionaries.reader(dictionary);
        if self.of_segment.as_ref().is_none_or(|(of, _)| *of != ord) {
            let norms = self.searcher.segment_reader(ord).get_fieldnorms_reader(self.field)?;
            self.of_segment = Some((ord, norms));
        }
        match &mut self.postings {
            Some(postings) => reader.reset_block_postings_from_terminfo(info, postings)?,
            none => {
                let first = reader.read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
                *none = Some(Box::new(first));
            }
        }
        let (Some(postings), Some((_, norms))) = (&mut self.postings, &self.of_segment) else {
            return Ok(None);
        };
        let rarity = self.told.terms[word].rarity;
        Ok(Some(Open { postings, lengths: &self.lengths, of_documents: norms, rarity }))
    }
}

impl Open<'_> {
    fn score(&self, doc: DocId, count: u32) -> f32 {
        let length = self.lengths[usize::from(self.of_documents.fieldnorm_id(doc))];
        self.rarity * mentions(count, length)
    }
}

#[cfg(test)]
mod tests {
    use super::super::telling::telling;
    use super::super::{Alike, id_of};
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
        let to = Alike { text: text(240), lang: "en".into(), ..Alike::default() };
        let best = |most, most_mentions, least, filters: &[Filter]| {
            let (searcher, fields) = (&index.reader.searcher(), &index.fields);
            let told = &telling(&index, searcher, Statistics::of(searcher), &to).expect("told");
            let gathering = Gathering { searcher, fields, told, filters, least, most_mentions };
            let found = gathering.best(3, most).expect("gathered").into_iter();
            let id = |at| id_of(searcher, &told.segments, at).expect("known");
            found.map(|one| (id(one.at), one.words, (one.score * 1e3) as i64)).collect::<BTreeSet<_>>()
        };
        let exact = best(5, u64::MAX, 0.0, &[]);
        assert!(exact.len() == 5, "{exact:?}");
        assert_eq!(best(5, 30, 0.0, &[]), exact, "common words are asked of those who lead");
        assert_eq!(best(5, 0, 0.0, &[]).len(), 1, "the rarest word is always gone through");

        let all = best(100, u64::MAX, 0.0, &[]);
        let high = all.iter().map(|(.., score)| *score).max().expect("some");
        let wanted = |found: &BTreeSet<(String, u32, i64)>| {
            found.iter().filter(|(.., score)| *score >= high).cloned().collect::<BTreeSet<_>>()
        };
        let lowest = exact.iter().map(|(.., score)| *score).min().expect("some");
        assert!(exact.is_subset(&all), "who leads is known in full, also where others were passed over");
        assert!(all.difference(&exact).all(|(.., score)| *score <= lowest));
        let found = best(100, 30, high as f32 / 1e3, &[]);
        assert_eq!(wanted(&found), wanted(&all), "who may yet be wanted is asked on");

        let ids: Vec<String> = exact.iter().map(|(id, ..)| id.clone()).collect();
        let others = best(1, u64::MAX, 0.0, &[Filter::Except { ids: ids.clone() }]);
        assert_eq!(others.len(), 1, "the others are looked at when the best are not allowed");
        assert!(others.is_subset(&all) && others.is_disjoint(&exact), "{others:?}");
        index.apply(ids.into_iter().map(Change::Remove).collect(), 1_000).expect("removed");
        let left = best(100, 30, 0.0, &[]);
        assert!(!left.is_empty() && left.iter().all(|(id, ..)| exact.iter().all(|(gone, ..)| gone != id)));
    }
}

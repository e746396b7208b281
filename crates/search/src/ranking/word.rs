//! A word in all the places where it may stand, as one query.

use super::bm25::{Curve, Lengths, mentions};
use std::sync::Arc;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

/// One form of a word in one field.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    pub field: Field,
    pub text: String,
    /// What it counts when it stands there, its rarity included.
    pub weight: f32,
    /// What a document gains by it, once, however often and in however many fields it has it.
    pub gain: f32,
    /// Whoever has it has it in another place too, which is looked at first.
    pub follows: bool,
}

/// Documents that have the word in one of its places. A document counts by its best place, a little of the others, and
/// the largest gain.
#[derive(Debug, Clone)]
pub struct WordQuery {
    places: Arc<Vec<Place>>,
    tie: f32,
}

impl WordQuery {
    /// `tie` is how much of what the other places give is added to the best one: 0 none of it, 1 all.
    pub fn new(places: Vec<Place>, tie: f32) -> WordQuery {
        WordQuery { places: Arc::new(places), tie }
    }

    /// The documents of one segment, measured by these lengths; nothing where it has none.
    pub fn in_segment(
        &self,
        reader: &SegmentReader,
        lengths: &Lengths,
    ) -> tantivy::Result<Option<WordScorer>> {
        self.scorer(reader, lengths, 1.0)
    }

    fn scorer(
        &self,
        reader: &SegmentReader,
        lengths: &Lengths,
        boost: Score,
    ) -> tantivy::Result<Option<WordScorer>> {
        let parts = self.parts(reader, lengths, boost)?;
        let leading = parts.iter().take_while(|part| !part.follows).count();
        let doc = first(&parts[..leading]);
        Ok((leading > 0).then_some(WordScorer { parts, leading, doc, tie: self.tie }))
    }

    fn parts(&self, reader: &SegmentReader, lengths: &Lengths, boost: Score) -> tantivy::Result<Vec<Part>> {
        let scores = !lengths.is_empty();
        let option = if scores { IndexRecordOption::WithFreqs } else { IndexRecordOption::Basic };
        let mut parts = Vec::with_capacity(self.places.len());
        for place in self.places.iter().filter(|place| scores || !place.follows) {
            let inverted = reader.inverted_index(place.field)?;
            let Some(postings) =
                inverted.read_postings(&Term::from_field_text(place.field, &place.text), option)?
            else {
                continue;
            };
            let measure = match lengths.of_field(place.field) {
                Some(table) => Some((table, reader.get_fieldnorms_reader(place.field)?)),
                None => None,
            };
            parts.push(Part {
                postings,
                measure,
                weight: place.weight * boost,
                gain: place.gain * boost,
                follows: place.follows,
            });
        }
        // Those that tell where to stop come first.
        parts.sort_by_key(|part| part.follows);
        Ok(parts)
    }
}

impl Query for WordQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let lengths = match scoring.searcher().filter(|_| scoring.is_scoring_enabled()) {
            Some(searcher) => {
                Lengths::of(searcher, self.places.iter().map(|place| place.field), Curve::QUESTION)?
            }
            None => Lengths::default(),
        };
        Ok(Box::new(WordWeight { word: self.clone(), lengths }))
    }
}

struct WordWeight {
    word: WordQuery,
    /// Empty when nobody asks for scores.
    lengths: Lengths,
}

impl Weight for WordWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(match self.word.scorer(reader, &self.lengths, boost)? {
            Some(scorer) => Box::new(scorer),
            None => Box::new(EmptyScorer),
        })
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = Weight::scorer(self, reader, 1.0)?;
        let score = if scorer.seek(doc) == doc { scorer.score() } else { 0.0 };
        Ok(Explanation::new("the word in its best place", score))
    }
}

struct Part {
    postings: SegmentPostings,
    measure: Option<(Arc<[f32; 256]>, FieldNormReader)>,
    weight: f32,
    gain: f32,
    follows: bool,
}

impl Part {
    fn score(&self, doc: DocId) -> f32 {
        let Some((table, norms)) = &self.measure else { return 0.0 };
        let length = table[usize::from(norms.fieldnorm_id(doc))];
        self.weight * mentions(self.postings.term_freq(), length)
    }

    fn reach(&mut self, target: DocId) -> DocId {
        if self.postings.doc() < target { self.postings.seek(target) } else { self.postings.doc() }
    }
}

/// Goes through the documents of one segment that have the word.
pub struct WordScorer {
    parts: Vec<Part>,
    /// So many of the parts decide which documents there are.
    leading: usize,
    doc: DocId,
    tie: f32,
}

fn first(parts: &[Part]) -> DocId {
    parts.iter().map(|part| part.postings.doc()).min().unwrap_or(TERMINATED)
}

impl DocSet for WordScorer {
    fn advance(&mut self) -> DocId {
        let mut next = TERMINATED;
        for part in &mut self.parts[..self.leading] {
            let mut doc = part.postings.doc();
            if doc == self.doc && doc != TERMINATED {
                doc = part.postings.advance();
            }
            next = next.min(doc);
        }
        self.doc = next;
        next
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let mut next = TERMINATED;
        for part in &mut self.parts[..self.leading] {
            next = next.min(part.reach(target));
        }
        self.doc = next;
        next
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.parts[..self.leading].iter().map(|part| part.postings.size_hint()).max().unwrap_or(0)
    }

    fn cost(&self) -> u64 {
        self.parts[..self.leading].iter().map(|part| u64::from(part.postings.size_hint())).sum()
    }
}

impl WordScorer {
    /// Goes on to this document, or to the next one behind it; it may be reached already.
    pub fn reach(&mut self, target: DocId) -> DocId {
        if self.doc < target { self.seek(target) } else { self.doc }
    }

    /// How well the document answers that is reached.
    pub fn measured(&mut self) -> Score {
        let doc = self.doc;
        let (mut best, mut sum, mut gain) = (0.0_f32, 0.0_f32, 0.0_f32);
        for part in &mut self.parts {
            if part.reach(doc) != doc {
                continue;
            }
            let score = part.score(doc);
            sum += score;
            best = best.max(score);
            gain = gain.max(part.gain);
        }
        best + self.tie * (sum - best) + gain
    }
}

impl Scorer for WordScorer {
    fn score(&mut self) -> Score {
        self.measured()
    }
}

//! A word in all the places where it may stand, as one query.

use super::bm25::{Curve, lengths, mentions};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
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
    curve: Curve,
}

impl WordQuery {
    /// `tie` is how much of what the other places give is added to the best one: 0 none of it, 1 all.
    pub fn new(places: Vec<Place>, tie: f32) -> WordQuery {
        WordQuery { places: Arc::new(places), tie, curve: Curve::QUESTION }
    }

    /// The same, measured otherwise.
    pub fn measured(self, curve: Curve) -> WordQuery {
        WordQuery { curve, ..self }
    }
}

impl Query for WordQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let mut tables: HashMap<Field, Arc<[f32; 256]>> = HashMap::new();
        if scoring.is_scoring_enabled()
            && let Some(searcher) = scoring.searcher()
        {
            for place in self.places.iter() {
                if let Entry::Vacant(place_of) = tables.entry(place.field) {
                    place_of.insert(Arc::from(lengths(searcher, place.field, self.curve)?));
                }
            }
        }
        Ok(Box::new(WordWeight { places: Arc::clone(&self.places), tables, tie: self.tie }))
    }
}

struct WordWeight {
    places: Arc<Vec<Place>>,
    /// Empty when nobody asks for scores.
    tables: HashMap<Field, Arc<[f32; 256]>>,
    tie: f32,
}

impl WordWeight {
    fn parts(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Vec<Part>> {
        let scores = !self.tables.is_empty();
        let option = if scores { IndexRecordOption::WithFreqs } else { IndexRecordOption::Basic };
        let mut parts = Vec::with_capacity(self.places.len());
        for place in self.places.iter().filter(|place| scores || !place.follows) {
            let inverted = reader.inverted_index(place.field)?;
            let Some(postings) =
                inverted.read_postings(&Term::from_field_text(place.field, &place.text), option)?
            else {
                continue;
            };
            let measure = match self.tables.get(&place.field) {
                Some(table) => Some((Arc::clone(table), reader.get_fieldnorms_reader(place.field)?)),
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

impl Weight for WordWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let parts = self.parts(reader, boost)?;
        let leading = parts.iter().take_while(|part| !part.follows).count();
        if leading == 0 {
            return Ok(Box::new(EmptyScorer));
        }
        let doc = first(&parts[..leading]);
        Ok(Box::new(WordScorer { parts, leading, doc, tie: self.tie }))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
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

struct WordScorer {
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

impl Scorer for WordScorer {
    fn score(&mut self) -> Score {
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

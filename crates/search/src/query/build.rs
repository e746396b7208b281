//! The query as tantivy runs it.

use super::reading::Reading;
use super::{Clause, Filter};
use crate::analysis::{Analysis, Form, grams};
use crate::ranking::{Closer, Curve, Lengths, Place, Statistics, Weights, WordQuery, inverse_frequency};
use crate::schema::{Fields, facet_term};
use std::ops::Bound;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, EnableScoring,
    Occur, PhraseQuery, Query, RangeQuery, TermQuery, TermSetQuery, Weight,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, TantivyError, Term};

type Boxed = Box<dyn Query>;

/// Builds queries for one index.
pub struct Builder<'a> {
    pub fields: &'a Fields,
    pub analysis: &'a Analysis,
    pub weights: Weights,
    pub statistics: Statistics,
}

/// Of the runs of an unknown word so large a part must be in a word that is taken for it.
const ENOUGH_RUNS: f32 = 0.6;
/// A little of what a phrase gives in the lesser field is added to the better one.
const TIE_BREAKER: f32 = 0.1;
/// How far two words may be apart that count as side by side, for a preposition between them.
const BESIDE: u32 = 1;

impl Builder<'_> {
    /// The query of which at least `needed` clauses are found, or nothing when there is nothing to look for.
    pub fn build(
        &self,
        wanted: &[Reading],
        unwanted: &[Clause],
        filters: &[Filter],
        needed: usize,
    ) -> Option<Boxed> {
        if wanted.is_empty() {
            return None;
        }
        let clauses: Vec<Boxed> = wanted.iter().map(|reading| self.reading(reading)).collect();
        let wanted: Boxed = match clauses.len() {
            1 => clauses.into_iter().next()?,
            _ => Box::new(BooleanQuery::union_with_minimum_required_clauses(clauses, needed)),
        };
        let mut parts: Vec<(Occur, Boxed)> = vec![(Occur::Must, wanted)];
        for clause in unwanted {
            parts.push((Occur::MustNot, self.plainly(clause)));
        }
        parts.extend(self.filters(filters));
        Some(if parts.len() == 1 { parts.remove(0).1 } else { Box::new(BooleanQuery::new(parts)) })
    }

    /// What narrows a search.
    pub fn filters<'f>(&self, filters: &'f [Filter]) -> impl Iterator<Item = (Occur, Boxed)> + use<'_, 'f> {
        let fields = *self.fields;
        filters.iter().map(move |filter| {
            let (occur, query) = narrowing(&fields, filter);
            (occur, Box::new(ConstScoreQuery::new(query, 0.0)) as Boxed)
        })
    }

    fn reading(&self, reading: &Reading) -> Boxed {
        let mut ways: Vec<Boxed> = Vec::new();
        if !reading.places.is_empty() {
            ways.push(Box::new(WordQuery::new(reading.places.clone(), self.weights.tie)));
        }
        for (number, phrase) in reading.phrases.iter().enumerate() {
            let own = number == 0 && *phrase == reading.words;
            let factor = if own { 1.0 } else { self.weights.spelling };
            ways.push(Box::new(BoostQuery::new(self.phrase(phrase), factor)));
        }
        if let ([], [word]) = (ways.as_slice(), reading.words.as_slice()) {
            ways.extend(self.by_runs(word));
        }
        match ways.len() {
            0 => Box::new(EmptyQuery),
            1 => ways.remove(0),
            _ => Box::new(DisjunctionMaxQuery::new(ways)),
        }
    }

    /// For a word that nobody has and nothing is near to: words that share most of its letters in a row.
    fn by_runs(&self, word: &str) -> Option<Boxed> {
        let folded = self.analysis.form(Form::Folded, word).filter(|_| self.weights.grams > 0.0)?;
        let runs: Vec<Boxed> = grams(&folded)
            .map(|run| {
                let term = Term::from_field_text(self.fields.grams, run);
                Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)) as Boxed
            })
            .collect();
        let needed = (runs.len() as f32 * ENOUGH_RUNS).ceil() as usize;
        // With two runs or fewer, one of them is shared by half of the language.
        if needed < 2 {
            return None;
        }
        let query = BooleanQuery::union_with_minimum_required_clauses(runs, needed);
        Some(Box::new(BoostQuery::new(Box::new(query), self.weights.grams)))
    }

    /// What is asked in addition of those who lead: shared runs of letters, and words that stand side by side.
    pub fn closer(&self, searcher: &Searcher, wanted: &[Reading]) -> Result<Option<Closer>, TantivyError> {
        let single: Vec<&Reading> = wanted.iter().filter(|reading| reading.words.len() == 1).collect();
        let (mut words, mut phrases) = (Vec::new(), Vec::new());
        if self.weights.grams > 0.0 {
            for reading in &single {
                let places = self.runs(searcher, &reading.words[0])?;
                if !places.is_empty() {
                    words.push(WordQuery::new(places, 1.0));
                }
            }
        }
        if self.weights.beside > 0.0 {
            for pair in single.windows(2) {
                let both = [pair[0].words[0].clone(), pair[1].words[0].clone()];
                phrases.extend(self.side_by_side(searcher, &both)?);
            }
        }
        if words.is_empty() && phrases.is_empty() {
            return Ok(None);
        }
        let lengths = Lengths::of(searcher, [self.fields.grams], Curve::QUESTION)?;
        Ok(Some(Closer { words, phrases, beside: self.weights.beside, lengths }))
    }

    /// The runs of a word, which count together about as much as the word does, times the weight of runs.
    fn runs(&self, searcher: &Searcher, word: &str) -> Result<Vec<Place>, TantivyError> {
        let Some(folded) = self.analysis.form(Form::Folded, word) else { return Ok(Vec::new()) };
        let field = self.fields.grams;
        let mut places: Vec<Place> = Vec::new();
        for run in grams(&folded) {
            let documents = searcher.doc_freq(&Term::from_field_text(field, run))?;
            if documents == 0 || places.iter().any(|place| place.text == run) {
                continue;
            }
            let weight = self.weights.grams * inverse_frequency(documents, self.statistics.documents);
            places.push(Place { field, text: run.to_owned(), weight, gain: 0.0, follows: false });
        }
        let share = 1.0 / (places.len().max(1) as f32).sqrt();
        places.iter_mut().for_each(|place| place.weight *= share);
        Ok(places)
    }

    /// Two words side by side, in titles and in texts.
    fn side_by_side(
        &self,
        searcher: &Searcher,
        words: &[String; 2],
    ) -> Result<Option<Vec<Box<dyn Weight>>>, TantivyError> {
        let forms = words.iter().map(|word| self.analysis.form(Form::Folded, word));
        let Some(forms) = forms.collect::<Option<Vec<_>>>() else { return Ok(None) };
        let in_field = |field: Field| {
            let terms = forms.iter().map(|form| Term::from_field_text(field, form)).collect();
            let mut phrase = PhraseQuery::new(terms);
            phrase.set_slop(BESIDE);
            phrase.weight(EnableScoring::enabled_from_searcher(searcher))
        };
        Ok(Some(self.fields.of(Form::Folded).into_iter().map(in_field).collect::<Result<_, _>>()?))
    }

    fn phrase(&self, words: &[String]) -> Boxed {
        let in_field = |field: Field, weight: f32| -> Boxed {
            let terms: Vec<Term> = words
                .iter()
                .filter_map(|word| self.analysis.form(Form::Folded, word))
                .map(|form| Term::from_field_text(field, &form))
                .collect();
            match terms.len() {
                0 => Box::new(EmptyQuery),
                1 => Box::new(TermQuery::new(terms[0].clone(), IndexRecordOption::WithFreqs)),
                _ => Box::new(BoostQuery::new(Box::new(PhraseQuery::new(terms)), weight)),
            }
        };
        let [title, text] = self.fields.of(Form::Folded);
        let Weights { folded, title: more, .. } = self.weights;
        let both = vec![in_field(title, folded * more), in_field(text, folded)];
        Box::new(DisjunctionMaxQuery::with_tie_breaker(both, TIE_BREAKER))
    }

    /// What an exclusion excludes: the word but for variants of writing, not all its relatives.
    fn plainly(&self, clause: &Clause) -> Boxed {
        match clause.words.as_slice() {
            [word] => {
                let folded = self.analysis.form(Form::Folded, word).unwrap_or_default();
                let fields = self.fields.of(Form::Folded);
                Box::new(TermSetQuery::new(fields.map(|field| Term::from_field_text(field, &folded))))
            }
            words => self.phrase(words),
        }
    }
}

/// A filter, and whether its documents are the ones left or the ones left out.
pub fn narrowing(fields: &Fields, filter: &Filter) -> (Occur, Boxed) {
    let of = |name: &str, values: &[String]| -> Boxed {
        let terms = values.iter().map(|value| Term::from_field_text(fields.facet, &facet_term(name, value)));
        set(terms.collect())
    };
    match filter {
        Filter::Any { name, values } => (Occur::Must, of(name, values)),
        Filter::None { name, values } => (Occur::MustNot, of(name, values)),
        Filter::Except { ids } => {
            (Occur::MustNot, set(ids.iter().map(|id| Term::from_field_text(fields.id, id)).collect()))
        }
        Filter::Between { from, to } => (Occur::Must, between(fields, *from, *to)),
    }
}

fn set(terms: Vec<Term>) -> Boxed {
    let one = |term| Box::new(TermQuery::new(term, IndexRecordOption::Basic)) as Boxed;
    match terms.len() {
        0 => Box::new(EmptyQuery),
        _ => Box::new(BooleanQuery::union(terms.into_iter().map(one).collect())),
    }
}

fn between(fields: &Fields, from: Option<i64>, to: Option<i64>) -> Boxed {
    let term = |at| Term::from_field_i64(fields.at, at);
    match (from, to) {
        (None, None) => Box::new(AllQuery),
        (from, to) => {
            let from = from.map_or(Bound::Unbounded, |at| Bound::Included(term(at)));
            let to = to.map_or(Bound::Unbounded, |at| Bound::Excluded(term(at)));
            Box::new(RangeQuery::new(from, to))
        }
    }
}

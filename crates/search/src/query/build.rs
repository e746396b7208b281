//! The query as tantivy runs it.

use super::{Clause, Filter, Parsed, Synonyms};
use crate::analysis::{Analysis, Form, words};
use crate::schema::{Fields, Forms, facet_term};
use std::ops::Bound;
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur, PhraseQuery,
    Query, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

type Boxed = Box<dyn Query>;

/// How many of the wanted clauses must be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// All of them.
    All,
    /// More than half: asked when all of them together find nothing.
    Most,
}

/// Builds queries for one index.
pub struct Builder<'a> {
    pub fields: &'a Fields,
    pub analysis: &'a Analysis,
    pub synonyms: &'a Synonyms,
}

/// A little of what the other fields give is added to the best one.
const TIE_BREAKER: f32 = 0.1;
/// What a document gains when it has the word as typed, or but for variants of writing as typed. Large
/// beside the scores of single words, so that the exact form ranks first.
const EXACT_BONUS: f32 = 12.0;
const FOLDED_BONUS: f32 = 4.0;

impl Builder<'_> {
    /// The whole query, or nothing when there is nothing to look for.
    pub fn build(&self, parsed: &Parsed, filters: &[Filter], strictness: Strictness) -> Option<Boxed> {
        if parsed.wanted.is_empty() {
            return None;
        }
        let mut parts: Vec<(Occur, Boxed)> = vec![(Occur::Must, self.wanted(&parsed.wanted, strictness))];
        for clause in &parsed.unwanted {
            parts.push((Occur::MustNot, self.plainly(clause)));
        }
        for filter in filters {
            let (occur, query) = self.filter(filter);
            parts.push((occur, unscored(query)));
        }
        Some(Box::new(BooleanQuery::new(parts)))
    }

    fn wanted(&self, clauses: &[Clause], strictness: Strictness) -> Boxed {
        let queries: Vec<Boxed> = clauses.iter().map(|clause| self.clause(clause)).collect();
        let needed = match strictness {
            Strictness::All => queries.len(),
            Strictness::Most => queries.len() / 2 + 1,
        };
        Box::new(BooleanQuery::union_with_minimum_required_clauses(queries, needed))
    }

    /// A clause or any of its other spellings, each of which counts a little less.
    fn clause(&self, clause: &Clause) -> Boxed {
        let own = self.spelling(&clause.words);
        let others = self.synonyms.of(&clause.words).into_iter().map(|spelling| {
            let words: Vec<String> = words(spelling).map(|word| word.text.to_owned()).collect();
            Box::new(BoostQuery::new(self.spelling(&words), 0.6)) as Boxed
        });
        let mut all = vec![own];
        all.extend(others);
        if all.len() == 1 { all.remove(0) } else { Box::new(DisjunctionMaxQuery::new(all)) }
    }

    fn spelling(&self, words: &[String]) -> Boxed {
        match words {
            [] => Box::new(EmptyQuery),
            [word] => self.word(word),
            words => self.phrase(words),
        }
    }

    fn word(&self, word: &str) -> Boxed {
        let Fields { title, text, .. } = self.fields;
        let weighted = [
            (title.exact, Form::Exact, 4.0),
            (title.folded, Form::Folded, 3.0),
            (title.stemmed, Form::Stemmed, 2.0),
            (text.exact, Form::Exact, 1.6),
            (text.folded, Form::Folded, 1.3),
            (text.stemmed, Form::Stemmed, 1.0),
        ];
        let found: Vec<Boxed> = weighted
            .into_iter()
            .filter_map(|(field, form, weight)| {
                let term = self.term(field, form, word)?;
                Some(Box::new(BoostQuery::new(term, weight)) as Boxed)
            })
            .collect();
        let found = Box::new(DisjunctionMaxQuery::with_tie_breaker(found, TIE_BREAKER));
        let mut parts: Vec<(Occur, Boxed)> = vec![(Occur::Must, found)];
        for (form, bonus) in [(Form::Exact, EXACT_BONUS), (Form::Folded, FOLDED_BONUS)] {
            let either = self.in_title_or_text(form, word);
            parts.push((Occur::Should, Box::new(ConstScoreQuery::new(either, bonus))));
        }
        Box::new(BooleanQuery::new(parts))
    }

    fn in_title_or_text(&self, form: Form, word: &str) -> Boxed {
        let field = |forms: &Forms| match form {
            Form::Exact => forms.exact,
            Form::Folded => forms.folded,
            Form::Stemmed => forms.stemmed,
        };
        let fields = [field(&self.fields.title), field(&self.fields.text)];
        Box::new(BooleanQuery::union(fields.into_iter().filter_map(|f| self.term(f, form, word)).collect()))
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
        let both = vec![in_field(self.fields.title.folded, 3.0), in_field(self.fields.text.folded, 1.3)];
        Box::new(DisjunctionMaxQuery::with_tie_breaker(both, TIE_BREAKER))
    }

    /// What an exclusion excludes: the word but for variants of writing, not all its relatives.
    fn plainly(&self, clause: &Clause) -> Boxed {
        match clause.words.as_slice() {
            [word] => self.in_title_or_text(Form::Folded, word),
            words => self.phrase(words),
        }
    }

    fn term(&self, field: Field, form: Form, word: &str) -> Option<Boxed> {
        let text = self.analysis.form(form, word)?;
        let term = Term::from_field_text(field, &text);
        Some(Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)))
    }

    fn filter(&self, filter: &Filter) -> (Occur, Boxed) {
        match filter {
            Filter::Any { name, values } => (Occur::Must, self.facets(name, values)),
            Filter::None { name, values } => (Occur::MustNot, self.facets(name, values)),
            Filter::Between { from, to } => (Occur::Must, self.between(*from, *to)),
        }
    }

    fn facets(&self, name: &str, values: &[String]) -> Boxed {
        let terms: Vec<Boxed> = values
            .iter()
            .map(|value| {
                let term = Term::from_field_text(self.fields.facet, &facet_term(name, value));
                Box::new(TermQuery::new(term, IndexRecordOption::Basic)) as Boxed
            })
            .collect();
        if terms.is_empty() { Box::new(EmptyQuery) } else { Box::new(BooleanQuery::union(terms)) }
    }

    fn between(&self, from: Option<i64>, to: Option<i64>) -> Boxed {
        let term = |at| Term::from_field_i64(self.fields.at, at);
        match (from, to) {
            (None, None) => Box::new(AllQuery),
            (from, to) => {
                let from = from.map_or(Bound::Unbounded, |at| Bound::Included(term(at)));
                let to = to.map_or(Bound::Unbounded, |at| Bound::Excluded(term(at)));
                Box::new(RangeQuery::new(from, to))
            }
        }
    }
}

fn unscored(query: Boxed) -> Boxed {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

//! The nearest documents to a text, by the words that tell it from all others.

use crate::analysis::{Form, may_stem, words};
use crate::hits::freshness;
use crate::index::Generation;
use crate::query::Builder;
use crate::ranking::{Place, Statistics, Weights, WordQuery, inverse_frequency};
use crate::schema::AT;
use crate::{Filter, SearchError};
use std::collections::HashMap;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query};
use tantivy::schema::Value;
use tantivy::{Searcher, TantivyDocument, Term};

/// Words of a text that are read.
const MOST_READ: usize = 5_000;
/// Words that stand for a text.
const MOST_TERMS: usize = 25;
/// A word in more of the documents than this part tells nothing.
const TOO_COMMON: f32 = 0.02;
/// Of a small index every part is small: words in so few documents always tell something.
const COMMON_AT_LEAST: u64 = 25;
/// Different words that two texts must share.
const SHARED: usize = 3;
/// Of what a text would give that has all the words once, so large a part is near. Measured on stories whose members
/// are known; the part travels between indexes, the score itself does not.
const NEAR: f32 = 0.22;
/// How often a word of the title counts.
const TITLE: u32 = 3;
const MOST: usize = 50;

/// A text whose like is looked for.
#[derive(Debug, Clone, Default)]
pub struct Alike {
    pub title: String,
    pub text: String,
    /// BCP 47; only documents whose words are brought into the same form are near.
    pub lang: String,
    /// Leave out the text itself, and whatever else is shown already; [`Filter::Between`] finds only older ones.
    pub filters: Vec<Filter>,
    /// At most 50.
    pub limit: usize,
    /// UTC microseconds; of equally near ones newer come first. 0 leaves age out.
    pub now: i64,
}

/// A document near to a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    pub id: String,
    /// Part of what a document has that has all the words, from the cut upwards; the highest comes first.
    pub score: f32,
    pub at: i64,
}

/// The nearest documents, none that only shares a common word.
pub fn alike(generation: &Generation, weights: Weights, to: &Alike) -> Result<Vec<Near>, SearchError> {
    let searcher = generation.reader.searcher();
    let statistics = Statistics::of(&searcher);
    let terms = telling(generation, &searcher, statistics, to)?;
    if terms.len() < SHARED || to.limit == 0 {
        return Ok(Vec::new());
    }
    let whole: f32 = terms.iter().map(|term| term.rarity).sum();
    let query = query(generation, weights, statistics, &terms, to);
    let top = TopDocs::with_limit(to.limit.min(MOST) * 2).order_by_score();
    let mut near = Vec::new();
    for (score, at) in searcher.search(&*query, &top)? {
        let times = searcher.segment_reader(at.segment_ord).fast_fields().i64(AT)?;
        let part = score / whole;
        if part < NEAR {
            continue;
        }
        let document: TantivyDocument = searcher.doc(at)?;
        let id =
            document.get_first(generation.fields.id).and_then(|value| value.as_str()).unwrap_or_default();
        let young = if to.now == 0 { 1.0 } else { freshness(Some(&times), at.doc_id, to.now) };
        near.push(Near { id: id.to_owned(), score: part * young, at: times.first(at.doc_id).unwrap_or(0) });
    }
    near.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
    near.truncate(to.limit.min(MOST));
    Ok(near)
}

struct Telling {
    text: String,
    rarity: f32,
    weight: f32,
}

/// The words that tell a text from others, the most telling first.
fn telling(
    generation: &Generation,
    searcher: &Searcher,
    statistics: Statistics,
    to: &Alike,
) -> Result<Vec<Telling>, SearchError> {
    let form = form(to);
    let [title, body] = generation.fields.of(form);
    let mut counts: HashMap<String, u32> = HashMap::new();
    for (text, times) in [(&to.title, TITLE), (&to.text, 1)] {
        for word in words(text).take(MOST_READ) {
            if let Some(text) =
                generation.analysis.form(form, word.text).filter(|text| text.chars().count() > 1)
            {
                *counts.entry(text).or_default() += times;
            }
        }
    }
    let common = ((statistics.documents as f32 * TOO_COMMON) as u64).max(COMMON_AT_LEAST);
    let mut terms = Vec::new();
    for (text, count) in counts {
        let mut documents = 0;
        for field in [title, body] {
            documents = documents.max(searcher.doc_freq(&Term::from_field_text(field, &text))?);
        }
        if documents == 0 || documents > common {
            continue;
        }
        let rarity = inverse_frequency(documents, statistics.documents);
        terms.push(Telling { text, rarity, weight: (count as f32).sqrt() * rarity });
    }
    terms.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.text.cmp(&b.text)));
    terms.truncate(MOST_TERMS);
    Ok(terms)
}

fn form(to: &Alike) -> Form {
    if may_stem(&to.lang) { Form::Stemmed } else { Form::Folded }
}

fn query(
    generation: &Generation,
    weights: Weights,
    statistics: Statistics,
    terms: &[Telling],
    to: &Alike,
) -> Box<dyn Query> {
    let Generation { fields, analysis, .. } = generation;
    let form = form(to);
    let words = terms.iter().map(|term| {
        let places = fields.of(form).map(|field| Place {
            field,
            text: term.text.clone(),
            weight: term.rarity,
            gain: 0.0,
            follows: false,
        });
        Box::new(WordQuery::new(places.to_vec(), 0.0)) as Box<dyn Query>
    });
    let wanted = BooleanQuery::union_with_minimum_required_clauses(words.collect(), SHARED);
    let builder = Builder { fields, analysis, weights, statistics };
    let mut parts: Vec<(Occur, Box<dyn Query>)> = vec![(Occur::Must, Box::new(wanted))];
    parts.extend(builder.filters(&to.filters));
    Box::new(BooleanQuery::new(parts))
}

//! The nearest documents to a text, by the words that tell it from all others.

use crate::analysis::{Form, may_stem, words};
use crate::hits::freshness;
use crate::index::Generation;
use crate::query::Builder;
use crate::ranking::{Curve, Place, Statistics, Weights, WordQuery, inverse_frequency};
use crate::schema::AT;
use crate::{Filter, SearchError};
use std::collections::HashMap;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query};
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{DocAddress, DocSet, Searcher, TERMINATED, TantivyDocument, Term};
use text::fold::is_english_stop_word;

/// Words of a text that are read.
const MOST_READ: usize = 5_000;
/// Words that stand for a text.
const MOST_TERMS: usize = 25;
/// A word in more of the documents than this part tells nothing.
const TOO_COMMON: f32 = 0.05;
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
/// So many of the words that two texts share are told.
const TOLD: usize = 5;

/// A text whose like is looked for.
#[derive(Debug, Clone)]
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
    /// What scores less is not near, from 0 to 1. At 0 all are ranked, also those that share a single word: for measuring.
    pub cut: f32,
}

impl Default for Alike {
    fn default() -> Self {
        Alike {
            title: String::new(),
            text: String::new(),
            lang: String::new(),
            filters: Vec::new(),
            limit: 0,
            now: 0,
            cut: NEAR,
        }
    }
}

/// A document near to a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    pub id: String,
    /// Part of what a document has that has all the words, from the cut upwards; the highest comes first.
    pub score: f32,
    pub at: i64,
    /// Words that both have, at most five, the most telling first, as they are written in the text that was asked for.
    pub shared: Vec<String>,
}

/// The nearest documents, none that only shares a common word.
pub fn alike(generation: &Generation, weights: Weights, to: &Alike) -> Result<Vec<Near>, SearchError> {
    let searcher = generation.reader.searcher();
    let statistics = Statistics::of(&searcher);
    let terms = telling(generation, &searcher, statistics, to)?;
    let shared = if to.cut > 0.0 { SHARED } else { 1 };
    if terms.len() < shared || to.limit == 0 {
        return Ok(Vec::new());
    }
    let whole: f32 = terms.iter().map(|term| term.rarity).sum();
    let query = query(generation, weights, statistics, (&terms, shared), to);
    let top = TopDocs::with_limit(to.limit.min(MOST) * 2).order_by_score();
    let mut near = Vec::new();
    for (score, at) in searcher.search(&*query, &top)? {
        let times = searcher.segment_reader(at.segment_ord).fast_fields().i64(AT)?;
        let part = score / whole;
        if part >= to.cut {
            let young = if to.now == 0 { 1.0 } else { freshness(Some(&times), at.doc_id, to.now) };
            near.push((part * young, times.first(at.doc_id).unwrap_or(0), at));
        }
    }
    let mut found = Vec::with_capacity(near.len());
    for (score, time, at) in near {
        let document: TantivyDocument = searcher.doc(at)?;
        let id = document.get_first(generation.fields.id).and_then(|value| value.as_str());
        found.push((Near { id: id.unwrap_or_default().to_owned(), score, at: time, shared: Vec::new() }, at));
    }
    found.sort_by(|(a, _), (b, _)| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
    found.truncate(to.limit.min(MOST));
    for (near, at) in &mut found {
        near.shared = told(generation, &searcher, &terms, to, *at)?;
    }
    Ok(found.into_iter().map(|(near, _)| near).collect())
}

/// The first of the terms that a document has, as they are written.
fn told(
    generation: &Generation,
    searcher: &Searcher,
    terms: &[Telling],
    to: &Alike,
    at: DocAddress,
) -> Result<Vec<String>, SearchError> {
    let segment = searcher.segment_reader(at.segment_ord);
    let fields = generation.fields.of(form(to));
    let mut told = Vec::new();
    for term in terms {
        let mut has = false;
        for field in fields {
            let wanted = Term::from_field_text(field, &term.text);
            let postings = segment.inverted_index(field)?.read_postings(&wanted, IndexRecordOption::Basic)?;
            has |= postings.is_some_and(|mut postings| {
                let first = postings.doc();
                let there = if first < at.doc_id { postings.seek(at.doc_id) } else { first };
                there != TERMINATED && there == at.doc_id
            });
        }
        if has {
            told.push(term.written.clone());
        }
        if told.len() == TOLD {
            break;
        }
    }
    Ok(told)
}

struct Telling {
    text: String,
    /// The shortest way in which the text writes it.
    written: String,
    rarity: f32,
    weight: f32,
}

/// Whether a word says nothing of what a text is about, however few documents have it: the first hundred documents of an index do not
/// tell that yet.
fn tells_nothing(word: &str, lang: &str) -> bool {
    let is_small_number = word.chars().count() < 3 && word.chars().all(char::is_numeric);
    is_small_number || (lang.starts_with("en") && is_english_stop_word(&word.to_lowercase()))
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
    let mut counts: HashMap<String, (u32, &str)> = HashMap::new();
    for (text, times) in [(&to.title, TITLE), (&to.text, 1)] {
        for word in words(text).take(MOST_READ) {
            if tells_nothing(word.text, &to.lang) {
                continue;
            }
            if let Some(text) =
                generation.analysis.form(form, word.text).filter(|text| text.chars().count() > 1)
            {
                let (count, written) = counts.entry(text).or_insert((0, word.text));
                *count += times;
                if word.text.len() < written.len() {
                    *written = word.text;
                }
            }
        }
    }
    let common = ((statistics.documents as f32 * TOO_COMMON) as u64).max(COMMON_AT_LEAST);
    let mut terms = Vec::new();
    for (text, (count, written)) in counts {
        let mut documents = 0;
        for field in [title, body] {
            documents = documents.max(searcher.doc_freq(&Term::from_field_text(field, &text))?);
        }
        if documents == 0 || documents > common {
            continue;
        }
        let rarity = inverse_frequency(documents, statistics.documents);
        let weight = (count as f32).sqrt() * rarity;
        terms.push(Telling { text, written: written.to_owned(), rarity, weight });
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
    (terms, shared): (&[Telling], usize),
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
        Box::new(WordQuery::new(places.to_vec(), 0.0).measured(Curve::TEXT)) as Box<dyn Query>
    });
    let wanted = BooleanQuery::union_with_minimum_required_clauses(words.collect(), shared);
    let builder = Builder { fields, analysis, weights, statistics };
    let mut parts: Vec<(Occur, Box<dyn Query>)> = vec![(Occur::Must, Box::new(wanted))];
    parts.extend(builder.filters(&to.filters));
    Box::new(BooleanQuery::new(parts))
}

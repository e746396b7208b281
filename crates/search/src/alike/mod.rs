//! The nearest documents to a text, by the words that tell it from all others.
//!
//! `telling` chooses the words that stand for the text, `gathering` finds who shares them at a price that does not grow
//! with the archive.

mod common;
mod dictionaries;
mod gathering;
mod segments;
mod shares;
mod telling;

use crate::hits::freshness;
use crate::index::Generation;
use crate::ranking::Statistics;
use crate::{Filter, SearchError};
pub use common::Common;
use gathering::{Gathering, MOST_MENTIONS};
use segments::Segment;
pub use segments::Segments;
use std::sync::Arc;
use tantivy::{DocAddress, Searcher};
use telling::{Telling, telling};

/// Different words that two texts must share.
const SHARED: u32 = 3;
/// Of what a text would give that has all the words once, so large a part is near. Measured on stories whose members
/// are known; the part travels between indexes, the score itself does not.
const NEAR: f32 = 0.22;
/// Of so large a part no word has to stand in a title: two texts share that much only where they tell of the same.
const SURELY_NEAR: f32 = 0.44;
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
    /// What scores less is not near, from 0 to 1. At 0 all are ranked, also those that share a single word or none that
    /// stands in a title: for measuring.
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
pub fn alike(generation: &Generation, to: &Alike) -> Result<Vec<Near>, SearchError> {
    let searcher = generation.reader.searcher();
    let statistics = Statistics::of(&searcher);
    let told = telling(generation, &searcher, statistics, to)?;
    let shared = if to.cut > 0.0 { SHARED } else { 1 };
    let limit = to.limit.min(MOST);
    if told.terms.len() < shared as usize || limit == 0 {
        return Ok(Vec::new());
    }
    let whole: f32 = told.terms.iter().map(|term| term.rarity).sum();
    let gathering = Gathering {
        searcher: &searcher,
        fields: &generation.fields,
        told: &told,
        filters: &to.filters,
        least: to.cut * whole,
        most_mentions: MOST_MENTIONS,
    };
    let mut near = Vec::new();
    // Some more than are asked for: age puts them in another order.
    for shares in gathering.best(shared, limit * 2)? {
        let part = shares.score / whole;
        if part >= to.cut {
            let ord = shares.at.segment_ord;
            let times = told.segments[ord as usize].times(searcher.segment_reader(ord))?;
            let young = if to.now == 0 { 1.0 } else { freshness(Some(times), shares.at.doc_id, to.now) };
            near.push((part * young, times.first(shares.at.doc_id).unwrap_or(0), shares));
        }
    }
    near.sort_by(|(a, at, x), (b, bt, y)| b.total_cmp(a).then(bt.cmp(at)).then(x.at.cmp(&y.at)));
    let mut found = Vec::with_capacity(limit);
    for (score, at, shares) in near {
        if found.len() == limit {
            break;
        }
        let shared = shared_by(&told.terms, shares.words);
        // What two texts share that neither is named after is how such texts are written: lists of countries, the thanks for a
        // book, its publisher and its price.
        let needs_name = to.cut > 0.0 && shares.score < SURELY_NEAR * whole;
        let names_one = shares.in_title != 0 || shared.iter().any(|term| term.in_title);
        if needs_name && !names_one {
            continue;
        }
        let shared = shared.iter().map(|term| term.written.clone()).take(TOLD).collect();
        found.push(Near { id: id_of(&searcher, &told.segments, shares.at)?, score, at, shared });
    }
    Ok(found)
}

fn shared_by(terms: &[Telling], words: u32) -> Vec<&Telling> {
    terms.iter().enumerate().filter(|(number, _)| words & (1 << number) != 0).map(|(_, term)| term).collect()
}

/// Which document it is, without a look at its text: that lies packed together with others'.
fn id_of(searcher: &Searcher, segments: &[Arc<Segment>], at: DocAddress) -> Result<String, SearchError> {
    let ids = segments[at.segment_ord as usize].ids(searcher.segment_reader(at.segment_ord))?;
    let mut id = String::new();
    if let Some(ids) = ids
        && let Some(number) = ids.term_ords(at.doc_id).next()
    {
        ids.ord_to_str(number, &mut id)?;
    }
    Ok(id)
}

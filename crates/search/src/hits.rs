//! Asking, and what is found.

use crate::excerpt::Marker;
use crate::index::Generation;
use crate::query::{Builder, Parsed, Strictness, Synonyms, parse};
use crate::schema::AT;
use crate::{Excerpt, Filter, SearchError};
use tantivy::collector::{Count, TopDocs};
use tantivy::columnar::Column;
use tantivy::query::Query;
use tantivy::schema::Value;
use tantivy::{DocAddress, DocId, Score, Searcher, SegmentReader, TantivyDocument};

/// Most hits in one answer.
const MOST_HITS: usize = 100;
/// Deepest hit that can be reached by paging.
const DEEPEST: usize = 10_000;

/// A question.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// As typed: words, «phrases», -exclusions. Any text is allowed.
    pub text: String,
    pub filters: Vec<Filter>,
    pub order: Order,
    /// At most 100.
    pub limit: usize,
    pub offset: usize,
    /// UTC microseconds; newer documents rank a little higher, by their age at this moment.
    pub now: i64,
}

/// What comes first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    #[default]
    Relevance,
    Newest,
}

/// An answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hits {
    /// How many documents match in all.
    pub total: usize,
    /// Not all words were found together, so most of them were enough.
    pub relaxed: bool,
    pub hits: Vec<Hit>,
}

/// One document found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    pub id: String,
    /// Higher is better; zero when ordered by time.
    pub score: f32,
    pub at: i64,
    pub title: Excerpt,
    pub text: Excerpt,
}

/// Answers a request from one generation of the index.
pub fn search(generation: &Generation, synonyms: &Synonyms, request: &Request) -> Result<Hits, SearchError> {
    let parsed = parse(&request.text, &generation.analysis);
    let builder = Builder { fields: &generation.fields, analysis: &generation.analysis, synonyms };
    let searcher = generation.reader.searcher();
    for strictness in [Strictness::All, Strictness::Most] {
        let Some(query) = builder.build(&parsed, &request.filters, strictness) else { break };
        let (total, found) = run(&searcher, &*query, request)?;
        if total > 0 {
            let hits = found.into_iter().map(|one| hit(generation, &searcher, &parsed, one));
            let relaxed = strictness == Strictness::Most;
            return Ok(Hits { total, relaxed, hits: hits.collect::<Result<_, _>>()? });
        }
        if parsed.wanted.len() < 2 {
            break;
        }
    }
    Ok(Hits::default())
}

struct Found {
    score: f32,
    at: DocAddress,
}

fn run(
    searcher: &Searcher,
    query: &dyn Query,
    request: &Request,
) -> Result<(usize, Vec<Found>), SearchError> {
    let limit = request.limit.min(MOST_HITS);
    if limit == 0 || request.offset > DEEPEST {
        return Ok((searcher.search(query, &Count)?, Vec::new()));
    }
    let top = TopDocs::with_limit(limit).and_offset(request.offset);
    match request.order {
        Order::Relevance => {
            let now = request.now;
            let top = top.tweak_score(move |segment: &SegmentReader| {
                let times = segment.fast_fields().i64(AT).ok();
                move |document: DocId, score: Score| score * freshness(times.as_ref(), document, now)
            });
            let (found, total) = searcher.search(query, &(top, Count))?;
            Ok((total, found.into_iter().map(|(score, at)| Found { score, at }).collect()))
        }
        Order::Newest => {
            let top = top.order_by_fast_field::<i64>(AT, tantivy::Order::Desc);
            let (found, total) = searcher.search(query, &(top, Count))?;
            Ok((total, found.into_iter().map(|(_, at)| Found { score: 0.0, at }).collect()))
        }
    }
}

/// From 1.25 for what is new this minute, half of the gain gone in two weeks, down to 1.
fn freshness(times: Option<&Column<i64>>, document: DocId, now: i64) -> f32 {
    const HALF: f32 = 14.0 * 86_400.0 * 1e6;
    const GAIN: f32 = 0.25;
    let Some(at) = times.and_then(|times| times.first(document)) else { return 1.0 };
    let age = now.saturating_sub(at).max(0) as f32;
    1.0 + GAIN * (-age / HALF).exp2()
}

fn hit(
    generation: &Generation,
    searcher: &Searcher,
    parsed: &Parsed,
    found: Found,
) -> Result<Hit, SearchError> {
    let document: TantivyDocument = searcher.doc(found.at)?;
    let text = |field| document.get_first(field).and_then(|value| value.as_str()).unwrap_or_default();
    let fields = &generation.fields;
    let marker = Marker::new(parsed, &generation.analysis);
    let times = searcher.segment_reader(found.at.segment_ord).fast_fields().i64(AT)?;
    Ok(Hit {
        id: text(fields.id).to_owned(),
        score: found.score,
        at: times.first(found.at.doc_id).unwrap_or(0),
        title: marker.whole(text(fields.stored_title)),
        text: marker.best(text(fields.stored_text)),
    })
}

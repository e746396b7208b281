//! Asking, and what is found.

use crate::dictionary::Dictionary;
use crate::excerpt::Marker;
use crate::index::Generation;
use crate::query::{Builder, Parsed, Reader, Reading, Synonyms, better, parse};
use crate::ranking::{Found, Statistics, Weights, best_first};
use crate::schema::AT;
use crate::tally::{Counted, Tally};
use crate::{Excerpt, Filter, SearchError};
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use tantivy::collector::TopDocs;
use tantivy::columnar::Column;
use tantivy::query::Query;
use tantivy::schema::Value;
use tantivy::{DocAddress, DocId, Score, Searcher, SegmentReader, TantivyDocument};

/// Most hits in one answer.
const MOST_HITS: usize = 100;
/// Deepest hit that can be reached by paging.
const DEEPEST: usize = 10_000;
/// Most facets and most stretches of time that are counted at once.
const MOST_COUNTED: usize = 40;
/// Those who lead are looked at a second time, so many of them.
const LEADERS: usize = 150;
/// A question of several words that finds fewer is asked again with fewer of its words.
const ENOUGH: usize = 10;

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
    /// Facets whose values are counted among all that is found.
    pub facets: Vec<String>,
    /// Stretches of time, UTC microseconds, of which it is counted how much is found in each; they may overlap.
    pub spans: Vec<Range<i64>>,
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
    /// Not all words were found together, so some of them were enough.
    pub relaxed: bool,
    pub hits: Vec<Hit>,
    /// For each facet asked for, its values and how many documents have them, the commonest first, 100 at most.
    pub facets: BTreeMap<String, Vec<(String, u64)>>,
    /// How many documents each of the stretches of time asked for has.
    pub spans: Vec<u64>,
    /// So much was found that facets and stretches were counted among a part of it, some hundred thousand.
    pub counted_partly: bool,
    /// The whole question as it was likelier meant: with a better known word, or the usual spelling, for one that hardly
    /// any document has.
    pub did_you_mean: Option<String>,
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
pub fn search(
    generation: &Generation,
    synonyms: &Synonyms,
    weights: Weights,
    request: &Request,
) -> Result<Hits, SearchError> {
    let searcher = generation.reader.searcher();
    let (fields, analysis) = (&generation.fields, &generation.analysis);
    let statistics = Statistics::of(&searcher);
    let dictionary = || Dictionary { searcher: &searcher, fields };
    let parsed = parse(&request.text, analysis);
    let reader = Reader { dictionary: dictionary(), analysis, synonyms, weights, statistics };
    let wanted = reader.read(&parsed.wanted)?;
    let builder = Builder { fields, analysis, weights, statistics };
    let question = Question { searcher: &searcher, builder, parsed: &parsed, wanted: &wanted, request };
    let Answer { counted, found, relaxed } = question.answer()?;
    let marker = Marker::new(&wanted, analysis, fields);
    let hits = found.into_iter().map(|one| hit(generation, &searcher, &marker, one));
    Ok(Hits {
        total: counted.total,
        relaxed,
        hits: hits.collect::<Result<_, _>>()?,
        facets: counted.facets,
        spans: counted.spans,
        counted_partly: counted.partly,
        did_you_mean: better(&request.text, &wanted, &dictionary(), analysis)?,
    })
}

/// One question to one moment of the index.
struct Question<'a> {
    searcher: &'a Searcher,
    builder: Builder<'a>,
    parsed: &'a Parsed,
    wanted: &'a [Reading],
    request: &'a Request,
}

#[derive(Default)]
struct Answer {
    counted: Counted,
    found: Vec<Found>,
    relaxed: bool,
}

/// How many of so many clauses must be found: first all, and when too few documents have them, fewer. One of two says
/// nothing; of a long question a quarter is enough, since those who have more of it come first.
fn rounds(clauses: usize) -> Vec<usize> {
    match clauses {
        0..=2 => vec![clauses],
        3 => vec![3, 2],
        _ => vec![clauses, clauses.div_ceil(4)],
    }
}

impl Question<'_> {
    fn answer(&self) -> Result<Answer, SearchError> {
        let mut first: Option<Answer> = None;
        for needed in rounds(self.wanted.len()) {
            let query = self.builder.build(self.wanted, &self.parsed.unwanted, &self.request.filters, needed);
            let Some(query) = query else { return Ok(Answer::default()) };
            let (counted, found) = self.run(&*query)?;
            let answer = match first.take() {
                None => Answer { counted, found, relaxed: false },
                Some(all) if all.found.is_empty() => Answer { counted, found, relaxed: true },
                Some(all) => Answer { counted, found: after(all.found, found), relaxed: false },
            };
            let enough = match self.request.order {
                Order::Relevance if self.wanted.len() > 2 => ENOUGH,
                _ => 1,
            };
            if answer.counted.total >= enough {
                return Ok(self.page(answer));
            }
            first = Some(answer);
        }
        Ok(self.page(first.unwrap_or_default()))
    }

    /// What was asked for of all that was found.
    fn page(&self, mut answer: Answer) -> Answer {
        let Request { limit, offset, .. } = *self.request;
        answer.found = match offset > DEEPEST {
            true => Vec::new(),
            false => answer.found.into_iter().skip(offset).take(limit.min(MOST_HITS)).collect(),
        };
        answer
    }

    /// The best from the first on, as far as the page goes, and how many there are.
    fn run(&self, query: &dyn Query) -> Result<(Counted, Vec<Found>), SearchError> {
        let Request { order, now, limit, offset, .. } = *self.request;
        let tally = Tally {
            names: self.request.facets.iter().take(MOST_COUNTED).cloned().collect(),
            spans: self.request.spans.iter().take(MOST_COUNTED).cloned().collect(),
        };
        if limit == 0 || offset > DEEPEST {
            return Ok((self.searcher.search(query, &tally)?, Vec::new()));
        }
        let reach = offset + limit.min(MOST_HITS);
        if order == Order::Newest {
            let top = TopDocs::with_limit(reach).order_by_fast_field::<i64>(AT, tantivy::Order::Desc);
            let (found, counted) = self.searcher.search(query, &(top, tally))?;
            return Ok((counted, found.into_iter().map(|(_, at)| Found { score: 0.0, at }).collect()));
        }
        let top = TopDocs::with_limit(reach.max(LEADERS)).tweak_score(move |segment: &SegmentReader| {
            let times = segment.fast_fields().i64(AT).ok();
            move |document: DocId, score: Score| score * freshness(times.as_ref(), document, now)
        });
        let (found, counted) = self.searcher.search(query, &(top, tally))?;
        let mut found: Vec<Found> = found.into_iter().map(|(score, at)| Found { score, at }).collect();
        found.sort_by(best_first);
        let leaders = found.len().min(LEADERS);
        self.look_closer(&mut found[..leaders])?;
        Ok((counted, found))
    }

    fn look_closer(&self, leaders: &mut [Found]) -> Result<(), SearchError> {
        let Some(closer) = self.builder.closer(self.searcher, self.wanted)? else { return Ok(()) };
        let now = self.request.now;
        let times: Vec<Option<Column<i64>>> = self
            .searcher
            .segment_readers()
            .iter()
            .map(|segment| segment.fast_fields().i64(AT).ok())
            .collect();
        let factor = |at: DocAddress| {
            freshness(times.get(at.segment_ord as usize).and_then(Option::as_ref), at.doc_id, now)
        };
        Ok(closer.look(self.searcher, leaders, factor)?)
    }
}

/// Those who have all words, and after them the others.
fn after(mut all: Vec<Found>, others: Vec<Found>) -> Vec<Found> {
    let known: HashSet<DocAddress> = all.iter().map(|one| one.at).collect();
    all.extend(others.into_iter().filter(|one| !known.contains(&one.at)));
    all
}

/// From 1.25 for what is new this minute, half of the gain gone in two weeks, down to 1.
pub fn freshness(times: Option<&Column<i64>>, document: DocId, now: i64) -> f32 {
    const HALF: f32 = 14.0 * 86_400.0 * 1e6;
    const GAIN: f32 = 0.25;
    let Some(at) = times.and_then(|times| times.first(document)) else { return 1.0 };
    let age = now.saturating_sub(at).max(0) as f32;
    1.0 + GAIN * (-age / HALF).exp2()
}

fn hit(
    generation: &Generation,
    searcher: &Searcher,
    marker: &Marker<'_>,
    found: Found,
) -> Result<Hit, SearchError> {
    let document: TantivyDocument = searcher.doc(found.at)?;
    let text = |field| document.get_first(field).and_then(|value| value.as_str()).unwrap_or_default();
    let fields = &generation.fields;
    let times = searcher.segment_reader(found.at.segment_ord).fast_fields().i64(AT)?;
    Ok(Hit {
        id: text(fields.id).to_owned(),
        score: found.score,
        at: times.first(found.at.doc_id).unwrap_or(0),
        title: marker.whole(text(fields.stored_title)),
        text: marker.best(text(fields.stored_text)),
    })
}

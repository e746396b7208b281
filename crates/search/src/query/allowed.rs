//! Which documents of a segment filters leave, for who goes through documents without a query.

use super::Filter;
use super::build::narrowing;
use crate::schema::{AT, Fields};
use tantivy::columnar::Column;
use tantivy::fastfield::AliveBitSet;
use tantivy::query::{AllQuery, BooleanQuery, EnableScoring, Occur, Query, Scorer};
use tantivy::{DocId, Searcher, SegmentReader};

/// The documents of one segment that are not deleted and that all filters leave.
pub struct Allowed {
    alive: Option<AliveBitSet>,
    /// Kinds and names; times are looked up, since a range of them would be gone through from the beginning.
    named: Option<Box<dyn Scorer>>,
    /// Where somebody asks for times.
    times: Option<Column<i64>>,
    spans: Vec<(Option<i64>, Option<i64>)>,
}

impl Allowed {
    pub fn of(
        filters: &[Filter],
        fields: &Fields,
        searcher: &Searcher,
        segment: &SegmentReader,
    ) -> tantivy::Result<Allowed> {
        let mut spans = Vec::new();
        let mut parts: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for filter in filters {
            match filter {
                Filter::Between { from, to } => spans.push((*from, *to)),
                named => parts.push(narrowing(fields, named)),
            }
        }
        let named = match parts.is_empty() {
            true => None,
            false => {
                parts.push((Occur::Must, Box::new(AllQuery)));
                let query = BooleanQuery::new(parts);
                let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
                Some(weight.scorer(segment, 1.0)?)
            }
        };
        let times = if spans.is_empty() { None } else { Some(segment.fast_fields().i64(AT)?) };
        Ok(Allowed { alive: segment.alive_bitset().cloned(), named, times, spans })
    }

    /// Whether a document is among them. To be asked in rising order.
    pub fn has(&mut self, doc: DocId) -> bool {
        if self.alive.as_ref().is_some_and(|alive| !alive.is_alive(doc)) {
            return false;
        }
        if !self.spans.is_empty() {
            let at = self.times.as_ref().and_then(|times| times.first(doc));
            let Some(at) = at else { return false };
            let inside = |(from, to): &(Option<i64>, Option<i64>)| {
                from.is_none_or(|from| from <= at) && to.is_none_or(|to| at < to)
            };
            if !self.spans.iter().all(inside) {
                return false;
            }
        }
        self.named.as_mut().is_none_or(|named| {
            let reached = if named.doc() < doc { named.seek(doc) } else { named.doc() };
            reached == doc
        })
    }
}

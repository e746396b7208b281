//! How many there are, and how many of each kind.

use crate::schema::{AT, FACET, SEPARATOR};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// Documents whose facets are counted; of more the counts are of the first so many, and said to be.
const MOST_VISITED: usize = 200_000;
/// Most values of one facet in an answer.
const MOST_VALUES: usize = 100;

/// Counts documents, their facets, and those of stretches of time.
pub struct Tally {
    /// Facets whose values are counted.
    pub names: Vec<String>,
    /// Stretches of time, UTC microseconds, that may overlap.
    pub spans: Vec<Range<i64>>,
}

/// What was counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    pub total: usize,
    /// Values with their counts, the commonest first.
    pub facets: BTreeMap<String, Vec<(String, u64)>>,
    pub spans: Vec<u64>,
    /// There were more documents than facets are counted of.
    pub partly: bool,
}

/// What one segment counted: documents, facet terms, stretches of time.
type SegmentCounts = (usize, Vec<(String, u64)>, Vec<u64>);

impl Collector for Tally {
    type Fruit = Counted;
    type Child = SegmentTally;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentTally> {
        let fast = segment.fast_fields();
        let facets = if self.names.is_empty() { None } else { fast.str(FACET)? };
        let terms = facets.as_ref().map_or(0, |column| column.num_terms());
        Ok(SegmentTally {
            names: self.names.clone(),
            total: 0,
            counts: vec![0; terms],
            facets,
            times: if self.spans.is_empty() { None } else { Some(fast.i64(AT)?) },
            spans: self.spans.iter().map(|span| (span.clone(), 0)).collect(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<tantivy::Result<SegmentCounts>>) -> tantivy::Result<Counted> {
        let mut counted = Counted { spans: vec![0; self.spans.len()], ..Counted::default() };
        let mut facets: BTreeMap<String, HashMap<String, u64>> = BTreeMap::new();
        for segment in segments {
            let (total, terms, spans) = segment?;
            counted.total += total;
            counted.partly |= total > MOST_VISITED;
            for (term, count) in terms {
                if let Some((name, value)) = term.split_once(SEPARATOR) {
                    *facets.entry(name.to_owned()).or_default().entry(value.to_owned()).or_default() += count;
                }
            }
            counted.spans.iter_mut().zip(spans).for_each(|(sum, count)| *sum += count);
        }
        for name in &self.names {
            let mut values: Vec<(String, u64)> =
                facets.remove(name).unwrap_or_default().into_iter().collect();
            values.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
            values.truncate(MOST_VALUES);
            counted.facets.insert(name.clone(), values);
        }
        Ok(counted)
    }
}

pub struct SegmentTally {
    names: Vec<String>,
    total: usize,
    facets: Option<StrColumn>,
    /// By the number of the facet's term in this segment.
    counts: Vec<u32>,
    times: Option<Column<i64>>,
    spans: Vec<(Range<i64>, u64)>,
}

impl SegmentCollector for SegmentTally {
    type Fruit = tantivy::Result<SegmentCounts>;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.total += 1;
        if self.total > MOST_VISITED {
            return;
        }
        if let Some(facets) = &self.facets {
            for number in facets.ords().values_for_doc(doc) {
                if let Some(count) = self.counts.get_mut(number as usize) {
                    *count += 1;
                }
            }
        }
        if let Some(at) = self.times.as_ref().and_then(|times| times.first(doc)) {
            for (span, count) in &mut self.spans {
                *count += u64::from(span.contains(&at));
            }
        }
    }

    fn harvest(self) -> tantivy::Result<SegmentCounts> {
        let mut terms = Vec::new();
        if let Some(facets) = &self.facets {
            // A segment knows thousands of values and an answer has a few: only those are looked up, in the dictionary's order.
            let counted = (0_u64..).zip(&self.counts).filter(|(_, count)| **count > 0);
            let (numbers, counts): (Vec<u64>, Vec<u32>) = counted.unzip();
            let mut counts = counts.into_iter();
            let all = facets.dictionary().sorted_ords_to_term_cb(&numbers, |term| {
                let count = counts.next().unwrap_or(0);
                if let Ok(term) = std::str::from_utf8(term)
                    && let Some((name, _)) = term.split_once(SEPARATOR)
                    && self.names.iter().any(|wanted| wanted == name)
                {
                    terms.push((term.to_owned(), u64::from(count)));
                }
            })?;
            debug_assert!(all, "a number that a document has is in the dictionary");
        }
        Ok((self.total, terms, self.spans.into_iter().map(|(_, count)| count).collect()))
    }
}

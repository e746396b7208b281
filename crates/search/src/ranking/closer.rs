//! A second look at those who lead: what would take too long to ask of every document.

use super::bm25::Lengths;
use super::word::WordQuery;
use std::cmp::Ordering;
use tantivy::query::Weight;
use tantivy::{DocAddress, DocId, Searcher, SeekDangerResult, SegmentReader};

/// A document that was found, and how well it answers.
#[derive(Debug, Clone, Copy)]
pub struct Found {
    pub score: f32,
    pub at: DocAddress,
}

/// What is asked in addition of those who lead.
pub struct Closer {
    /// Words whose places are all runs of letters, or whatever else counts beside.
    pub words: Vec<WordQuery>,
    /// Phrases, each in all the fields where it may stand; the field where it counts most decides.
    pub phrases: Vec<Vec<Box<dyn Weight>>>,
    /// How much a phrase counts.
    pub beside: f32,
    pub lengths: Lengths,
}

impl Closer {
    /// Adds to each what this gives it beside, weighed by `factor`, and puts them in order again. It finds nobody new, and
    /// looks at nobody else: the price is that of the few, however many others have the same words.
    pub fn look(
        &self,
        searcher: &Searcher,
        found: &mut [Found],
        factor: impl Fn(DocAddress) -> f32,
    ) -> tantivy::Result<()> {
        found.sort_by_key(|one| one.at);
        for group in found.chunk_by_mut(|a, b| a.at.segment_ord == b.at.segment_ord) {
            let Some(first) = group.first() else { continue };
            let segment = searcher.segment_reader(first.at.segment_ord);
            let docs: Vec<DocId> = group.iter().map(|one| one.at.doc_id).collect();
            let mut gains = vec![0.0_f32; docs.len()];
            for word in &self.words {
                let Some(mut scorer) = word.in_segment(segment, &self.lengths)? else { continue };
                for (doc, gain) in docs.iter().zip(&mut gains) {
                    if scorer.reach(*doc) == *doc {
                        *gain += scorer.measured();
                    }
                }
            }
            for phrase in &self.phrases {
                let mut best = vec![0.0_f32; docs.len()];
                for weight in phrase {
                    ask(&**weight, segment, self.beside, &docs, &mut best)?;
                }
                gains.iter_mut().zip(best).for_each(|(gain, best)| *gain += best);
            }
            for (one, gain) in group.iter_mut().zip(gains) {
                one.score += gain * factor(one.at);
            }
        }
        found.sort_by(best_first);
        Ok(())
    }
}

/// Raises each document's best to what the weight gives it. None but these documents are looked at.
fn ask(
    weight: &dyn Weight,
    segment: &SegmentReader,
    boost: f32,
    docs: &[DocId],
    best: &mut [f32],
) -> tantivy::Result<()> {
    let Some(first) = docs.first() else { return Ok(()) };
    let (mut seen, mut scorer) = weight.scorer_danger(segment, *first, boost)?;
    let mut at = *first;
    for (doc, best) in docs.iter().zip(best) {
        if let SeekDangerResult::SeekLowerBound(next) = seen
            && *doc < next
        {
            continue;
        }
        if *doc > at {
            seen = scorer.seek_danger(*doc);
            at = *doc;
        }
        if seen == SeekDangerResult::Found {
            *best = best.max(scorer.score());
        }
    }
    Ok(())
}

/// The better one first; of equals always the same one.
pub fn best_first(a: &Found, b: &Found) -> Ordering {
    b.score.total_cmp(&a.score).then(a.at.cmp(&b.at))
}

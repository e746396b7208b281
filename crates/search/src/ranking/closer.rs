//! A second look at those who lead: what would take too long to ask of every document.

use std::cmp::Ordering;
use tantivy::query::{EnableScoring, Query};
use tantivy::{DocAddress, DocSet, Searcher};

/// A document that was found, and how well it answers.
#[derive(Debug, Clone, Copy)]
pub struct Found {
    pub score: f32,
    pub at: DocAddress,
}

/// Adds to each what the query gives it beside, weighed by `factor`, and puts them in order again. It finds nobody new.
pub fn second_look(
    searcher: &Searcher,
    query: &dyn Query,
    found: &mut [Found],
    factor: impl Fn(DocAddress) -> f32,
) -> tantivy::Result<()> {
    let weight = query.weight(EnableScoring::enabled_from_searcher(searcher))?;
    found.sort_by_key(|one| one.at);
    for group in found.chunk_by_mut(|a, b| a.at.segment_ord == b.at.segment_ord) {
        let Some(first) = group.first() else { continue };
        let mut scorer = weight.scorer(searcher.segment_reader(first.at.segment_ord), 1.0)?;
        for one in group {
            let doc = one.at.doc_id;
            if scorer.doc() < doc {
                scorer.seek(doc);
            }
            if scorer.doc() == doc {
                one.score += scorer.score() * factor(one.at);
            }
        }
    }
    found.sort_by(best_first);
    Ok(())
}

/// The better one first; of equals always the same one.
pub fn best_first(a: &Found, b: &Found) -> Ordering {
    b.score.total_cmp(&a.score).then(a.at.cmp(&b.at))
}

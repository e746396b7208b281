//! All that rests on one source: every article whose source chain names it, or whose statements were taken from it, published
//! or not, as far as the person may read it.

pub mod desk;
mod policy;
mod store;

use crate::features::content_list::Filter;
use crate::features::sources::Source;
use crate::id::EditionCode;

/// The names of a source chain, each with the way to all that rests on it.
pub fn resting_hrefs(edition: &EditionCode, chain: &[Source]) -> Vec<(String, String)> {
    let way = |source: &Source| {
        let (edition, source) = (edition.0.clone(), source.name.clone());
        let filter = Filter { edition, source: source.clone(), ..Filter::default() };
        (source, format!("/desk/sources?{}", filter.query()))
    };
    chain.iter().filter(|source| !source.name.is_empty()).map(way).collect()
}

//! Which running story a piece belongs to, which stories could be opened, and which could be one.
//!
//! A [`Shelf`] holds the desk's stories, each as the mean of its pieces, and answers with up to three that a piece may belong
//! to, each with the words that the two share. A [`Stream`] holds what came in lately and finds what keeps coming back in it
//! without a story. Both only propose: an editor's word moves a story and its threshold, nothing else does.
//!
//! How alike two texts are is the cosine of their terms, each weighed by how often it stands in the text and by how rare it is
//! among the pieces that were counted ([`Frequencies`]). Everything here is derived: after a start the pieces are counted and the
//! stories are put again. Nothing depends on chance or on a clock, and whatever has the same score stands in the order of its id.

mod frequencies;
mod grouping;
mod growing;
mod index;
mod linkage;
mod shelf;
mod shelf_alike;
mod story;
mod stream;
#[cfg(test)]
mod tests;
mod threshold;
mod vector;

pub use frequencies::Frequencies;
pub use grouping::{Grouping, Timed};
pub use shelf::{CUT, Shelf, Suggestion};
pub use shelf_alike::Merge;
pub use stream::{Proposal, Stream};

/// Most terms that are given as a reason or a name.
const SHOWN: usize = 5;

/// The terms that weigh most, in words: what stands already in a longer one is not said twice.
fn in_words<'a>(mut weighed: Vec<(f32, &'a str)>) -> Vec<String> {
    weighed.sort_by(|(a, word), (b, other)| b.total_cmp(a).then_with(|| word.cmp(other)));
    let mut shown: Vec<&'a str> = Vec::with_capacity(SHOWN);
    for (_, form) in weighed {
        if shown.len() == SHOWN {
            break;
        }
        let says_again = |other: &&str| other.split_whitespace().any(|word| word == form);
        if !shown.iter().any(says_again) {
            shown.push(form);
        }
    }
    shown.into_iter().map(str::to_owned).collect()
}

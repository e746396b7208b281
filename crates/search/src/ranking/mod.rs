//! How well a document answers, told by our own scorer.
//!
//! A word may stand in many places: as written, folded and stemmed, in a title and in a text, in other spellings.
//! `word` goes through all of them side by side and keeps the best one; `bm25` is the measure of one of them;
//! `closer` looks a second time at the few documents that lead.

mod bm25;
mod closer;
mod weights;
mod word;

pub use bm25::{Curve, Lengths, MOST_MENTIONED, Statistics, inverse_frequency, lengths, mentions};
pub use closer::{Closer, Found, best_first};
pub use weights::Weights;
pub use word::{Place, WordQuery};

//! Search inside the process: an index that is derived, can be thrown away and be built again.
//!
//! Start with [`Index`]. The owner of the event log feeds it with [`Index::apply`], which keeps the
//! log's cursor in the same commit as the documents, and asks with [`Index::search`]. Every document is
//! indexed three times, as written, folded and stemmed (`analysis`), and the form as written ranks first
//! (`ranking`). What the visitor types is never an error (`query`); a word that nobody has is looked for one
//! edit away (`dictionary`). [`Index::alike`] finds the like of a text, [`Index::begins`] what begins so.

mod alike;
mod analysis;
mod begins;
mod dictionary;
mod document;
mod error;
mod excerpt;
mod hits;
mod index;
mod query;
mod ranking;
mod schema;
mod tally;

pub use alike::{Alike, Near};
pub use begins::{Beginning, Offer};
pub use document::{Change, Document, Name};
pub use error::SearchError;
pub use excerpt::Excerpt;
pub use hits::{Hit, Hits, Order, Request};
pub use index::{Feed, Index, Settings};
pub use query::Filter;
pub use ranking::Weights;

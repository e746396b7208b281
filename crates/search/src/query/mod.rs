//! From what the visitor typed to a query, without ever failing.
//!
//! `parse` reads words, «phrases» and -exclusions; `build` turns them into a tantivy query that prefers
//! the form as typed; `synonyms` adds other spellings of the same word.

mod build;
mod parse;
mod synonyms;

pub use build::{Builder, Strictness};
pub use parse::{Clause, Parsed, parse};
pub use synonyms::Synonyms;

/// Narrows a search without touching its ranking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// The document has the facet with one of these values. An empty list matches nothing.
    Any { name: String, values: Vec<String> },
    /// The document does not have the facet with any of these values.
    None { name: String, values: Vec<String> },
    /// `from <= at < to`, UTC microseconds; an open end is `None`.
    Between { from: Option<i64>, to: Option<i64> },
}

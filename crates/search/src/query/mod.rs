//! From what the visitor typed to a query, without ever failing.
//!
//! `parse` reads words, «phrases» and -exclusions; `reading` finds what each of them is looked for by, in its own and in
//! other spellings; `build` turns that into a query; `better` says how the question may have been meant.

mod allowed;
mod better;
mod build;
mod parse;
mod reading;
mod spellings;
mod synonyms;

pub use allowed::Allowed;
pub use better::better;
pub use build::Builder;
pub use parse::{Clause, Parsed, parse};
pub use reading::{Reader, Reading};
pub use synonyms::Synonyms;

/// Narrows a search without touching its ranking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// The document has the facet with one of these values. An empty list matches nothing.
    Any { name: String, values: Vec<String> },
    /// The document does not have the facet with any of these values.
    None { name: String, values: Vec<String> },
    /// The document is none of these.
    Except { ids: Vec<String> },
    /// `from <= at < to`, UTC microseconds; an open end is `None`.
    Between { from: Option<i64>, to: Option<i64> },
}

//! Statements: attributed quotations as data, so that all that one person said, or all that rests on one source, can
//! be asked for.

mod statement;
mod store;

pub use statement::Statement;
pub use store::{by_source, by_speaker, in_article};

//! Speakers: whoever said something in what readers see, each with a page of all their statements in an edition.
//!
//! A speaker is known by the name that stands in the statement; names that differ in no letter or digit are one, and their
//! address is made from that: it stays as long as the name does.

mod said;
pub mod site;
mod speaker;
mod store;

pub(crate) use said::{Said, samples as sample_statements};
pub use speaker::{page_of, speaker_href, speaker_slug};
pub use store::name_again;
pub(crate) use store::{SaidRow as StatementRow, said_columns};

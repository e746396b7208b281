//! Authors: the names an article is signed with.

pub mod actions;
mod author;
mod store;

pub use author::Author;
pub use store::{authors_by_ids, put_published};

//! Authors: the names an article is signed with.

pub mod actions;
mod author;
pub mod site;
mod store;

pub use author::Author;
pub use site::href as author_href;
pub use store::{PublishedAuthor, authors_by_ids, put_published, starting};

//! Sections: the parts of an edition that have an address, a list and a feed of their own.

pub mod actions;
pub mod api;
mod section;
pub mod site;
mod store;

pub use section::{Section, UNFILED};
pub use store::{all_published, by_slug, put_published, section_by_id, sections};

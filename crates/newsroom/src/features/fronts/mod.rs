//! Fronts: the first page of an edition and of a section. Each fills itself; what an editor arranges by hand stands over that.
//!
//! Start at `front.rs` for what can be arranged, at `site.rs` for how a page is filled around it.

pub mod actions;
pub mod api;
mod front;
pub mod jobs;
mod policy;
mod published;
pub mod site;
mod store;

pub use front::{Arrangement, Front, FrontBlock, Pin, Slot};
pub use published::{PublishedFront, in_edition, pinned_in_section};
pub use store::{Version, place_all, version_of, where_shown};

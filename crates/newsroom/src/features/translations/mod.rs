//! Translations: an article and its siblings in other editions make one work. Readers are led from one to the other
//! while both are published; what is not published is never named.

pub mod actions;
pub mod api;
pub mod policy;
mod store;
mod translation;

pub use store::{clear_published, live_siblings, put_published};
pub use translation::{CannotLink, Translation};

//! Breaking alerts: a line on every page of an edition, with a beginning and an end.
//!
//! An alert may stand before the article that it leads to is published: the link comes with that. When the article is
//! withdrawn, the alert ends: on every page it would go on saying what the newsroom no longer stands by.

pub mod actions;
mod alert;
pub mod api;
pub mod jobs;
mod policy;
mod published;
mod store;

pub use alert::{Alert, NotAnAlert};
pub use published::{AlertLine, AlertRow, lines};
pub use store::{clear_published, place_all, published_in, where_shown};

//! Sittings: what somebody writes at the desk between two revisions, and who is there.
//!
//! Autosaves change one row and compare its number first; a revision is made of it when the writer asks for one, when
//! somebody else goes on, or when nobody has written for a while.

pub mod actions;
pub mod desk;
mod fields;
mod sitting;
mod store;

pub(crate) use desk::at_work;
pub use sitting::{Base, Sitting, WINDOW_FORGOTTEN};
pub use store::{everywhere, is_open, last_changed};

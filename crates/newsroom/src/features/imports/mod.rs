//! What comes in from elsewhere. An import is one act: one receipt for the batch, and nothing that leaves the house
//! reacts to it. Importing the same file twice changes nothing.

pub mod actions;
mod fingerprint;
mod ninjs;
mod report;
mod store;
mod wordpress;

/// The origin of what came in as ninjs.
pub const NINJS: &str = "ninjs";
/// The origin of what came in from WordPress.
pub const WORDPRESS: &str = "wordpress";

pub use ninjs::{Planned, plan};
pub use report::{ItemOutcome, ItemReport, Report};
pub use store::article_of;

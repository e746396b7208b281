//! What can be done with the revisions that were: one verb a file.

mod restore;

pub use restore::{RestoreRefused, Restored, restore};

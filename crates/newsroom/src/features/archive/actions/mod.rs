//! What can be done to the archive, one file each.

mod recount_days;

pub use recount_days::recount_days;

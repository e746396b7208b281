//! What can be done to topics, one file each.

mod open_named;

pub use open_named::open_named;

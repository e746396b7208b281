//! What can be done to receipts, one file each.

mod complete;

pub use complete::complete;

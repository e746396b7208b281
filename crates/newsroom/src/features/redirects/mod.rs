//! Redirects: old addresses that lead to new ones, for ever.

mod store;

pub use store::{put, target_of};

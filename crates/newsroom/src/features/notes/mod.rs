//! What colleagues say to each other beside a text: notes on a block and the words in it, replies, and whom they name. Nothing of
//! it is in reach of readers.

pub mod actions;
pub mod desk;
mod note;
mod policy;
mod store;

pub use store::{Mentioned, mentions_of};

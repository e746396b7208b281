//! What is done with what stands beside articles: one verb a file.

mod keep;
mod set;

pub use keep::{Chosen, keep};
pub use set::{Order, SetRefused, set};

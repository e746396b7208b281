//! What stands beside an article on its page: at most four others, chosen by the words that tell its text from all others, when
//! it or one near to it is published, and kept as rows. Often there are none, which is an answer too. Editors pin and ban.
//!
//! Start with [`choice`]: who stands there, without I/O. `choosing` asks the search index, `consumer` does so when something
//! was published, corrected, withdrawn or filed in a story; older pieces near to it are looked at again.

pub mod actions;
mod choice;
mod choosing;
mod consumer;
pub mod desk;
mod policy;
mod store;

pub use choice::MOST;
pub use consumer::run;
pub use store::{forget, keep_published};

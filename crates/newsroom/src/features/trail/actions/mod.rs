//! What is done to the trail: it is added to, and nothing else.

mod seal;

pub use seal::seal;

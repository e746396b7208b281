//! Today: what a person at the desk has before them. What is theirs, what waits for them, what is live, what comes, what is
//! late, and how the newsroom itself is doing.

pub mod desk;
mod store;

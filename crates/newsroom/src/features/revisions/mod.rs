//! The revisions of an article as colleagues look at them: who made which, when and why, what changed between two, and the
//! way back to what stood, whole or in part. What a revision is stands in `features/articles`.

pub mod actions;
pub mod api;
mod comparison;
pub mod desk;
mod side_by_side;
mod store;
mod stretch;

pub use comparison::{Comparison, Line};

//! What the program finds in a text and an editor has not confirmed: the stories it may belong to, who says what in it, on
//! whose word it rests, and what it repeats. Nothing here decides; an editor does, and what they decide is learnt from.
//!
//! [`Shelves`] holds what is compared, in the memory of this process and of the desk alone: it is made of drafts, and no part of
//! [`App`](crate::app::App).

pub mod actions;
mod comparing;
pub mod desk;
mod gathering;
mod policy;
mod room;
mod shelves;
mod store;

pub(crate) use comparing::SuggestedStory;
pub(crate) use desk::offered;
pub use shelves::{Shelves, run};
pub use store::{carry_over, unlearn};

//! What an editor says to what is suggested: one verb a file.

mod decide;
mod dismiss_proposal;
mod keep_apart;
mod open_proposed;

pub use decide::{StoryAnswer, SuggestionRefused, answer_story};
pub use dismiss_proposal::{MOST_AT_ONCE, dismiss_proposal};
pub use keep_apart::keep_apart;
pub use open_proposed::open_proposed;

//! Stories: running coverage threads that articles join. A story is before readers while a piece of it is.

pub mod actions;
pub mod api;
mod outline;
mod policy;
mod published;
mod said;
mod samples;
pub mod site;
mod statements;
mod store;
mod story;
mod structured;
mod timeline;

pub use policy::{may_lead, may_read};
pub use published::store::{
    NamedStory, all_in_edition, chosen, listed, neighbours, running, stories_of_piece,
};
pub use published::{Around, InStory, StoryCard, ThreadLine, story_href};
pub(crate) use samples::{cards as sample_cards, in_story as sample_in_story};
pub use statements::{check as check_statements, show as show_statements};
pub use store::{
    follow, follow_alert, rebuild_published, starting, stories_by_ids, stories_of, stories_of_each,
    story_by_id, story_by_slug, where_shown,
};
pub use story::{NotAStory, Story, StoryOrder, StoryState};

//! Topics: what a piece is about (a person, a place, an organisation, a subject).

pub mod actions;
pub mod site;
mod store;
mod topic;

pub use site::href as topic_href;
pub use store::{PublishedTopic, put_published, starting, topics_by_ids};
pub use topic::{Topic, TopicKind};

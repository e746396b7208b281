//! A topic.

use serde::{Deserialize, Serialize};

use crate::id::{EditionCode, TopicId};

/// What a piece can be about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Topic {
    /// The topic's id.
    pub id: TopicId,
    /// The edition it belongs to.
    pub edition: EditionCode,
    /// Its segment of an address.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What sort of thing it is.
    pub kind: TopicKind,
    /// The subject's code or address in the vocabulary it came from; may be empty.
    pub uri: String,
}

/// What sort of thing a topic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TopicKind {
    /// A subject, such as elections.
    Subject,
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A place.
    Place,
    /// An event.
    Event,
}

impl TopicKind {
    /// The kind's name, as it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            TopicKind::Subject => "subject",
            TopicKind::Person => "person",
            TopicKind::Organisation => "organisation",
            TopicKind::Place => "place",
            TopicKind::Event => "event",
        }
    }
}

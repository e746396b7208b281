//! Ends a story; it stays where it is, and readers are told that it is over.

use super::turn::turn;
use super::{Done, StoryRefused};
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::stories::story::StoryState;
use crate::id::StoryId;

/// Ends a story; it stays where it is, and readers are told that it is over.
pub async fn end(app: &App, actor: &Actor, id: &StoryId) -> Result<Done, StoryRefused> {
    let event = |story, edition, receipt| Event::StoryEnded { story, edition, receipt };
    turn(app, actor, id, StoryState::Ended, event).await
}

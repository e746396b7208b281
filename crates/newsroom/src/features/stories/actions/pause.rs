//! Lets a story rest until something happens; readers are told.

use super::turn::turn;
use super::{Done, StoryRefused};
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::stories::story::StoryState;
use crate::id::StoryId;

/// Lets a story rest until something happens; readers are told.
pub async fn pause(app: &App, actor: &Actor, id: &StoryId) -> Result<Done, StoryRefused> {
    let event = |story, edition, receipt| Event::StoryPaused { story, edition, receipt };
    turn(app, actor, id, StoryState::Paused, event).await
}

//! Has a story run again, after a pause or after its end.

use super::turn::turn;
use super::{Done, StoryRefused};
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::stories::story::StoryState;
use crate::id::StoryId;

/// Has a story run again, after a pause or after its end.
pub async fn resume(app: &App, actor: &Actor, id: &StoryId) -> Result<Done, StoryRefused> {
    let event = |story, edition, receipt| Event::StoryResumed { story, edition, receipt };
    turn(app, actor, id, StoryState::Running, event).await
}

//! Brings a story from one state to another: what pausing, resuming and ending share.

use super::{Done, StoryRefused, led, save};
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::stories::story::StoryState;
use crate::id::{EditionCode, ReceiptId, StoryId};

/// Turns the story to `state` and records the event that `event` makes of it. Turning it to where it is changes nothing.
pub(super) async fn turn(
    app: &App,
    actor: &Actor,
    id: &StoryId,
    state: StoryState,
    event: fn(StoryId, EditionCode, Option<ReceiptId>) -> Event,
) -> Result<Done, StoryRefused> {
    let (app_in, actor, id) = (app.clone(), actor.clone(), id.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let story = led(tx, &actor, &id).await?;
                if story.state == state {
                    return Ok(Done { story, receipt: None });
                }
                let now = app_in.now();
                let done = save(tx, &app_in, story.turned(state)?, now).await?;
                let event = event(id, done.story.edition.clone(), done.receipt.clone());
                tx.record(event.into_log(&actor, now));
                Ok(done)
            })
        })
        .await
}

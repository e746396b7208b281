//! Makes one story of two: the pieces go over, and the address of the first leads to the second for ever.

use super::{Done, StoryRefused, led, save};
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::alerts::actions::follow_stories;
use crate::features::stories::store;
use crate::features::stories::story::MOST_PIECES;
use crate::features::suggestions;
use crate::id::StoryId;

/// Merges the story into another one of its edition, which keeps its name, its words, its state and its pins.
pub async fn merge_stories(
    app: &App,
    actor: &Actor,
    id: &StoryId,
    into: &StoryId,
) -> Result<Done, StoryRefused> {
    let (app_in, actor, id, into) = (app.clone(), actor.clone(), id.clone(), into.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let (merged, story) = (led(tx, &actor, &id).await?, led(tx, &actor, &into).await?);
                if id == into || merged.edition != story.edition {
                    return Err(StoryRefused::CannotMerge);
                }
                let both = store::count_pieces(tx, &id).await? + store::count_pieces(tx, &into).await?;
                if both > MOST_PIECES {
                    return Err(StoryRefused::Full);
                }
                store::move_all(tx, &id, &into).await?;
                suggestions::carry_over(tx, (&id, &into)).await?;
                store::hold(tx, &[id.clone(), into.clone()]).await?;
                let now = app_in.now();
                store::update(tx, merged.merged(&into), now).await?;
                store::hide(tx, &id).await?;
                let done = save(tx, &app_in, story, now).await?;
                follow_stories(tx, &app_in, &actor, &[id.clone(), into.clone()]).await?;
                let event = Event::StoriesMerged {
                    story: id,
                    into,
                    edition: done.story.edition.clone(),
                    receipt: done.receipt.clone(),
                };
                tx.record(event.into_log(&actor, now));
                Ok(done)
            })
        })
        .await
}

//! Two stories that look like one are two.

use super::SuggestionRefused;
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::stories::story_by_id;
use crate::features::suggestions::{policy, store};
use crate::id::StoryId;

/// Keeps them apart: they are not proposed to be one again.
pub async fn keep_apart(
    app: &App,
    actor: &Actor,
    one: StoryId,
    other: StoryId,
) -> Result<(), SuggestionRefused> {
    let (one, other) = if one < other { (one, other) } else { (other, one) };
    let (app_in, actor) = (app.clone(), actor.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let known = story_by_id(tx, &one).await?.ok_or(SuggestionRefused::NotFound)?;
                let beside = story_by_id(tx, &other).await?.filter(|beside| beside.edition == known.edition);
                beside.filter(|beside| beside.id != known.id).ok_or(SuggestionRefused::NotFound)?;
                policy::may_decide(&actor, &known.edition)?;
                let now = app_in.now();
                store::keep_apart(tx, (&one, &other), (&actor.signature(), now)).await?;
                tx.record(Event::StoriesKeptApart { stories: vec![one, other] }.into_log(&actor, now));
                Ok(())
            })
        })
        .await
}

//! Takes an article out of a story; the article itself stays where it is.

use ::store::Tx;

use super::{Done, StoryRefused, led, save};
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::alerts::actions::follow_stories;
use crate::features::stories::store;
use crate::features::suggestions;
use crate::id::{ArticleId, StoryId};

/// Takes the article out.
pub async fn take_out(
    app: &App,
    actor: &Actor,
    id: &StoryId,
    article: &ArticleId,
) -> Result<Done, StoryRefused> {
    let (app_in, actor, id, article) = (app.clone(), actor.clone(), id.clone(), article.clone());
    app.db
        .write(move |tx| Box::pin(async move { take_out_in(tx, &app_in, &actor, &id, &article).await }))
        .await
}

/// The same inside a transaction that does more.
pub(super) async fn take_out_in(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    id: &StoryId,
    article: &ArticleId,
) -> Result<Done, StoryRefused> {
    let story = led(tx, actor, id).await?;
    if store::pinned(tx, id, article).await?.is_none() {
        return Err(StoryRefused::NotInStory(article.clone()));
    }
    store::take_out(tx, id, article).await?;
    suggestions::unlearn(tx, id, std::slice::from_ref(article)).await?;
    let now = app.now();
    let done = save(tx, app, story.without(article), now).await?;
    follow_stories(tx, app, actor, std::slice::from_ref(id)).await?;
    let event = Event::StoryPieceTakenOut {
        story: id.clone(),
        edition: done.story.edition.clone(),
        article: article.clone(),
        receipt: done.receipt.clone(),
    };
    tx.record(event.into_log(actor, now));
    Ok(done)
}

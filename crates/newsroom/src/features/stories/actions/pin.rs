//! Pins a piece of a story: it stands above the timeline, and larger in it.

use ::store::Tx;

use super::{Done, StoryRefused, led, save};
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::stories::store;
use crate::features::stories::story::MOST_PINS;
use crate::id::{ArticleId, StoryId};

/// Pins the article. Pinning twice changes nothing.
pub async fn pin(app: &App, actor: &Actor, id: &StoryId, article: &ArticleId) -> Result<Done, StoryRefused> {
    set(app, actor, id, article, true).await
}

/// Has the article be pinned or not.
pub(super) async fn set(
    app: &App,
    actor: &Actor,
    id: &StoryId,
    article: &ArticleId,
    pinned: bool,
) -> Result<Done, StoryRefused> {
    let (app_in, actor, id, article) = (app.clone(), actor.clone(), id.clone(), article.clone());
    app.db
        .write(move |tx| Box::pin(async move { set_in(tx, &app_in, &actor, &id, article, pinned).await }))
        .await
}

async fn set_in(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    id: &StoryId,
    article: ArticleId,
    pinned: bool,
) -> Result<Done, StoryRefused> {
    let story = led(tx, actor, id).await?;
    match store::pinned(tx, id, &article).await? {
        None => return Err(StoryRefused::NotInStory(article)),
        Some(already) if already == pinned => return Ok(Done { story, receipt: None }),
        Some(_) => {}
    }
    if pinned && store::count_pins(tx, id).await? >= MOST_PINS {
        return Err(StoryRefused::TooManyPins);
    }
    store::set_pin(tx, id, &article, pinned).await?;
    let now = app.now();
    let done = save(tx, app, story, now).await?;
    let (story, edition, receipt) = (id.clone(), done.story.edition.clone(), done.receipt.clone());
    let event = match pinned {
        true => Event::StoryPiecePinned { story, edition, article, receipt },
        false => Event::StoryPieceUnpinned { story, edition, article, receipt },
    };
    tx.record(event.into_log(actor, now));
    Ok(done)
}

//! Makes the outlines of stories that are older than outlines are, or than what outlines are made of.

use ::store::{StoreError, Tx};

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::settings::{is_done, set_done};
use crate::features::stories::store;
use crate::id::StoryId;

/// What is kept of a story grew: of those that were there before, it is made once.
const OUTLINED: &str = "stories.outlined";
/// So many stories are shown anew in one transaction.
const AT_ONCE: i64 = 20;

/// Makes the outlines of all stories, once in the life of a newsroom that is older than they are. Safe to run twice.
pub async fn catch_up_outlines(app: &App) -> Result<(), StoreError> {
    if is_done(app.db.read(), OUTLINED).await? {
        return Ok(());
    }
    outline_all(app).await?;
    app.db.write(move |tx| Box::pin(async move { set_done(tx, OUTLINED).await })).await
}

/// Makes the outlines of all stories. Pages of those that come out otherwise are made anew. Safe to run twice, and beside people
/// who lead stories.
pub async fn outline_all(app: &App) -> Result<(), StoreError> {
    let mut after = Some(StoryId(String::new()));
    while let Some(from) = after {
        let now = app.now();
        after = app.db.write(move |tx| Box::pin(async move { page_in(tx, &from, now).await })).await?;
    }
    Ok(())
}

/// Makes those of the next stories; returns the last of them.
async fn page_in(tx: &Tx, after: &StoryId, now: i64) -> Result<Option<StoryId>, StoreError> {
    let page = store::standing(tx, after, AT_ONCE).await?;
    if page.is_empty() {
        return Ok(None);
    }
    store::hold(tx, &page).await?;
    let before = store::outlines(tx, &page).await?;
    store::show_in_order(tx, &page).await?;
    for (story, edition, outline) in store::outlines(tx, &page).await? {
        if !before.iter().any(|(id, _, known)| (id, known) == (&story, &outline)) {
            tx.record(Event::StoryChanged { story, edition, receipt: None }.into_log(&Actor::Console, now));
        }
    }
    Ok(page.last().cloned())
}

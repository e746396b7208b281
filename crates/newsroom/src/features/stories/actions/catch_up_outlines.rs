//! Makes the outlines of stories that are older than outlines are.

use ::store::StoreError;

use crate::app::App;
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
    let mut after = StoryId(String::new());
    loop {
        let page = store::standing(app.db.read(), &after, AT_ONCE).await?;
        let Some(last) = page.last().cloned() else { break };
        after = last;
        let shown = app.db.write(move |tx| Box::pin(async move { store::show_in_order(tx, &page).await }));
        shown.await?;
    }
    app.db.write(move |tx| Box::pin(async move { set_done(tx, OUTLINED).await })).await
}

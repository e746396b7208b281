//! Ends every link that shows an article before its readers see it.

use super::PreviewRefused;
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::articles::{article_by_id, may_read};
use crate::features::previews::store;
use crate::id::ArticleId;

/// Ends the links of an article; without any nothing happens.
pub async fn end_previews(app: &App, actor: &Actor, id: &ArticleId) -> Result<(), PreviewRefused> {
    let (now, actor, id) = (app.now(), actor.clone(), id.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let article = article_by_id(tx, &id)
                    .await?
                    .ok_or_else(|| PreviewRefused::NoSuchArticle(id.to_string()))?;
                may_read(&actor, &article)?;
                if store::end(tx, &id, now).await? > 0 {
                    tx.record(Event::PreviewsEnded { article: id }.into_log(&actor, now));
                }
                Ok(())
            })
        })
        .await
}

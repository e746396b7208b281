//! Makes a link that shows an article's newest revision to whoever holds it, for a while.

use super::PreviewRefused;
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::{Actor, Secret};
use crate::features::articles::{article_by_id, may_read};
use crate::features::previews::store;
use crate::id::ArticleId;

const HOUR: i64 = 3_600 * 1_000_000;
/// Links of one article that are alive at once.
const MOST: i64 = 20;

/// Makes the link's secret; what is stored is a hash. It lives for so many hours, at least one and at most a week.
pub async fn open_preview(
    app: &App,
    actor: &Actor,
    id: &ArticleId,
    hours: i64,
) -> Result<String, PreviewRefused> {
    let secret = Secret::new(app.random());
    let shown = secret.reveal("preview");
    let (now, actor, id) = (app.now(), actor.clone(), id.clone());
    let until = now + hours.clamp(1, 168) * HOUR;
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let article = article_by_id(tx, &id)
                    .await?
                    .ok_or_else(|| PreviewRefused::NoSuchArticle(id.to_string()))?;
                may_read(&actor, &article)?;
                if store::alive(tx, &id, now).await?.0 >= MOST {
                    return Err(PreviewRefused::TooMany);
                }
                store::insert(tx, &secret, &id, &actor.signature(), (now, until)).await?;
                tx.record(Event::PreviewOpened { article: id }.into_log(&actor, now));
                Ok(())
            })
        })
        .await?;
    Ok(shown)
}

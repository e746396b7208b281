//! Holds a schedule that came due and may not be carried out: the article stays as it is, and the desk is told.

use ::store::StoreError;

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::articles::{Article, store};
use crate::id::ArticleId;

/// Takes the schedule off the article and records that it was held. Without a schedule nothing happens.
pub async fn hold_schedule(app: &App, id: &ArticleId) -> Result<(), StoreError> {
    let (id, now) = (id.clone(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                store::hold_article(tx, &id).await?;
                let scheduled =
                    store::article_by_id(tx, &id).await?.filter(|article| article.schedule.is_some());
                if let Some(article) = scheduled {
                    let wanted_for = article.schedule.as_ref().map_or(now, |schedule| schedule.at);
                    store::put_held(tx, &id, wanted_for, now).await?;
                    store::update(tx, &Article { schedule: None, ..article }).await?;
                    tx.record(Event::ScheduleHeld { article: id }.into_log(&Actor::Console, now));
                }
                Ok(())
            })
        })
        .await
}

//! Takes a picture off every page when our right to show it has ended.

use ::store::StoreError;

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::articles::{actions::project_again, article_by_id, using_picture};
use crate::features::stories::stories_of;
use crate::id::MediaId;

/// Projects every article that shows the picture anew, without it. Safe to run twice.
pub async fn end_rights(app: &App, actor: &Actor, picture: &MediaId) -> Result<(), StoreError> {
    let (app_again, picture, actor, now) = (app.clone(), picture.clone(), actor.clone(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let articles = using_picture(tx, &picture).await?;
                let (mut sections, mut editions, mut stories) = (Vec::new(), Vec::new(), Vec::new());
                for id in &articles {
                    project_again(tx, &app_again, id, now).await?;
                    stories.extend(stories_of(tx, id).await?);
                    if let Some(article) = article_by_id(tx, id).await? {
                        sections.push(article.section);
                        editions.push(article.edition);
                    }
                }
                sections.sort();
                sections.dedup();
                editions.sort();
                editions.dedup();
                stories.sort();
                stories.dedup();
                if !articles.is_empty() {
                    tx.record(
                        Event::PictureRightsEnded { picture, articles, sections, editions, stories }
                            .into_log(&actor, now),
                    );
                }
                Ok(())
            })
        })
        .await
}

//! Puts a picture on the pages of an article when our right to show it has begun.

use ::store::StoreError;

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::articles::{actions::project_again, article_by_id};
use crate::features::media_library::picture_by_id;
use crate::features::stories::stories_of;
use crate::id::{ArticleId, MediaId};
use crate::schedule;

/// Projects the article anew, with the picture. Safe to run twice; an article that is not before readers is left alone. Where
/// the right begins later by now, it is waited for anew; where it ended, nothing comes.
pub async fn begin_rights(
    app: &App,
    actor: &Actor,
    article: &ArticleId,
    picture: &MediaId,
) -> Result<(), StoreError> {
    let (app_again, actor, now) = (app.clone(), actor.clone(), app.now());
    let (article, picture) = (article.clone(), picture.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let Some(known) = article_by_id(tx, &article).await?.filter(|article| article.is_live())
                else {
                    return Ok(());
                };
                let Some(right) = picture_by_id(tx, &picture).await? else { return Ok(()) };
                if let Some(from) = right.rights_from.filter(|from| *from > now) {
                    return schedule::begin_rights_at(tx, &app_again, &article, &picture, from).await;
                }
                if !right.may_be_shown(now) {
                    return Ok(());
                }
                project_again(tx, &app_again, std::slice::from_ref(&article), now).await?;
                let (edition, section) = (known.edition, known.section);
                let stories = stories_of(tx, &article).await?;
                let event = Event::PictureRightsBegun { picture, article, section, edition, stories };
                tx.record(event.into_log(&actor, now));
                Ok(())
            })
        })
        .await
}

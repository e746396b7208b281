//! Takes a picture off every page when our right to show it has ended.

use ::store::StoreError;

use super::project_each::{Where, project_each};
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::articles::using_picture;
use crate::features::media_library::picture_by_id;
use crate::id::MediaId;
use crate::schedule;

/// Projects every article that shows the picture anew, without it. Safe to run twice; a picture that we may go on showing is
/// left where it is.
pub async fn end_rights(app: &App, actor: &Actor, picture: &MediaId) -> Result<(), StoreError> {
    let (app_again, picture, actor, now) = (app.clone(), picture.clone(), actor.clone(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let known = picture_by_id(tx, &picture).await?;
                if known.as_ref().is_some_and(|known| known.may_be_shown(now)) {
                    return Ok(());
                }
                let articles = using_picture(tx, &picture).await?;
                // A right that is still to come begins for those that lose it now, and ends later.
                let to_come = |at: Option<i64>| at.filter(|at| *at > now);
                let (from, until) = known
                    .map_or((None, None), |known| (to_come(known.rights_from), to_come(known.rights_until)));
                if let Some(from) = from {
                    for article in &articles {
                        schedule::begin_rights_at(tx, &app_again, article, &picture, from).await?;
                    }
                }
                if let Some(until) = until {
                    schedule::end_rights_at(tx, &app_again, &picture, until).await?;
                }
                let Where { sections, editions, stories } =
                    project_each(tx, &app_again, &articles, now).await?;
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

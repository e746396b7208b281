//! Takes a picture off every page when our right to show it has ended.

use ::store::StoreError;

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::articles::{actions::project_again, using_picture};
use crate::id::MediaId;

/// Projects every article that shows the picture anew, without it. Safe to run twice.
pub async fn end_rights(app: &App, actor: &Actor, picture: &MediaId) -> Result<(), StoreError> {
    let (app_again, picture, actor, now) = (app.clone(), picture.clone(), actor.clone(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let articles = using_picture(tx, &picture).await?;
                for article in &articles {
                    project_again(tx, &app_again, article, now).await?;
                }
                if !articles.is_empty() {
                    tx.record(Event::PictureRightsEnded { picture, articles }.into_log(&actor, now));
                }
                Ok(())
            })
        })
        .await
}

//! Sees to it that a picture comes to the site when our right to show it begins, and leaves it when that ends.

use ::store::{StoreError, Tx};

use crate::app::App;
use crate::features::articles::Content;
use crate::features::media_library::pictures_by_ids;
use crate::id::ArticleId;
use crate::schedule;

/// Enqueues the beginning and the end of every picture whose rights have one, for the article that shows it.
pub(super) async fn watch_rights(
    tx: &Tx,
    app: &App,
    article: &ArticleId,
    content: &Content,
    now: i64,
) -> Result<(), StoreError> {
    for picture in pictures_by_ids(tx, &content.pictures()).await? {
        if let Some(from) = picture.rights_from.filter(|from| *from > now) {
            schedule::begin_rights_at(tx, app, article, &picture.id, from).await?;
        }
        if let Some(until) = picture.rights_until.filter(|until| *until > now) {
            schedule::end_rights_at(tx, app, &picture.id, until).await?;
        }
    }
    Ok(())
}

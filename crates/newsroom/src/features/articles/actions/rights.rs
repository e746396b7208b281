//! Sees to it that a picture comes to the site when our right to show it begins, and leaves it when that ends.

use ::store::{StoreError, Tx};

use super::PublishError;
use crate::app::App;
use crate::features::articles::Content;
use crate::features::articles::article::NotPublishable;
use crate::features::media_library::pictures_by_ids;
use crate::id::ArticleId;
use crate::schedule;

/// Refuses what somebody set for later when our right to show one of its pictures is over by then: that is asked again, and
/// nothing goes out in another shape than was agreed to. A picture whose right only begins later comes by itself.
pub(super) async fn rights_last(tx: &Tx, content: &Content, at: i64) -> Result<(), PublishError> {
    let pictures = pictures_by_ids(tx, &content.pictures()).await?;
    match pictures.iter().any(|picture| picture.rights_until.is_some_and(|until| until <= at)) {
        true => Err(NotPublishable::PictureRightsOver.into()),
        false => Ok(()),
    }
}

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

//! Sees to it that a picture leaves the site when our right to show it ends.

use ::store::{StoreError, Tx};

use crate::app::App;
use crate::features::articles::Content;
use crate::features::media_library::pictures_by_ids;
use crate::schedule;

/// Enqueues the end of every picture whose rights have one.
pub(super) async fn watch_rights(tx: &Tx, app: &App, content: &Content, now: i64) -> Result<(), StoreError> {
    for picture in pictures_by_ids(tx, &content.pictures()).await? {
        if let Some(until) = picture.rights_until.filter(|until| *until > now) {
            schedule::end_rights_at(tx, app, &picture.id, until).await?;
        }
    }
    Ok(())
}

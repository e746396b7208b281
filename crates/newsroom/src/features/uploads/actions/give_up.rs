//! Gives an upload up: what came of it is gone. What it became already stays.

use super::finish::forget;
use super::look::own;
use crate::app::App;
use crate::features::accounts::Actor;
use crate::features::uploads::UploadRefused;
use crate::id::UploadId;

/// Forgets somebody's own upload.
pub async fn give_up(app: &App, actor: &Actor, id: &UploadId) -> Result<(), UploadRefused> {
    let upload = own(app, actor, id).await?;
    forget(app, &upload.id).await
}

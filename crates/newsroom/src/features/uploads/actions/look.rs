//! Looks where an upload stands: what lies on the disk decides, whatever the row says.

use media::UploadFileError;

use crate::app::App;
use crate::features::accounts::Actor;
use crate::features::uploads::{Upload, UploadRefused, policy, store};
use crate::id::UploadId;

/// So many are told at once.
const MOST: i64 = 100;

/// The actor's own upload, and how many bytes of it are kept for certain.
pub async fn look(app: &App, actor: &Actor, id: &UploadId) -> Result<(Upload, u64), UploadRefused> {
    let upload = own(app, actor, id).await?;
    if upload.made.is_some() {
        let length = upload.length.unsigned_abs();
        return Ok((upload, length));
    }
    let (file, name) = (app.clone(), id.to_string());
    let stands = tokio::task::spawn_blocking(move || file.uploads.stands_at(&name));
    match stands.await.map_err(std::io::Error::other)? {
        Ok(offset) => Ok((upload, offset)),
        // Its file went, as when a backup came back, which has none of them.
        Err(UploadFileError::Missing) => Err(UploadRefused::Over),
        Err(error) => Err(error.into()),
    }
}

/// The actor's own uploads that wait to be gone on with, those that end first before the others. How much came of one is as it
/// was noted.
pub async fn look_at_own(app: &App, actor: &Actor) -> Result<Vec<Upload>, UploadRefused> {
    policy::may_bring(actor)?;
    let account = actor.account().ok_or(UploadRefused::Missing)?;
    let mut own = store::own_under_way(app.db.read(), account, MOST).await?;
    own.retain(|upload| !app.is_over(upload.expires_at));
    Ok(own)
}

/// The actor's own upload, as long as it waits. Another's is none.
pub(super) async fn own(app: &App, actor: &Actor, id: &UploadId) -> Result<Upload, UploadRefused> {
    policy::may_bring(actor)?;
    let account = actor.account().ok_or(UploadRefused::Missing)?;
    let upload = store::own(app.db.read(), id, account).await?.ok_or(UploadRefused::Missing)?;
    match upload.made.is_none() && app.is_over(upload.expires_at) {
        true => Err(UploadRefused::Over),
        false => Ok(upload),
    }
}

//! Sweeps uploads that nobody goes on with, and files that no row knows.

use std::collections::HashSet;
use std::time::{Duration, UNIX_EPOCH};

use super::finish::drop_file;
use super::receive::blocking;
use crate::app::App;
use crate::features::uploads::{UploadRefused, store};
use crate::id::UploadId;

const DAY: i64 = 24 * 60 * 60 * 1_000_000;
const AT_ONCE: i64 = 500;
/// More are under way in no newsroom; where there are, files wait for another time.
const MOST_KNOWN: i64 = 20_000;

/// Forgets what waited too long. Not while the clock is in doubt: then nothing is over for certain.
pub async fn forget_uploads(app: &App) -> Result<(), UploadRefused> {
    let now = app.now();
    if app.doubt().is_some() {
        return Ok(());
    }
    for id in store::expired(app.db.read(), now, AT_ONCE).await? {
        forget_expired(app, id, now).await?;
    }
    // The files are listed first: one that comes in between has its row before anybody looks for it.
    let listing = app.clone();
    let files = blocking(move || Ok(listing.uploads.names()?)).await?;
    let known = store::known(app.db.read(), MOST_KNOWN).await?;
    if known.len() as i64 == MOST_KNOWN {
        return Ok(());
    }
    let known: HashSet<UploadId> = known.into_iter().collect();
    let lost: Vec<String> =
        files.into_iter().filter(|name| !known.contains(&UploadId(name.clone()))).collect();
    // A file is there before its row is.
    let before = UNIX_EPOCH + Duration::from_micros(now.saturating_sub(DAY).max(0).unsigned_abs());
    let sweeping = app.clone();
    blocking(move || {
        for name in lost.iter().filter(|name| sweeping.uploads.is_older(name, before)) {
            sweeping.uploads.remove(name)?;
        }
        Ok(())
    })
    .await
}

/// Forgets one, unless a piece of it comes just now or came meanwhile.
async fn forget_expired(app: &App, id: UploadId, now: i64) -> Result<(), UploadRefused> {
    let (file, name) = (app.clone(), id.to_string());
    if blocking(move || Ok(file.uploads.is_busy(&name)?)).await? {
        return Ok(());
    }
    let row = id.clone();
    let is_forgotten = app.db.write(move |tx| {
        Box::pin(async move { Ok::<_, UploadRefused>(store::forget_expired(tx, &row, now).await?) })
    });
    if is_forgotten.await? {
        drop_file(app, &id).await;
    }
    Ok(())
}

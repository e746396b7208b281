//! Begins an upload: judged by what is said of it, before any byte is read.

use crate::app::App;
use crate::features::accounts::Actor;
use crate::features::uploads::config::bytes;
use crate::features::uploads::tus::most;
use crate::features::uploads::{NewUpload, Upload, UploadRefused, policy, store};
use crate::id::UploadId;

const HOUR: i64 = 60 * 60 * 1_000_000;

/// Begins one. What is under way counts with the whole length that was said.
pub async fn begin(app: &App, actor: &Actor, new: NewUpload) -> Result<Upload, UploadRefused> {
    policy::may_bring(actor)?;
    let Some(account) = actor.account().cloned() else { return Err(UploadRefused::Missing) };
    let most = most(app, new.purpose);
    match new.length {
        0 => return Err(UploadRefused::Empty),
        length if length > most => return Err(UploadRefused::TooLong(most)),
        _ => {}
    }
    let now = app.now();
    let upload = Upload {
        id: UploadId(data_encoding::HEXLOWER.encode(&app.random::<20>())),
        account,
        purpose: new.purpose,
        length: new.length as i64,
        name: new.name,
        mime: new.mime,
        created_at: now,
        expires_at: until(app, now),
        made: None,
        received: 0,
    };
    // The file first: a row without one is an upload that nobody can go on with.
    let (file, name) = (app.clone(), upload.id.to_string());
    let begun = tokio::task::spawn_blocking(move || {
        let free = file.uploads.free_bytes()?;
        file.uploads.begin(&name).map(|()| free)
    });
    let free = i64::try_from(begun.await.map_err(std::io::Error::other)??).unwrap_or(i64::MAX);
    let (settings, row) = (app.config.uploads.clone(), upload.clone());
    let kept = app.db.write(move |tx| {
        Box::pin(async move {
            let others = store::under_way(tx, &row.account).await?;
            let is_much = others.of_person + row.length > bytes(settings.person_megabytes);
            if others.count >= i64::from(settings.at_once) || is_much {
                return Err(UploadRefused::TooMany);
            }
            // The database lies on the same disk: it is left something to write on.
            let left = free - others.to_come - row.length;
            if others.of_all + row.length > bytes(settings.all_megabytes)
                || left < bytes(settings.left_megabytes)
            {
                return Err(UploadRefused::NoRoom);
            }
            store::insert(tx, &row).await?;
            Ok(())
        })
    });
    match kept.await {
        Ok(()) => Ok(upload),
        Err(refused) => {
            let _ = app.uploads.remove(upload.id.as_str());
            Err(refused)
        }
    }
}

/// Until when an upload waits that something came of now.
pub(super) fn until(app: &App, now: i64) -> i64 {
    now + i64::from(app.config.uploads.hours) * HOUR
}

//! Makes of a file that came whole what it was to become. Until that is noted the file stays: whoever asks again after the program
//! was killed in between has it made then.

use std::io::Read;

use media::FoundRecording;

use super::receive::blocking;
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::media_library::actions::upload_picture;
use crate::features::media_library::{NewPicture, picture_by_origin};
use crate::features::recordings::{self, RecordingFile};
use crate::features::uploads::{Purpose, Upload, UploadRefused, store};
use crate::id::{RecordingFileId, UploadId};

/// Answers the id of what it became. What is none is gone, file and row.
pub(super) async fn finish(app: &App, actor: &Actor, upload: &Upload) -> Result<String, UploadRefused> {
    let made = match upload.purpose {
        Purpose::Picture => picture(app, actor, upload).await,
        Purpose::Recording => recording(app, actor, upload).await,
    };
    match &made {
        Ok(_) => drop_file(app, &upload.id).await,
        Err(UploadRefused::NoPicture(_) | UploadRefused::NoRecording(_)) => forget(app, &upload.id).await?,
        Err(_) => {}
    }
    made
}

/// Forgets an upload and its file.
pub(super) async fn forget(app: &App, id: &UploadId) -> Result<(), UploadRefused> {
    let row = id.clone();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                store::remove(tx, &row).await?;
                Ok::<_, UploadRefused>(())
            })
        })
        .await?;
    drop_file(app, id).await;
    Ok(())
}

pub(super) async fn drop_file(app: &App, id: &UploadId) {
    let (file, name) = (app.clone(), id.to_string());
    // One that stays is swept: no row knows it, or one that says what it became.
    if let Err(error) = blocking(move || Ok(file.uploads.remove(&name)?)).await {
        tracing::warn!(%error, "the file of an upload could not be removed");
    }
}

async fn picture(app: &App, actor: &Actor, upload: &Upload) -> Result<String, UploadRefused> {
    let (file, name) = (app.clone(), upload.id.to_string());
    let bytes = blocking(move || {
        let (from, length) = file.uploads.file(&name)?;
        let mut bytes = Vec::new();
        from.take(length.min(media::Limits::default().bytes)).read_to_end(&mut bytes)?;
        Ok(bytes)
    });
    // The program may have been killed after the picture came into the library: then it is there, and knows whence.
    let origin = format!("upload:{}", upload.id);
    let picture = match picture_by_origin(app.db.read(), &origin).await? {
        Some(picture) => picture,
        None => {
            let new = NewPicture { origin, ..NewPicture::default() };
            upload_picture(app, actor, bytes.await?, new).await?
        }
    };
    let (row, made) = (upload.id.clone(), picture.id.to_string());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                store::made(tx, &row, picture.id.as_str()).await?;
                Ok::<_, UploadRefused>(())
            })
        })
        .await?;
    Ok(made)
}

async fn recording(app: &App, actor: &Actor, upload: &Upload) -> Result<String, UploadRefused> {
    let (file, name) = (app.clone(), upload.id.to_string());
    let (found, blob, bytes) = blocking(move || {
        let (from, length) = file.uploads.file(&name)?;
        let found = media::look_at_recording(std::io::BufReader::new(from), length)?;
        let path = file.uploads.path(&name)?;
        let (blob, bytes) = file.originals.put_file(&path).map_err(std::io::Error::other)?;
        Ok((found, blob, bytes))
    })
    .await?;
    let FoundRecording { format, seconds, says_place } = found;
    let now = app.now();
    let kept = RecordingFile {
        id: RecordingFileId(app.new_id()),
        blob: blob.to_string(),
        mime: format.mime().to_owned(),
        bytes: bytes as i64,
        seconds: seconds.unwrap_or(0) as i64,
        public_name: data_encoding::HEXLOWER.encode(&app.random::<16>()),
        name: upload.name.clone(),
        says_place,
        created_by: actor.signature(),
        created_at: now,
    };
    let (made, row, actor) = (kept.id.to_string(), upload.id.clone(), actor.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                recordings::insert_file(tx, &kept).await?;
                store::made(tx, &row, kept.id.as_str()).await?;
                tx.record(Event::RecordingUploaded { recording: kept.id }.into_log(&actor, now));
                Ok::<_, UploadRefused>(())
            })
        })
        .await?;
    Ok(made)
}

//! Takes a picture into the library: checked, kept as it came, and cut to the sizes it will be served in.

use ::store::StoreError;

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::{Actor, NotAllowed};
use crate::features::media_library::picture::{credit_said, day_of};
use crate::features::media_library::{NewPicture, Picture, RenditionSize, policy, store};
use crate::id::MediaId;

/// Why a picture was not taken.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// The actor may not do this.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// The file is not a picture that we take.
    #[error("this file cannot be used as a picture: {0}")]
    NotTaken(#[from] media::Refused),
    /// What is said of it cannot be kept, or its sizes could not be made.
    #[error("this file cannot be used as a picture: {0}")]
    Refused(String),
    /// The file could not be kept.
    #[error("the picture could not be written to disk: {0}")]
    Disk(String),
    /// The database did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The signal with which the system ends a process when it lacks memory.
const KILL: i32 = 9;

/// Takes a picture. Nothing of it is served before something that shows it is published.
pub async fn upload_picture(
    app: &App,
    actor: &Actor,
    bytes: Vec<u8>,
    new: NewPicture,
) -> Result<Picture, UploadError> {
    policy::may_upload(actor)?;
    let probe = media::probe(&bytes, &media::Limits::default())?;
    let said = media::Metadata::read(&bytes);
    let made = make(app, &bytes).await?;
    let key: [u8; 16] = app.random();
    let (sizes, tint) = (sizes(&made), i64::from(made.tint));
    let credentials = probe.has_credentials;
    let likeness = made.likeness.map(|likeness| likeness.to_string()).unwrap_or_default();
    let blob = keep(app, bytes, key, made).await?;
    let (focal_x, focal_y) = new.focal.unwrap_or((50, 50));
    let (credit, day) = (credit_said(&said), said.date_created.as_deref().map(day_of));
    let first_said =
        |given: String, said: Option<String>| if given.is_empty() { said.unwrap_or_default() } else { given };
    let picture = Picture {
        id: MediaId(app.new_id()),
        blob: blob.to_string(),
        mime: probe.format.mime().to_owned(),
        width: i64::from(probe.width),
        height: i64::from(probe.height),
        caption: text::clean::clean_paragraph(&first_said(new.caption, said.caption)),
        alt: text::clean::clean_line(&first_said(new.alt, said.alt)),
        credit: text::clean::clean_line(&first_said(new.credit, credit)),
        archive: new.archive,
        taken_on: first_said(new.taken_on, day),
        rights_from: new.rights_from,
        rights_until: new.rights_until,
        licence: text::words::truncate_letters(
            &text::clean::clean_line(&first_said(new.licence, said.licence)),
            500,
        ),
        focal_x: focal_x.clamp(0, 100),
        focal_y: focal_y.clamp(0, 100),
        tint,
        public_name: data_encoding::HEXLOWER.encode(&key),
        renditions: sizes,
        origin: new.origin,
        source: text::words::truncate_letters(
            &text::clean::clean_line(&first_said(new.source, said.source)),
            500,
        ),
        credentials,
        likeness: Some(likeness),
    };
    let (now, actor, saved) = (app.now(), actor.clone(), picture.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                store::insert(tx, &saved, &actor.signature(), now).await?;
                tx.record(Event::PictureUploaded { picture: saved.id }.into_log(&actor, now));
                Ok::<_, UploadError>(())
            })
        })
        .await?;
    Ok(picture)
}

fn sizes(made: &media::Made) -> Vec<RenditionSize> {
    made.renditions.iter().map(|r| RenditionSize { w: i64::from(r.width), h: i64::from(r.height) }).collect()
}

async fn make(app: &App, bytes: &[u8]) -> Result<media::Made, UploadError> {
    let plan = media::Plan::default();
    let made = match &app.decoder {
        Some(program) => media::make_renditions(program, bytes, &plan).await,
        None => media::make_renditions_here(bytes, &plan),
    };
    made.map_err(|error| match error {
        media::RenditionError::Refused(refused) => refused.into(),
        // The machine was at fault, not the picture.
        error @ (media::RenditionError::Killed { signal: KILL, .. }
        | media::RenditionError::NotStarted(_)) => UploadError::Disk(error.to_string()),
        error => UploadError::Refused(error.to_string()),
    })
}

/// Writes the original and its renditions to disk, away from the threads that answer readers.
async fn keep(
    app: &App,
    bytes: Vec<u8>,
    key: [u8; 16],
    made: media::Made,
) -> Result<media::BlobId, UploadError> {
    let app = app.clone();
    let kept = tokio::task::spawn_blocking(move || {
        let disk = |error: &dyn std::fmt::Display| UploadError::Disk(error.to_string());
        let blob = app.originals.put(&bytes).map_err(|error| disk(&error))?;
        for rendition in &made.renditions {
            let name = media::RenditionName::new(key, rendition.width).map_err(|error| disk(&error))?;
            app.renditions.store(&name, &rendition.bytes).map_err(|error| disk(&error))?;
        }
        Ok(blob)
    });
    kept.await.map_err(|error| UploadError::Disk(error.to_string()))?
}

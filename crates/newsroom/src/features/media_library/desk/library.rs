//! The library's shelf: every picture by what is looked for, and many files at once.

use askama::Template;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Html;
use serde::Deserialize;
use web::{CutOff, FormFiles};

use super::why_not;
use crate::app::App;
use crate::features::media_library::actions::{UploadError, upload_picture};
use crate::features::media_library::alike::{Alike, alike};
use crate::features::media_library::filter::PictureFilter;
use crate::features::media_library::store::{self, OnShelf};
use crate::features::media_library::view::focal_class;
use crate::features::media_library::{NewPicture, Picture, policy};
use crate::features::uploads::actions::look_at_own;
use crate::features::uploads::{Purpose, Upload, UploadRefused};
use crate::id::MediaId;
use crate::routes::desk::{Desk, DeskError, Shell, Words};

const LISTED: i64 = 15;
/// Files that one form may bring.
const MOST_AT_ONCE: usize = 50;

#[derive(Template)]
#[template(path = "media_library/desk/library.html")]
struct Screen<'a> {
    words: &'a Words,
    shell: Shell<'a>,
    filter: PictureFilter,
    shelf: Vec<Card>,
    next: Option<String>,
    taken: Vec<Taken>,
    most: usize,
    unfinished: Vec<Unfinished>,
}

/// An upload of the person's that broke off.
struct Unfinished {
    id: String,
    name: String,
    /// It goes on where it began, at its article.
    is_recording: bool,
    /// In bytes.
    length: i64,
    /// Of a hundred.
    came: i64,
    until: i64,
}

/// A picture on the shelf.
struct Card {
    id: String,
    caption: String,
    alt: String,
    credit: String,
    archive: bool,
    taken_on: String,
    /// When our right to show it ends, and whether that is over.
    until: Option<(i64, bool)>,
    at: i64,
    focal: String,
}

/// What became of a file that a form brought.
struct Taken {
    file: String,
    /// The picture; none where it was refused.
    picture: Option<Picture>,
    /// The same file as it lies in the library already.
    twin: Option<MediaId>,
    /// Those that look like it.
    alike: Vec<Alike>,
    why: String,
}

/// What is looked for, and before which picture.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    #[serde(flatten)]
    filter: PictureFilter,
    before: Option<MediaId>,
}

/// `GET /desk/library`
pub async fn show(
    State(app): State<App>,
    desk: Desk,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Html<String>, DeskError> {
    policy::may_look(&desk.actor)?;
    let Query(Asked { filter, before }) = asked.map_err(|error| DeskError::Invalid(error.to_string()))?;
    screen(&app, &desk, filter.bounded(), before, Vec::new()).await
}

async fn screen(
    app: &App,
    desk: &Desk,
    filter: PictureFilter,
    before: Option<MediaId>,
    taken: Vec<Taken>,
) -> Result<Html<String>, DeskError> {
    let now = app.now();
    let own = desk.actor.signature();
    let (found, next) = store::shelf(app.db.read(), (&filter, &own, now), before.as_ref(), LISTED).await?;
    let query = filter.query();
    let more = if query.is_empty() { String::new() } else { format!("{query}&") };
    let screen = Screen {
        words: &desk.words,
        shell: desk.shell(app, "library"),
        next: next.map(|id| format!("?{more}before={id}")),
        shelf: found.into_iter().map(|one| card(one, now)).collect(),
        filter,
        taken,
        most: MOST_AT_ONCE,
        unfinished: unfinished(app, desk).await?,
    };
    Ok(Html(screen.render()?))
}

/// What the person began to bring in and did not finish.
async fn unfinished(app: &App, desk: &Desk) -> Result<Vec<Unfinished>, DeskError> {
    let own = match look_at_own(app, &desk.actor).await {
        Ok(own) => own,
        Err(UploadRefused::Store(error)) => return Err(error.into()),
        // Who may bring nothing in has begun nothing.
        Err(_) => Vec::new(),
    };
    let one = |upload: Upload| Unfinished {
        id: upload.id.0,
        name: upload.name,
        is_recording: upload.purpose == Purpose::Recording,
        length: upload.length,
        came: upload.received.saturating_mul(100) / upload.length.max(1),
        until: upload.expires_at,
    };
    Ok(own.into_iter().map(one).collect())
}

fn card(OnShelf { picture, at, .. }: OnShelf, now: i64) -> Card {
    Card {
        id: picture.id.0,
        caption: picture.caption,
        alt: picture.alt,
        credit: picture.credit,
        archive: picture.archive,
        taken_on: picture.taken_on,
        until: picture.rights_until.map(|until| (until, until <= now)),
        at,
        focal: focal_class((picture.focal_x, picture.focal_y)).unwrap_or_default(),
    }
}

/// `POST /desk/library`: takes the files of a form, each by itself: one that is refused keeps no other from coming in.
pub async fn take(
    State(app): State<App>,
    desk: Desk,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Html<String>, DeskError> {
    policy::may_upload(&desk.actor)?;
    let mut files = FormFiles::of(form.map_err(|error| DeskError::Invalid(error.to_string()))?);
    let mut taken = Vec::new();
    while taken.len() < MOST_AT_ONCE {
        let Some(file) = files.next().await else { break };
        taken.push(match file {
            Ok(file) => take_one(&app, &desk, clean_name(&file.name), file.bytes.to_vec()).await?,
            Err(cut) => cut_off(&desk.words, &cut)?,
        });
    }
    screen(&app, &desk, PictureFilter::default(), None, taken).await
}

fn clean_name(name: &str) -> String {
    text::words::truncate_letters(&text::clean::clean_line(name), 100)
}

/// The form ended before its files did: they are too long together, or the line broke.
fn cut_off(words: &Words, cut: &CutOff) -> Result<Taken, DeskError> {
    if !cut.too_long {
        return Err(DeskError::Invalid(words.say("desk-upload-failed")));
    }
    let why = words.say_of("desk-upload-too-large", super::MOST_MEGABYTES);
    Ok(Taken { file: clean_name(&cut.name), picture: None, twin: None, alike: Vec::new(), why })
}

async fn take_one(app: &App, desk: &Desk, file: String, bytes: Vec<u8>) -> Result<Taken, DeskError> {
    match upload_picture(app, &desk.actor, bytes, NewPicture::default()).await {
        Ok(picture) => {
            let twin = store::twin(app.db.read(), &picture).await?;
            let alike = alike(app.db.read(), &picture).await?;
            Ok(Taken { file, picture: Some(picture), twin, alike, why: String::new() })
        }
        Err(UploadError::NotAllowed(error)) => Err(error.into()),
        Err(UploadError::Store(error)) => Err(error.into()),
        Err(error) => {
            if let UploadError::Disk(_) = error {
                tracing::error!(%error, "a picture could not be kept");
            }
            Ok(Taken {
                file,
                picture: None,
                twin: None,
                alike: Vec::new(),
                why: why_not(&desk.words, &error),
            })
        }
    }
}

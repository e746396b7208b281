//! Pictures at the desk: the screens of the library, and the requests that those and the editor make.

pub mod library;
pub mod original;
pub mod picture;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use web::Problem;

use super::actions::{Described, Description, UploadError, describe, upload_picture};
use super::alike::alike;
use super::{NewPicture, Picture, picture_by_id, policy, store};
use crate::app::App;
use crate::id::MediaId;
use crate::routes::desk::{Desk, DeskError, Session, Words};

/// How many pictures are offered at once.
const OFFERED: i64 = 24;
/// The widest preview.
const PREVIEW: i64 = 960;
/// The longest file, in megabytes, as it is said to whoever sent a longer one.
const MOST_MEGABYTES: &str = "50";

/// What the desk is told of a picture.
pub fn told(picture: Picture) -> Value {
    let Picture { id, width, height, caption, alt, credit, archive, taken_on, focal_x, focal_y, .. } =
        picture;
    json!({
        "id": id, "width": width, "height": height, "caption": caption, "alt": alt, "credit": credit,
        "archive": archive, "taken_on": taken_on, "focal": [focal_x, focal_y],
    })
}

/// From where on pictures are listed.
#[derive(Deserialize)]
pub struct Listed {
    before: Option<MediaId>,
}

/// `GET /desk/media?before=`: the pictures that came in last, before the one given.
pub async fn list(
    State(app): State<App>,
    Session(actor): Session,
    Query(listed): Query<Listed>,
) -> Result<Json<Value>, DeskError> {
    policy::may_look(&actor)?;
    let pictures = store::newest(app.db.read(), listed.before.as_ref(), OFFERED).await?;
    let pictures: Vec<Value> = pictures.into_iter().map(told).collect();
    Ok(Json(json!({"pictures": pictures})))
}

/// `GET /desk/media/{id}`: what is said of a picture.
pub async fn show(
    State(app): State<App>,
    Session(actor): Session,
    Path(id): Path<MediaId>,
) -> Result<Json<Value>, DeskError> {
    policy::may_look(&actor)?;
    let picture = picture_by_id(app.db.read(), &id).await?.ok_or(DeskError::NotFound)?;
    Ok(Json(told(picture)))
}

/// `POST /desk/media`: the file is the body. What its photographer wrote into it is told back, to be looked over, and whether
/// the library has the same file already, or pictures that look like it.
pub async fn upload(State(app): State<App>, desk: Desk, bytes: Bytes) -> Result<Response, DeskError> {
    match upload_picture(&app, &desk.actor, bytes.to_vec(), NewPicture::default()).await {
        Ok(picture) => Ok((StatusCode::CREATED, Json(taken(&app, picture).await?)).into_response()),
        Err(UploadError::NotAllowed(error)) => Err(error.into()),
        Err(UploadError::Store(error)) => Err(error.into()),
        Err(error @ UploadError::Disk(_)) => {
            tracing::error!(%error, "a picture could not be kept");
            Ok(Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "not_kept").into_response())
        }
        Err(error) => Ok(refused(&why_not(&desk.words, &error))),
    }
}

/// What is told of a picture that came in.
pub async fn taken(app: &App, picture: Picture) -> Result<Value, DeskError> {
    let twin = store::twin(app.db.read(), &picture).await?;
    let alike = alike(app.db.read(), &picture).await?;
    let (source, licence) = (picture.source.clone(), picture.licence.clone());
    let mut said = told(picture);
    said["source"] = json!(source);
    said["licence"] = json!(licence);
    said["twin"] = json!(twin);
    said["alike"] = json!(alike);
    Ok(said)
}

/// Why a file was not taken, in the words of whoever sent it.
pub fn why_not(words: &Words, error: &UploadError) -> String {
    let UploadError::NotTaken(refused) = error else { return words.say("desk-upload-failed") };
    let named = match refused {
        media::Refused::Foreign { kind } => kind.name(),
        _ => MOST_MEGABYTES,
    };
    words.say_of(&format!("desk-upload-{}", refused.code().replace('_', "-")), named)
}

/// `PATCH /desk/media/{id}`: says what is seen, whose it is, and what must stay in every crop.
pub async fn change(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<MediaId>,
    bytes: Bytes,
) -> Result<Response, DeskError> {
    policy::may_describe(&desk.actor)?;
    let description: Description = match serde_json::from_slice(&bytes) {
        Ok(description) => description,
        Err(error) => return Ok(refused(&error.to_string())),
    };
    match describe(&app, &desk.actor, &id, description).await {
        Ok(Some(Described::Kept { waits: true, turned, .. })) => {
            let why = desk.words.say(picture::waits_words(turned));
            Ok(Problem::new(StatusCode::CONFLICT, "second_person").detail(why).into_response())
        }
        Ok(Some(Described::Kept { picture, .. })) => Ok(Json(told(*picture)).into_response()),
        Ok(Some(Described::ChangedMeanwhile)) => {
            Ok(Problem::new(StatusCode::CONFLICT, "changed_meanwhile").into_response())
        }
        Ok(Some(Described::AnotherWaits)) => {
            let why = desk.words.say("desk-another-description-waits");
            Ok(Problem::new(StatusCode::CONFLICT, "changed_meanwhile").detail(why).into_response())
        }
        Ok(None) => Err(DeskError::NotFound),
        Err(UploadError::NotAllowed(error)) => Err(error.into()),
        Err(UploadError::Store(error)) => Err(error.into()),
        Err(error) => Ok(refused(&error.to_string())),
    }
}

/// How wide a preview is wanted.
#[derive(Deserialize)]
pub struct Wanted {
    w: Option<i64>,
}

/// `GET /desk/media/{id}/preview?w=`: one size of it, before readers or not.
pub async fn preview(
    State(app): State<App>,
    Session(actor): Session,
    Path(id): Path<MediaId>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, DeskError> {
    policy::may_look(&actor)?;
    let picture = picture_by_id(app.db.read(), &id).await?.ok_or(DeskError::NotFound)?;
    let widest = wanted.w.unwrap_or(PREVIEW).min(PREVIEW);
    let fits = picture.renditions.iter().map(|size| size.w).filter(|width| *width <= widest).max();
    let width = fits.or_else(|| picture.renditions.iter().map(|size| size.w).min());
    let key = data_encoding::HEXLOWER.decode(picture.public_name.as_bytes()).ok();
    let key = key.and_then(|key| <[u8; 16]>::try_from(key).ok());
    let name = width
        .zip(key)
        .and_then(|(width, key)| media::RenditionName::new(key, u32::try_from(width).ok()?).ok());
    let bytes = name.and_then(|name| app.renditions.any_bytes(&name).ok()).ok_or(DeskError::NotFound)?;
    let headers =
        [(header::CONTENT_TYPE, "image/webp"), (header::CONTENT_SECURITY_POLICY, web::headers::MEDIA_CSP)];
    Ok((headers, bytes).into_response())
}

fn refused(why: &str) -> Response {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "refused").detail(why).into_response()
}

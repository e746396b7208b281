//! Pictures for programs.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};

use super::actions::upload_picture;
use super::alike::alike;
use super::{NewPicture, Picture, RenditionSize, picture_by_id, policy};
use crate::app::App;
use crate::id::MediaId;
use crate::routes::api::{ApiError, Bearer};

/// What is said of a picture that comes in.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default, deny_unknown_fields)]
pub struct PictureIn {
    /// What is seen and why it matters; what the file says is used when this is empty.
    pub caption: String,
    /// What is seen, for those who do not see it.
    pub alt: String,
    /// Whose picture it is.
    pub credit: String,
    /// Whether it shows another time than the article's.
    pub archive: bool,
    /// When it was taken: `1998`, `1998-05` or `1998-05-04`.
    pub taken_on: String,
    /// From when on we may show it: an RFC 3339 time.
    pub rights_from: Option<String>,
    /// Until when we may show it: an RFC 3339 time.
    pub rights_until: Option<String>,
    /// On what terms it is used: the address of its licence, or words.
    pub licence: String,
}

/// A picture as programs see it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PictureOut {
    pub id: MediaId,
    pub mime: String,
    pub width: i64,
    pub height: i64,
    pub caption: String,
    pub alt: String,
    pub credit: String,
    pub archive: bool,
    pub taken_on: String,
    pub licence: String,
    /// The widths it can be served in once something that shows it is published.
    pub widths: Vec<i64>,
    /// Whether the original carries content credentials (C2PA).
    pub credentials: bool,
    /// Pictures of the library that look like it, those most alike first; the same file is not among them.
    pub alike: Vec<MediaId>,
}

/// Takes a picture: the file is the body, what is said of it stands in the query.
#[utoipa::path(post, path = "/media", params(PictureIn), request_body(content = Vec<u8>, content_type = "application/octet-stream"), responses((status = 201, body = PictureOut, description = "The picture as the library holds it")), security(("token" = [])))]
pub async fn post_picture(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Query(said): Query<PictureIn>,
    bytes: Bytes,
) -> Result<(StatusCode, Json<PictureOut>), ApiError> {
    let rights_from = time("rights_from", said.rights_from.as_deref())?;
    let rights_until = time("rights_until", said.rights_until.as_deref())?;
    if !said.taken_on.is_empty() && text::dates::parse_iso(&said.taken_on).is_none() {
        return Err(ApiError::invalid("taken_on", "a date is written like 1998, 1998-05 or 1998-05-04"));
    }
    let PictureIn { caption, alt, credit, archive, taken_on, licence, .. } = said;
    let new = NewPicture {
        caption,
        alt,
        credit,
        archive,
        taken_on,
        licence,
        rights_from,
        rights_until,
        ..NewPicture::default()
    };
    let picture = upload_picture(&app, &actor, Vec::from(bytes), new).await?;
    Ok((StatusCode::CREATED, Json(out(&app, picture).await?)))
}

fn time(field: &'static str, said: Option<&str>) -> Result<Option<i64>, ApiError> {
    let Some(said) = said else { return Ok(None) };
    let at = text::dates::parse_iso(said).filter(|partial| partial.has_offset);
    let refused = || ApiError::invalid(field, "a time is written like 2026-11-23T13:40:00+03:00");
    at.map(|partial| Some(partial.micros)).ok_or_else(refused)
}

/// Reads what is known of a picture.
#[utoipa::path(get, path = "/media/{id}", params(("id" = String, Path)), responses((status = 200, body = PictureOut, description = "The picture as the library holds it")), security(("token" = [])))]
pub async fn get_picture(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<MediaId>,
) -> Result<Json<PictureOut>, ApiError> {
    policy::may_look(&actor)?;
    let picture = picture_by_id(app.db.read(), &id).await?;
    let picture = picture.ok_or_else(|| ApiError::not_found("there is no such picture"))?;
    Ok(Json(out(&app, picture).await?))
}

/// What programs are told of a picture.
pub async fn out(app: &App, picture: Picture) -> Result<PictureOut, ApiError> {
    let alike = alike(app.db.read(), &picture).await?.into_iter().map(|alike| alike.id).collect();
    let widths = picture.renditions.iter().map(|RenditionSize { w, .. }| *w).collect();
    let Picture {
        id,
        mime,
        width,
        height,
        caption,
        alt,
        credit,
        archive,
        taken_on,
        licence,
        credentials,
        ..
    } = picture;
    Ok(PictureOut {
        id,
        mime,
        width,
        height,
        caption,
        alt,
        credit,
        archive,
        taken_on,
        licence,
        widths,
        credentials,
        alike,
    })
}

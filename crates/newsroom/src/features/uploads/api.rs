//! Uploads for programs: tus 1.0.0, as any client of it speaks, and a question for what became of one.

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Serialize;

use super::actions::look;
use super::{Purpose, UploadRefused, policy, tus};
use crate::app::App;
use crate::features::media_library::{PictureOut, picture_out};
use crate::features::{media_library, recordings};
use crate::id::{MediaId, RecordingFileId, UploadId};
use crate::routes::api::{ApiError, Bearer};

const AT: &str = "/api/v1/uploads";

/// An upload as programs see it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct UploadOut {
    pub id: UploadId,
    /// `picture` or `recording`.
    pub purpose: String,
    /// How many bytes it will have.
    pub length: i64,
    /// How many of them came.
    pub offset: u64,
    /// The picture that it became.
    pub picture: Option<PictureOut>,
    /// The recording that it became.
    pub recording: Option<RecordingFileOut>,
}

/// A recording that is a file of ours.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct RecordingFileOut {
    /// What an article's recording says as `ours`.
    pub id: RecordingFileId,
    pub name: String,
    pub mime: String,
    pub bytes: i64,
    /// How long it lasts; 0 when the file does not say.
    pub seconds: i64,
    /// Whether the file says where it was made, which its readers could find there.
    pub says_place: bool,
}

fn answered(result: Result<Response, UploadRefused>) -> Result<Response, ApiError> {
    match result {
        Ok(response) => Ok(response),
        Err(UploadRefused::NotAllowed(error)) => Err(error.into()),
        Err(UploadRefused::Store(error)) => Err(error.into()),
        Err(error) => {
            let words = match &error {
                UploadRefused::Disk(_) => "something went wrong on our side".to_owned(),
                error => error.to_string(),
            };
            Ok(error.answer(words))
        }
    }
}

/// Says what of the protocol is spoken here.
#[utoipa::path(options, path = "/uploads", responses((status = 204, description = "The version, its extensions, and the largest file, as headers")), security(("token" = [])))]
pub async fn options_uploads(State(app): State<App>, Bearer(actor): Bearer) -> Result<Response, ApiError> {
    answered(tus::options(&app, &actor))
}

/// Begins an upload. `Upload-Length` says how long it is; `Upload-Metadata` its `purpose` (`picture` or `recording`) and its `filename`.
#[utoipa::path(post, path = "/uploads", responses((status = 201, description = "Its address is in `Location`")), security(("token" = [])))]
pub async fn post_upload(
    State(app): State<App>,
    Bearer(actor): Bearer,
    asked: HeaderMap,
) -> Result<Response, ApiError> {
    answered(tus::post(&app, &actor, &asked, AT).await)
}

/// Reads where an upload stands, and what it became.
#[utoipa::path(get, path = "/uploads/{id}", params(("id" = String, Path)), responses((status = 200, body = UploadOut, description = "The upload")), security(("token" = [])))]
pub async fn get_upload(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<UploadId>,
) -> Result<Json<UploadOut>, ApiError> {
    policy::may_bring(&actor)?;
    let (upload, offset) = look(&app, &actor, &id).await.map_err(|error| match error {
        UploadRefused::Store(error) => error.into(),
        _ => ApiError::not_found("there is no such upload"),
    })?;
    let q = app.db.read();
    let (mut picture, mut recording) = (None, None);
    match (&upload.made, upload.purpose) {
        (None, _) => {}
        (Some(made), Purpose::Picture) => {
            if let Some(found) = media_library::picture_by_id(q, &MediaId(made.clone())).await? {
                picture = Some(picture_out(&app, found).await?);
            }
        }
        (Some(made), Purpose::Recording) => {
            let file = recordings::file_by_id(q, &RecordingFileId(made.clone())).await?;
            recording = file.map(|file| RecordingFileOut {
                id: file.id,
                name: file.name,
                mime: file.mime,
                bytes: file.bytes,
                seconds: file.seconds,
                says_place: file.says_place,
            });
        }
    }
    let purpose = upload.purpose.as_str().to_owned();
    Ok(Json(UploadOut { id, purpose, length: upload.length, offset, picture, recording }))
}

/// Asks where an upload stands.
#[utoipa::path(head, path = "/uploads/{id}", params(("id" = String, Path)), responses((status = 200, description = "`Upload-Offset` and `Upload-Length`")), security(("token" = [])))]
pub async fn head_upload(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<UploadId>,
    asked: HeaderMap,
) -> Result<Response, ApiError> {
    answered(tus::head(&app, &actor, &asked, &id).await)
}

/// Sends a piece. The last one makes the picture or the recording, and is refused when the file is none.
#[utoipa::path(patch, path = "/uploads/{id}", params(("id" = String, Path)), request_body(content = Vec<u8>, content_type = "application/offset+octet-stream"), responses((status = 204, description = "`Upload-Offset` says where it stands")), security(("token" = [])))]
pub async fn patch_upload(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<UploadId>,
    asked: HeaderMap,
    body: Body,
) -> Result<Response, ApiError> {
    answered(tus::patch(&app, &actor, &asked, (&id, body)).await)
}

/// Gives an upload up.
#[utoipa::path(delete, path = "/uploads/{id}", params(("id" = String, Path)), responses((status = 204, description = "It is gone")), security(("token" = [])))]
pub async fn delete_upload(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<UploadId>,
    asked: HeaderMap,
) -> Result<Response, ApiError> {
    answered(tus::delete(&app, &actor, &asked, &id).await)
}

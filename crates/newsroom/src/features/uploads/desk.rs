//! Uploads at the desk. A refusal says why in the words of whoever brought the file.

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::actions::{look, look_at_own};
use super::{Purpose, Upload, UploadRefused, policy, tus};
use crate::app::App;
use crate::features::{media_library, recordings};
use crate::id::{MediaId, RecordingFileId, UploadId};
use crate::routes::desk::{Desk, DeskError};

const AT: &str = "/desk/uploads";

fn answered(desk: &Desk, result: Result<Response, UploadRefused>) -> Result<Response, DeskError> {
    match result {
        Ok(response) => Ok(response),
        Err(UploadRefused::NotAllowed(error)) => Err(error.into()),
        Err(error) => Ok(error.answer(error.said(&desk.words))),
    }
}

/// `OPTIONS /desk/uploads`
pub async fn options(State(app): State<App>, desk: Desk) -> Result<Response, DeskError> {
    answered(&desk, tus::options(&app, &desk.actor))
}

/// `GET /desk/uploads`: those of the person that wait to be gone on with. `ends_at` is in microseconds UTC.
pub async fn list(State(app): State<App>, desk: Desk) -> Result<Response, DeskError> {
    let told = |upload: Upload| {
        json!({
            "id": upload.id, "purpose": upload.purpose.as_str(), "name": upload.name, "length": upload.length,
            "offset": upload.received, "ends_at": upload.expires_at,
        })
    };
    match look_at_own(&app, &desk.actor).await {
        Ok(own) => {
            let own: Vec<Value> = own.into_iter().map(told).collect();
            Ok(Json(json!({ "uploads": own })).into_response())
        }
        Err(refused) => answered(&desk, Err(refused)),
    }
}

/// `POST /desk/uploads`
pub async fn post(State(app): State<App>, desk: Desk, asked: HeaderMap) -> Result<Response, DeskError> {
    let result = tus::post(&app, &desk.actor, &asked, AT).await;
    answered(&desk, result)
}

/// `HEAD /desk/uploads/{id}`
pub async fn head(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<UploadId>,
    asked: HeaderMap,
) -> Result<Response, DeskError> {
    let result = tus::head(&app, &desk.actor, &asked, &id).await;
    answered(&desk, result)
}

/// `PATCH /desk/uploads/{id}`
pub async fn patch(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<UploadId>,
    asked: HeaderMap,
    body: Body,
) -> Result<Response, DeskError> {
    let result = tus::patch(&app, &desk.actor, &asked, (&id, body)).await;
    answered(&desk, result)
}

/// `DELETE /desk/uploads/{id}`
pub async fn delete(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<UploadId>,
    asked: HeaderMap,
) -> Result<Response, DeskError> {
    let result = tus::delete(&app, &desk.actor, &asked, &id).await;
    answered(&desk, result)
}

/// `GET /desk/uploads/{id}`: where it stands, and what it became: of a picture, what its upload in one piece is answered with.
pub async fn show(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<UploadId>,
) -> Result<Json<Value>, DeskError> {
    policy::may_bring(&desk.actor)?;
    let (upload, offset) = match look(&app, &desk.actor, &id).await {
        Ok(found) => found,
        Err(UploadRefused::Store(error)) => return Err(error.into()),
        Err(_) => return Err(DeskError::NotFound),
    };
    let q = app.db.read();
    let made = match (upload.made, upload.purpose) {
        (None, _) => None,
        (Some(made), Purpose::Picture) => match media_library::picture_by_id(q, &MediaId(made)).await? {
            Some(picture) => Some(media_library::taken(&app, picture).await?),
            None => None,
        },
        (Some(made), Purpose::Recording) => {
            recordings::file_by_id(q, &RecordingFileId(made)).await?.map(|file| recordings::file_told(&file))
        }
    };
    Ok(Json(json!({
        "purpose": upload.purpose.as_str(), "length": upload.length, "offset": offset, "made": made,
    })))
}

//! Recordings at the desk: what is known of a file of ours, and the file itself for those who work on it.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Value, json};

use super::served::{Served, answer};
use super::{RecordingFile, file_by_id, policy};
use crate::app::App;
use crate::id::RecordingFileId;
use crate::routes::desk::{DeskError, Session};

/// What the desk is told of a file.
pub fn told(file: &RecordingFile) -> Value {
    json!({
        "id": file.id, "name": file.name, "mime": file.mime, "bytes": file.bytes, "seconds": file.seconds,
        "says_place": file.says_place,
    })
}

/// `GET /desk/recordings/{id}`: what is known of a file.
pub async fn show(
    State(app): State<App>,
    Session(actor): Session,
    Path(id): Path<RecordingFileId>,
) -> Result<Json<Value>, DeskError> {
    policy::may_look(&actor)?;
    let file = file_by_id(app.db.read(), &id).await?.ok_or(DeskError::NotFound)?;
    Ok(Json(told(&file)))
}

/// `GET /desk/recordings/{id}/file`: the file, before readers or not.
pub async fn play(
    State(app): State<App>,
    Session(actor): Session,
    Path(id): Path<RecordingFileId>,
    asked: HeaderMap,
) -> Result<Response, DeskError> {
    policy::may_look(&actor)?;
    let file = file_by_id(app.db.read(), &id).await?.ok_or(DeskError::NotFound)?;
    let served = Served { blob: &file.blob, mime: &file.mime, lasts: "no-store" };
    match answer(&app, served, &asked).await {
        Ok(response) => response.ok_or(DeskError::NotFound),
        Err(error) => {
            tracing::error!(%error, "a recording could not be read");
            Err(DeskError::NotFound)
        }
    }
}

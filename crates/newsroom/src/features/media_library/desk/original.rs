//! An original as it came: for whoever checks its content credentials, or needs it whole.

use ::store::StoreError;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::features::media_library::{picture_by_id, policy};
use crate::id::MediaId;
use crate::routes::desk::{DeskError, Session};

/// `GET /desk/media/{id}/original`: the file, to be kept and never to be shown here: strangers' bytes are in it.
pub async fn take(
    State(app): State<App>,
    Session(actor): Session,
    Path(id): Path<MediaId>,
) -> Result<Response, DeskError> {
    policy::may_take_original(&actor)?;
    let picture = picture_by_id(app.db.read(), &id).await?.ok_or(DeskError::NotFound)?;
    let ending = match picture.mime.as_str() {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/gif" => "gif",
        _ => "webp",
    };
    let name: String = picture.id.as_str().chars().filter(char::is_ascii_alphanumeric).collect();
    let blob = picture.blob;
    let blob: media::BlobId = blob.parse().map_err(|_| DeskError::NotFound)?;
    let read = tokio::task::spawn_blocking(move || app.originals.get(&blob)).await;
    let broken = |why: String| StoreError::Database(format!("an original could not be read: {why}"));
    let bytes = match read.map_err(|error| broken(error.to_string()))? {
        Ok(bytes) => bytes,
        Err(media::BlobError::Missing(_)) => return Err(DeskError::NotFound),
        Err(error) => return Err(broken(error.to_string()).into()),
    };
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.{ending}\"")),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CONTENT_SECURITY_POLICY, web::headers::MEDIA_CSP.to_owned()),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

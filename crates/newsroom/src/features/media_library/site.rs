//! The renditions of published pictures, and share cards.

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::store;
use crate::app::App;
use crate::features::cards;
use crate::routes::PageError;

/// `GET /media/{name}-{width}.webp`: one size of a picture that something published shows.
///
/// The row decides, at each request: a picture that is withdrawn, or whose rights have ended, is gone at once.
pub async fn show(State(app): State<App>, Path(file): Path<String>) -> Result<Response, PageError> {
    let Ok(name) = file.parse::<media::RenditionName>() else { return Err(PageError::NotFound) };
    let key = data_encoding::HEXLOWER.encode(name.key());
    let published = app.db.published();
    let is_public = store::is_public(published, &key, app.now()).await?
        || (name.width() == cards::SIZE.0 && cards::is_public(published, &key).await?);
    if !is_public {
        return Err(PageError::NotFound);
    }
    let bytes = match app.renditions.any_bytes(&name) {
        Ok(bytes) => bytes,
        Err(media::RenditionsError::Missing(_)) => return Err(PageError::NotFound),
        Err(error) => return Err(PageError::broken(error)),
    };
    let headers = [
        (header::CONTENT_TYPE, "image/webp"),
        (header::CONTENT_SECURITY_POLICY, web::headers::MEDIA_CSP),
        (header::CACHE_CONTROL, "public, max-age=3600, stale-while-revalidate=60"),
    ];
    Ok((StatusCode::OK, headers, bytes).into_response())
}

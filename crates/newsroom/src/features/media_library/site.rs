//! The renditions of published pictures, and share cards.

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use web::{RequestHeaders, Shows};

use super::store;
use crate::app::App;
use crate::features::{cards, recordings};
use crate::routes::PageError;
use crate::tag::{self, Tag};

/// A reader's browser keeps it for an hour. A cache that stands before many asks after a minute whether it may still be seen.
const LASTS: &str = "public, max-age=3600, s-maxage=60, stale-while-revalidate=60";

/// `GET /media/{name}-{width}.webp`: one size of a picture that something published shows.
///
/// The row decides, at each request: a picture that is withdrawn, or whose rights have ended, is gone at once.
pub async fn show(
    State(app): State<App>,
    Path(file): Path<String>,
    RequestHeaders(asked): RequestHeaders,
) -> Result<Response, PageError> {
    if recordings::is_served_name(&file) {
        return recordings::play(&app, &file, &asked).await;
    }
    let Ok(name) = file.parse::<media::RenditionName>() else { return Err(PageError::NotFound) };
    let key = data_encoding::HEXLOWER.encode(name.key());
    let published = app.db.published();
    let picture = store::public(published, &key, app.now()).await?;
    let is_card = picture.is_none() && name.width() == cards::SIZE.0;
    if picture.is_none() && !(is_card && cards::is_public(published, &key).await?) {
        return Err(PageError::NotFound);
    }
    let tags: Vec<Tag> = picture.into_iter().map(Tag::Picture).collect();
    let shows = Extension(Shows(tag::names(&tags)));
    // A file's name stands for its bytes. It is no text: HTTP has marks for that.
    let mark = HeaderValue::from_str(&format!("\"{name}\"")).map_err(PageError::broken)?;
    if asked.get(header::IF_NONE_MATCH) == Some(&mark) {
        let headers = [(header::CACHE_CONTROL, HeaderValue::from_static(LASTS)), (header::ETAG, mark)];
        return Ok((StatusCode::NOT_MODIFIED, shows, headers).into_response());
    }
    let bytes = match app.renditions.any_bytes(&name) {
        Ok(bytes) => bytes,
        Err(media::RenditionsError::Missing(_)) => return Err(PageError::NotFound),
        Err(error) => return Err(PageError::broken(error)),
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/webp")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(web::headers::MEDIA_CSP)),
        (header::CACHE_CONTROL, HeaderValue::from_static(LASTS)),
        (header::ETAG, mark),
    ];
    Ok((StatusCode::OK, shows, headers, bytes).into_response())
}

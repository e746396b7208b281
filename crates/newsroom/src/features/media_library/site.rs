//! The renditions of published pictures, each with what readers are told of it, and share cards.

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use web::{RequestHeaders, Shows};

use super::{Licence, store};
use crate::app::App;
use crate::features::{cards, recordings};
use crate::routes::PageError;
use crate::tag::{self, Tag};

/// A reader's browser keeps it for an hour. A cache that stands before many asks after a minute whether it may still be seen.
const LASTS: &str = "public, max-age=3600, s-maxage=60, stale-while-revalidate=60";

/// `GET /media/{name}-{width}.webp`: one size of a picture that something published shows.
///
/// The row decides, at each request: a picture that is withdrawn, or whose rights have ended, is gone at once. Its words are put into
/// the file as it goes out: those on the disk carry none, and readers' follow what is published.
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
    let packet = picture.as_ref().and_then(|picture| packet(&app, picture));
    let shown = match picture {
        Some(picture) => Tag::Picture(picture.id),
        None if name.width() == cards::SIZE.0 => {
            Tag::Article(cards::article_of(published, &key).await?.ok_or(PageError::NotFound)?)
        }
        None => return Err(PageError::NotFound),
    };
    let shows = Extension(Shows(tag::names(&[shown])));
    let mark = mark(&name, packet.as_deref())?;
    if holds(&asked, &mark) {
        let headers = [(header::CACHE_CONTROL, HeaderValue::from_static(LASTS)), (header::ETAG, mark)];
        return Ok((StatusCode::NOT_MODIFIED, shows, headers).into_response());
    }
    let bytes = match app.renditions.any_bytes(&name) {
        Ok(bytes) => with_packet(&name, bytes, packet),
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

/// What readers are told of a picture, for the file.
fn packet(app: &App, picture: &store::Public) -> Option<Vec<u8>> {
    let licence = Licence::said(&picture.licence);
    let page = picture.article.as_ref().map(|article| app.absolute(&format!("/s/{article}")));
    let words = media::Words {
        caption: &picture.caption,
        alt: &picture.alt,
        credit: &picture.credit,
        taken_on: &picture.taken_on,
        terms: licence.as_ref().map_or("", |licence| licence.name.as_str()),
        licence: licence.as_ref().and_then(|licence| licence.href.as_deref()).unwrap_or_default(),
        page: page.as_deref().unwrap_or_default(),
        lang: &picture.lang,
    };
    words.packet()
}

/// Stands for the bytes: the file's name for the pixels, and a digest for the words. It is no text: HTTP has marks for that.
fn mark(name: &media::RenditionName, packet: Option<&[u8]>) -> Result<HeaderValue, PageError> {
    let mark = match packet {
        Some(packet) => {
            let digest = data_encoding::HEXLOWER.encode(&Sha256::digest(packet)[..8]);
            format!("\"{name}-{digest}\"")
        }
        None => format!("\"{name}\""),
    };
    HeaderValue::from_str(&mark).map_err(PageError::broken)
}

/// Whether whoever asks has it already.
fn holds(asked: &HeaderMap, mark: &HeaderValue) -> bool {
    let given = asked.get(header::IF_NONE_MATCH).map_or(&b""[..], HeaderValue::as_bytes);
    given.split(|byte| *byte == b',').map(<[u8]>::trim_ascii).any(|one| {
        let one = one.strip_prefix(b"W/").unwrap_or(one);
        one == mark.as_bytes() || one == b"*"
    })
}

/// A file that takes no words is served as it is.
fn with_packet(name: &media::RenditionName, bytes: Vec<u8>, packet: Option<Vec<u8>>) -> Vec<u8> {
    let Some(packet) = packet else { return bytes };
    media::with_words(&bytes, &packet).unwrap_or_else(|error| {
        tracing::warn!(%name, %error, "a picture is served without its words");
        bytes
    })
}

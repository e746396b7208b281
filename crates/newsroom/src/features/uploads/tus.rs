//! The protocol, for both surfaces: what headers ask and what headers answer.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::actions::{begin, give_up, look, receive};
use super::config;
use super::{NewUpload, Purpose, Upload, UploadRefused, policy};
use crate::app::App;
use crate::features::accounts::Actor;
use crate::id::UploadId;

pub(super) const VERSION: &str = "1.0.0";
pub(super) const RESUMABLE: &str = "tus-resumable";
pub(super) const OFFSET: &str = "upload-offset";
const LENGTH: &str = "upload-length";
const METADATA: &str = "upload-metadata";
const EXPIRES: &str = "upload-expires";
const BYTES: &str = "application/offset+octet-stream";

/// What is spoken here.
pub(super) fn options(app: &App, actor: &Actor) -> Result<Response, UploadRefused> {
    policy::may_bring(actor)?;
    let mut response = bare(StatusCode::NO_CONTENT);
    let headers = response.headers_mut();
    headers.insert("tus-version", HeaderValue::from_static(VERSION));
    headers.insert("tus-extension", HeaderValue::from_static("creation,expiration,termination"));
    headers.insert("tus-max-size", HeaderValue::from(most(app, Purpose::Recording)));
    Ok(response)
}

/// Begins an upload; its address is below `at`.
pub(super) async fn post(
    app: &App,
    actor: &Actor,
    asked: &HeaderMap,
    at: &str,
) -> Result<Response, UploadRefused> {
    policy::may_bring(actor)?;
    speaks(asked)?;
    let length = number(asked, LENGTH).ok_or(UploadRefused::Unreadable("say the length: Upload-Length"))?;
    let said = text(asked, METADATA).unwrap_or_default();
    let new = NewUpload::read(length, said).map_err(UploadRefused::Unreadable)?;
    let upload = begin(app, actor, new).await?;
    let mut response = bare(StatusCode::CREATED);
    stands(response.headers_mut(), &upload, 0);
    let address = HeaderValue::from_str(&format!("{at}/{}", upload.id));
    response.headers_mut().insert(header::LOCATION, address.unwrap_or(HeaderValue::from_static("/")));
    Ok(response)
}

/// Says where an upload stands.
pub(super) async fn head(
    app: &App,
    actor: &Actor,
    asked: &HeaderMap,
    id: &UploadId,
) -> Result<Response, UploadRefused> {
    policy::may_bring(actor)?;
    speaks(asked)?;
    let (mut upload, offset) = look(app, actor, id).await?;
    // All of it is here, and nothing was made of it yet: the program was killed in between. Clients take this answer for the end.
    if upload.made.is_none() && offset == upload.length.unsigned_abs() {
        match receive(app, actor, id, (offset, Some(0)), Body::empty()).await {
            Ok((finished, _)) => upload = finished,
            // Whoever sent the last piece is about to finish it.
            Err(UploadRefused::Busy) => {}
            Err(refused) => return Err(refused),
        }
    }
    let mut response = bare(StatusCode::OK);
    stands(response.headers_mut(), &upload, offset);
    response.headers_mut().insert(LENGTH, HeaderValue::from(upload.length));
    Ok(response)
}

/// Takes a piece; the last one makes what was to be made.
pub(super) async fn patch(
    app: &App,
    actor: &Actor,
    asked: &HeaderMap,
    (id, body): (&UploadId, Body),
) -> Result<Response, UploadRefused> {
    policy::may_bring(actor)?;
    speaks(asked)?;
    if text(asked, header::CONTENT_TYPE.as_str()) != Some(BYTES) {
        return Err(UploadRefused::NotBytes);
    }
    let at = number(asked, OFFSET).ok_or(UploadRefused::Unreadable("say where it begins: Upload-Offset"))?;
    let announced = number(asked, header::CONTENT_LENGTH.as_str());
    // Whoever leaves takes nothing away: the piece is brought to its end in a task of its own.
    let (app, actor, id) = (app.clone(), actor.clone(), id.clone());
    let receiving = tokio::spawn(async move { receive(&app, &actor, &id, (at, announced), body).await });
    let (upload, offset) = receiving.await.map_err(std::io::Error::other)??;
    let mut response = bare(StatusCode::NO_CONTENT);
    stands(response.headers_mut(), &upload, offset);
    Ok(response)
}

/// Gives an upload up.
pub(super) async fn delete(
    app: &App,
    actor: &Actor,
    asked: &HeaderMap,
    id: &UploadId,
) -> Result<Response, UploadRefused> {
    policy::may_bring(actor)?;
    speaks(asked)?;
    give_up(app, actor, id).await?;
    Ok(bare(StatusCode::NO_CONTENT))
}

/// How many bytes a file of this purpose has at most.
pub(super) fn most(app: &App, purpose: Purpose) -> u64 {
    match purpose {
        Purpose::Picture => media::Limits::default().bytes,
        Purpose::Recording => config::bytes(app.config.uploads.recording_megabytes).unsigned_abs(),
    }
}

fn bare(status: StatusCode) -> Response {
    let mut response = (status, Body::empty()).into_response();
    let headers = response.headers_mut();
    headers.insert(RESUMABLE, HeaderValue::from_static(VERSION));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn stands(headers: &mut HeaderMap, upload: &Upload, offset: u64) {
    headers.insert(OFFSET, HeaderValue::from(offset));
    if let Some(at) = http_date(upload.expires_at).filter(|_| upload.made.is_none()) {
        headers.insert(EXPIRES, at);
    }
}

fn http_date(micros: i64) -> Option<HeaderValue> {
    let at = jiff::Timestamp::from_microsecond(micros).ok()?;
    let text = jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&at).ok()?;
    HeaderValue::from_str(&text).ok()
}

fn speaks(asked: &HeaderMap) -> Result<(), UploadRefused> {
    match text(asked, RESUMABLE) {
        Some(VERSION) => Ok(()),
        _ => Err(UploadRefused::OtherProtocol),
    }
}

fn text<'a>(asked: &'a HeaderMap, name: &str) -> Option<&'a str> {
    asked.get(name).and_then(|value| value.to_str().ok())
}

fn number(asked: &HeaderMap, name: &str) -> Option<u64> {
    let said = text(asked, name)?;
    let is_plain = said.bytes().all(|byte| byte.is_ascii_digit());
    said.parse().ok().filter(|number| is_plain && *number <= i64::MAX as u64)
}

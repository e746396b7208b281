//! The desk's answers, written shorter on the wire. Nothing of them is kept, so they are encoded as they go out; the desk's
//! cookie is sent by its own pages alone, so that nobody else can have answers made and weigh them.

use std::sync::{Mutex, PoisonError};

use axum::body::{Body, HttpBody, to_bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, VARY};
use http::{HeaderValue, StatusCode};

use crate::page_cache::encoding::{Encoding, is_worth_encoding};

/// Larger answers go out as they are: no screen is so large.
const MOST: usize = 8 * 1024 * 1024;

/// Encodes what shrinks, as the request prefers.
pub(super) async fn shorter(request: Request, next: Next) -> Response {
    let wanted = Encoding::chosen_by(request.headers());
    let mut response = next.run(request).await;
    if !shrinks(&response) {
        return response;
    }
    response.headers_mut().append(VARY, HeaderValue::from_static("accept-encoding"));
    if wanted == Encoding::Identity {
        return response;
    }
    // What has a mark of its contents, the desk's own files, is encoded once.
    let mark = response.headers().get(ETAG).cloned();
    let kept = mark.as_ref().and_then(|mark| kept(mark, wanted));
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, MOST).await else {
        let broken = (StatusCode::INTERNAL_SERVER_ERROR, Body::empty());
        return axum::response::IntoResponse::into_response(broken);
    };
    let whole = bytes.clone();
    let encoded = match kept {
        Some(kept) => Some(kept),
        None => tokio::task::spawn_blocking(move || wanted.encode_in_passing(&whole)).await.ok().flatten(),
    };
    if let (Some(mark), Some(encoded)) = (mark, &encoded) {
        keep(mark, wanted, encoded);
    }
    match encoded {
        Some(encoded) => {
            parts.headers.insert(CONTENT_ENCODING, HeaderValue::from_static(wanted.name()));
            parts.headers.remove(CONTENT_LENGTH);
            Response::from_parts(parts, Body::from(encoded))
        }
        None => Response::from_parts(parts, Body::from(bytes)),
    }
}

/// Encoded bodies by the mark of what they say; a few, since the desk has few files.
static KEPT: Mutex<Vec<(HeaderValue, Encoding, Bytes)>> = Mutex::new(Vec::new());
const MOST_KEPT: usize = 24;

fn kept(mark: &HeaderValue, wanted: Encoding) -> Option<Bytes> {
    let all = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    all.iter().find(|one| one.0 == *mark && one.1 == wanted).map(|one| one.2.clone())
}

fn keep(mark: HeaderValue, encoding: Encoding, encoded: &Bytes) {
    let mut all = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if all.len() < MOST_KEPT && !all.iter().any(|one| one.0 == mark && one.1 == encoding) {
        all.push((mark, encoding, encoded.clone()));
    }
}

fn shrinks(response: &Response) -> bool {
    let headers = response.headers();
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    // A stream has no length that is known before its end, and is sent as it comes.
    let len = response.body().size_hint().exact().and_then(|len| usize::try_from(len).ok());
    let len = len.filter(|len| *len <= MOST && !headers.contains_key(CONTENT_ENCODING));
    len.is_some_and(|len| is_worth_encoding(kind, len))
}

//! How answers are written: from the cache, as an error, and what is put on those that the site made itself.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::Ordering;

use axum::body::{Body, HttpBody};
use axum::response::IntoResponse;
use bytes::Bytes;
use http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderValue, LOCATION, RETRY_AFTER,
    WWW_AUTHENTICATE,
};
use http::{Method, Response, StatusCode, Uri};
use http_body_util::{Either, Full};

use super::{Answer, Front, plain_error};
use crate::Page;
use crate::headers::where_absent;
use crate::page_cache::{Encoded, PageCache};

/// The page in that encoding.
pub(super) fn from(cache: &PageCache, status: StatusCode, encoded: &Encoded, head: bool) -> Answer {
    let body = if head { Bytes::new() } else { encoded.body.clone() };
    cache.counts.bytes_sent.fetch_add(body.len() as u64, Ordering::Relaxed);
    let mut answer = Response::new(Either::Left(Full::new(body)));
    *answer.status_mut() = status;
    *answer.headers_mut() = encoded.headers.clone();
    answer
}

/// "You have it already."
pub(super) fn not_modified(headers: HeaderMap) -> Answer {
    let mut answer = Response::new(Either::Left(Full::new(Bytes::new())));
    *answer.status_mut() = StatusCode::NOT_MODIFIED;
    *answer.headers_mut() = headers;
    answer
}

impl Front {
    /// What goes on an answer that the router made and nobody keeps.
    pub(super) fn finish(&self, response: Response<Body>, uri: &Uri, head: bool) -> Answer {
        if is_bare_error(&response) {
            return self.dressed_error(response.status(), response.headers(), uri, head);
        }
        let (mut parts, body) = response.into_parts();
        parts.headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
        where_absent(&mut parts.headers, &self.0.always);
        if head && let Some(exact) = body.size_hint().exact() {
            parts.headers.entry(CONTENT_LENGTH).or_insert(HeaderValue::from(exact));
        }
        let body = if head { Either::Left(Full::new(Bytes::new())) } else { Either::Right(body) };
        Response::from_parts(parts, body)
    }

    /// Where an address of an alias stands on the site.
    pub(super) fn to_canonical(&self, method: &Method, uri: &Uri) -> Answer {
        let head = *method == Method::HEAD;
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        let Ok(location) = HeaderValue::from_str(&format!("{}{path}", self.0.config.canonical)) else {
            return self.error(StatusCode::BAD_REQUEST, uri, head);
        };
        let mut answer = Response::new(Either::Left(Full::new(Bytes::new())));
        *answer.status_mut() = match head || *method == Method::GET {
            true => StatusCode::MOVED_PERMANENTLY,
            false => StatusCode::PERMANENT_REDIRECT,
        };
        let headers = answer.headers_mut();
        headers.insert(LOCATION, location);
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=60"));
        headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        where_absent(headers, &self.0.always);
        answer
    }

    /// An error of the front's own.
    pub(super) fn error(&self, status: StatusCode, uri: &Uri, head: bool) -> Answer {
        self.dressed_error(status, &HeaderMap::new(), uri, head)
    }

    /// The error as the site shows it, never kept anywhere, with what the bare one said about trying again.
    pub(super) fn dressed_error(
        &self,
        status: StatusCode,
        bare: &HeaderMap,
        uri: &Uri,
        head: bool,
    ) -> Answer {
        let (mut parts, body) = self.error_response(status, bare, uri).into_parts();
        where_absent(&mut parts.headers, &self.0.always);
        let body = if head { Either::Left(Full::new(Bytes::new())) } else { Either::Right(body) };
        Response::from_parts(parts, body)
    }

    /// What an error looks like.
    pub(super) fn page_of_error(&self, status: StatusCode, uri: &Uri) -> Page {
        // A template that panics on an error must not turn an answer into a broken connection.
        catch_unwind(AssertUnwindSafe(|| (self.0.error_page)(status, uri)))
            .unwrap_or_else(|_| plain_error(status, uri))
    }

    pub(super) fn error_response(&self, status: StatusCode, bare: &HeaderMap, uri: &Uri) -> Response<Body> {
        let page = self.page_of_error(status, uri);
        let length = page.body.len();
        let mut response = page.into_response();
        *response.status_mut() = status;
        response.extensions_mut().clear();
        let headers = response.headers_mut();
        for name in [ALLOW, RETRY_AFTER, WWW_AUTHENTICATE] {
            if let Some(value) = bare.get(&name) {
                headers.insert(name, value.clone());
            }
        }
        if status == StatusCode::SERVICE_UNAVAILABLE {
            headers.entry(RETRY_AFTER).or_insert(HeaderValue::from_static("1"));
        }
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
        response
    }
}

/// An error that has nothing to show.
pub(super) fn is_bare_error(response: &Response<Body>) -> bool {
    let error = response.status().is_client_error() || response.status().is_server_error();
    error && !response.headers().contains_key(CONTENT_TYPE) && response.body().size_hint().exact() == Some(0)
}

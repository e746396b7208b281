//! What a reader gets when the site cannot make a page and no older copy is in memory: a copy from elsewhere, and it says so.

use bytes::Bytes;
use http::header::{AGE, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue, WARNING};
use http::{HeaderMap, Response, StatusCode};
use http_body_util::{Either, Full};

use super::{Answer, Front};
use crate::headers::where_absent;

/// Says that a copy is served, and how old it may be.
pub const STALE: HeaderName = HeaderName::from_static("khabar-stale");

/// A copy of a page.
#[derive(Debug, Clone)]
pub struct Copied {
    /// Its bytes, not encoded.
    pub body: Bytes,
    /// Its media type.
    pub content_type: &'static str,
    /// How old it is at most, in seconds.
    pub age: u64,
}

impl Front {
    /// Where a copy of the page at an address (a path, with its query where it has one) is to be had. It may block on the disk.
    pub fn copies(self, copy: impl Fn(&str) -> Option<Copied> + Send + Sync + 'static) -> Front {
        let inside =
            super::Inside { copies: Some(std::sync::Arc::new(copy)), ..super::Inside::clone(&self.0) };
        Front(std::sync::Arc::new(inside))
    }

    /// The copy of a page, where there is one.
    pub(super) async fn copy_of(&self, address: &str, head: bool) -> Option<Answer> {
        let (copies, address) = (self.0.copies.clone()?, address.to_owned());
        let found = tokio::task::spawn_blocking(move || copies(&address)).await.ok().flatten()?;
        Some(answer(found, &self.0.always, head))
    }
}

fn answer(copy: Copied, always: &HeaderMap, head: bool) -> Answer {
    let length = copy.body.len();
    let mut answer = Response::new(Either::Left(Full::new(if head { Bytes::new() } else { copy.body })));
    *answer.status_mut() = StatusCode::OK;
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(copy.content_type));
    headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    // Nobody keeps it for longer than the trouble lasts.
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(AGE, HeaderValue::from(copy.age));
    headers.insert(WARNING, HeaderValue::from_static("111 - \"Revalidation Failed\""));
    headers.insert(STALE, HeaderValue::from(copy.age));
    where_absent(headers, always);
    answer
}

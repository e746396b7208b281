//! How a handler behind the [`Front`](crate::Front) reads the reader's request headers, and what that costs it.
//!
//! A page is made once for every reader, so the request that a handler sees carries no header of the reader who
//! happened to come first. A handler that must look (a stream that resumes, content negotiation) asks for
//! [`RequestHeaders`]; its answer is then for this reader alone and is never kept.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::extract::FromRequestParts;
use http::HeaderMap;
use http::request::Parts;

/// The reader's own request headers. Asking for them makes the answer uncacheable.
#[derive(Clone, Debug)]
pub struct RequestHeaders(pub HeaderMap);

impl<S: Send + Sync> FromRequestParts<S> for RequestHeaders {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<RequestHeaders, Infallible> {
        Ok(RequestHeaders(match parts.extensions.get::<Withheld>() {
            Some(withheld) => withheld.reveal(),
            None => parts.headers.clone(),
        }))
    }
}

/// The headers that a handler does not see unless it asks, and whether it did.
#[derive(Clone, Debug, Default)]
pub(crate) struct Withheld(Arc<(HeaderMap, AtomicBool)>);

impl Withheld {
    pub(crate) fn new(headers: HeaderMap) -> Withheld {
        Withheld(Arc::new((headers, AtomicBool::new(false))))
    }

    pub(crate) fn were_asked_for(&self) -> bool {
        self.0.1.load(Ordering::Acquire)
    }

    fn reveal(&self) -> HeaderMap {
        self.0.1.store(true, Ordering::Release);
        self.0.0.clone()
    }
}

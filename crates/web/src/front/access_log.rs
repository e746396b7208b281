//! What is written of each request, at debug: method, path, status, bytes and time. Never an address, a header or the
//! query, which holds what people searched for.

use std::time::Instant;

use axum::body::HttpBody;
use http::{Method, Request};

use super::Answer;

const TARGET: &str = "web::access";

/// A request that will be written about.
pub(super) struct Seen {
    method: Method,
    path: Box<str>,
    began: Instant,
}

/// `None`, at the cost of one load, where nobody reads such lines.
pub(super) fn begin<B>(request: &Request<B>) -> Option<Seen> {
    tracing::enabled!(target: TARGET, tracing::Level::DEBUG).then(|| Seen {
        method: request.method().clone(),
        path: request.uri().path().into(),
        began: Instant::now(),
    })
}

pub(super) fn end(seen: Option<Seen>, answer: &Answer) {
    let Some(Seen { method, path, began }) = seen else { return };
    tracing::debug!(
        target: TARGET,
        %method,
        path = &*path,
        status = answer.status().as_u16(),
        bytes = answer.body().size_hint().lower(),
        micros = began.elapsed().as_micros() as u64,
    );
}

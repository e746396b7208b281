//! What is written of each request, at debug: method, path, status, bytes and time. Never an address, a header or the
//! query, which holds what people searched for; nor the segment of a path that opens something for whoever has it.

use std::time::Instant;

use axum::body::HttpBody;
use http::{Method, Request};
use percent_encoding::percent_decode_str;

use super::Answer;

const TARGET: &str = "web::access";

/// A request that will be written about.
pub(super) struct Seen {
    method: Method,
    path: Box<str>,
    began: Instant,
}

/// `None`, at the cost of one load, where nobody reads such lines.
pub(super) fn begin<B>(request: &Request<B>, secret_after: &[&str]) -> Option<Seen> {
    tracing::enabled!(target: TARGET, tracing::Level::DEBUG).then(|| Seen {
        method: request.method().clone(),
        path: told(request.uri().path(), secret_after).into(),
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

/// The path without the segment that follows one of these beginnings, however the beginning is written.
fn told(path: &str, secret_after: &[&str]) -> String {
    let secret_at = secret_after.iter().find_map(|beginning| following(path, beginning));
    let segments = path.split('/').enumerate();
    let told = segments.map(|(at, segment)| if Some(at) == secret_at { "…" } else { segment });
    told.collect::<Vec<_>>().join("/")
}

/// Which segment of the path follows a beginning.
fn following(path: &str, beginning: &str) -> Option<usize> {
    let mut wanted = beginning.split('/').filter(|segment| !segment.is_empty());
    for (at, segment) in path.split('/').enumerate().filter(|(_, segment)| !segment.is_empty()) {
        let Some(word) = wanted.next() else { return Some(at) };
        let read = percent_decode_str(segment).decode_utf8_lossy();
        if !read.eq_ignore_ascii_case(word) {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_told_without_its_secret() {
        for (path, wanted) in [
            ("/ar/politics/2N4C675N2P3V/slug", "/ar/politics/2N4C675N2P3V/slug"),
            ("/in/link/sesame", "/in/link/…"),
            ("/in/link/sesame/media/1.webp", "/in/link/…/media/1.webp"),
            ("/in//link//sesame", "/in//link//…"),
            ("/IN/l%69nk/sesame", "/IN/l%69nk/…"),
            ("/look/sesame?", "/look/…"),
            ("/in/link", "/in/link"),
            ("/in/link/", "/in/link/"),
            ("/in/other/sesame", "/in/other/sesame"),
            ("/", "/"),
            ("", ""),
        ] {
            assert_eq!(told(path, &["/in/link/", "/look"]), wanted, "{path}");
        }
        assert_eq!(told("/in/link/sesame", &[]), "/in/link/sesame", "the control");
    }
}

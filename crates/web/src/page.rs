//! What a public handler returns: a body, how long it lives, and the tags that kill it.

use std::time::Duration;

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue, LOCATION};
use http::{HeaderMap, StatusCode};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

const HTML: &str = "text/html; charset=utf-8";
const FRESH: Duration = Duration::from_secs(60);
const STALE: Duration = Duration::from_secs(60);

/// What an address may not carry raw. `%` stays: the address may already be encoded.
const NOT_IN_AN_ADDRESS: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\').add(b'`');

/// An answer made for every reader alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The status of the answer.
    pub status: StatusCode,
    /// The media type, with its charset.
    pub content_type: &'static str,
    /// The bytes, not yet encoded.
    pub body: Bytes,
    /// What makes this page stale: a purge of any of these.
    pub tags: Vec<String>,
    /// How long it is served without asking anew. Zero: it is never kept.
    pub fresh: Duration,
    /// How long after that it may still be served while a new one is made behind.
    pub stale: Duration,
    /// Further headers. A `cache-control` here replaces the one that would be sent.
    pub headers: Vec<(HeaderName, HeaderValue)>,
}

impl Page {
    /// An HTML page, fresh for a minute and stale for another.
    pub fn html(body: impl Into<Bytes>) -> Page {
        Page::of(HTML, body)
    }

    /// A page of any media type, fresh for a minute and stale for another.
    pub fn of(content_type: &'static str, body: impl Into<Bytes>) -> Page {
        Page {
            status: StatusCode::OK,
            content_type,
            body: body.into(),
            tags: Vec::new(),
            fresh: FRESH,
            stale: STALE,
            headers: Vec::new(),
        }
    }

    /// A redirect, for ever (301) or for now (302). The location is percent-encoded where it must be; one that would
    /// leave this host by beginning with `//` becomes `/`.
    pub fn redirect(location: impl AsRef<str>, permanent: bool) -> Page {
        let location = utf8_percent_encode(stays_here(location.as_ref()), NOT_IN_AN_ADDRESS).to_string();
        let status = if permanent { StatusCode::MOVED_PERMANENTLY } else { StatusCode::FOUND };
        let location = HeaderValue::from_str(&location).unwrap_or(HeaderValue::from_static("/"));
        Page::of("text/plain; charset=utf-8", Bytes::new()).status(status).header(LOCATION, location)
    }

    /// Adds tags.
    pub fn tagged<T: Into<String>>(mut self, tags: impl IntoIterator<Item = T>) -> Page {
        self.tags.extend(tags.into_iter().map(Into::into));
        self
    }

    /// How long it is served without asking anew.
    pub fn fresh_for(mut self, fresh: Duration) -> Page {
        self.fresh = fresh;
        self
    }

    /// How long, after that, it may be served while a new one is made behind.
    pub fn stale_for(mut self, stale: Duration) -> Page {
        self.stale = stale;
        self
    }

    /// The status. An error (4xx, 5xx) also stops the page from being kept, until `fresh_for` is said again.
    pub fn status(mut self, status: StatusCode) -> Page {
        self.status = status;
        if status.is_client_error() || status.is_server_error() {
            self.fresh = Duration::ZERO;
        }
        self
    }

    /// Adds a header.
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Page {
        self.headers.push((name, value));
        self
    }

    /// The policy that goes with it; `None` when it is never kept.
    pub fn policy(&self) -> Option<PagePolicy> {
        (!self.fresh.is_zero()).then(|| PagePolicy {
            tags: self.tags.clone(),
            fresh: self.fresh,
            stale: self.stale,
        })
    }
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let policy = self.policy();
        let mut headers = HeaderMap::with_capacity(self.headers.len() + 1);
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.content_type));
        for (name, value) in self.headers {
            headers.append(name, value);
        }
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        *response.headers_mut() = headers;
        if let Some(policy) = policy {
            response.extensions_mut().insert(policy);
        }
        response
    }
}

/// Travels on a response as an extension and says how long it lives and what kills it. A response without one is never
/// kept and goes out as `no-store`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagePolicy {
    /// A purge of any of these makes the page stale, or gone.
    pub tags: Vec<String>,
    /// Served without asking anew.
    pub fresh: Duration,
    /// Then served while a new one is made behind.
    pub stale: Duration,
}

fn stays_here(location: &str) -> &str {
    let mut bytes = location.bytes();
    match (bytes.next(), bytes.next()) {
        (Some(b'/'), Some(b'/' | b'\\')) | (Some(b'\\'), _) => "/",
        _ => location,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn location(of: &str) -> String {
        let page = Page::redirect(of, true);
        page.headers[0].1.to_str().expect("ascii").to_owned()
    }

    #[test]
    fn a_redirect_encodes_arabic_and_keeps_what_is_encoded() {
        assert_eq!(location("/a/خ?q=%20"), "/a/%D8%AE?q=%20");
        assert_eq!(location("https://example.org/x y"), "https://example.org/x%20y");
        assert_eq!(location("/a\r\nset-cookie: x"), "/a%0D%0Aset-cookie:%20x");
    }

    #[test]
    fn a_redirect_does_not_leave_the_house_through_slashes() {
        for bad in ["//evil.example", "/\\evil.example", "\\\\evil.example"] {
            assert_eq!(location(bad), "/", "{bad}");
        }
    }

    #[test]
    fn an_error_is_not_kept_unless_it_says_so() {
        let missing = Page::html("x").status(StatusCode::NOT_FOUND);
        assert!(missing.policy().is_none());
        assert!(missing.fresh_for(Duration::from_secs(5)).policy().is_some());
    }
}

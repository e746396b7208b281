//! Whether a request that changes something was made by a page of our own.
//!
//! Browsers say so themselves: `Sec-Fetch-Site` over TLS and on localhost, `Origin` everywhere. No token is needed in
//! forms. A request that says neither is not a browser's and has no business with a cookie: refused.

use axum::response::{IntoResponse, Response};
use http::header::{HeaderMap, HeaderName, ORIGIN};
use http::{Method, StatusCode};
use thiserror::Error;

use crate::Problem;

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The request was not made by a page of this host.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum CameFromElsewhere {
    /// `Sec-Fetch-Site` names another site.
    #[error("the request was made by a page of another site")]
    AnotherSite,
    /// `Origin` names another host.
    #[error("the request's Origin is another host")]
    AnotherOrigin,
    /// Neither header is there.
    #[error("the request does not say which page made it")]
    Unsaid,
}

impl IntoResponse for CameFromElsewhere {
    fn into_response(self) -> Response {
        Problem::new(StatusCode::FORBIDDEN, "came_from_elsewhere").detail(self.to_string()).into_response()
    }
}

/// Lets a request through when its method changes nothing, or when the browser says that a page of `expected_host`
/// (host, with its port when there is one) made it.
pub fn check(method: &Method, headers: &HeaderMap, expected_host: &str) -> Result<(), CameFromElsewhere> {
    if method.is_safe() {
        return Ok(());
    }
    if let Some(site) = headers.get(FETCH_SITE) {
        return if site == "same-origin" { Ok(()) } else { Err(CameFromElsewhere::AnotherSite) };
    }
    let origin = headers.get(ORIGIN).ok_or(CameFromElsewhere::Unsaid)?;
    let host = origin.to_str().ok().and_then(|origin| origin.split_once("://")).map(|(_, host)| host);
    match host {
        Some(host) if host.eq_ignore_ascii_case(expected_host) => Ok(()),
        _ => Err(CameFromElsewhere::AnotherOrigin),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    #[test]
    #[allow(clippy::type_complexity)] // a table, read once
    fn a_change_must_come_from_a_page_of_our_own() {
        use CameFromElsewhere::{AnotherOrigin, AnotherSite, Unsaid};
        let table: &[(Method, &[(HeaderName, &'static str)], Result<(), CameFromElsewhere>)] = &[
            (Method::GET, &[(FETCH_SITE, "cross-site")], Ok(())),
            (Method::POST, &[(FETCH_SITE, "same-origin")], Ok(())),
            (Method::POST, &[(FETCH_SITE, "same-site")], Err(AnotherSite)),
            (Method::POST, &[(FETCH_SITE, "cross-site"), (ORIGIN, "http://h:1")], Err(AnotherSite)),
            (Method::DELETE, &[(FETCH_SITE, "none")], Err(AnotherSite)),
            (Method::POST, &[(ORIGIN, "http://h:1")], Ok(())),
            (Method::POST, &[(ORIGIN, "http://h")], Err(AnotherOrigin)),
            (Method::POST, &[(ORIGIN, "null")], Err(AnotherOrigin)),
            (Method::PUT, &[(ORIGIN, "http://h:1.evil.example")], Err(AnotherOrigin)),
            (Method::POST, &[], Err(Unsaid)),
        ];
        for (method, headers, expected) in table {
            let map =
                headers.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value))).collect();
            assert_eq!(check(method, &map, "h:1"), *expected, "{method} {headers:?}");
        }
    }
}

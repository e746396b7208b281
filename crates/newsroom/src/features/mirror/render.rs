//! Makes a page by asking the site as a reader's front does, inside the process: no network, and nothing that a reader would not
//! get.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderValue, Request, StatusCode, header};
use tower::ServiceExt;
use web::{PagePolicy, Shows};

use super::links;
use crate::features::recordings::is_served_name;
use crate::tag::Tag;

/// The longest page that is held, in bytes.
pub(super) const LONGEST_PAGE: usize = 32 << 20;
/// The longest text that is looked through for addresses.
const LONGEST_TEXT: usize = 8 << 20;

/// What the site answered.
pub enum Made {
    /// A page.
    Page {
        /// Its bytes.
        bytes: Vec<u8>,
        /// What makes it stale.
        tags: Vec<String>,
        /// Where it leads within the site.
        addresses: Vec<String>,
    },
    /// A recording: as long as it is, and read piece by piece.
    Recording {
        /// Its bytes.
        body: Body,
        /// What makes it stale.
        tags: Vec<String>,
        /// The beginning of the hash of its bytes, and how many these are.
        mark: (String, u64),
    },
    /// Nothing stands there that a copy may hold.
    Nothing,
    /// The site could not answer just now.
    Failed(StatusCode),
}

/// The page at an address.
pub async fn page(site: Router, address: &str, own: &str) -> Made {
    let host = own.split_once("://").map_or("", |(_, rest)| rest).split('/').next().unwrap_or_default();
    let asked = Request::get(address).header(header::HOST, host).body(Body::empty());
    let Ok(asked) = asked else { return Made::Nothing };
    let response = match site.oneshot(asked).await {
        Ok(response) => response,
        Err(never) => match never {},
    };
    let (head, body) = response.into_parts();
    let policy = head.extensions.get::<PagePolicy>();
    // A picture is nobody's page: it says what it shows in another way.
    let shows = || head.extensions.get::<Shows>().map(|Shows(tags)| tags.clone());
    let tags = policy.map(|policy| policy.tags.clone()).or_else(shows).unwrap_or_default();
    let is_recording = address.strip_prefix("/media/").is_some_and(is_served_name);
    if is_recording && head.status == StatusCode::OK {
        let said = |name| head.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let mark = said(header::ETAG).trim_matches('"').to_owned();
        let length = said(header::CONTENT_LENGTH).parse().unwrap_or(0);
        return Made::Recording { body, tags, mark: (mark, length) };
    }
    let is_picture = address.starts_with("/media/");
    match head.status {
        StatusCode::OK if policy.is_some() || is_picture => {}
        status if status.is_redirection() => return leads_on(head.headers.get(header::LOCATION), tags),
        status if status.is_server_error() => return Made::Failed(status),
        _ => return Made::Nothing,
    }
    let Ok(bytes) = to_bytes(body, LONGEST_PAGE).await else { return Made::Nothing };
    let kind = head.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let is_text =
        ["text/html", "text/css", "xml", "json", "text/plain"].iter().any(|sort| kind.contains(sort));
    let addresses = match std::str::from_utf8(&bytes) {
        Ok(text) if is_text && text.len() <= LONGEST_TEXT => links::addresses(text, own),
        _ => Vec::new(),
    };
    Made::Page { bytes: bytes.to_vec(), tags, addresses }
}

/// A page that leads on by itself: a file server knows no redirects.
fn leads_on(location: Option<&HeaderValue>, mut tags: Vec<String>) -> Made {
    let Some(to) = location.and_then(|location| location.to_str().ok()) else { return Made::Nothing };
    let is_own = to.starts_with('/') && !to.starts_with("//") && !to.contains(['"', '<', '>', '\\']);
    if !is_own {
        return Made::Nothing;
    }
    // It names the article in its address, and goes with it.
    let articles = to.split(['/', '?']).filter(|segment| crate::id::is_short(segment));
    tags.extend(articles.map(|id| Tag::Article(id.into()).to_string()));
    let page = format!(
        "<!doctype html>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"refresh\" content=\"0; url={to}\">\n\
         <link rel=\"canonical\" href=\"{to}\">\n<a href=\"{to}\">{to}</a>\n"
    );
    Made::Page { bytes: page.into_bytes(), tags, addresses: vec![to.to_owned()] }
}

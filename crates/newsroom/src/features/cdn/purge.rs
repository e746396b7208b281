//! What a content network is asked: which tags are gone, and which are only out of date.

use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue, InvalidHeaderValue};
use axum::http::{Method, Request, Uri};
use serde_json::json;

use super::network::{CdnKind, Network};
use crate::reactions::Reactions;
use crate::tag;

/// Tags in one request: the least that any of them takes.
const TOGETHER: usize = 30;
/// More tags than this are asked as one: that everything is dropped.
const MOST: usize = 5_000;

/// What changed, over a number of events.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Purge {
    gone: Vec<String>,
    stale: Vec<String>,
}

/// Why no request can be made.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unaskable {
    #[error("an address of the network is none: {0}")]
    Address(#[from] axum::http::Error),
    #[error("an address of the network begins with neither http:// nor https://")]
    Scheme,
    #[error("the token has characters that no header can carry")]
    Token(#[from] InvalidHeaderValue),
}

impl Purge {
    /// That all there is changed.
    pub(super) fn everything() -> Purge {
        Purge { gone: vec![web::EVERYTHING.to_owned()], stale: Vec::new() }
    }

    /// And what follows from one event more.
    pub(super) fn add(&mut self, follows: &Reactions) {
        self.gone.extend(tag::names(&follows.gone));
        self.stale.extend(tag::names(&follows.stale));
    }

    /// And these, of an event that a newer program wrote.
    pub(super) fn add_gone(&mut self, tags: &[String]) {
        self.gone.extend(tags.iter().cloned());
    }

    /// Each tag once, and what is gone not among what is out of date.
    pub(super) fn settled(mut self) -> Purge {
        for tags in [&mut self.gone, &mut self.stale] {
            tags.sort();
            tags.dedup();
        }
        let gone = std::mem::take(&mut self.gone);
        self.stale.retain(|tag| gone.binary_search(tag).is_err());
        if gone.len() + self.stale.len() > MOST {
            return Purge::everything();
        }
        Purge { gone, stale: self.stale }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.gone.is_empty() && self.stale.is_empty()
    }

    /// The requests that say so to this network.
    pub(super) fn requests(&self, network: &Network) -> Result<Vec<Request<Vec<u8>>>, Unaskable> {
        let mut requests = Vec::new();
        // What must not be seen again goes first.
        for (tags, gone) in [(&self.gone, true), (&self.stale, false)] {
            for tags in tags.chunks(TOGETHER) {
                for address in &network.addresses {
                    requests.push(request(network, address, tags, gone)?);
                }
            }
        }
        Ok(requests)
    }
}

fn request(
    network: &Network,
    address: &str,
    tags: &[String],
    gone: bool,
) -> Result<Request<Vec<u8>>, Unaskable> {
    let service = &network.service;
    let mut token = HeaderValue::from_str(network.token.reveal())?;
    token.set_sensitive(true);
    let spaced = tags.join(" ");
    let request = match network.kind {
        CdnKind::Fastly => {
            let request = Request::post(uri(format!("{address}/service/{service}/purge"))?)
                .header("fastly-key", token)
                .header("accept", "application/json")
                .header("surrogate-key", spaced);
            // Softly: the old page is served while a new one is fetched.
            let request = if gone { request } else { request.header("fastly-soft-purge", "1") };
            request.body(Vec::new())?
        }
        CdnKind::Cloudflare => {
            let mut bearer = HeaderValue::from_str(&format!("Bearer {}", network.token.reveal()))?;
            bearer.set_sensitive(true);
            let said = match tags {
                [one] if one == web::EVERYTHING => json!({"purge_everything": true}),
                _ => json!({"tags": tags}),
            };
            Request::post(uri(format!("{address}/zones/{service}/purge_cache"))?)
                .header(AUTHORIZATION, bearer)
                .header(CONTENT_TYPE, "application/json")
                .body(said.to_string().into_bytes())?
        }
        CdnKind::Varnish => {
            let name = if gone { "xkey-purge" } else { "xkey-softpurge" };
            let request = Request::builder().method(Method::from_bytes(b"PURGE").unwrap_or(Method::POST));
            let request = request.uri(uri(format!("{address}/"))?).header(name, spaced);
            let request = if token.is_empty() { request } else { request.header("xkey-token", token) };
            request.body(Vec::new())?
        }
    };
    Ok(request)
}

fn uri(text: String) -> Result<Uri, Unaskable> {
    let uri = Uri::try_from(text).map_err(axum::http::Error::from)?;
    match uri.scheme_str() {
        Some("http" | "https") => Ok(uri),
        _ => Err(Unaskable::Scheme),
    }
}

#[cfg(test)]
mod tests {
    use super::super::network::CdnConfig;
    use super::*;

    fn network(kind: &str) -> Network {
        let config =
            json!({"kind": kind, "service": "S1", "token": "hunter2", "addresses": ["http://cdn.example/"]});
        let config: CdnConfig = serde_json::from_value(config).expect("settings");
        Network::open(&config).expect("it can be told").expect("there is one")
    }

    fn purge(gone: &[&str], stale: &[&str]) -> Purge {
        let owned = |tags: &[&str]| tags.iter().map(|tag| (*tag).to_owned()).collect();
        Purge { gone: owned(gone), stale: owned(stale) }.settled()
    }

    fn told(kind: &str, purge: &Purge) -> Vec<String> {
        let requests = purge.requests(&network(kind)).expect("requests");
        let line = |request: &Request<Vec<u8>>| {
            let mut headers: Vec<_> = request
                .headers()
                .iter()
                .map(|(name, value)| format!("{name}: {}", value.to_str().expect("text")))
                .collect();
            headers.sort();
            let body = String::from_utf8_lossy(request.body());
            format!("{} {} [{}] {body}", request.method(), request.uri(), headers.join(", "))
        };
        requests.iter().map(line).collect()
    }

    #[test]
    fn each_kind_is_told_in_its_own_words() {
        let purge = purge(&["article:1", "section:2"], &["front:ar", "section:2", "front:ar"]);
        assert_eq!(
            told("fastly", &purge),
            [
                "POST http://cdn.example/service/S1/purge [accept: application/json, fastly-key: hunter2, surrogate-key: article:1 section:2] ",
                "POST http://cdn.example/service/S1/purge [accept: application/json, fastly-key: hunter2, fastly-soft-purge: 1, surrogate-key: front:ar] ",
            ]
        );
        assert_eq!(
            told("cloudflare", &purge)[0],
            "POST http://cdn.example/zones/S1/purge_cache [authorization: Bearer hunter2, content-type: application/json] {\"tags\":[\"article:1\",\"section:2\"]}"
        );
        assert_eq!(
            told("varnish", &purge),
            [
                "PURGE http://cdn.example/ [xkey-purge: article:1 section:2, xkey-token: hunter2] ",
                "PURGE http://cdn.example/ [xkey-softpurge: front:ar, xkey-token: hunter2] ",
            ]
        );
    }

    #[test]
    fn many_tags_go_in_several_requests_and_very_many_as_everything() {
        let many: Vec<String> = (0..250).map(|number| format!("article:{number}")).collect();
        let many = Purge { gone: many, stale: Vec::new() }.settled();
        assert_eq!(many.requests(&network("fastly")).expect("requests").len(), 9);
        let more = (0..6_000).map(|number| format!("article:{number}")).collect();
        let all = Purge { gone: Vec::new(), stale: more }.settled();
        assert_eq!(all, purge(&["everything"], &[]));
        assert!(told("cloudflare", &all)[0].ends_with("{\"purge_everything\":true}"));
        assert!(purge(&[], &[]).is_empty());
    }
}

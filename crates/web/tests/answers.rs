//! How answers look: encodings, validators, headers, errors, and what a stranger's headers cannot change.

mod support;

use std::io::Read;
use std::sync::Arc;

use axum::Router;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use http::header::CACHE_CONTROL;
use http::{HeaderValue, StatusCode};
use support::{Plan, Reply, ask, get as fetch, open, open_as};
use web::ops::{self, Ops};
use web::{Page, Problem};

fn long_text() -> String {
    "خبر عاجل من المدينة. ".repeat(500)
}

const FOR_GOOD: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

fn site() -> Router {
    Router::new()
        .route("/", get(|| async { Page::html(long_text()) }))
        .route("/short", get(|| async { Page::html("قصير") }))
        .route("/picture", get(|| async { Page::of("image/webp", vec![7; 5000]) }))
        .route("/sheet", get(|| async { Page::of("text/css", SHEET) }))
        .route(
            "/sheet.1f2e.css",
            get(|| async { Page::of("text/css", SHEET).header(CACHE_CONTROL, FOR_GOOD) }),
        )
        .route("/random", get(|| async { Page::html(noise()) }))
        .route("/moved", get(|| async { Page::redirect("/ar/خ", true) }))
        .route("/stream", get(|| async { "plain".into_response() }))
        .route("/broken", get(|| async { StatusCode::SERVICE_UNAVAILABLE }))
        .route("/problem", get(|| async { Problem::new(StatusCode::CONFLICT, "x").into_response() }))
        .route("/gone", get(|| async { StatusCode::GONE }))
        .route("/form", post(|| async { "posted" }))
}

/// What each reader's browser keeps.
const SHEET: &str = include_str!("../../../themes/default/assets/base.css");

/// Text that no encoder makes shorter by much: every byte value is allowed for, so it may even grow.
fn noise() -> Vec<u8> {
    let mut state = 1u64;
    let mut next = || {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 33) as u8
    };
    (0..2000).map(|_| next()).collect()
}

fn decoded(reply: &Reply) -> Vec<u8> {
    let mut plain = Vec::new();
    let body = &*reply.body;
    match reply.header("content-encoding") {
        Some("br") => brotli::Decompressor::new(body, 4096).read_to_end(&mut plain),
        Some("gzip") => flate2::read::GzDecoder::new(body).read_to_end(&mut plain),
        _ => { body }.read_to_end(&mut plain),
    }
    .expect("it decodes");
    plain
}

/// Pages that nobody keeps: one for everybody alike, and two for one reader.
fn passing_site() -> Router {
    let passing = || Page::html(long_text()).fresh_for(std::time::Duration::ZERO);
    Router::new()
        .route("/", get(move || async move { passing() }))
        .route("/own", get(move |_: web::RequestHeaders| async move { passing() }))
        .route("/cookie", get(move || async move { ([("set-cookie", "a=b")], passing()) }))
        .route("/short", get(|| async { Page::html("قصير").fresh_for(std::time::Duration::ZERO) }))
}

#[tokio::test]
async fn what_nobody_keeps_is_encoded_on_its_way() {
    let house = open(passing_site()).await;
    for (accepted, encoding) in [("br, gzip", Some("br")), ("gzip", Some("gzip")), ("", None)] {
        for method in ["GET", "HEAD"] {
            let reply = ask(house.addr, method, "/", &[("accept-encoding", accepted)]).await;
            assert_eq!(reply.header("content-encoding"), encoding, "{accepted}");
            assert_eq!(reply.header("cache-control"), Some("no-store"));
            assert_eq!(reply.header("vary"), Some("accept-encoding"));
            assert_eq!(reply.header("etag"), None, "there is nothing to ask about again");
            if method == "GET" {
                assert_eq!(decoded(&reply), long_text().into_bytes());
                assert_eq!(reply.header("content-length"), Some(reply.body.len().to_string().as_str()));
                assert!(encoding.is_none() || reply.body.len() < long_text().len() / 4);
            }
        }
    }
    let short = ask(house.addr, "GET", "/short", &[("accept-encoding", "br")]).await;
    assert_eq!(short.header("content-encoding"), None);
    assert_eq!(house.cache.stats().pages, 0);
}

#[tokio::test]
async fn what_was_made_for_one_reader_is_not_encoded_with_her_secrets() {
    let house = open(passing_site()).await;
    let told = [("accept-encoding", "br, gzip"), ("cookie", "s=1")];
    let control = ask(house.addr, "GET", "/", &told).await;
    assert_eq!(control.header("content-encoding"), Some("br"), "the control is encoded");
    for path in ["/own", "/cookie"] {
        let reply = ask(house.addr, "GET", path, &told).await;
        assert_eq!(reply.header("content-encoding"), None, "{path}");
        assert_eq!(reply.body, long_text().into_bytes(), "{path}");
    }
}

#[tokio::test]
async fn a_screen_of_the_desk_is_encoded_for_its_own_pages_and_for_nobody_elses() {
    let mut plan = Plan::default();
    plan.front.pass = vec!["/desk".into()];
    let site = Router::new().nest("/desk", web::desk_headers(passing_site()));
    let house = open_as(site, plan, |front| front).await;
    // What a browser says of who asks; and nothing, as a script with a token does.
    let table = [
        (Some("same-origin"), Some("br")),
        (Some("none"), Some("br")),
        (Some("same-site"), None),
        (Some("cross-site"), None),
        (Some("anything"), None),
        (None, None),
    ];
    for (from, encoding) in table {
        let mut told = vec![("accept-encoding", "br, gzip"), ("cookie", "s=1")];
        told.extend(from.map(|from| ("sec-fetch-site", from)));
        for path in ["/desk", "/desk/own"] {
            let reply = ask(house.addr, "GET", path, &told).await;
            assert_eq!(reply.header("content-encoding"), encoding, "{path} {from:?}");
            assert_eq!(decoded(&reply), long_text().into_bytes(), "{path} {from:?}");
        }
        let reply = ask(house.addr, "GET", "/desk/cookie", &told).await;
        assert_eq!(reply.header("content-encoding"), None, "{from:?}");
    }
    assert_eq!(house.cache.stats().pages, 0);
}

#[tokio::test]
async fn a_file_that_is_the_same_for_all_is_encoded_for_whoever_asks() {
    let mut plan = Plan::default();
    plan.front.pass = vec!["/desk".into()];
    let marked = || async {
        let mut response = long_text().into_response();
        response.extensions_mut().insert(web::SameForAll);
        response
    };
    let screen = || async { long_text() };
    let site = Router::new().route("/desk/file", get(marked)).route("/desk/screen", get(screen));
    let house = open_as(site, plan, |front| front).await;
    for from in [None, Some("cross-site"), Some("same-origin")] {
        let mut told = vec![("accept-encoding", "br, gzip")];
        told.extend(from.map(|from| ("sec-fetch-site", from)));
        let reply = ask(house.addr, "GET", "/desk/file", &told).await;
        assert_eq!(reply.header("content-encoding"), Some("br"), "{from:?}");
        assert_eq!(reply.header("vary"), Some("accept-encoding"), "{from:?}");
        assert_eq!(decoded(&reply), long_text().into_bytes());
        // The control: a screen is for its own pages alone.
        let screen = ask(house.addr, "GET", "/desk/screen", &told).await;
        let ours = from == Some("same-origin");
        assert_eq!(screen.header("content-encoding").is_some(), ours, "{from:?}");
    }
}

#[tokio::test]
async fn every_encoding_decodes_to_the_same_bytes() {
    let house = open(site()).await;
    let table = [
        ("br, gzip", Some("br")),
        ("gzip", Some("gzip")),
        ("br;q=0, gzip;q=0.5", Some("gzip")),
        ("br;q=0, gzip;q=0", None),
        ("", None),
    ];
    let mut etags = std::collections::BTreeSet::new();
    for round in 0..2 {
        for (accepted, encoding) in table {
            let reply = ask(house.addr, "GET", "/", &[("accept-encoding", accepted)]).await;
            assert_eq!(reply.header("content-encoding"), encoding, "{accepted} round {round}");
            assert_eq!(decoded(&reply), long_text().into_bytes());
            assert_eq!(reply.header("content-length"), Some(reply.body.len().to_string().as_str()));
            assert_eq!(reply.header("vary"), Some("accept-encoding"));
            etags.insert(reply.header("etag").expect("a validator").to_owned());
        }
    }
    assert_eq!(etags.len(), 3, "one strong validator per encoding");
    let stats = house.cache.stats();
    assert_eq!((stats.fills, stats.pages), (1, 1));
    assert!(stats.bytes > long_text().len() as u64 + 100, "the encodings are weighed too");
}

#[tokio::test]
async fn what_browsers_keep_for_good_is_made_as_short_as_it_gets() {
    let house = open(site()).await;
    let told = [("accept-encoding", "br")];
    let for_a_while = ask(house.addr, "GET", "/sheet", &told).await;
    let for_good = ask(house.addr, "GET", "/sheet.1f2e.css", &told).await;
    assert_eq!(decoded(&for_a_while), SHEET.as_bytes());
    assert_eq!(decoded(&for_good), SHEET.as_bytes());
    assert!(for_good.body.len() < for_a_while.body.len(), "{} bytes", for_good.body.len());
}

#[tokio::test]
async fn what_gains_nothing_is_sent_as_it_is() {
    let house = open(site()).await;
    for path in ["/short", "/picture", "/random"] {
        for _ in 0..2 {
            let reply = ask(house.addr, "GET", path, &[("accept-encoding", "br, gzip")]).await;
            assert_eq!((reply.status, reply.header("content-encoding")), (200, None), "{path}");
        }
    }
    assert_eq!(fetch(house.addr, "/random").await.body, noise());
}

#[tokio::test]
async fn a_reader_who_has_it_gets_304() {
    let house = open(site()).await;
    for accepted in ["br", "gzip", "identity"] {
        let first = ask(house.addr, "GET", "/", &[("accept-encoding", accepted)]).await;
        let etag = first.header("etag").expect("a validator").to_owned();
        let again =
            ask(house.addr, "GET", "/", &[("accept-encoding", accepted), ("if-none-match", &etag)]).await;
        assert_eq!((again.status, again.body.len()), (304, 0));
        assert_eq!(again.header("etag"), Some(etag.as_str()));
        assert_eq!(again.header("vary"), Some("accept-encoding"));
        assert!(again.header("cache-control").is_some());
        let other =
            ask(house.addr, "GET", "/", &[("accept-encoding", accepted), ("if-none-match", "\"x\"")]).await;
        assert_eq!(other.status, 200);
    }
}

#[tokio::test]
async fn head_says_what_get_would_and_sends_nothing() {
    let house = open(site()).await;
    for path in ["/", "/short", "/moved", "/broken", "/nowhere", "/stream"] {
        let head = ask(house.addr, "HEAD", path, &[]).await;
        let get = fetch(house.addr, path).await;
        assert!(head.body.is_empty(), "{path}");
        assert_eq!(head.status, get.status, "{path}");
        for name in ["content-length", "content-type", "etag", "cache-control"] {
            assert_eq!(head.header(name), get.header(name), "{path} {name}");
        }
    }
}

#[tokio::test]
#[allow(clippy::type_complexity)] // a table, read once
async fn every_kind_of_answer_carries_the_security_headers() {
    let house = open(site()).await;
    let etag = fetch(house.addr, "/").await.header("etag").expect("a validator").to_owned();
    let kinds: &[(&str, &str, &[(&str, &str)], u16)] = &[
        ("GET", "/", &[], 200),
        ("GET", "/", &[("if-none-match", &etag)], 304),
        ("HEAD", "/", &[], 200),
        ("GET", "/moved", &[], 301),
        ("GET", "/stream", &[], 200),
        ("GET", "/broken", &[], 503),
        ("GET", "/gone", &[], 410),
        ("GET", "/problem", &[], 409),
        ("GET", "/nowhere", &[], 404),
        ("DELETE", "/", &[], 405),
        ("POST", "/form", &[], 200),
        ("GET", "/a//b", &[], 404),
        ("GET", "/a%00", &[], 400),
        ("GET", "/", &[("transfer-encoding", "chunked")], 400),
    ];
    for (method, path, headers, status) in kinds {
        let reply = ask(house.addr, method, path, headers).await;
        assert_eq!(reply.status, *status, "{method} {path}");
        assert_eq!(reply.header("content-security-policy"), Some(web::headers::SITE_CSP), "{method} {path}");
        for name in [
            "x-content-type-options",
            "referrer-policy",
            "cross-origin-resource-policy",
            "cross-origin-opener-policy",
            "permissions-policy",
            "cache-control",
        ] {
            assert!(reply.header(name).is_some(), "{method} {path} {name}");
        }
        if *status >= 400 {
            assert_eq!(reply.header("cache-control"), Some("no-store"), "{method} {path}");
        }
    }
}

#[tokio::test]
async fn an_error_without_a_body_gets_the_sites_page() {
    let dress = |front: web::Front| {
        front.error_page(|status, uri| {
            assert_ne!(uri.path(), "/a//b", "a page that panics");
            Page::html(format!("page {} for {}", status.as_u16(), uri.path()))
        })
    };
    let house = open_as(site(), Plan::default(), dress).await;
    for (path, status) in [("/nowhere", 404), ("/broken", 503), ("/gone", 410), ("/a%00", 400)] {
        let reply = fetch(house.addr, path).await;
        assert_eq!((reply.status, reply.text()), (status, format!("page {status} for {path}")));
        assert_eq!(reply.header("cache-control"), Some("no-store"));
    }
    let refused = ask(house.addr, "PUT", "/form", &[]).await;
    assert_eq!((refused.status, refused.header("allow")), (405, Some("POST")));
    assert_eq!(fetch(house.addr, "/problem").await.header("content-type"), Some("application/problem+json"));
    assert_eq!(fetch(house.addr, "/a//b").await.status, 404, "an error page that panics is still an error");
    assert_eq!(house.cache.stats().pages, 0);
}

/// Headers that caches have been poisoned by.
const NAMES: &[&str] = &[
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-forwarded-port",
    "x-forwarded-prefix",
    "x-forwarded-for",
    "x-forwarded-scheme",
    "x-forwarded-server",
    "x-host",
    "forwarded",
    "via",
    "x-original-url",
    "x-rewrite-url",
    "x-original-host",
    "x-http-method-override",
    "x-http-method",
    "x-method-override",
    "accept",
    "accept-language",
    "accept-charset",
    "origin",
    "referer",
    "cookie",
    "authorization",
    "user-agent",
    "x-requested-with",
    "x-wap-profile",
    "range",
    "if-range",
    "if-modified-since",
    "if-match",
    "if-unmodified-since",
    "cache-control",
    "pragma",
    "expect",
    "te",
    "upgrade",
    "x-real-ip",
    "true-client-ip",
    "cf-connecting-ip",
    "client-ip",
    "x-client-ip",
    "x-cluster-client-ip",
    "x-amz-date",
    "x-country",
    "x-device",
    "dnt",
    "save-data",
    "sec-fetch-site",
    "sec-ch-ua",
    "priority",
    "front-end-https",
    "x-url-scheme",
    "x-arbitrary",
    "x-backend",
    "x-cache-hash",
    "x-invoke-path",
    "x-nextjs-data",
    "rsc",
    "proxy",
    "x-oversized",
];

/// The control: a handler that is told of the header (through `RequestHeaders`) would change its bytes.
#[tokio::test]
async fn no_header_of_the_first_reader_changes_what_the_second_gets() {
    let echo =
        |headers: http::HeaderMap, uri: http::Uri| async move { Page::html(format!("{uri} {headers:?}")) };
    let curious =
        |web::RequestHeaders(headers): web::RequestHeaders| async move { Page::html(format!("{headers:?}")) };
    let house = open(Router::new().route("/curious", get(curious)).fallback(echo)).await;
    let clean = fetch(house.addr, "/clean").await.text().replace("clean", "X");
    for name in NAMES {
        let path = format!("/{name}");
        let value = if *name == "expect" { "nothing" } else { "evil.example" };
        let poisoned = ask(house.addr, "GET", &path, &[(name, value)]).await;
        let second = fetch(house.addr, &path).await;
        assert_eq!(poisoned.text(), second.text(), "{name}");
        assert_eq!(second.text(), clean.replace('X', name), "{name}");
    }
    let control = ask(house.addr, "GET", "/curious", &[("x-forwarded-host", "evil.example")]).await;
    assert!(control.text().contains("evil.example"));
    assert!(!fetch(house.addr, "/curious").await.text().contains("evil.example"));
}

#[tokio::test]
async fn the_ops_address_answers_alive_ready_and_metrics() {
    let ready = Arc::new(std::sync::atomic::AtomicBool::new(false));
    let looking = ready.clone();
    let router = ops::router(Ops {
        ready: Arc::new(move || {
            if looking.load(std::sync::atomic::Ordering::SeqCst) { Ok(()) } else { Err("migrating".into()) }
        }),
        metrics: Arc::new(|| "pages 1\n".into()),
    });
    let house = open(router).await;
    assert_eq!(fetch(house.addr, "/health").await.text(), "alive\n");
    let early = fetch(house.addr, "/ready").await;
    assert_eq!((early.status, early.text().as_str()), (503, "not ready: migrating\n"));
    ready.store(true, std::sync::atomic::Ordering::SeqCst);
    assert_eq!(fetch(house.addr, "/ready").await.status, 200);
    assert_eq!(fetch(house.addr, "/metrics").await.text(), "pages 1\n");
}

#[tokio::test]
async fn the_desk_has_headers_of_its_own_behind_the_front() {
    let desk = web::desk_headers(
        Router::new().route("/desk/x", get(|uri: http::Uri| async move { uri.to_string() })),
    );
    let mut plan = Plan::default();
    plan.front.pass = vec!["/desk".into()];
    let house = open_as(site().merge(desk), plan, |front| front).await;
    let reply = fetch(house.addr, "/desk/x?anything=1").await;
    assert_eq!(reply.text(), "/desk/x?anything=1");
    assert_eq!(reply.header("content-security-policy"), Some(web::headers::DESK_CSP));
    assert_eq!(reply.header("cache-control"), Some("no-store"));
}

#[tokio::test]
async fn a_page_is_read_back_through_its_address() {
    use std::time::Duration;
    use web::readback::{ReadbackFailed, read};
    let house = open(site()).await;
    let second = Duration::from_secs(1);
    let (status, headers, body) = read(house.addr, "any", "/", 1 << 20, second).await.expect("read back");
    assert_eq!((status, body), (StatusCode::OK, long_text().into()));
    assert!(headers.contains_key("etag"));
    let short = read(house.addr, "any", "/", 100, second).await;
    assert!(matches!(short, Err(ReadbackFailed::TooLong(100))), "{short:?}");
    let away = read("192.0.2.1:80".parse().expect("address"), "any", "/", 100, second).await;
    assert!(matches!(away, Err(ReadbackFailed::NotLoopback(_))), "{away:?}");
}

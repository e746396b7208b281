//! Over TLS: which protocol is agreed on, what both answer, and what a stranger may not do to either.

mod support;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::routing::{get, post};
use bytes::Bytes;
use http::{Request, StatusCode, Version};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo};
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use support::{House, Plan, open_as};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use web::{Certificate, FrontConfig, Limits, Page, Tls};

/// More than a reader lets come before she takes something of it.
const LONG: usize = 8 << 20;

struct Shown {
    house: House,
    tls: Tls,
    roots: RootCertStore,
}

fn site() -> Router {
    Router::new()
        .route("/", get(|| async { Page::html("page") }))
        .route("/form", post(|body: String| async move { format!("[{body}]") }))
        .route("/long", get(|| async { Page::html(vec![b'x'; LONG]) }))
        .route(
            "/slow",
            get(|| async {
                tokio::time::sleep(Duration::from_millis(1500)).await;
                Page::html("slow")
            }),
        )
}

/// A certificate, and the root that knows it.
fn certificate() -> (Certificate, CertificateDer<'static>) {
    let made = rcgen::generate_simple_self_signed(["test".to_owned()]).expect("it can be made");
    let (chain, key) = (made.cert.pem(), made.signing_key.serialize_pem());
    let read = Certificate::from_pem(chain.as_bytes(), key.as_bytes()).expect("it can be read");
    (read, made.cert.der().clone())
}

async fn shown(limits: Limits) -> Shown {
    let (certificate, root) = certificate();
    let tls = Tls::new();
    tls.show(certificate);
    let mut roots = RootCertStore::empty();
    roots.add(root).expect("a root");
    let front = FrontConfig { hosts: vec!["test".to_owned()], https: true, ..Plan::default().front };
    let plan =
        Plan { limits, front, tls: Some(tls.clone()), grace: Duration::from_secs(2), ..Plan::default() };
    Shown { house: open_as(site(), plan, |front| front).await, tls, roots }
}

/// Limits that a test can wait for.
fn short() -> Limits {
    Limits { head_seconds: 1, idle_seconds: 1, stalled_seconds: 1, ..Limits::default() }
}

async fn connect(
    address: SocketAddr,
    roots: &RootCertStore,
    protocols: &[&[u8]],
) -> std::io::Result<TlsStream<TcpStream>> {
    let ring = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(ring)
        .with_safe_default_protocol_versions()
        .expect("ring knows them")
        .with_root_certificates(roots.clone())
        .with_no_client_auth();
    config.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
    let stream = TcpStream::connect(address).await?;
    let name = ServerName::try_from("test").expect("a name");
    TlsConnector::from(Arc::new(config)).connect(name, stream).await
}

type Sender = http2::SendRequest<Full<Bytes>>;

/// A connection of HTTP/2, and what tells that it ended.
async fn http_2(shown: &Shown) -> (Sender, tokio::task::JoinHandle<()>) {
    let stream = connect(shown.house.addr, &shown.roots, &[b"h2"]).await.expect("a connection");
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
    let (sender, connection) =
        http2::handshake(TokioExecutor::new(), TokioIo::new(stream)).await.expect("a handshake");
    let ended = tokio::spawn(async move {
        let _ = connection.await;
    });
    (sender, ended)
}

fn request(method: &str, address: &str, body: &'static str) -> Request<Full<Bytes>> {
    Request::builder().method(method).uri(address).body(Full::from(body)).expect("a request")
}

#[tokio::test]
async fn both_protocols_answer_the_same_page() {
    let shown = shown(Limits::default()).await;
    let (mut sender, _) = http_2(&shown).await;
    let answer = sender.send_request(request("GET", "https://test/", "")).await.expect("an answer");
    assert_eq!((answer.status(), answer.version()), (StatusCode::OK, Version::HTTP_2));
    assert!(answer.headers().contains_key("strict-transport-security"));
    assert_eq!(answer.into_body().collect().await.expect("a body").to_bytes(), "page");
    let posted = sender.send_request(request("POST", "https://test/form", "said")).await.expect("an answer");
    assert_eq!(posted.into_body().collect().await.expect("a body").to_bytes(), "[said]");

    let mut stream = connect(shown.house.addr, &shown.roots, &[b"http/1.1"]).await.expect("a connection");
    stream.write_all(b"GET / HTTP/1.1\r\nhost: test\r\nconnection: close\r\n\r\n").await.expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("page"), "{answer}");
    assert_eq!(shown.house.cache.stats().fills, 1, "one page, whatever it goes out over");
}

#[tokio::test]
async fn what_http_2_names_as_its_host_counts_as_the_header_does() {
    let shown = shown(Limits::default()).await;
    let (mut sender, _) = http_2(&shown).await;
    let mut asked = async |address: &str, host: Option<&str>| {
        let mut request = request("GET", address, "");
        if let Some(host) = host {
            request.headers_mut().insert("host", host.parse().expect("a header"));
        }
        sender.send_request(request).await.expect("an answer").status().as_u16()
    };
    assert_eq!(asked("https://test/", None).await, 200);
    assert_eq!(asked("https://test/", Some("test")).await, 200);
    assert_eq!(asked("https://evil.example/", None).await, 421);
    assert_eq!(asked("https://test/", Some("evil.example")).await, 400);
    assert_eq!(asked("https://evil.example/", Some("test")).await, 400);
}

#[tokio::test]
async fn a_new_certificate_is_shown_to_whoever_comes_next() {
    let mut shown = shown(Limits::default()).await;
    let (mut before, _) = http_2(&shown).await;
    let (newer, root) = certificate();
    shown.tls.show(newer);
    assert!(connect(shown.house.addr, &shown.roots, &[b"h2"]).await.is_err(), "the old one is not shown");
    shown.roots.add(root).expect("a root");
    connect(shown.house.addr, &shown.roots, &[b"h2"]).await.expect("the new one is");
    let answer = before.send_request(request("GET", "https://test/", "")).await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::OK, "who is connected stays connected");
}

#[tokio::test]
async fn nothing_is_shown_before_there_is_a_certificate() {
    let mut shown = shown(Limits::default()).await;
    let plan = Plan { tls: Some(Tls::new()), ..Plan::default() };
    shown.house = open_as(site(), plan, |front| front).await;
    assert!(connect(shown.house.addr, &shown.roots, &[b"h2"]).await.is_err());
}

/// Waits until the other side closes, and says how long that took.
async fn closes(mut stream: impl AsyncReadExt + Unpin) -> Duration {
    let begun = Instant::now();
    let mut bytes = [0; 4096];
    let read = async { while !matches!(stream.read(&mut bytes).await, Ok(0) | Err(_)) {} };
    tokio::time::timeout(Duration::from_secs(20), read).await.expect("it closes");
    begun.elapsed()
}

#[tokio::test]
async fn who_keeps_a_handshake_or_a_first_request_waiting_is_cut() {
    let shown = shown(short()).await;
    let silent = TcpStream::connect(shown.house.addr).await.expect("a connection");
    let mut halfway = TcpStream::connect(shown.house.addr).await.expect("a connection");
    halfway.write_all(&[22, 3, 1, 2, 0, 1]).await.expect("sent");
    let agreed = connect(shown.house.addr, &shown.roots, &[b"h2"]).await.expect("a connection");
    let (one, two, three) = tokio::join!(closes(silent), closes(halfway), closes(agreed));
    for waited in [one, two, three] {
        assert!(waited > Duration::from_millis(800) && waited < Duration::from_secs(5), "{waited:?}");
    }
}

#[tokio::test]
async fn who_takes_nothing_of_an_answer_is_cut_and_who_waits_for_one_is_not() {
    let shown = shown(short()).await;
    let (mut sender, ended) = http_2(&shown).await;
    let answer = sender.send_request(request("GET", "https://test/slow", "")).await.expect("an answer");
    assert_eq!(
        answer.into_body().collect().await.expect("a body").to_bytes(),
        "slow",
        "our time, not theirs"
    );
    let begun = Instant::now();
    let untouched = sender.send_request(request("GET", "https://test/long", "")).await.expect("an answer");
    tokio::time::timeout(Duration::from_secs(10), ended).await.expect("it ends").expect("no panic");
    assert!(begun.elapsed() > Duration::from_millis(800), "{:?}", begun.elapsed());
    assert!(untouched.into_body().collect().await.is_err(), "it never came whole");
}

#[tokio::test]
async fn an_idle_connection_of_http_2_ends_and_a_stop_lets_answers_finish() {
    let quiet = shown(short()).await;
    let (mut sender, ended) = http_2(&quiet).await;
    sender.send_request(request("GET", "https://test/", "")).await.expect("an answer");
    tokio::time::timeout(Duration::from_secs(5), ended).await.expect("it ends").expect("no panic");

    let stopped = shown(Limits::default()).await;
    let (mut sender, _) = http_2(&stopped).await;
    let asked = tokio::spawn(async move {
        let answer = sender.send_request(request("GET", "https://test/slow", "")).await.expect("an answer");
        answer.into_body().collect().await.expect("a body").to_bytes()
    });
    tokio::time::sleep(Duration::from_millis(300)).await;
    stopped.house.stop.cancel();
    assert_eq!(asked.await.expect("no panic"), "slow");
    assert_eq!(stopped.house.running.await.expect("no panic").cut, 0);
}

/// One frame of HTTP/2.
fn frame(kind: u8, flags: u8, stream: u32, body: &[u8]) -> Vec<u8> {
    let mut frame = (body.len() as u32).to_be_bytes()[1..].to_vec();
    frame.extend([kind, flags]);
    frame.extend(stream.to_be_bytes());
    frame.extend(body);
    frame
}

const HEADERS: u8 = 1;
const RESET: u8 = 3;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const CONTINUATION: u8 = 9;
/// `GET https://test/`, packed.
const ASKED: &[u8] = b"\x82\x87\x84\x41\x04test";

/// Sends frames until the other side closes; what it took, and for how long.
async fn flood(shown: &Shown, most: u32, frames: impl Fn(u32) -> Vec<u8>) -> (u32, Duration) {
    let stream = connect(shown.house.addr, &shown.roots, &[b"h2"]).await.expect("a connection");
    let (mut reading, mut writing) = tokio::io::split(stream);
    let drained = tokio::spawn(async move {
        let mut bytes = [0; 4096];
        while !matches!(reading.read(&mut bytes).await, Ok(0) | Err(_)) {}
    });
    let begun = Instant::now();
    let mut hello = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec();
    hello.extend(frame(SETTINGS, 0, 0, &[]));
    writing.write_all(&hello).await.expect("sent");
    let mut sent = 0;
    while sent < most && !drained.is_finished() && writing.write_all(&frames(sent)).await.is_ok() {
        sent += 1;
    }
    (sent, begun.elapsed())
}

#[tokio::test]
async fn pings_keep_no_connection_that_takes_nothing_or_rests() {
    let shown = shown(short()).await;
    // No window, so not a byte of an answer may come; and one that is taken, after which nothing is asked for.
    for settings in [&[0, 4, 0, 0, 0, 0][..], &[]] {
        let mut stream = connect(shown.house.addr, &shown.roots, &[b"h2"]).await.expect("a connection");
        let mut hello = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec();
        hello.extend(frame(SETTINGS, 0, 0, settings));
        hello.extend(frame(HEADERS, 5, 1, ASKED));
        stream.write_all(&hello).await.expect("sent");
        let (reading, mut writing) = tokio::io::split(stream);
        let (closed, begun) = (tokio::spawn(closes(reading)), Instant::now());
        while !closed.is_finished() && begun.elapsed() < Duration::from_secs(10) {
            // What comes after the close is not taken.
            let _ = writing.write_all(&frame(PING, 0, 0, &[0; 8])).await;
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        let waited = closed.await.expect("no panic");
        let wanted = Duration::from_millis(800)..Duration::from_secs(5);
        assert!(wanted.contains(&waited), "{waited:?} with {settings:?}");
    }
}

#[tokio::test]
async fn a_flood_of_frames_ends_its_connection_and_nothing_else() {
    let shown = shown(Limits::default()).await;
    const MOST: u32 = 200_000;
    let (sent, _) = flood(&shown, MOST, |number| {
        let stream = number * 2 + 1;
        [frame(HEADERS, 5, stream, ASKED), frame(RESET, 0, stream, &[0, 0, 0, 8])].concat()
    })
    .await;
    println!("opened and dropped: {sent} times");
    assert!(sent < MOST, "streams that are opened and dropped");
    let (sent, _) = flood(&shown, MOST, |number| match number {
        0 => frame(HEADERS, 1, 1, ASKED),
        _ => frame(CONTINUATION, 0, 1, b"\x00\x01a\x01b"),
    })
    .await;
    println!("a head without an end: {sent} frames");
    assert!(sent < MOST, "a head without an end");
    let (sent, _) = flood(&shown, MOST, |number| match number {
        0 => frame(HEADERS, 1, 1, ASKED),
        _ => frame(CONTINUATION, 0, 1, b""),
    })
    .await;
    println!("a head of nothing: {sent} frames");
    assert!(sent < MOST, "a head of nothing");
    // Pings are answered; what they cost is looked at, and that readers are served meanwhile.
    let (pings, took) = flood(&shown, 20_000, |_| frame(PING, 0, 0, &[0; 8])).await;
    println!("{pings} pings in {took:?}");
    let (mut sender, _) = http_2(&shown).await;
    let answer = sender.send_request(request("GET", "https://test/", "")).await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_head_that_is_too_long_is_refused_over_http_2_too() {
    let shown = shown(Limits::default()).await;
    let (mut sender, _) = http_2(&shown).await;
    let mut long = request("GET", "https://test/", "");
    long.headers_mut().insert("x-long", "x".repeat(20 << 10).parse().expect("a header"));
    let refused = sender.send_request(long).await;
    assert!(refused.is_err() || refused.is_ok_and(|answer| answer.status() == 431));
}

//! A content network before the site is told what changed as soon as it has, and again until it has taken it. The network is a
//! small server here, which writes down what it is told.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use fetch::{Fetch, Limits};
use newsroom::features::cdn::{self, Network};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::kit::{Newsroom, newsrooms, piece};

#[derive(Clone, Default)]
struct Told {
    /// What it was told, as lines.
    lines: Arc<Mutex<Vec<String>>>,
    /// It answers, and takes nothing.
    is_ill: Arc<AtomicBool>,
}

impl Told {
    fn count(&self, part: &str) -> usize {
        self.lines.lock().expect("no panic").iter().filter(|line| line.contains(part)).count()
    }

    async fn hears(&self, part: &str, within: Duration) -> Duration {
        let begun = Instant::now();
        while self.count(part) == 0 {
            let lines = self.lines.lock().expect("no panic").clone();
            assert!(begun.elapsed() < within, "{part} was not told within {within:?}: {lines:?}");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        begun.elapsed()
    }
}

async fn hear(
    State(told): State<Told>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, &'static str) {
    let mut line = format!("{method} {uri}");
    for name in
        ["surrogate-key", "fastly-key", "fastly-soft-purge", "authorization", "xkey-purge", "xkey-softpurge"]
    {
        if let Some(value) = headers.get(name) {
            line.push_str(&format!(" {name}={}", value.to_str().expect("text")));
        }
    }
    line.push_str(&format!(" {}", String::from_utf8_lossy(&body)));
    if told.is_ill.load(Ordering::SeqCst) {
        return (StatusCode::SERVICE_UNAVAILABLE, "");
    }
    told.lines.lock().expect("no panic").push(line);
    (StatusCode::OK, "{\"success\":true}")
}

async fn network() -> (SocketAddr, Told) {
    let told = Told::default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let router = Router::new().fallback(hear).with_state(told.clone());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (address, told)
}

/// Has a newsroom tell a network of this kind at these addresses what changes.
async fn follows(room: &Newsroom, kind: &str, addresses: &[SocketAddr], stop: &CancellationToken) {
    let addresses: Vec<String> = addresses.iter().map(|address| format!("http://{address}")).collect();
    let settings = json!({"kind": kind, "service": "S1", "token": "sesame", "addresses": addresses});
    let settings = serde_json::from_value(settings).expect("settings");
    let network = Network::open(&settings).expect("it can be told").expect("there is one");
    let (app, stop) = (room.app.clone(), stop.clone());
    let fetch = Fetch::new(Limits { within: Duration::from_secs(2), ..Limits::default() });
    tokio::spawn(cdn::run(app, network, fetch, "first".to_owned(), stop));
    // It begins with what comes next: so it has to have begun.
    tokio::time::sleep(Duration::from_millis(500)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_network_hears_of_a_publication_and_of_a_withdrawal_soon() {
    for room in newsrooms().await {
        for (kind, way, key) in [
            ("fastly", "POST /service/S1/purge ", "fastly-key=sesame"),
            ("cloudflare", "POST /zones/S1/purge_cache ", "authorization=Bearer sesame"),
            ("varnish", "PURGE / ", "xkey-purge="),
        ] {
            let (address, told) = network().await;
            let stop = CancellationToken::new();
            follows(&room, kind, &[address], &stop).await;
            let layla = room.editor("ليلى").await;
            let live = layla.publishes(piece("خبر يُخبر به").paragraph("نص")).await;
            let took = told.hears(&format!("article:{}", live.id.as_str()), Duration::from_secs(3)).await;
            told.hears("front:ar", Duration::from_secs(3)).await;
            println!("{kind}: after {took:?}");
            assert!(told.count(way) > 0 && told.count(key) > 0, "{kind}: {:?}", told.lines.lock());
            // What is taken back goes at once, and is not shown while it is made anew.
            told.lines.lock().expect("no panic").clear();
            layla.withdraws(&live.id, "سبب").await.expects(200);
            let of_it = format!("article:{}", live.id.as_str());
            let took = told.hears(&of_it, Duration::from_secs(3)).await;
            println!("{kind}: withdrawn after {took:?}");
            let lines = told.lines.lock().expect("no panic").clone();
            let heard = lines.iter().find(|line| line.contains(&of_it)).expect("it was told");
            assert!(!heard.contains("fastly-soft-purge"), "{heard}");
            assert_eq!(kind == "varnish", heard.contains("xkey-purge="), "{heard}");
            stop.cancel();
            tokio::time::sleep(Duration::from_millis(100)).await;
            cdn::leave(&room.app).await.expect("it is left");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_network_did_not_take_is_told_again() {
    for room in newsrooms().await {
        let (address, told) = network().await;
        let stop = CancellationToken::new();
        follows(&room, "fastly", &[address], &stop).await;
        told.is_ill.store(true, Ordering::SeqCst);
        let layla = room.editor("ليلى").await;
        let first = layla.publishes(piece("أول").paragraph("نص")).await;
        let second = layla.publishes(piece("ثانٍ").paragraph("نص")).await;
        tokio::time::sleep(Duration::from_millis(400)).await;
        assert_eq!(told.count("article:"), 0, "it takes nothing");
        let page = room.reader().opens(&second.href).await;
        assert_eq!(page.status, StatusCode::OK, "readers are served whatever the network does");
        told.is_ill.store(false, Ordering::SeqCst);
        for live in [first, second] {
            told.hears(&format!("article:{}", live.id.as_str()), Duration::from_secs(10)).await;
        }
        stop.cancel();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_is_away_keeps_nothing_from_the_others() {
    for room in newsrooms().await {
        let (one, told) = network().await;
        let (other, told_too) = network().await;
        // Nobody listens there.
        let away =
            std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address");
        let stop = CancellationToken::new();
        follows(&room, "varnish", &[one, away, other], &stop).await;
        let layla = room.editor("ليلى").await;
        let live = layla.publishes(piece("خبر").paragraph("نص")).await;
        for told in [&told, &told_too] {
            // What is out of date goes after what is gone, and comes all the same.
            told.hears(&format!("article:{}", live.id.as_str()), Duration::from_secs(5)).await;
            told.hears("front:ar", Duration::from_secs(5)).await;
        }
        stop.cancel();
    }
}

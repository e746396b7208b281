//! What a stranger may not do to the server: slow heads, framing tricks, too many bytes; and how the server stops.

mod support;

use std::time::{Duration, Instant};

use axum::Router;
use axum::routing::{get, post};
use support::{Plan, get as fetch, open, open_as, say};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use web::{Limits, Page};

fn site() -> Router {
    Router::new()
        .route("/", get(|| async { Page::html("page") }))
        .route("/form", post(|body: String| async move { format!("[{body}]") }))
        .route(
            "/slow",
            get(|| async {
                tokio::time::sleep(Duration::from_millis(400)).await;
                Page::html("slow")
            }),
        )
}

fn limited(limits: Limits) -> Plan {
    Plan { limits, ..Plan::default() }
}

/// How many answers, and the status of the last.
fn answers(bytes: &[u8]) -> (usize, u16) {
    let text = String::from_utf8_lossy(bytes);
    let heads: Vec<_> = text.match_indices("HTTP/1.1 ").map(|(at, _)| &text[at + 9..at + 12]).collect();
    (heads.len(), heads.last().and_then(|status| status.parse().ok()).unwrap_or(0))
}

#[tokio::test]
async fn doubtful_framing_is_refused_and_the_connection_closed() {
    let house = open(site()).await;
    let after = "GET / HTTP/1.1\r\nhost: t\r\n\r\n";
    let table = [
        "POST /form HTTP/1.1\r\nhost: t\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /form HTTP/1.1\r\nhost: t\r\ntransfer-encoding: chunked\r\ncontent-length: 4\r\n\r\n0\r\n\r\n",
        "POST /form HTTP/1.1\r\nhost: t\r\nContent-Length : 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /form HTTP/1.1\r\nhost: t\r\ntransfer-encoding: chunked\r\ntransfer-encoding: identity\r\n\r\n0\r\n\r\n",
        "POST /form HTTP/1.1\r\nhost: t\r\ntransfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /form HTTP/1.1\r\nhost: t\r\ntransfer-encoding: xchunked\r\n\r\n0\r\n\r\n",
        "POST /form HTTP/1.1\r\nhost: t\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nx",
        "POST /form HTTP/1.1\r\nhost: t\r\ncontent-length: +1\r\n\r\nx",
        "POST /form HTTP/1.1\r\nhost: t\r\ncontent-length: -1\r\n\r\nx",
        "POST /form HTTP/1.0\r\nhost: t\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET / HTTP/1.1\r\nhost: t\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET / HTTP/1.1\r\nhost: t\r\n x: folded\r\n\r\n",
        "GET /\0 HTTP/1.1\r\nhost: t\r\n\r\n",
        "GET / HTTP/1.1\r\nho st: t\r\n\r\n",
        "GET / HTTP/3.0\r\nhost: t\r\n\r\n",
        "nonsense\r\n\r\n",
    ];
    for request in table {
        let bytes = say(house.addr, format!("{request}{after}").as_bytes()).await;
        assert_eq!(answers(&bytes), (1, 400), "{request:?} {}", String::from_utf8_lossy(&bytes));
    }
    // The control: sound framing is answered, and so is what follows.
    let sound = "POST /form HTTP/1.1\r\nhost: t\r\ntransfer-encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n";
    let last = "GET / HTTP/1.1\r\nhost: t\r\nconnection: close\r\n\r\n";
    let bytes = say(house.addr, format!("{sound}{last}").as_bytes()).await;
    assert_eq!(answers(&bytes), (2, 200), "{}", String::from_utf8_lossy(&bytes));
    assert!(String::from_utf8_lossy(&bytes).contains("[hi]"));
}

#[tokio::test]
async fn doubtful_framing_is_refused_behind_another_request_too() {
    let house = open(site()).await;
    let first = "GET / HTTP/1.1\r\nhost: t\r\n\r\n";
    let chunked = "transfer-encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n";
    for doubtful in [
        format!("POST /form HTTP/1.1\r\nhost: t\r\ncontent-length: 4\r\n{chunked}"),
        // What else its head may have said is not known.
        format!("POST /form HTTP/1.1\r\nhost: t\r\n{chunked}"),
    ] {
        let bytes = say(house.addr, format!("{first}{doubtful}{first}").as_bytes()).await;
        assert_eq!(answers(&bytes), (2, 400), "{doubtful:?} {}", String::from_utf8_lossy(&bytes));
    }
    // One that came by itself is answered, and nothing after it.
    let mut stream = TcpStream::connect(house.addr).await.expect("connected");
    let mut some = [0; 4096];
    stream.write_all(first.as_bytes()).await.expect("sent");
    assert!(stream.read(&mut some).await.expect("read") > 0);
    let sound = format!("POST /form HTTP/1.1\r\nhost: t\r\n{chunked}{first}");
    stream.write_all(sound.as_bytes()).await.expect("sent");
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).await.expect("an answer and a close");
    assert_eq!(answers(&rest), (1, 200), "{}", String::from_utf8_lossy(&rest));
    assert!(String::from_utf8_lossy(&rest).contains("[hi]"));
}

#[tokio::test]
async fn a_request_names_its_host_once() {
    let house = open(site()).await;
    for hosts in ["", "host: a\r\nhost: b\r\n", "host: a\r\nhost: a\r\n"] {
        let bytes =
            say(house.addr, format!("GET / HTTP/1.1\r\n{hosts}connection: close\r\n\r\n").as_bytes()).await;
        assert_eq!(answers(&bytes), (1, 400), "{hosts:?}");
    }
    let other = "GET http://evil.example/ HTTP/1.1\r\nhost: t\r\nconnection: close\r\n\r\n";
    assert_eq!(answers(&say(house.addr, other.as_bytes()).await), (1, 400));
}

#[tokio::test]
async fn a_head_that_is_too_large_is_refused() {
    let house = open(site()).await;
    let request = |bytes: usize| {
        format!("GET / HTTP/1.1\r\nhost: t\r\nconnection: close\r\nx: {}\r\n\r\n", "x".repeat(bytes))
    };
    assert_eq!(answers(&say(house.addr, request(12_000).as_bytes()).await), (1, 200));
    assert_eq!(answers(&say(house.addr, request(17_000).as_bytes()).await), (1, 431));
    let long = format!("GET /{} HTTP/1.1\r\nhost: t\r\nconnection: close\r\n\r\n", "a".repeat(3000));
    assert_eq!(answers(&say(house.addr, long.as_bytes()).await), (1, 400));
}

/// Reads until the server closes and says how long that took.
async fn cut_after(stream: &mut TcpStream) -> Duration {
    let began = Instant::now();
    let mut rest = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut rest)).await;
    let _ = read.expect("the server closes");
    began.elapsed()
}

#[tokio::test]
async fn a_slow_head_is_cut_and_an_idle_reader_is_not() {
    let house =
        open_as(site(), limited(Limits { head_seconds: 1, idle_seconds: 3, ..Limits::default() }), |front| {
            front
        })
        .await;
    let mut silent = TcpStream::connect(house.addr).await.expect("connected");
    let mut slow = TcpStream::connect(house.addr).await.expect("connected");
    slow.write_all(b"GET / HTTP/1.1\r\nx: ").await.expect("sent");
    let mut dripping = slow;
    let drip = tokio::spawn(async move {
        let began = Instant::now();
        while dripping.write_all(b"x").await.is_ok() && began.elapsed() < Duration::from_secs(5) {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        began.elapsed()
    });
    let mut reader = TcpStream::connect(house.addr).await.expect("connected");
    let mut some = [0; 4096];
    reader.write_all(b"GET / HTTP/1.1\r\nhost: t\r\n\r\n").await.expect("sent");
    assert!(reader.read(&mut some).await.expect("read") > 0);
    assert!(cut_after(&mut silent).await < Duration::from_millis(1800), "no byte at all");
    assert!(drip.await.expect("no panic") < Duration::from_secs(3), "a byte now and then");
    tokio::time::sleep(Duration::from_millis(600)).await;
    // Longer than a head may take, shorter than a connection may rest.
    reader.write_all(b"GET / HTTP/1.1\r\nhost: t\r\n\r\n").await.expect("still open");
    assert!(reader.read(&mut some).await.expect("read") > 0);
    let rested = cut_after(&mut reader).await;
    assert!((2500..4500).contains(&(rested.as_millis() as u64)), "{rested:?}");
}

#[tokio::test]
async fn a_second_slow_head_on_a_kept_connection_is_cut_too() {
    let house =
        open_as(site(), limited(Limits { head_seconds: 1, ..Limits::default() }), |front| front).await;
    let mut reader = TcpStream::connect(house.addr).await.expect("connected");
    let mut some = [0; 4096];
    reader.write_all(b"GET / HTTP/1.1\r\nhost: t\r\n\r\n").await.expect("sent");
    assert!(reader.read(&mut some).await.expect("read") > 0);
    reader.write_all(b"GET / HT").await.expect("sent");
    assert!(cut_after(&mut reader).await < Duration::from_secs(3));
}

#[tokio::test]
async fn a_quiet_stream_outlives_every_deadline_for_reading() {
    let site = Router::new().route(
        "/live",
        get(|| async {
            let pieces = futures_util::stream::unfold(0, |n| async move {
                tokio::time::sleep(Duration::from_millis(1300)).await;
                (n < 2).then(|| (Ok::<_, std::io::Error>(format!("piece {n};")), n + 1))
            });
            axum::body::Body::from_stream(pieces)
        }),
    );
    let house =
        open_as(site, limited(Limits { head_seconds: 1, idle_seconds: 1, ..Limits::default() }), |front| {
            front
        })
        .await;
    let reply = fetch(house.addr, "/live").await;
    assert!(reply.text().contains("piece 1;"), "{}", reply.text());
}

#[tokio::test]
async fn a_body_that_is_too_long_is_refused() {
    let house =
        open_as(site(), limited(Limits { max_body_bytes: 1000, ..Limits::default() }), |front| front).await;
    let announced = "POST /form HTTP/1.1\r\nhost: t\r\ncontent-length: 1001\r\n\r\n";
    assert_eq!(answers(&say(house.addr, announced.as_bytes()).await), (1, 413));
    let chunk = format!("{:x}\r\n{}\r\n", 600, "x".repeat(600));
    let unannounced = format!(
        "POST /form HTTP/1.1\r\nhost: t\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n{chunk}{chunk}0\r\n\r\n"
    );
    let (_, status) = answers(&say(house.addr, unannounced.as_bytes()).await);
    assert!((400..500).contains(&status), "{status}");
}

#[tokio::test]
async fn a_body_that_drips_is_cut() {
    let limits = Limits { body_grace_seconds: 1, min_body_bytes_per_second: 100, ..Limits::default() };
    let house = open_as(site(), limited(limits), |front| front).await;
    let mut slow = TcpStream::connect(house.addr).await.expect("connected");
    slow.write_all(b"POST /form HTTP/1.1\r\nhost: t\r\ncontent-length: 1000\r\nconnection: close\r\n\r\nabc")
        .await
        .expect("sent");
    assert!(cut_after(&mut slow).await < Duration::from_secs(3));
    // Nor does what came at once buy time for the rest.
    let mut stopped = TcpStream::connect(house.addr).await.expect("connected");
    let head = "POST /form HTTP/1.1\r\nhost: t\r\ncontent-length: 100000\r\nconnection: close\r\n\r\n";
    stopped.write_all(format!("{head}{}", "x".repeat(99_000)).as_bytes()).await.expect("sent");
    assert!(cut_after(&mut stopped).await < Duration::from_secs(5));
}

#[tokio::test]
async fn a_reader_who_takes_nothing_is_cut() {
    const LENGTH: usize = 14 << 20;
    let site = Router::new().route("/", get(|| async { Page::of("image/webp", vec![7; LENGTH]) }));
    let limits = Limits { stalled_seconds: 1, ..Limits::default() };
    let house = open_as(site, limited(limits), |front| front).await;
    let mut reader = TcpStream::connect(house.addr).await.expect("connected");
    reader.write_all(b"GET / HTTP/1.1\r\nhost: t\r\nconnection: close\r\n\r\n").await.expect("sent");
    tokio::time::sleep(Duration::from_millis(2500)).await;
    let mut taken = Vec::new();
    let _ = reader.read_to_end(&mut taken).await;
    assert!(taken.len() < LENGTH, "{}", taken.len());
    // The control: a reader who takes it gets all of it.
    assert_eq!(fetch(house.addr, "/").await.body.len(), LENGTH);
}

#[tokio::test]
async fn a_full_house_says_so_at_once() {
    let house =
        open_as(site(), limited(Limits { max_connections: 1, ..Limits::default() }), |front| front).await;
    let addr = house.addr;
    let first = tokio::spawn(async move { fetch(addr, "/slow").await });
    tokio::time::sleep(Duration::from_millis(100)).await;
    let mut second = TcpStream::connect(house.addr).await.expect("connected");
    let mut answer = Vec::new();
    second.read_to_end(&mut answer).await.expect("an answer and a close");
    assert_eq!(answers(&answer), (1, 503));
    assert_eq!(first.await.expect("no panic").text(), "slow", "who was at work stays");
}

#[tokio::test]
async fn a_stop_lets_readers_finish_and_takes_no_new_ones() {
    let house = open(site()).await;
    let mut idle = TcpStream::connect(house.addr).await.expect("connected");
    let addr = house.addr;
    let busy = tokio::spawn(async move { fetch(addr, "/slow").await });
    tokio::time::sleep(Duration::from_millis(150)).await;
    house.stop.cancel();
    assert_eq!(busy.await.expect("no panic").text(), "slow");
    assert_eq!(house.running.await.expect("no panic").cut, 0);
    assert!(cut_after(&mut idle).await < Duration::from_secs(1));
    assert!(TcpStream::connect(addr).await.is_err());
}

#[tokio::test]
async fn a_stop_cuts_what_outlasts_the_grace() {
    let site = Router::new().route("/", get(|| async { std::future::pending::<Page>().await }));
    let plan = Plan { grace: Duration::from_millis(300), ..Plan::default() };
    let house = open_as(site, plan, |front| front).await;
    let mut stuck = TcpStream::connect(house.addr).await.expect("connected");
    stuck.write_all(b"GET / HTTP/1.1\r\nhost: t\r\n\r\n").await.expect("sent");
    tokio::time::sleep(Duration::from_millis(100)).await;
    house.stop.cancel();
    assert_eq!(house.running.await.expect("no panic").cut, 1);
}

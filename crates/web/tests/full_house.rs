//! When all places for connections are taken: silent and slow clients make room, whoever is at work stays, and the desk comes in.

use std::net::SocketAddr;
use std::time::Duration;

use axum::routing::{get as on_get, post as on_post};
use axum::{Extension, Router};
use support::{House, Plan, get, open_as};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use web::{FrontConfig, Limits, Page, Welcome};

mod support;

const PLACES: usize = 30;
/// A tenth of them.
const KEPT: usize = 3;

/// A page, one that takes its time, and a desk that publishes and knows whoever has its cookie.
async fn house(keeps_everybody: bool) -> House {
    let site = Router::new()
        .route("/", on_get(|| async { Page::html("page") }))
        .route(
            "/slow/{n}",
            on_get(|| async {
                tokio::time::sleep(Duration::from_secs(2)).await;
                Page::html("slow")
            }),
        )
        .route(
            "/desk",
            on_post(|Extension(welcome): Extension<Welcome>| async move {
                welcome.is_due();
                "published"
            }),
        );
    let limits = Limits { max_connections: PLACES, ..Limits::default() };
    let front = FrontConfig { pass: vec!["/desk".into()], ..FrontConfig::default() };
    open_as(site, Plan { limits, front, keeps_everybody, ..Plan::default() }, |front| front).await
}

async fn connected(addr: SocketAddr, from: &str) -> TcpStream {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.bind(format!("{from}:0").parse().expect("an address")).expect("the loopback has many addresses");
    socket.connect(addr).await.expect("a connection")
}

/// What is answered to somebody from there who says this.
async fn said(addr: SocketAddr, from: &str, words: &str) -> String {
    let mut stream = connected(addr, from).await;
    // Who is turned away may find the connection closed already.
    let _ = stream.write_all(words.as_bytes()).await;
    let mut answer = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut answer)).await;
    let _ = read.expect("an answer in time");
    String::from_utf8_lossy(&answer).into_owned()
}

/// Somebody from there publishes.
async fn published(addr: SocketAddr, from: &str) -> bool {
    let words = "POST /desk HTTP/1.1\r\nhost: t\r\ncookie: khabar_desk=us\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
    said(addr, from, words).await.ends_with("published")
}

/// Connections that say nothing, that stop within a head, and that were answered and rest.
async fn crowd(addr: SocketAddr, many: usize) -> Vec<TcpStream> {
    let words = ["", "GET / HTTP/1.1\r\nx: ", "GET / HTTP/1.1\r\nhost: t\r\n\r\n"];
    let mut streams = Vec::new();
    for n in 0..many {
        let mut stream = connected(addr, "127.0.0.1").await;
        let _ = stream.write_all(words[n % words.len()].as_bytes()).await;
        streams.push(stream);
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    streams
}

#[tokio::test]
async fn silent_and_half_sent_requests_keep_nobody_out() {
    let house = house(false).await;
    let _crowd = crowd(house.addr, 4 * PLACES).await;
    for _ in 0..10 {
        assert!(published(house.addr, "127.0.0.2").await, "the desk comes in");
        let page =
            said(house.addr, "127.0.0.3", "GET / HTTP/1.1\r\nhost: t\r\nconnection: close\r\n\r\n").await;
        assert!(page.starts_with("HTTP/1.1 200"), "and a reader: {page}");
    }
}

#[tokio::test]
async fn the_control_who_is_never_asked_to_leave_keeps_everybody_out() {
    let house = house(true).await;
    let _crowd = crowd(house.addr, PLACES).await;
    assert!(!published(house.addr, "127.0.0.2").await);
    assert!(said(house.addr, "127.0.0.3", "").await.starts_with("HTTP/1.1 503"));
}

#[tokio::test]
async fn when_all_are_at_work_there_are_places_for_those_who_were_at_the_desk() {
    let house = house(false).await;
    assert!(published(house.addr, "127.0.0.2").await);
    let mut busy = Vec::new();
    for n in 0..PLACES - KEPT {
        let mut stream = connected(house.addr, "127.0.0.1").await;
        let words = format!("GET /slow/{n} HTTP/1.1\r\nhost: t\r\nconnection: close\r\n\r\n");
        stream.write_all(words.as_bytes()).await.expect("sent");
        busy.push(stream);
    }
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(said(house.addr, "127.0.0.3", "").await.starts_with("HTTP/1.1 503"), "strangers find none");
    assert!(!published(house.addr, "127.0.0.4").await, "nor does who was never let in");
    assert!(published(house.addr, "127.0.0.2").await);
    for mut stream in busy {
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.expect("it is answered");
        assert!(answer.ends_with("slow"), "{answer}");
    }
    assert_eq!(get(house.addr, "/").await.status, 200);
}

#[tokio::test]
async fn half_sent_bodies_keep_nobody_out_for_long() {
    let house = house(false).await;
    let mut crowd = Vec::new();
    for _ in 0..PLACES {
        let mut stream = connected(house.addr, "127.0.0.1").await;
        let words = "POST /form HTTP/1.1\r\nhost: t\r\ncontent-length: 1000\r\n\r\nabc";
        let _ = stream.write_all(words.as_bytes()).await;
        crowd.push(stream);
    }
    tokio::time::sleep(Duration::from_millis(1_200)).await;
    for _ in 0..10 {
        assert!(published(house.addr, "127.0.0.2").await, "the desk comes in");
    }
}

//! Clients that are slow on purpose, by the tool that administrators try this with: more of them than there are places, while readers
//! and the desk go on.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::kit::{Answer, Call, Newsroom, Server, get, post, read_answer};

/// Fewer than the tool takes, all of which come from one address.
const PLACES: (&str, &str) = ("KHABAR__LIMITS__MAX_CONNECTIONS", "200");
const CLIENTS: &str = "400";
/// How long each sort of slowness lasts, in seconds.
const LASTS: &str = "8";
const PAUSE: Duration = Duration::from_millis(100);
/// So long an answer may take that is still one.
const PATIENCE: Duration = Duration::from_secs(3);
const DESK: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 2);
const READER: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 3);

/// What each sort is called, what the tool is told, and where it does so.
const SORTS: [(&str, &[&str], &str); 3] = [
    ("slow heads", &["-H", "-i", "2", "-x", "24"], "/ar/"),
    ("slow bodies", &["-B", "-i", "2", "-s", "8192", "-x", "10"], "/desk/sign-in"),
    ("slow reading", &["-X", "-w", "10", "-y", "20", "-n", "4", "-z", "16", "-k", "3"], "/ar/"),
];

/// What came of asking again and again.
#[derive(Default)]
struct Asked {
    answered: usize,
    failed: Vec<String>,
    /// In milliseconds.
    slowest: u128,
}

/// A connection from an address of this machine that is nobody else's.
fn connect_from(from: Ipv4Addr, to: SocketAddr) -> std::io::Result<TcpStream> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    let stream = runtime.block_on(async {
        let socket = tokio::net::TcpSocket::new_v4()?;
        socket.bind(SocketAddr::new(IpAddr::V4(from), 0))?;
        socket.connect(to).await
    })?;
    let stream = stream.into_std()?;
    stream.set_nonblocking(false)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    Ok(stream)
}

fn ask_from(from: Ipv4Addr, call: &Call, to: SocketAddr) -> std::io::Result<Answer> {
    let mut stream = connect_from(from, to)?;
    let (head, body) = call.bytes(to);
    // Who is turned away may have been answered already.
    let _ = std::io::Write::write_all(&mut stream, &[head, body].concat());
    read_answer(stream)
}

/// Asks until it is over.
fn asking(is_over: &AtomicBool, ask: impl Fn() -> std::io::Result<Answer>, good: u16) -> Asked {
    let mut asked = Asked::default();
    while !is_over.load(Ordering::Relaxed) {
        let begun = Instant::now();
        match ask() {
            Ok(answer) if answer.status == good => asked.answered += 1,
            Ok(answer) => asked.failed.push(answer.status.to_string()),
            Err(error) => asked.failed.push(error.to_string()),
        }
        asked.slowest = asked.slowest.max(begun.elapsed().as_millis());
        thread::sleep(PAUSE);
    }
    asked
}

/// Runs the tool beside a reader and the desk. `None`: there is no tool.
fn beside(server: &Server, token: &str, words: &[&str], path: &str) -> Option<(Asked, Asked)> {
    let url = format!("http://{}{path}", server.address);
    let mut tool = Command::new("slowhttptest");
    tool.args(words).args(["-c", CLIENTS, "-r", CLIENTS, "-l", LASTS, "-p", "3", "-u", &url]);
    tool.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut tool = tool.spawn().ok()?;
    let (to, is_over) = (server.address, AtomicBool::new(false));
    let new = json!({"edition": "ar", "section": "politics", "content": {"headline": "خبر رغم الزحام"}});
    let draft = post("/api/v1/articles").token(token).json(&new);
    let came_of = thread::scope(|scope| {
        let desk = scope.spawn(|| asking(&is_over, || ask_from(DESK, &draft, to), 201));
        let reader = scope.spawn(|| asking(&is_over, || ask_from(READER, &get("/ar/"), to), 200));
        tool.wait().expect("it ends by itself");
        is_over.store(true, Ordering::Relaxed);
        (desk.join().expect("no panic"), reader.join().expect("no panic"))
    });
    Some(came_of)
}

#[test]
fn slow_clients_keep_nobody_out() {
    let newsroom = Newsroom::bare();
    let server = newsroom.serve_with(&[PLACES]);
    get("/ar/").answer(server.address).with_status(200);
    for (name, words, path) in SORTS {
        let Some((desk, reader)) = beside(&server, &newsroom.token, words, path) else {
            println!("NOT RUN: {name} (slowhttptest is not installed)");
            continue;
        };
        for (who, asked) in [("the desk", &desk), ("a reader", &reader)] {
            let Asked { answered, failed, slowest } = asked;
            println!("{name}: {who}: {answered} answered, {} not, {slowest} ms at most", failed.len());
        }
        assert!(desk.failed.is_empty(), "{name}: {:?}", desk.failed);
        assert!(desk.answered > 10 && desk.slowest <= 1_000, "{name}: {} ms", desk.slowest);
        // Until it shows that a request is slow to come, its place is taken.
        assert!(reader.failed.len() * 5 <= reader.answered, "{name}: {:?}", reader.failed);
    }
    let metrics = get("/metrics").answer(server.ops).text();
    println!(
        "{}",
        metrics.lines().filter(|line| line.starts_with("connections_")).collect::<Vec<_>>().join("\n")
    );
    server.stop();
}

//! A server on the loopback, a clock that can be moved, and a client that says exactly what it is told to.
#![allow(dead_code)] // each file of tests uses its part

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use web::{Door, Drained, Front, FrontConfig, Limits, PageCache, PageCacheConfig, Proxies, Server, Tls};

/// A running server with everything a test wants to look at.
pub struct House {
    pub addr: SocketAddr,
    pub cache: Arc<PageCache>,
    pub clock: Hands,
    pub stop: CancellationToken,
    pub running: tokio::task::JoinHandle<Drained>,
}

/// The hands of the test's clock.
#[derive(Clone)]
pub struct Hands(Arc<AtomicU64>, Instant);

impl Hands {
    pub fn new() -> Hands {
        Hands(Arc::default(), Instant::now())
    }

    pub fn forward(&self, by: Duration) {
        self.0.fetch_add(by.as_millis() as u64, Ordering::SeqCst);
    }

    pub fn clock(&self) -> web::Clock {
        let Hands(moved, from) = self.clone();
        Arc::new(move || from + Duration::from_millis(moved.load(Ordering::SeqCst)))
    }
}

pub struct Plan {
    pub cache: PageCacheConfig,
    pub front: FrontConfig,
    pub limits: Limits,
    pub grace: Duration,
    /// Spoken at the door.
    pub tls: Option<Tls>,
    /// Believed about where requests come from.
    pub proxies: Proxies,
    /// The control of a test: nobody makes room when all places are taken.
    pub keeps_everybody: bool,
}

impl Default for Plan {
    fn default() -> Plan {
        let front = FrontConfig { query_allowed: &["page", "q"], ..FrontConfig::default() };
        Plan {
            cache: PageCacheConfig::default(),
            front,
            limits: Limits::default(),
            grace: Duration::from_secs(5),
            tls: None,
            proxies: Proxies::default(),
            keeps_everybody: false,
        }
    }
}

pub async fn open(site: Router) -> House {
    open_as(site, Plan::default(), |front| front).await
}

pub async fn open_as(site: Router, plan: Plan, finish: impl FnOnce(Front) -> Front) -> House {
    let cache = Arc::new(PageCache::new(plan.cache));
    let clock = Hands::new();
    let config = FrontConfig { clock: clock.clock(), ..plan.front };
    let front = finish(Front::new(cache.clone(), site, config));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let addr = listener.local_addr().expect("an address");
    let stop = CancellationToken::new();
    let (server, stopping) = (Server::new(plan.limits).behind(plan.proxies), stop.clone());
    let server = if plan.keeps_everybody { server.keeping_everybody() } else { server };
    let door = match plan.tls {
        Some(tls) => Door::over_tls(listener, tls),
        None => Door::from(listener),
    };
    let running = tokio::spawn(async move { server.run(door, front, stopping, plan.grace).await });
    House { addr, cache, clock, stop, running }
}

/// An answer as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("text")
    }

    fn parse(bytes: &[u8]) -> Option<Reply> {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
        let head = std::str::from_utf8(&bytes[..end]).ok()?;
        let mut lines = head.split("\r\n");
        let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
            .collect();
        Some(Reply { status, headers, body: bytes[end + 4..].to_vec() })
    }
}

/// Sends these bytes and reads until the server closes.
pub async fn say(addr: SocketAddr, bytes: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(addr).await.expect("a connection");
    stream.write_all(bytes).await.expect("sent");
    let mut answer = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut answer)).await;
    let _ = read.expect("an answer in time");
    answer
}

/// One request on a connection of its own.
pub async fn ask(addr: SocketAddr, method: &str, path: &str, headers: &[(&str, &str)]) -> Reply {
    let host =
        if headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) { "" } else { "host: test\r\n" };
    let mut request = format!("{method} {path} HTTP/1.1\r\n{host}connection: close\r\n");
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request.push_str("\r\n");
    let bytes = say(addr, request.as_bytes()).await;
    Reply::parse(&bytes).unwrap_or_else(|| panic!("no answer to {method} {path}: {bytes:?}"))
}

pub async fn get(addr: SocketAddr, path: &str) -> Reply {
    ask(addr, "GET", path, &[]).await
}

/// Counts.
#[derive(Clone, Default)]
pub struct Counter(Arc<AtomicUsize>);

impl Counter {
    pub fn next(&self) -> usize {
        self.0.fetch_add(1, Ordering::SeqCst) + 1
    }

    pub fn so_far(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

/// Waits for something that happens behind, for two seconds at most.
pub async fn until(what: &str, mut holds: impl FnMut() -> bool) {
    for _ in 0..400 {
        if holds() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("not within two seconds: {what}");
}

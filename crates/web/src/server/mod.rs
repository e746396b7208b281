//! Runs a service on a listener: HTTP/1.1, over TLS HTTP/2 as well, with limits on everything a stranger can hold on to,
//! and a stop that lets readers finish.
//!
//! `connection` serves one connection, `patient_io` cuts those that keep us waiting, `request_body` bounds uploads,
//! `house` has the places for connections, and who makes room when they are taken, `crowd` counts them per address.

mod connection;
mod crowd;
mod house;
mod patient_io;
mod request_body;

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, HttpBody};
use bytes::Bytes;
use http::{Request, Response};
use serde::{Deserialize, Serialize};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::Service;

use connection::Terms;
use crowd::{Crowd, Turned};
use house::House;

use crate::proxies::Proxies;
use crate::tls::Tls;

pub use house::Welcome;

/// The address that a request came from, as an extension on the request: of the reader, where a proxy that is believed says
/// so. Not to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeerAddr(pub SocketAddr);

/// On a request that a proxy which is believed passed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThroughProxy;

/// What one stranger, and all together, may hold on to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Connections open at once, over all listeners for readers. Default 10,000.
    pub max_connections: usize,
    /// Of these, kept for addresses where somebody was at the desk within twelve hours; at most a tenth. Default 64.
    pub desk_connections: usize,
    /// Of all, per IPv4 address or IPv6 /64; the loopback and proxies that are believed are free, and what these pass
    /// on counts as so many requests at once per reader. 0: no limit. Default 200.
    pub max_connections_per_address: usize,
    /// Seconds for a whole request head to arrive. Default 10.
    pub head_seconds: u64,
    /// Seconds that a connection may stay open between requests. Default 60.
    pub idle_seconds: u64,
    /// Seconds for which a reader may take nothing of an answer. Default 30.
    pub stalled_seconds: u64,
    /// Bytes of a request head. Default 16 KiB.
    pub max_head_bytes: usize,
    /// Bytes of a request body; routes ask for less. Default 51 MiB: the largest picture, and the form around it.
    pub max_body_bytes: u64,
    /// Bytes per second that a body must bring as long as it is waited for. Default 1,024.
    pub min_body_bytes_per_second: u64,
    /// Seconds from one look at that to the next, each at what came since the last; at least one. Default 20.
    pub body_grace_seconds: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            max_connections: 10_000,
            desk_connections: 64,
            max_connections_per_address: 200,
            head_seconds: 10,
            idle_seconds: 60,
            stalled_seconds: 30,
            max_head_bytes: 16 << 10,
            max_body_bytes: 51 << 20,
            min_body_bytes_per_second: 1024,
            body_grace_seconds: 20,
        }
    }
}

/// Where connections come in.
pub struct Door {
    listener: TcpListener,
    tls: Option<Tls>,
}

impl Door {
    /// A door that speaks TLS.
    pub fn over_tls(listener: TcpListener, tls: Tls) -> Door {
        Door { listener, tls: Some(tls) }
    }
}

impl From<TcpListener> for Door {
    fn from(listener: TcpListener) -> Door {
        Door { listener, tls: None }
    }
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drained {
    /// Connections that were still busy when the grace was over, and were cut.
    pub cut: usize,
}

/// Serves on any number of listeners, which share its limits. Cheap to clone.
#[derive(Clone)]
pub struct Server {
    limits: Arc<Limits>,
    house: House,
    proxies: Arc<Proxies>,
    /// Those whose requests proxies pass on.
    readers: Crowd,
}

impl Server {
    /// A server with these limits.
    pub fn new(limits: Limits) -> Server {
        let (house, readers) = (House::new(&limits), Crowd::new(limits.max_connections_per_address));
        Server { limits: Arc::new(limits), house, proxies: Arc::default(), readers }
    }

    /// The control of a test: when all places are taken, nobody makes room.
    #[doc(hidden)]
    pub fn keeping_everybody(self) -> Server {
        self.house.keep_everybody();
        self
    }

    /// The same behind these proxies.
    pub fn behind(self, proxies: Proxies) -> Server {
        Server { proxies: Arc::new(proxies), ..self }
    }

    /// Serves until `stop`; then takes no more connections, lets each finish what it is answering, and cuts after
    /// `grace` those that have not.
    pub async fn run<S, B>(
        &self,
        door: impl Into<Door>,
        service: S,
        stop: CancellationToken,
        grace: Duration,
    ) -> Drained
    where
        S: Service<Request<Body>, Response = Response<B>, Error = Infallible> + Clone + Send + 'static,
        S::Future: Send + 'static,
        B: HttpBody<Data = Bytes> + Unpin + Send + 'static,
        B::Error: Into<axum::BoxError>,
    {
        let Door { listener, tls } = door.into();
        let open = TaskTracker::new();
        let cut = CancellationToken::new();
        loop {
            let accepted = tokio::select! {
                biased;
                () = stop.cancelled() => break,
                accepted = listener.accept() => accepted,
            };
            match accepted {
                Ok((stream, peer)) => match self.house.enter(peer.ip(), !self.proxies.knows(peer.ip())) {
                    Ok(seat) => {
                        let (server, service, seat) = (self.clone(), service.clone(), Arc::new(seat));
                        let (begun, stop, seated) = (Instant::now(), stop.clone(), seat.clone());
                        let terms = Terms { server, service, peer, seat: seated, begun, stop };
                        let (tls, cut) = (tls.clone(), cut.clone());
                        open.spawn(async move {
                            tokio::select! {
                                biased;
                                () = cut.cancelled() => {}
                                () = seat.is_wanted() => {}
                                () = connection::serve(stream, tls, terms) => {}
                            }
                        });
                    }
                    Err(turned) => {
                        metrics::counter!("connections_turned_away_total").increment(1);
                        // Under TLS a word would cost a handshake: whoever is turned away there sees the connection close.
                        if tls.is_none() {
                            turn_away(stream, turned);
                        }
                    }
                },
                // Out of descriptors, most likely: wait for some to come back instead of spinning.
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    if has_run_out(&error) {
                        self.house.make_some_room();
                        tokio::time::sleep(Duration::from_millis(50)).await;
                    }
                }
            }
        }
        drop(listener);
        open.close();
        let drained = tokio::time::timeout(grace, open.wait()).await;
        let left = if drained.is_ok() { 0 } else { open.len() };
        cut.cancel();
        open.wait().await;
        Drained { cut: left }
    }
}

/// A short word, if the socket takes it at once, and the door.
fn turn_away(stream: TcpStream, turned: Turned) {
    let word = match turned {
        Turned::Full => "HTTP/1.1 503 Service Unavailable\r\n",
        Turned::TooManyFromThere => "HTTP/1.1 429 Too Many Requests\r\n",
    };
    let rest = "retry-after: 1\r\ncache-control: no-store\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    // Best effort: whoever cannot take it sees the connection close.
    let _ = stream.try_write(format!("{word}{rest}").as_bytes());
}

/// Whether there is no room for one more: descriptors or memory have run out. Other errors are of the one who came.
fn has_run_out(error: &std::io::Error) -> bool {
    const DESCRIPTORS: [i32; 2] = [23, 24];
    const MEMORY: [i32; 2] = [12, 105];
    error.raw_os_error().is_none_or(|code| DESCRIPTORS.contains(&code) || MEMORY.contains(&code))
}

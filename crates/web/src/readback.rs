//! Reads a page of our own back through its address: one bounded GET on the loopback, nothing else can go out.

use std::net::SocketAddr;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::{ACCEPT_ENCODING, HOST};
use http::{HeaderMap, Request, StatusCode};
use http_body_util::{BodyExt, Empty};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use thiserror::Error;
use tokio::net::TcpStream;

/// Why a page could not be read back.
#[derive(Debug, Error)]
pub enum ReadbackFailed {
    /// The address is not this machine's own.
    #[error("{0} is not a loopback address")]
    NotLoopback(SocketAddr),
    /// The host or path cannot stand in a request.
    #[error("not an address that can be asked: {0}")]
    BadAddress(#[from] http::Error),
    /// The connection could not be made.
    #[error("could not connect: {0}")]
    NotConnected(#[from] std::io::Error),
    /// The exchange broke.
    #[error("the exchange broke: {0}")]
    Broken(#[from] hyper::Error),
    /// The body passed the limit.
    #[error("the body is longer than {0} bytes")]
    TooLong(usize),
    /// The time ran out.
    #[error("no complete answer within {0:?}")]
    TooLate(Duration),
}

/// Asks `addr` for `path` as `host`, taking at most `limit` bytes of body and `deadline` in all. The body comes
/// unencoded.
pub async fn read(
    addr: SocketAddr,
    host: &str,
    path: &str,
    limit: usize,
    deadline: Duration,
) -> Result<(StatusCode, HeaderMap, Bytes), ReadbackFailed> {
    if !addr.ip().is_loopback() {
        return Err(ReadbackFailed::NotLoopback(addr));
    }
    let request =
        Request::get(path).header(HOST, host).header(ACCEPT_ENCODING, "identity").body(Empty::new())?;
    tokio::time::timeout(deadline, exchange(addr, request, limit))
        .await
        .unwrap_or(Err(ReadbackFailed::TooLate(deadline)))
}

async fn exchange(
    addr: SocketAddr,
    request: Request<Empty<Bytes>>,
    limit: usize,
) -> Result<(StatusCode, HeaderMap, Bytes), ReadbackFailed> {
    let stream = TcpStream::connect(addr).await?;
    stream.set_nodelay(true)?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    let driver = tokio::spawn(connection);
    let stop_driver = AbortOnDrop(driver.abort_handle());
    let (parts, mut incoming) = sender.send_request(request).await?.into_parts();
    let mut body = BytesMut::new();
    while let Some(frame) = incoming.frame().await {
        if let Ok(bytes) = frame?.into_data() {
            if body.len() + bytes.len() > limit {
                return Err(ReadbackFailed::TooLong(limit));
            }
            body.extend_from_slice(&bytes);
        }
    }
    drop(stop_driver);
    Ok((parts.status, parts.headers, body.freeze()))
}

/// The connection lives no longer than the reading of it, also when the deadline drops us half way.
struct AbortOnDrop(tokio::task::AbortHandle);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

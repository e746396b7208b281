//! One connection, from its first byte to its close.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::{Body, HttpBody};
use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONNECTION, CONTENT_LENGTH, HeaderValue, TRANSFER_ENCODING};
use http::{Method, Request, Response, StatusCode};
use hyper::body::{Frame, Incoming, SizeHint};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;
use tower::{Service, ServiceExt};

use super::patient_io::{Exchange, PatientIo};
use super::{Limits, PeerAddr, request_body};

/// The read buffer must hold a head; a little more makes uploads cheaper.
const READ_BUFFER: usize = 64 << 10;

pub(super) async fn serve<S, B>(
    stream: TcpStream,
    peer: SocketAddr,
    service: S,
    limits: Arc<Limits>,
    stop: CancellationToken,
) where
    S: Service<Request<Body>, Response = Response<B>, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send + 'static,
    B: HttpBody<Data = Bytes> + Unpin + Send + 'static,
    B::Error: Into<axum::BoxError>,
{
    // Without it the end of an answer can sit out a delayed acknowledgement: 40 ms on an idle line.
    let _ = stream.set_nodelay(true);
    let exchange = Arc::new(Exchange::default());
    let io = TokioIo::new(PatientIo::new(stream, exchange.clone(), &limits));
    let max_head = limits.max_head_bytes;
    let answering =
        service_fn(move |request| answer(service.clone(), request, peer, limits.clone(), exchange.clone()));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        // `PatientIo` keeps this time, and tells an idle connection from a slow head.
        .header_read_timeout(None)
        .max_header_size(max_head)
        .max_buf_size(READ_BUFFER.max(max_head))
        .serve_connection(io, answering);
    let mut connection = pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = stop.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection broke");
    }
}

async fn answer<S, B>(
    service: S,
    request: Request<Incoming>,
    peer: SocketAddr,
    limits: Arc<Limits>,
    exchange: Arc<Exchange>,
) -> Result<Response<Written<B>>, Infallible>
where
    S: Service<Request<Body>, Response = Response<B>, Error = Infallible>,
{
    exchange.began();
    let under_way = UnderWay(exchange);
    if let Some(status) = refused(&request, &limits, &under_way.0) {
        return Ok(close_with(status, under_way));
    }
    let mut request = request.map(|incoming| request_body::bounded(incoming, &limits));
    request.extensions_mut().insert(PeerAddr(peer));
    let response = service.oneshot(request).await?;
    Ok(response.map(|body| Written { body: Some(body), _under_way: under_way }))
}

/// Framing that two servers may read differently is refused, and the connection with it. So are bodies that announce
/// themselves as too long.
fn refused(request: &Request<Incoming>, limits: &Limits, exchange: &Exchange) -> Option<StatusCode> {
    let headers = request.headers();
    if headers.contains_key(TRANSFER_ENCODING) {
        let bodiless = matches!(*request.method(), Method::GET | Method::HEAD);
        // The parser drops Content-Length when both are there, so the head as it came is asked.
        if bodiless
            || headers.get_all(TRANSFER_ENCODING).iter().count() > 1
            || exchange.head_names(b"content-length")
        {
            return Some(StatusCode::BAD_REQUEST);
        }
    }
    let announced = request.body().size_hint().lower();
    (announced > limits.max_body_bytes).then_some(StatusCode::PAYLOAD_TOO_LARGE)
}

fn close_with<B>(status: StatusCode, under_way: UnderWay) -> Response<Written<B>> {
    let mut response = Response::new(Written { body: None, _under_way: under_way });
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONNECTION, HeaderValue::from_static("close"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    crate::headers::where_absent(headers, &crate::headers::site_headers(false));
    response
}

/// Held from the request's head to the last of its answer.
struct UnderWay(Arc<Exchange>);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.ended();
    }
}

/// The answer's body, which says when it is out.
struct Written<B> {
    /// `None`: empty.
    body: Option<B>,
    _under_way: UnderWay,
}

impl<B: HttpBody + Unpin> HttpBody for Written<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        self.get_mut().body.as_mut().map_or(Poll::Ready(None), |body| Pin::new(body).poll_frame(cx))
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(HttpBody::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.body.as_ref().map_or(SizeHint::with_exact(0), HttpBody::size_hint)
    }
}

//! One connection, from its first byte to its close.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, HttpBody};
use bytes::Bytes;
use http::header::{
    AUTHORIZATION, CACHE_CONTROL, CONNECTION, CONTENT_LENGTH, COOKIE, HOST, HeaderValue, RETRY_AFTER,
    TRANSFER_ENCODING,
};
use http::{Method, Request, Response, StatusCode, Uri, Version};
use hyper::body::{Frame, Incoming, SizeHint};
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulConnection;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tower::{Service, ServiceExt};

use super::crowd::Place;
use super::house::{Seat, Welcome};
use super::patient_io::{Exchange, PatientIo, Stage};
use super::{Limits, PeerAddr, Server, ThroughProxy, request_body};
use crate::tls::{HTTP_2, Tls};

/// The read buffer must hold a head; a little more makes uploads cheaper.
const READ_BUFFER: usize = 64 << 10;
/// Requests under way at once on one connection of HTTP/2: enough for a page with its pictures.
const MOST_STREAMS: u32 = 32;
/// In frames so many bytes of an answer go out of our hands at a time, so that a reader who takes none of the rest is seen not to.
const LARGEST_PIECE: usize = 16 << 10;
/// Streams of one connection that were opened and dropped at once, before it is closed as an attack.
const MOST_DROPPED: usize = 20;
/// Bytes of an upload that wait for their reader, for one stream and for a connection.
const STREAM_WINDOW: u32 = 256 << 10;
const CONNECTION_WINDOW: u32 = 1 << 20;

/// What a connection is served with.
pub(super) struct Terms<S> {
    pub(super) server: Server,
    pub(super) service: S,
    pub(super) peer: SocketAddr,
    pub(super) seat: Arc<Seat>,
    pub(super) begun: Instant,
    pub(super) stop: CancellationToken,
}

/// Serves it as it comes, or over TLS, and then as HTTP/2 where that is agreed on.
pub(super) async fn serve<S, B>(stream: TcpStream, tls: Option<Tls>, terms: Terms<S>)
where
    S: Service<Request<Body>, Response = Response<B>, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send + 'static,
    B: HttpBody<Data = Bytes> + Unpin + Send + 'static,
    B::Error: Into<axum::BoxError>,
{
    // Without it the end of an answer can sit out a delayed acknowledgement: 40 ms on an idle line.
    let _ = stream.set_nodelay(true);
    let Some(tls) = tls else { return serve_http_1(stream, terms).await };
    let deadline = terms.begun + Duration::from_secs(terms.server.limits.head_seconds);
    let agreed = tokio::select! {
        agreed = tokio::time::timeout_at(deadline, tls.accept(stream)) => agreed,
        () = terms.stop.cancelled() => return,
    };
    let stream = match agreed {
        Ok(Ok(stream)) => stream,
        Ok(Err(error)) => return tracing::debug!(%error, "a handshake failed"),
        Err(_) => return tracing::debug!("a handshake took too long"),
    };
    if stream.get_ref().1.alpn_protocol() == Some(HTTP_2) {
        serve_http_2(stream, terms).await;
    } else {
        serve_http_1(stream, terms).await;
    }
}

async fn serve_http_1<T, S, B>(stream: T, terms: Terms<S>)
where
    T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    S: Service<Request<Body>, Response = Response<B>, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send + 'static,
    B: HttpBody<Data = Bytes> + Unpin + Send + 'static,
    B::Error: Into<axum::BoxError>,
{
    let Terms { server, service, peer, seat, begun, stop } = terms;
    let limits = server.limits.clone();
    let exchange = Arc::new(Exchange::default());
    let io = TokioIo::new(PatientIo::new(stream, exchange.clone(), &limits, begun));
    let max_head = limits.max_head_bytes;
    let asked = Arc::new(Asked { server, peer, seat, exchange });
    let answering = service_fn(move |request| answer(asked.clone(), service.clone(), request));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        // `PatientIo` keeps this time, and tells an idle connection from a slow head.
        .header_read_timeout(None)
        .max_header_size(max_head)
        .max_buf_size(READ_BUFFER.max(max_head))
        .serve_connection(io, answering);
    to_its_end(connection, stop).await;
}

async fn serve_http_2<T, S, B>(stream: T, terms: Terms<S>)
where
    T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    S: Service<Request<Body>, Response = Response<B>, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send + 'static,
    B: HttpBody<Data = Bytes> + Unpin + Send + 'static,
    B::Error: Into<axum::BoxError>,
{
    let Terms { server, service, peer, seat, begun, stop } = terms;
    let limits = server.limits.clone();
    let exchange = Arc::new(Exchange::of_many());
    let io = TokioIo::new(PatientIo::new(stream, exchange.clone(), &limits, begun));
    let most_head = u32::try_from(limits.max_head_bytes).unwrap_or(u32::MAX);
    let asked = Arc::new(Asked { server, peer, seat, exchange });
    let answering = service_fn(move |request| answer(asked.clone(), service.clone(), request));
    let connection = http2::Builder::new(TokioExecutor::new())
        .timer(TokioTimer::new())
        .max_concurrent_streams(MOST_STREAMS)
        .max_header_list_size(most_head)
        .max_pending_accept_reset_streams(MOST_DROPPED)
        .max_local_error_reset_streams(MOST_DROPPED)
        .initial_stream_window_size(STREAM_WINDOW)
        .initial_connection_window_size(CONNECTION_WINDOW)
        .serve_connection(io, answering);
    to_its_end(connection, stop).await;
}

async fn to_its_end(connection: impl GracefulConnection<Error = hyper::Error>, stop: CancellationToken) {
    let mut connection = std::pin::pin!(connection);
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

/// What every request of a connection has in common.
struct Asked {
    server: Server,
    peer: SocketAddr,
    seat: Arc<Seat>,
    exchange: Arc<Exchange>,
}

async fn answer<S, B>(
    asked: Arc<Asked>,
    service: S,
    request: Request<Incoming>,
) -> Result<Response<Written<B>>, Infallible>
where
    S: Service<Request<Body>, Response = Response<B>, Error = Infallible>,
{
    let mut under_way = UnderWay::begin(asked.clone());
    let (server, peer) = (&asked.server, asked.peer);
    let limits = &server.limits;
    if let Some(status) = refused(&request, limits, &asked.exchange) {
        return Ok(the_last(refusal(status, under_way)));
    }
    let closes = is_doubtful(&request, &asked.exchange);
    let sending = || asked.seat.clone().sending(asked.exchange.clone());
    let mut request = request.map(|incoming| request_body::bounded(incoming, limits, sending));
    if request.version() == Version::HTTP_2 {
        as_written_in_http_1(&mut request);
    }
    let mut reader = peer;
    if server.proxies.knows(peer.ip()) {
        reader.set_ip(server.proxies.client(peer.ip(), request.headers()));
        match server.readers.enter(reader.ip()) {
            Ok(place) => under_way.place = Some(place),
            Err(_) => {
                let response = refusal(StatusCode::TOO_MANY_REQUESTS, under_way);
                return Ok(if closes { the_last(response) } else { response });
            }
        }
        request.extensions_mut().insert(ThroughProxy);
    } else if request.headers().contains_key(COOKIE) || request.headers().contains_key(AUTHORIZATION) {
        request.extensions_mut().insert(Welcome {
            seat: asked.seat.clone(),
            exchange: asked.exchange.clone(),
            from: peer.ip(),
        });
    }
    request.extensions_mut().insert(PeerAddr(reader));
    let response = service.oneshot(request).await?;
    let response = if closes { the_last(response) } else { response };
    Ok(response.map(|body| Written { body: Some(body), rest: Bytes::new(), under_way: under_way.writes() }))
}

/// What stands in the request line of HTTP/2 stands where everything behind looks for it: the host in a header of its own. Where
/// there is one already that says something else, both stay as they are: the front refuses whoever names two hosts.
fn as_written_in_http_1<B>(request: &mut Request<B>) {
    let named = request.uri().authority().map(|authority| HeaderValue::from_str(authority.as_str()));
    let Some(Ok(named)) = named else { return };
    if request.headers().get(HOST).is_some_and(|said| said != named) {
        return;
    }
    if !request.headers().contains_key(HOST) {
        request.headers_mut().insert(HOST, named);
    }
    if let Some(path) = request.uri().path_and_query().cloned()
        && let Ok(uri) = Uri::builder().path_and_query(path).build()
    {
        *request.uri_mut() = uri;
    }
}

/// Framing that two servers may read differently is refused, and the connection with it. So are bodies that announce
/// themselves as too long.
fn refused(request: &Request<Incoming>, limits: &Limits, exchange: &Exchange) -> Option<StatusCode> {
    let headers = request.headers();
    if headers.contains_key(TRANSFER_ENCODING) {
        let bodiless = matches!(*request.method(), Method::GET | Method::HEAD);
        // The parser drops Content-Length when both are there, so the head as it came is asked. Of one that came before the request
        // before it was answered nothing is known.
        if bodiless
            || headers.get_all(TRANSFER_ENCODING).iter().count() > 1
            || !exchange.has_heard_a_head()
            || exchange.head_names(b"content-length")
        {
            return Some(StatusCode::BAD_REQUEST);
        }
    }
    let announced = request.body().size_hint().lower();
    (announced > limits.max_body_bytes).then_some(StatusCode::PAYLOAD_TOO_LARGE)
}

/// Whether a part of the head that nobody here saw may have said something else about the framing: such a request is answered, and
/// nothing is read on its connection after it.
fn is_doubtful(request: &Request<Incoming>, exchange: &Exchange) -> bool {
    request.headers().contains_key(TRANSFER_ENCODING) && !exchange.is_first()
}

/// Nothing is read on the connection after this answer.
fn the_last<B>(mut response: Response<B>) -> Response<B> {
    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    response
}

fn refusal<B>(status: StatusCode, under_way: UnderWay) -> Response<Written<B>> {
    let written = Written { body: None, rest: Bytes::new(), under_way: under_way.writes() };
    let mut response = Response::new(written);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if status == StatusCode::TOO_MANY_REQUESTS {
        headers.insert(RETRY_AFTER, HeaderValue::from_static("1"));
    }
    headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    crate::headers::where_absent(headers, &crate::headers::site_headers(false));
    response
}

/// Held from the request's head to the last of its answer.
struct UnderWay {
    asked: Arc<Asked>,
    /// When it began, in the house's time.
    begun: u64,
    stage: Stage,
    /// Of the reader for whom a proxy asks.
    place: Option<Place>,
}

impl UnderWay {
    fn begin(asked: Arc<Asked>) -> UnderWay {
        let begun = asked.seat.begins();
        asked.exchange.begin();
        UnderWay { asked, begun, stage: Stage::Working, place: None }
    }

    /// The answer is made, and goes out.
    fn writes(mut self) -> UnderWay {
        self.comes_to(Stage::Writing);
        self
    }

    fn comes_to(&mut self, stage: Stage) {
        if self.stage != stage {
            self.asked.exchange.enter(stage);
            self.asked.exchange.leave(self.stage);
            self.stage = stage;
        }
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.asked.exchange.leave(self.stage);
        self.asked.seat.ends(self.begun);
    }
}

/// The answer's body, which says when it is out.
struct Written<B> {
    /// `None`: empty.
    body: Option<B>,
    /// What is left of a piece that was too large for one time.
    rest: Bytes,
    under_way: UnderWay,
}

impl<B> Written<B> {
    /// As much of a piece as goes out at a time; the rest stays.
    fn part_of(&mut self, mut piece: Bytes) -> Bytes {
        if self.under_way.asked.exchange.is_in_frames() && piece.len() > LARGEST_PIECE {
            self.rest = piece.split_off(LARGEST_PIECE);
        }
        piece
    }
}

impl<B: HttpBody<Data = Bytes> + Unpin> HttpBody for Written<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        let this = self.get_mut();
        if !this.rest.is_empty() {
            let rest = std::mem::take(&mut this.rest);
            return Poll::Ready(Some(Ok(Frame::data(this.part_of(rest)))));
        }
        let polled = this.body.as_mut().map_or(Poll::Ready(None), |body| Pin::new(body).poll_frame(cx));
        // What is not made yet is not the reader's delay.
        this.under_way.comes_to(if polled.is_pending() { Stage::Working } else { Stage::Writing });
        polled.map_ok(|frame| match frame.into_data() {
            Ok(piece) => Frame::data(this.part_of(piece)),
            Err(frame) => frame,
        })
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && self.body.as_ref().is_none_or(HttpBody::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        let of_body = self.body.as_ref().map_or(SizeHint::with_exact(0), HttpBody::size_hint);
        of_body + SizeHint::with_exact(self.rest.len() as u64)
    }
}

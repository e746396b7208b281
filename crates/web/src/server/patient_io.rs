//! A socket that waits so long and no longer: for a request head, between requests, and for a reader who takes nothing.
//!
//! Deadlines are checked only where the socket has nothing to give, and the timer is moved only when it fires, so a
//! busy connection pays for two clock readings a request.

use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep_until};

use super::Limits;

/// What the socket and the service tell each other.
#[derive(Default)]
pub(super) struct Exchange {
    /// A request is being answered: until its answer is written, reading has no deadline here.
    busy: AtomicBool,
    /// The bytes of the request head as they came, for the one question that the parsed head no longer answers.
    head: Mutex<Vec<u8>>,
}

impl Exchange {
    /// The head is complete and someone works on it.
    pub(super) fn began(&self) {
        self.busy.store(true, Ordering::Release);
    }

    /// The answer is out of our hands.
    pub(super) fn ended(&self) {
        self.busy.store(false, Ordering::Release);
        self.head.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Whether a line of the head, as it came, begins with this name (in lower case) and a colon.
    pub(super) fn head_names(&self, name: &[u8]) -> bool {
        let head = self.head.lock().unwrap_or_else(PoisonError::into_inner);
        head.split(|&byte| byte == b'\n').any(|line| {
            let (start, rest) = line.split_at(name.len().min(line.len()));
            start.eq_ignore_ascii_case(name) && rest.trim_ascii_start().starts_with(b":")
        })
    }

    fn is_busy(&self) -> bool {
        self.busy.load(Ordering::Acquire)
    }

    /// Remembers what came of a head. Says whether it is the beginning of one.
    fn heard(&self, bytes: &[u8], most: usize) -> bool {
        let mut head = self.head.lock().unwrap_or_else(PoisonError::into_inner);
        let first = head.is_empty();
        let room = most.saturating_sub(head.len()).min(bytes.len());
        head.extend_from_slice(&bytes[..room]);
        first
    }

    fn has_begun_a_head(&self) -> bool {
        !self.head.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }
}

pub(super) struct PatientIo {
    stream: TcpStream,
    exchange: Arc<Exchange>,
    head: Duration,
    idle: Duration,
    stalled: Duration,
    most_head: usize,
    /// The last time that something happened.
    since: Instant,
    /// Something was written since then: the time is taken when waiting begins.
    moved: bool,
    /// Nothing came on this connection yet: what is waited for is a head, not the next request.
    new: bool,
    reading: Pin<Box<Sleep>>,
    writing: Option<Pin<Box<Sleep>>>,
}

impl PatientIo {
    pub(super) fn new(stream: TcpStream, exchange: Arc<Exchange>, limits: &Limits) -> PatientIo {
        let now = Instant::now();
        let head = Duration::from_secs(limits.head_seconds);
        PatientIo {
            stream,
            exchange,
            head,
            idle: Duration::from_secs(limits.idle_seconds),
            stalled: Duration::from_secs(limits.stalled_seconds),
            // The parser looks at one read more than the limit before it refuses.
            most_head: limits.max_head_bytes * 2,
            since: now,
            moved: false,
            new: true,
            reading: Box::pin(sleep_until(now + head)),
            writing: None,
        }
    }

    /// Nothing came. Whether that has lasted too long.
    fn waited_too_long(&mut self, cx: &mut Context<'_>) -> bool {
        if self.exchange.is_busy() {
            return false;
        }
        if std::mem::take(&mut self.moved) {
            self.since = Instant::now();
        }
        let head_is_due = self.new || self.exchange.has_begun_a_head();
        let deadline = self.since + if head_is_due { self.head } else { self.idle };
        if self.reading.deadline() > deadline {
            self.reading.as_mut().reset(deadline);
        }
        while self.reading.as_mut().poll(cx).is_ready() {
            if Instant::now() >= deadline {
                return true;
            }
            self.reading.as_mut().reset(deadline);
        }
        false
    }

    fn wrote<T>(&mut self, cx: &mut Context<'_>, polled: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if polled.is_ready() {
            self.moved = true;
            self.writing = None;
            return polled;
        }
        let stalled = self.stalled;
        let writing = self.writing.get_or_insert_with(|| Box::pin(sleep_until(Instant::now() + stalled)));
        match writing.as_mut().poll(cx) {
            Poll::Ready(()) => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl AsyncRead for PatientIo {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buf.filled().len();
        if let Poll::Ready(read) = Pin::new(&mut this.stream).poll_read(cx, buf) {
            let came = &buf.filled()[before..];
            if !came.is_empty() && !this.exchange.is_busy() && this.exchange.heard(came, this.most_head) {
                // The head's time runs from its first byte, on a new connection from the connection.
                this.since = if this.new { this.since } else { Instant::now() };
                (this.new, this.moved) = (false, false);
            }
            return Poll::Ready(read);
        }
        if this.waited_too_long(cx) {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        Poll::Pending
    }
}

impl AsyncWrite for PatientIo {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let polled = Pin::new(&mut this.stream).poll_write(cx, bytes);
        this.wrote(cx, polled)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let polled = Pin::new(&mut this.stream).poll_write_vectored(cx, pieces);
        this.wrote(cx, polled)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(cx)
    }
}

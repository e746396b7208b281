//! A socket that waits so long and no longer: for a request head, between requests, and for a reader who takes nothing.
//!
//! Deadlines are checked only where the socket has nothing to give, and the timer is moved only when it fires, so a
//! busy connection pays for two clock readings a request.

use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep_until};

use super::Limits;

/// Where a request stands between its head and the last of its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Somebody here works on it.
    Working,
    /// Its answer goes to a reader who takes it, or not.
    Writing,
}

/// What the socket and the service tell each other.
#[derive(Default)]
pub(super) struct Exchange {
    working: AtomicUsize,
    writing: AtomicUsize,
    /// Many requests at a time, in frames: a reader can then keep an answer waiting while the socket takes all that it is given.
    in_frames: bool,
    /// A request began since the socket was last asked.
    began: AtomicBool,
    /// The bytes of the request head as they came, for the one question that the parsed head no longer answers.
    head: Mutex<Vec<u8>>,
}

/// What a socket that has nothing to give keeps us waiting for.
enum Awaited {
    /// Nothing: we are at work.
    Nobody,
    /// A whole head.
    Head,
    /// The next request.
    Next,
    /// A reader who takes an answer.
    Reader,
}

impl Exchange {
    /// For connections on which many requests are under way at a time.
    pub(super) fn of_many() -> Exchange {
        Exchange { in_frames: true, ..Exchange::default() }
    }

    /// A request comes to a stage: to its first one when its head is complete.
    pub(super) fn enter(&self, stage: Stage) {
        self.began.store(true, Ordering::Release);
        self.at(stage).fetch_add(1, Ordering::AcqRel);
    }

    /// It leaves a stage: its last one when its answer is out of our hands.
    pub(super) fn leave(&self, stage: Stage) {
        self.at(stage).fetch_sub(1, Ordering::AcqRel);
        if !self.in_frames && !self.is_busy() {
            self.head.lock().unwrap_or_else(PoisonError::into_inner).clear();
        }
    }

    fn at(&self, stage: Stage) -> &AtomicUsize {
        match stage {
            Stage::Working => &self.working,
            Stage::Writing => &self.writing,
        }
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
        self.working.load(Ordering::Acquire) + self.writing.load(Ordering::Acquire) > 0
    }

    /// Who keeps a socket waiting that gives nothing; `new`: no request came on it so far.
    fn awaited(&self, new: bool) -> Awaited {
        if !self.in_frames {
            return match self.is_busy() {
                true => Awaited::Nobody,
                false if new || self.has_begun_a_head() => Awaited::Head,
                false => Awaited::Next,
            };
        }
        if self.working.load(Ordering::Acquire) > 0 {
            Awaited::Nobody
        } else if self.writing.load(Ordering::Acquire) > 0 {
            Awaited::Reader
        } else if new {
            Awaited::Head
        } else {
            Awaited::Next
        }
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

pub(super) struct PatientIo<T> {
    stream: T,
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

impl<T> PatientIo<T> {
    /// A connection that began then: what a handshake took of the time for the first head is gone.
    pub(super) fn new(stream: T, exchange: Arc<Exchange>, limits: &Limits, begun: Instant) -> PatientIo<T> {
        let head = Duration::from_secs(limits.head_seconds);
        PatientIo {
            stream,
            exchange,
            head,
            idle: Duration::from_secs(limits.idle_seconds),
            stalled: Duration::from_secs(limits.stalled_seconds),
            // The parser looks at one read more than the limit before it refuses.
            most_head: limits.max_head_bytes * 2,
            since: begun,
            moved: false,
            new: true,
            reading: Box::pin(sleep_until(begun + head)),
            writing: None,
        }
    }

    /// Nothing came. Whether that has lasted too long.
    fn waited_too_long(&mut self, cx: &mut Context<'_>) -> bool {
        if self.exchange.in_frames && self.exchange.began.swap(false, Ordering::AcqRel) {
            (self.new, self.moved) = (false, true);
        }
        let patience = match self.exchange.awaited(self.new) {
            Awaited::Nobody => return false,
            Awaited::Head => self.head,
            Awaited::Next => self.idle,
            Awaited::Reader => self.stalled,
        };
        // Frames that are answered without a request (pings, settings) buy no time for the first one.
        let counts = !(self.exchange.in_frames && self.new);
        if std::mem::take(&mut self.moved) && counts {
            self.since = Instant::now();
        }
        let deadline = self.since + patience;
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

    fn wrote<R>(&mut self, cx: &mut Context<'_>, polled: Poll<io::Result<R>>) -> Poll<io::Result<R>> {
        if polled.is_ready() {
            self.moved = true;
        }
        self.took(cx, polled)
    }

    /// What was to go out went, or waits for a reader who may keep it waiting so long.
    fn took<R>(&mut self, cx: &mut Context<'_>, polled: Poll<io::Result<R>>) -> Poll<io::Result<R>> {
        if polled.is_ready() {
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

impl<T: AsyncRead + Unpin> AsyncRead for PatientIo<T> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buf.filled().len();
        if let Poll::Ready(read) = Pin::new(&mut this.stream).poll_read(cx, buf) {
            let came = &buf.filled()[before..];
            let in_frames = this.exchange.in_frames;
            if !in_frames
                && !came.is_empty()
                && !this.exchange.is_busy()
                && this.exchange.heard(came, this.most_head)
            {
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

impl<T: AsyncWrite + Unpin> AsyncWrite for PatientIo<T> {
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
        let this = self.get_mut();
        // Under TLS what was written may still lie here.
        let polled = Pin::new(&mut this.stream).poll_flush(cx);
        this.took(cx, polled)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        // Under TLS there is a last word to send.
        let polled = Pin::new(&mut this.stream).poll_shutdown(cx);
        this.took(cx, polled)
    }
}

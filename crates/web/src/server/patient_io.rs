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
    /// Of those here, so many have a body that is not all there.
    sending: AtomicUsize,
    /// Who asks on it was let in at the desk.
    at_the_desk: AtomicBool,
    /// Many requests at a time, in frames: a reader can then keep an answer waiting while the socket takes all that it is given.
    in_frames: bool,
    /// So many requests began so far.
    begun: AtomicUsize,
    /// Since the socket was last asked a first answer began to wait for its reader, or the last request was over.
    turned: AtomicBool,
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

    /// The head of a request is complete: somebody here works on it.
    pub(super) fn begin(&self) {
        self.begun.fetch_add(1, Ordering::AcqRel);
        self.enter(Stage::Working);
    }

    /// A request comes to a stage.
    pub(super) fn enter(&self, stage: Stage) {
        // Before the socket can see it: whoever looks in between would count from long ago.
        if stage == Stage::Writing && self.writing.load(Ordering::Acquire) == 0 {
            self.turned.store(true, Ordering::Release);
        }
        self.at(stage).fetch_add(1, Ordering::AcqRel);
    }

    /// Who asks was let in at the desk. Of strangers nobody knows whether they send only to have answers stand.
    pub(super) fn welcome(&self) {
        self.at_the_desk.store(true, Ordering::Release);
    }

    /// A body begins to come; how slowly it may is looked at elsewhere.
    pub(super) fn body_begins(&self) {
        self.sending.fetch_add(1, Ordering::AcqRel);
    }

    /// All of it came, or no more of it will.
    pub(super) fn body_ends(&self) {
        self.turned.store(true, Ordering::Release);
        self.sending.fetch_sub(1, Ordering::AcqRel);
    }

    /// It leaves a stage: its last one when its answer is out of our hands.
    pub(super) fn leave(&self, stage: Stage) {
        if self.under_way() <= 1 {
            self.turned.store(true, Ordering::Release);
        }
        self.at(stage).fetch_sub(1, Ordering::AcqRel);
        if self.is_busy() {
            return;
        }
        self.turned.store(true, Ordering::Release);
        if !self.in_frames {
            self.head.lock().unwrap_or_else(PoisonError::into_inner).clear();
        }
    }

    /// Whether many requests are under way at a time, in frames.
    pub(super) fn is_in_frames(&self) -> bool {
        self.in_frames
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

    /// Whether the head of the request that is under way is known as it came, or a part of it at least: of one that came with the
    /// request before it nothing is.
    pub(super) fn has_heard_a_head(&self) -> bool {
        self.has_begun_a_head()
    }

    /// Whether all of that head is known for certain: only the first request of a connection has none before it, in whose wake a part
    /// may have come.
    pub(super) fn is_first(&self) -> bool {
        self.begun.load(Ordering::Acquire) <= 1
    }

    fn is_busy(&self) -> bool {
        self.under_way() > 0
    }

    fn under_way(&self) -> usize {
        self.working.load(Ordering::Acquire) + self.writing.load(Ordering::Acquire)
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
        // What an editor uploads is not cut because a player beside it was paused: a body comes fast enough or is cut by itself. An
        // answer that stands is not borne because another is still being made.
        if self.sending.load(Ordering::Acquire) > 0 && self.at_the_desk.load(Ordering::Acquire) {
            Awaited::Nobody
        } else if self.writing.load(Ordering::Acquire) > 0 {
            Awaited::Reader
        } else if self.working.load(Ordering::Acquire) > 0 {
            Awaited::Nobody
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

/// A connection at work is looked at no sooner than after this.
const SHORTEST_LOOK: Duration = Duration::from_secs(1);
/// Bytes of answers' bodies that have to go out before they count as taken: what is pinged and acknowledged is not.
const LEAST_TAKEN: usize = 1 << 10;

/// Follows the frames of HTTP/2 that go out, and tells what of them is of answers' bodies.
#[derive(Default)]
struct Frames {
    /// The beginning of the next frame, as much as went out.
    head: [u8; Frames::HEAD],
    headed: usize,
    /// Bytes of the frame under way that are still to go.
    left: usize,
    /// Whether it is of a body.
    is_data: bool,
}

impl Frames {
    const HEAD: usize = 9;
    const DATA: u8 = 0;

    /// How many of these bytes, which went out next, are of bodies.
    fn of_bodies(&mut self, mut bytes: &[u8]) -> usize {
        let mut of_bodies = 0;
        while !bytes.is_empty() {
            if self.left > 0 {
                let part = self.left.min(bytes.len());
                of_bodies += if self.is_data { part } else { 0 };
                self.left -= part;
                bytes = &bytes[part..];
                continue;
            }
            let part = (Self::HEAD - self.headed).min(bytes.len());
            self.head[self.headed..self.headed + part].copy_from_slice(&bytes[..part]);
            self.headed += part;
            bytes = &bytes[part..];
            if self.headed == Self::HEAD {
                let [first, second, third, kind, ..] = self.head;
                self.left = u32::from_be_bytes([0, first, second, third]) as usize;
                self.is_data = kind == Self::DATA;
                self.headed = 0;
            }
        }
        of_bodies
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
    /// Something was written since then, in frames something of an answer: the time is taken when waiting begins.
    moved: bool,
    frames: Frames,
    /// Bytes of bodies that went out since that last counted as having moved.
    taken: usize,
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
            frames: Frames::default(),
            taken: 0,
            new: true,
            reading: Box::pin(sleep_until(begun + head)),
            writing: None,
        }
    }

    /// Nothing came. Whether that has lasted too long.
    fn waited_too_long(&mut self, cx: &mut Context<'_>) -> bool {
        if self.exchange.in_frames {
            self.new = self.exchange.begun.load(Ordering::Acquire) == 0;
            self.moved |= self.exchange.turned.swap(false, Ordering::AcqRel);
        }
        let patience = match self.exchange.awaited(self.new) {
            Awaited::Nobody => return self.looks_again(cx),
            Awaited::Head => self.head,
            Awaited::Next => self.idle,
            Awaited::Reader => self.stalled,
        };
        if std::mem::take(&mut self.moved) {
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

    /// We are at work; in frames it is looked at again after a while, for a piece of an answer that finds no window wakes nobody here.
    /// Nothing has lasted too long.
    fn looks_again(&mut self, cx: &mut Context<'_>) -> bool {
        if self.exchange.in_frames {
            while self.reading.as_mut().poll(cx).is_ready() {
                self.reading.as_mut().reset(Instant::now() + self.stalled.max(SHORTEST_LOOK));
            }
        }
        false
    }

    fn wrote(
        &mut self,
        cx: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
        polled: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        if let Poll::Ready(Ok(written)) = &polled {
            self.went_out(pieces, *written);
        }
        self.took(cx, polled)
    }

    /// So much of these pieces went out.
    fn went_out(&mut self, pieces: &[io::IoSlice<'_>], mut written: usize) {
        if !self.exchange.in_frames {
            self.moved = true;
            return;
        }
        for piece in pieces {
            let part = written.min(piece.len());
            self.taken += self.frames.of_bodies(&piece[..part]);
            written -= part;
        }
        if self.taken >= LEAST_TAKEN {
            (self.taken, self.moved) = (0, true);
        }
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
        this.wrote(cx, &[io::IoSlice::new(bytes)], polled)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let polled = Pin::new(&mut this.stream).poll_write_vectored(cx, pieces);
        this.wrote(cx, pieces, polled)
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

#[cfg(test)]
mod tests {
    use super::*;

    /// One frame of this kind, with so long a body.
    fn frame(kind: u8, length: usize) -> Vec<u8> {
        let mut frame = (length as u32).to_be_bytes()[1..].to_vec();
        frame.extend([kind, 0, 0, 0, 0, 1]);
        frame.extend(vec![Frames::DATA; length]);
        frame
    }

    #[test]
    fn only_bodies_count_however_they_are_cut() {
        const PING: u8 = 6;
        const SETTINGS: u8 = 4;
        let table = [
            (vec![frame(SETTINGS, 0), frame(PING, 8), frame(PING, 8)], 0),
            (vec![frame(Frames::DATA, 0)], 0),
            (vec![frame(SETTINGS, 12), frame(Frames::DATA, 1), frame(PING, 8)], 1),
            (vec![frame(Frames::DATA, 700), frame(1, 40), frame(Frames::DATA, 16_384)], 17_084),
        ];
        for (frames, wanted) in table {
            let bytes = frames.concat();
            for cut in [1, 2, 8, 9, 10, 1_000, 100_000] {
                let mut frames = Frames::default();
                let found: usize = bytes.chunks(cut).map(|piece| frames.of_bodies(piece)).sum();
                assert_eq!(found, wanted, "in pieces of {cut}");
            }
        }
    }

    #[test]
    fn an_answer_that_stands_is_waited_for_beside_one_that_is_being_made() {
        let exchange = Exchange::of_many();
        exchange.begin();
        assert!(matches!(exchange.awaited(false), Awaited::Nobody));
        assert!(!exchange.turned.load(Ordering::Acquire), "nobody waits");
        exchange.enter(Stage::Writing);
        assert!(matches!(exchange.awaited(false), Awaited::Reader));
        assert!(
            exchange.turned.swap(false, Ordering::AcqRel),
            "the time runs from the first answer that stands"
        );
        exchange.begin();
        exchange.enter(Stage::Writing);
        exchange.leave(Stage::Writing);
        assert!(!exchange.turned.load(Ordering::Acquire), "and not anew with each that follows");
        exchange.body_begins();
        assert!(matches!(exchange.awaited(false), Awaited::Reader), "a stranger's body shields nothing");
        exchange.welcome();
        assert!(
            matches!(exchange.awaited(false), Awaited::Nobody),
            "while one comes from the desk nothing is cut"
        );
        exchange.body_ends();
        assert!(matches!(exchange.awaited(false), Awaited::Reader));
        assert!(exchange.turned.swap(false, Ordering::AcqRel), "and the time runs from there");
        exchange.leave(Stage::Writing);
        exchange.leave(Stage::Working);
        exchange.leave(Stage::Working);
        assert!(exchange.turned.load(Ordering::Acquire) && matches!(exchange.awaited(false), Awaited::Next));
    }
}

//! Bounds what a request may bring and how slowly, and says at the door as long as it is not all there.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, HttpBody};
use bytes::{Buf, Bytes};
use hyper::body::{Frame, Incoming, SizeHint};
use thiserror::Error;
use tokio::time::{Instant, Sleep, sleep_until};

use super::Limits;
use super::house::Sending;

/// A body's speed is looked at no more often than this.
const SHORTEST_LOOK: Duration = Duration::from_secs(1);

/// Why a body was cut.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub(super) enum Cut {
    #[error("the request body is longer than {0} bytes")]
    TooLong(u64),
    #[error("the request body comes too slowly")]
    TooSlow,
}

/// The body as handlers get it.
pub(super) fn bounded(incoming: Incoming, limits: &Limits, sending: impl FnOnce() -> Sending) -> Body {
    if incoming.is_end_stream() {
        return Body::empty();
    }
    let every = Duration::from_secs(limits.body_grace_seconds).max(SHORTEST_LOOK);
    Body::new(RequestBody {
        incoming,
        most: limits.max_body_bytes,
        came: 0,
        pace: Pace::at_least(limits.min_body_bytes_per_second, every),
        waits_since: None,
        look: Box::pin(sleep_until(Instant::now() + every)),
        sending: Some(sending()),
    })
}

/// What came from one look to the next. What came before buys no time: a body may not stop when the most of it is there.
struct Pace {
    least_per_second: u64,
    every: Duration,
    came: u64,
    /// For so long it was waited for. What we do with it is not its sender's delay.
    waited: Duration,
}

impl Pace {
    fn at_least(least_per_second: u64, every: Duration) -> Pace {
        Pace { least_per_second, every, came: 0, waited: Duration::ZERO }
    }

    /// Whether too little came for the time that it was waited for; the next look is at what comes from now on. Where it was hardly
    /// waited for there is nothing to be said, and the next look is at both.
    fn was_too_slow(&mut self) -> bool {
        if self.waited < self.every / 2 {
            return false;
        }
        let Pace { least_per_second, every, came, waited } = *self;
        *self = Pace::at_least(least_per_second, every);
        u128::from(came) * 1_000 < waited.as_millis() * u128::from(least_per_second)
    }
}

struct RequestBody {
    incoming: Incoming,
    most: u64,
    came: u64,
    pace: Pace,
    /// `None`: nobody waits for it.
    waits_since: Option<Instant>,
    look: Pin<Box<Sleep>>,
    /// `None`: all of it came.
    sending: Option<Sending>,
}

impl RequestBody {
    /// Nothing is there to be taken.
    fn is_too_slow(&mut self, cx: &mut Context<'_>) -> bool {
        let now = Instant::now();
        let since = self.waits_since.get_or_insert(now);
        self.pace.waited += now - std::mem::replace(since, now);
        while self.look.as_mut().poll(cx).is_ready() {
            if self.pace.was_too_slow() {
                return true;
            }
            self.look.as_mut().reset(now + self.pace.every);
        }
        false
    }

    /// So much of it is there.
    fn came(&mut self, bytes: u64) {
        if let Some(since) = self.waits_since.take() {
            self.pace.waited += since.elapsed();
        }
        self.came += bytes;
        self.pace.came += bytes;
    }
}

impl HttpBody for RequestBody {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::BoxError>>> {
        let this = self.get_mut();
        let polled = Pin::new(&mut this.incoming).poll_frame(cx);
        if polled.is_ready() && this.incoming.is_end_stream() {
            this.sending = None;
        }
        match polled {
            Poll::Ready(Some(Ok(frame))) => {
                this.came(frame.data_ref().map_or(0, |bytes| bytes.remaining() as u64));
                if this.came > this.most {
                    return Poll::Ready(Some(Err(Cut::TooLong(this.most).into())));
                }
                Poll::Ready(Some(Ok(frame)))
            }
            Poll::Ready(Some(Err(error))) => Poll::Ready(Some(Err(error.into()))),
            Poll::Ready(None) => Poll::Ready(None),
            Poll::Pending if this.is_too_slow(cx) => Poll::Ready(Some(Err(Cut::TooSlow.into()))),
            Poll::Pending => Poll::Pending,
        }
    }

    fn is_end_stream(&self) -> bool {
        self.incoming.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.incoming.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_look_is_at_what_came_since_the_last() {
        let table = [
            // Bytes and milliseconds waited from look to look; which look finds it too slow.
            (vec![(20_480, 20_000), (20_480, 20_000), (20_479, 20_000)], Some(2)),
            (vec![(0, 0), (0, 900), (0, 9_000), (0, 200)], Some(3)),
            // Most of it at once, and then nothing.
            (vec![(3 << 20, 20_000), (0, 20_000)], Some(1)),
            // We had other things to do: it was not waited for.
            (vec![(65_536, 0), (0, 10), (65_536, 2_000)], None),
        ];
        for (looks, wanted) in table {
            let mut pace = Pace::at_least(1_024, Duration::from_secs(20));
            let too_slow = looks.iter().position(|&(came, waited)| {
                pace.came += came;
                pace.waited += Duration::from_millis(waited);
                pace.was_too_slow()
            });
            assert_eq!(too_slow, wanted, "{looks:?}");
        }
    }
}

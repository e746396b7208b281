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

/// After the first look at a body's speed, so often.
const NEXT_LOOK: Duration = Duration::from_secs(5);

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
    let now = Instant::now();
    Body::new(RequestBody {
        incoming,
        most: limits.max_body_bytes,
        least_per_second: limits.min_body_bytes_per_second,
        came: 0,
        began: now,
        look: Box::pin(sleep_until(now + Duration::from_secs(limits.body_grace_seconds))),
        sending: Some(sending()),
    })
}

struct RequestBody {
    incoming: Incoming,
    most: u64,
    least_per_second: u64,
    came: u64,
    began: Instant,
    look: Pin<Box<Sleep>>,
    /// `None`: all of it came.
    sending: Option<Sending>,
}

impl RequestBody {
    fn is_too_slow(&mut self, cx: &mut Context<'_>) -> bool {
        while self.look.as_mut().poll(cx).is_ready() {
            let now = Instant::now();
            if self.came < (now - self.began).as_secs() * self.least_per_second {
                return true;
            }
            self.look.as_mut().reset(now + NEXT_LOOK);
        }
        false
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
                this.came += frame.data_ref().map_or(0, |bytes| bytes.remaining() as u64);
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

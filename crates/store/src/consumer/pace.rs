//! When to look again: at once after a hint, slower and slower after failures, at the latest after a few seconds. Where hint
//! follows hint, what came meanwhile is taken together.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::BATCH;
use crate::log::Logged;

const FIRST: Duration = Duration::from_millis(100);
const SLOWEST: Duration = Duration::from_secs(30);
/// From one look to the next at least so long, unless a consumer says otherwise. One event alone is seen at once; of a
/// thousand in a second each consumer sees some ten at a time, instead of asking the database a thousand times.
pub(super) const GATHER: Duration = Duration::from_millis(10);

pub(super) struct Pace {
    name: &'static str,
    moved: watch::Receiver<i64>,
    stop: CancellationToken,
    failures: u32,
    looked: Option<Instant>,
    hinted: bool,
}

/// How a round went.
pub(super) enum Round {
    /// As much was taken as is taken at once: look again now.
    Full,
    /// All that there was is taken: wait for a hint, but not longer than this.
    Idle(Duration),
}

impl Round {
    /// What is to be done after this batch was taken.
    pub(super) fn after(batch: &[Logged], most: Duration) -> Round {
        if (batch.len() as i64) < BATCH { Round::Idle(most) } else { Round::Full }
    }
}

impl Pace {
    pub(super) fn new(name: &'static str, moved: watch::Receiver<i64>, stop: CancellationToken) -> Pace {
        Pace { name, moved, stop, failures: 0, looked: None, hinted: false }
    }

    /// Before a round, at least `gather` after the last one: a hint that comes during it is not lost.
    pub(super) async fn begin(&mut self, gather: Duration) {
        if let Some(looked) = self.looked {
            tokio::select! {
                () = self.stop.cancelled() => {}
                () = tokio::time::sleep_until(looked + gather) => {}
            }
        }
        self.looked = Some(Instant::now());
        self.moved.borrow_and_update();
    }

    /// Whether the wait ended because something was written here, and not because it had been long enough.
    pub(super) fn was_hinted(&self) -> bool {
        self.hinted
    }

    /// Waits as the round deserves; `false` when it is time to stop.
    pub(super) async fn wait(&mut self, round: Result<Round, super::ConsumerError>) -> bool {
        self.hinted = false;
        match round {
            Ok(Round::Full) => {
                self.failures = 0;
                self.looked = None;
            }
            Ok(Round::Idle(most)) => {
                self.failures = 0;
                tokio::select! {
                    () = self.stop.cancelled() => {}
                    changed = self.moved.changed() => match changed {
                        Ok(()) => self.hinted = true,
                        Err(_) => return false,
                    },
                    () = tokio::time::sleep(most) => {}
                }
            }
            Err(error) => {
                metrics::counter!("store_consumer_failures", "consumer" => self.name).increment(1);
                tracing::warn!(consumer = self.name, failures = self.failures + 1, %error, "a batch was not taken");
                let pause = FIRST.saturating_mul(1 << self.failures.min(16)).min(SLOWEST);
                self.failures = self.failures.saturating_add(1);
                tokio::select! {
                    () = self.stop.cancelled() => {}
                    () = tokio::time::sleep(pause) => {}
                }
            }
        }
        !self.stop.is_cancelled()
    }
}

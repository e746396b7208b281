//! When to look again: at once after a hint, slower and slower after failures, at the latest after a few seconds.

use std::time::Duration;

use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

const FIRST: Duration = Duration::from_millis(100);
const SLOWEST: Duration = Duration::from_secs(30);

pub(super) struct Pace {
    name: &'static str,
    moved: watch::Receiver<i64>,
    stop: CancellationToken,
    failures: u32,
}

/// How a round went.
pub(super) enum Round {
    /// Something was taken: look again at once.
    Moved,
    /// Nothing to take: wait for a hint, but not longer than this.
    Idle(Duration),
}

impl Pace {
    pub(super) fn new(name: &'static str, moved: watch::Receiver<i64>, stop: CancellationToken) -> Pace {
        Pace { name, moved, stop, failures: 0 }
    }

    /// Before a round: a hint that comes during it is not lost.
    pub(super) fn begin(&mut self) {
        self.moved.borrow_and_update();
    }

    /// Waits as the round deserves; `false` when it is time to stop.
    pub(super) async fn wait(&mut self, round: Result<Round, super::ConsumerError>) -> bool {
        match round {
            Ok(Round::Moved) => self.failures = 0,
            Ok(Round::Idle(most)) => {
                self.failures = 0;
                tokio::select! {
                    () = self.stop.cancelled() => {}
                    changed = self.moved.changed() => if changed.is_err() { return false },
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

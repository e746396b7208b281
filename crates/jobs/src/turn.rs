//! One attempt at one job: run the handler within its time, then say in the queue how it went.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt;
use store::{Db, FromRow, Row, StoreError, params};

use crate::rows;
use crate::runner::{Clock, Handler, JobError, micros, turn_id};

/// The first pause after a failed attempt; each next one is twice as long.
const FIRST_PAUSE: i64 = 1_000_000;
const LONGEST_PAUSE: i64 = 3_600_000_000;
const LONGEST_ERROR: usize = 2_000;

/// A job in hand.
pub(crate) struct Claimed {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) payload: String,
    pub(crate) run_at: i64,
    pub(crate) attempts: i64,
    pub(crate) max_attempts: i64,
    pub(crate) dedup: Option<String>,
}

impl FromRow for Claimed {
    fn from_row(row: &Row<'_>) -> Result<Claimed, StoreError> {
        Ok(Claimed {
            id: row.get(0)?,
            name: row.get(1)?,
            payload: row.get(2)?,
            run_at: row.get(3)?,
            attempts: row.get(4)?,
            max_attempts: row.get(5)?,
            dedup: row.get(6)?,
        })
    }
}

/// The attempt is over.
pub(crate) enum Settled {
    /// The queue knows, or the lease will end.
    Told,
    /// All went well, and the queue is to be told: the runner tells it of many at once.
    Done(String),
}

/// What an attempt needs besides the handler.
pub(crate) struct Turn {
    pub(crate) db: Db,
    pub(crate) clock: Clock,
    pub(crate) owner: String,
    pub(crate) name: &'static str,
    /// Whether its runner does the patient jobs.
    pub(crate) patient: bool,
    /// For a repeated job: how long until its next turn.
    pub(crate) period: Option<Duration>,
    pub(crate) time_limit: Duration,
}

impl Turn {
    pub(crate) async fn take<C>(self, handler: Handler<C>, context: C, job: Claimed) -> Settled {
        let doing = AssertUnwindSafe(async { handler(context, job.payload.clone()).await }).catch_unwind();
        let outcome = match tokio::time::timeout(self.time_limit, doing).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_)) => Err(JobError::from("the handler panicked")),
            Err(_) => Err(JobError::from("the handler took too long")),
        };
        let word = if outcome.is_ok() { "done" } else { "failed" };
        metrics::counter!("jobs_attempts", "job" => self.name, "outcome" => word).increment(1);
        if outcome.is_ok() && self.period.is_none() {
            return Settled::Done(job.id);
        }
        for pause in [0u64, 100, 1_000, 5_000] {
            tokio::time::sleep(Duration::from_millis(pause)).await;
            match self.settle(&job, outcome.as_ref().err()).await {
                Ok(()) => break,
                Err(error) => {
                    tracing::warn!(job = self.name, id = %job.id, %error, "the outcome was not kept")
                }
            }
        }
        Settled::Told
    }

    async fn settle(&self, job: &Claimed, error: Option<&JobError>) -> Result<(), StoreError> {
        let now = (self.clock)();
        let (id, owner, name, patient) = (job.id.clone(), self.owner.clone(), self.name, self.patient);
        let text = error.map(|error| chain(error.as_ref()));
        let last = job.attempts >= job.max_attempts;
        if let Some(text) = &text {
            tracing::warn!(job = name, id = %job.id, attempt = job.attempts, last, error = %text, "a job failed");
        }
        let again_at = now.saturating_add(pause_after(job.attempts));
        let next_turn = self.period.map(|period| now.saturating_add(micros(period)));
        let work = self.db.write(move |tx| {
            Box::pin(async move {
                match text {
                    None => tx.execute(&rows::DONE, params![id.as_str(), owner.as_str()]).await?,
                    Some(text) => {
                        let kept = match last {
                            false => {
                                let params = params![id.as_str(), owner.as_str(), again_at, text.as_str()];
                                tx.execute(&rows::AGAIN, params).await?
                            }
                            true => 0,
                        };
                        // Also when a newer job of the same key waits: it does the work, this one is kept to be seen.
                        match kept {
                            0 => {
                                tx.execute(&rows::FAIL, params![id.as_str(), owner.as_str(), now, text])
                                    .await?
                            }
                            kept => kept,
                        }
                    }
                };
                if let Some(at) = next_turn {
                    let next = turn_id(name, now, &owner);
                    tx.execute(&rows::FORGET_FAILED_TURNS, params![name, now]).await?;
                    tx.execute(&rows::ARRANGE, params![next, name, at, now, patient]).await?;
                }
                Ok(())
            })
        });
        work.await
    }
}

/// Twice as long after each attempt, at most an hour, in microseconds.
fn pause_after(attempts: i64) -> i64 {
    let doublings = attempts.clamp(1, 20) - 1;
    (FIRST_PAUSE << doublings).min(LONGEST_PAUSE)
}

/// The error and its causes on one line, without what a database cannot keep.
fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text.replace('\0', "").chars().take(LONGEST_ERROR).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_an_hour() {
        let seconds: Vec<i64> =
            [0, 1, 2, 3, 12, 13, 99].map(|attempts| pause_after(attempts) / 1_000_000).into();
        assert_eq!(seconds, [1, 1, 2, 4, 2048, 3600, 3600]);
    }
}

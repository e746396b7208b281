//! One consumer per node, with the cursor in its own keeping.

use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::pace::{GATHER, Pace, Round};
use super::{BATCH, ConsumerError};
use crate::db::Db;
use crate::log::{Log, Logged};

const LOOK_ANYWAY: Duration = Duration::from_secs(5);

/// Something on this node that is fed by the log and knows how far it has got.
pub trait NodeConsumer: Send + Sync {
    /// For logs and metrics.
    fn name(&self) -> &'static str;
    /// From one look at the log to the next at least so long: for one to whom a batch is dear, however small. Asked before each
    /// look.
    fn gathers(&self) -> Duration {
        GATHER
    }
    /// The last event that it has taken; 0 when none.
    fn cursor(&self) -> i64;
    /// Takes events in order and moves its cursor to the last of them. May be given the same batch again.
    fn take(&self, batch: &[Logged]) -> impl Future<Output = Result<(), ConsumerError>> + Send;
    /// The log does not reach back to the cursor: builds everything from the truth. `head` is the log's head before
    /// the rebuild began; afterwards the cursor must stand there, or further on where the log has grown.
    fn rebuild(&self, head: i64) -> impl Future<Output = Result<(), ConsumerError>> + Send;
}

impl<C: NodeConsumer> NodeConsumer for Arc<C> {
    fn name(&self) -> &'static str {
        (**self).name()
    }

    fn gathers(&self) -> Duration {
        (**self).gathers()
    }

    fn cursor(&self) -> i64 {
        (**self).cursor()
    }

    fn take(&self, batch: &[Logged]) -> impl Future<Output = Result<(), ConsumerError>> + Send {
        (**self).take(batch)
    }

    fn rebuild(&self, head: i64) -> impl Future<Output = Result<(), ConsumerError>> + Send {
        (**self).rebuild(head)
    }
}

/// Feeds the consumer until `stop`; a batch in hand is finished first.
pub async fn run_node<C: NodeConsumer>(db: Db, consumer: C, stop: CancellationToken) {
    let mut pace = Pace::new(consumer.name(), db.log().moved(), stop);
    loop {
        pace.begin(consumer.gathers()).await;
        let round = round(&db, &consumer).await;
        if !pace.wait(round).await {
            return;
        }
    }
}

async fn round<C: NodeConsumer>(db: &Db, consumer: &C) -> Result<Round, ConsumerError> {
    let log = db.log();
    let cursor = consumer.cursor();
    let batch = log.after(cursor, BATCH).await?;
    // Where the next event follows the cursor, the log covers it.
    let (Some(first), Some(last)) = (batch.first(), batch.last()) else {
        return uncovered(&log, consumer, cursor).await;
    };
    let last = last.seq;
    if first.seq != cursor + 1 {
        return uncovered(&log, consumer, cursor).await;
    }
    consumer.take(&batch).await?;
    let round = Round::after(&batch, LOOK_ANYWAY);
    let behind = if let Round::Full = round { log.head().await? - last } else { 0 };
    metrics::gauge!("store_consumer_lag", "consumer" => consumer.name()).set(behind.max(0) as f64);
    moved(consumer, last, round)
}

/// Builds anew what stands behind what the log keeps, or ahead of the log; what is up with it waits.
async fn uncovered<C: NodeConsumer>(log: &Log, consumer: &C, cursor: i64) -> Result<Round, ConsumerError> {
    let head = log.head().await?;
    if cursor > head || cursor < log.oldest().await? - 1 {
        // Behind what the log keeps, or ahead of it because the database was restored from a copy.
        tracing::info!(
            consumer = consumer.name(),
            cursor,
            head,
            "the log does not cover the cursor; rebuilding"
        );
        consumer.rebuild(head).await?;
        return match consumer.cursor() {
            stands if stands >= head && stands <= log.head().await? => Ok(Round::Full),
            stands => {
                Err(format!("after a rebuild the cursor stands at {stands}, and the log at {head}").into())
            }
        };
    }
    Ok(Round::Idle(LOOK_ANYWAY))
}

fn moved<C: NodeConsumer>(consumer: &C, to: i64, round: Round) -> Result<Round, ConsumerError> {
    match consumer.cursor() {
        cursor if cursor >= to => Ok(round),
        cursor => Err(format!("the cursor stands at {cursor} and not at {to}").into()),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicI64, Ordering};

    use super::*;

    /// While it builds anew so many events happen, and then it stands so far from where the log stood.
    struct Builder {
        cursor: AtomicI64,
        db: Db,
        happen: i64,
        further: i64,
    }

    impl NodeConsumer for Builder {
        fn name(&self) -> &'static str {
            "builder"
        }

        fn cursor(&self) -> i64 {
            self.cursor.load(Ordering::SeqCst)
        }

        async fn take(&self, _batch: &[Logged]) -> Result<(), ConsumerError> {
            Ok(())
        }

        async fn rebuild(&self, head: i64) -> Result<(), ConsumerError> {
            if self.happen > 0 {
                crate::tests::record(&self.db, self.happen).await;
            }
            self.cursor.store(head + self.further, Ordering::SeqCst);
            Ok(())
        }
    }

    #[tokio::test]
    async fn a_rebuild_ends_where_the_log_stood_or_stands_and_nowhere_else() {
        for (happen, further, is_good) in
            [(0, 0, true), (2, 0, true), (2, 2, true), (2, 3, false), (0, -1, false)]
        {
            for test in crate::testing::databases().await {
                crate::tests::record(&test.db, 6).await;
                test.db.log().trim(5).await.unwrap();
                let builder = Builder { cursor: AtomicI64::new(1), db: test.db.clone(), happen, further };
                let round = round(&test.db, &builder).await;
                assert_eq!(round.is_ok(), is_good, "{happen} {further}");
            }
        }
    }
}

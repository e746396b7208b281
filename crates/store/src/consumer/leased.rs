//! One consumer for all nodes: a row with its cursor, and a lease that says who may move it.

use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::pace::{GATHER, Pace, Round};
use super::{BATCH, ConsumerError};
use crate::db::Db;
use crate::error::StoreError;
use crate::log::Logged;
use crate::params;
use crate::query::Query;

crate::sql! {
    REGISTER = "consumer.register":
        "insert into consumer_cursor (name, seq, owner, lease_until) values ($1, $2, '', 0)
         on conflict (name) do nothing";
    CLAIM = "consumer.claim":
        "update consumer_cursor set owner = $2, lease_until = $3
          where name = $1 and (owner = $2 or lease_until <= $4)
         returning seq";
    RENEW = "consumer.renew":
        "update consumer_cursor set lease_until = $3 where name = $1 and owner = $2";
    MOVE = "consumer.move":
        "update consumer_cursor set seq = $4, lease_until = $5 where name = $1 and owner = $2 and seq = $3";
    RELEASE = "consumer.release":
        "update consumer_cursor set lease_until = 0 where name = $1 and owner = $2";
    FORGET = "consumer.forget": "delete from consumer_cursor where name = $1"
}

/// Something that the whole newsroom does once for each event.
pub trait LeasedConsumer: Send + Sync {
    /// The name of its row; never reuse one.
    fn name(&self) -> &'static str;
    /// Where it begins when its row is made.
    fn begins(&self) -> Begin {
        Begin::Oldest
    }
    /// Does what the events ask for. May be given the same batch again, also after a crash in the middle of it.
    fn take(&self, batch: &[Logged]) -> impl Future<Output = Result<(), ConsumerError>> + Send;
    /// Called when this node has come to hold the lease, at its start or after another node or a failure, before the next
    /// batch: for work that a batch only begins and that whoever held the lease before may have left undone.
    fn takes_over(&self) -> impl Future<Output = Result<(), ConsumerError>> + Send {
        std::future::ready(Ok(()))
    }
}

impl<C: LeasedConsumer> LeasedConsumer for Arc<C> {
    fn name(&self) -> &'static str {
        (**self).name()
    }

    fn begins(&self) -> Begin {
        (**self).begins()
    }

    fn take(&self, batch: &[Logged]) -> impl Future<Output = Result<(), ConsumerError>> + Send {
        (**self).take(batch)
    }

    fn takes_over(&self) -> impl Future<Output = Result<(), ConsumerError>> + Send {
        (**self).takes_over()
    }
}

/// Where a new consumer begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begin {
    /// With everything that the log still keeps.
    Oldest,
    /// With what comes next: for a consumer added to a newsroom that has been running for a while.
    Head,
}

/// Who holds the cursor, and for how long without a sign of life.
#[derive(Clone)]
pub struct Lease {
    /// A name that no other running process has (a new random id at each start).
    pub owner: String,
    /// The time in microseconds since 1970 UTC.
    pub clock: Arc<dyn Fn() -> i64 + Send + Sync>,
    /// After this long without renewal another node takes over. 30 seconds is usual.
    pub length: Duration,
}

impl Lease {
    fn until(&self, now: i64) -> i64 {
        now.saturating_add(self.micros())
    }

    /// Whether more than half of it is left.
    fn is_far_from(&self, until: i64) -> bool {
        until.saturating_sub((self.clock)()) > self.micros() / 2
    }

    fn micros(&self) -> i64 {
        i64::try_from(self.length.as_micros()).unwrap_or(i64::MAX)
    }
}

/// Feeds the consumer whenever this node holds its lease, until `stop`; a batch in hand is finished first.
pub async fn run_leased<C: LeasedConsumer>(db: Db, consumer: C, lease: Lease, stop: CancellationToken) {
    let mut pace = Pace::new(consumer.name(), db.log().moved(), stop);
    let mut held = None;
    loop {
        pace.begin(GATHER).await;
        let round = round(&db, &consumer, &lease, &mut held).await;
        if round.is_err() {
            held = None;
        }
        if !pace.wait(round).await {
            break;
        }
        if let Some(held) = held.as_mut().filter(|_| !pace.was_hinted()) {
            // Nothing is urgent: what the database says is looked at again, for another hand may have set it.
            held.is_looked_at = true;
        }
    }
    if let Err(error) = release(&db, consumer.name(), &lease).await {
        tracing::debug!(%error, "a lease was not given back; it ends by itself");
    }
}

/// Removes a consumer that will not come back, so that the log need not be kept for it.
pub async fn forget(db: &Db, name: &'static str) -> Result<(), StoreError> {
    db.write(move |tx| Box::pin(async move { tx.execute(&FORGET, params![name]).await.map(drop) })).await
}

/// The lease in this node's hand: where the cursor stands, and until when nobody else may have it.
#[derive(Clone, Copy)]
struct Held {
    cursor: i64,
    until: i64,
    /// Whether the database is asked about it before it is used again.
    is_looked_at: bool,
}

/// One look at the log. `held` is what this node holds since it last took over.
async fn round<C: LeasedConsumer>(
    db: &Db,
    consumer: &C,
    lease: &Lease,
    held: &mut Option<Held>,
) -> Result<Round, ConsumerError> {
    let name = consumer.name();
    let pause = lease.length / 4;
    // The lease is renewed well before its end; until then the database need not be asked whose it is.
    let lasts = held.filter(|held| !held.is_looked_at && lease.is_far_from(held.until));
    let now_held = match lasts {
        Some(held) => held,
        None => match claim(db, consumer, lease).await? {
            Some(claimed) => claimed,
            None => {
                *held = None;
                return Ok(Round::Idle(pause));
            }
        },
    };
    // What was over, or moved, may have been in another node's hand.
    let was_ours = |held: Held| held.until > (lease.clock)() && held.cursor == now_held.cursor;
    if !held.is_some_and(was_ours) {
        consumer.takes_over().await?;
    }
    *held = Some(now_held);
    let cursor = now_held.cursor;
    let batch = db.log().after(cursor, BATCH).await?;
    let (Some(first), Some(last)) = (batch.first(), batch.last()) else { return Ok(Round::Idle(pause)) };
    if first.seq > cursor + 1 {
        tracing::error!(
            consumer = name,
            from = cursor + 1,
            to = first.seq - 1,
            "events are gone from the log"
        );
    }
    take_while_renewing(db, consumer, lease, now_held.until, &batch).await?;
    *held = Some(move_on(db, name, lease, cursor, last.seq).await?);
    Ok(Round::after(&batch, pause))
}

/// The cursor, if the lease is ours now.
async fn claim<C: LeasedConsumer>(db: &Db, consumer: &C, lease: &Lease) -> Result<Option<Held>, StoreError> {
    let (name, owner) = (consumer.name(), lease.owner.clone());
    let start = match consumer.begins() {
        Begin::Oldest => 0,
        Begin::Head => db.log().head().await?,
    };
    let now = (lease.clock)();
    let until = lease.until(now);
    db.write(move |tx| {
        Box::pin(async move {
            tx.execute(&REGISTER, params![name, start]).await?;
            let claimed = tx.optional(&CLAIM, params![name, owner, until, now]).await?;
            Ok(claimed.map(|(cursor,)| Held { cursor, until, is_looked_at: false }))
        })
    })
    .await
}

/// A batch may take longer than the lease, which ends at `until`; it is renewed meanwhile. When it is lost, so is the right
/// to go on.
async fn take_while_renewing<C: LeasedConsumer>(
    db: &Db,
    consumer: &C,
    lease: &Lease,
    until: i64,
    batch: &[Logged],
) -> Result<(), ConsumerError> {
    let mut taking = std::pin::pin!(consumer.take(batch));
    let left = u64::try_from(until.saturating_sub((lease.clock)())).unwrap_or(0);
    let mut pause = (Duration::from_micros(left) / 3).min(lease.length / 3);
    loop {
        tokio::select! {
            outcome = &mut taking => return outcome,
            () = tokio::time::sleep(pause) => renew(db, consumer.name(), lease).await?,
        }
        pause = lease.length / 3;
    }
}

async fn renew(db: &Db, name: &'static str, lease: &Lease) -> Result<(), ConsumerError> {
    let (owner, until) = (lease.owner.clone(), lease.until((lease.clock)()));
    let work =
        db.write(move |tx| Box::pin(async move { tx.execute(&RENEW, params![name, owner, until]).await }));
    still_ours(work.await?)
}

async fn move_on(
    db: &Db,
    name: &'static str,
    lease: &Lease,
    from: i64,
    to: i64,
) -> Result<Held, ConsumerError> {
    let (owner, until) = (lease.owner.clone(), lease.until((lease.clock)()));
    let work = db.write(move |tx| {
        Box::pin(async move { tx.execute(&MOVE, params![name, owner, from, to, until]).await })
    });
    still_ours(work.await?)?;
    Ok(Held { cursor: to, until, is_looked_at: false })
}

async fn release(db: &Db, name: &'static str, lease: &Lease) -> Result<(), StoreError> {
    let owner = lease.owner.clone();
    db.write(move |tx| Box::pin(async move { tx.execute(&RELEASE, params![name, owner]).await.map(drop) }))
        .await
}

fn still_ours(rows: u64) -> Result<(), ConsumerError> {
    match rows {
        0 => Err("the lease went to another node meanwhile".into()),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicI64, Ordering};

    use super::*;

    struct Nothing;

    impl LeasedConsumer for Nothing {
        fn name(&self) -> &'static str {
            "nothing"
        }

        async fn take(&self, _: &[Logged]) -> Result<(), ConsumerError> {
            Ok(())
        }
    }

    /// One node was thought dead, another took over and works on the same events; the first comes back with its work done.
    #[tokio::test]
    async fn a_cursor_is_moved_only_by_the_one_who_holds_it() {
        for test in crate::testing::databases().await {
            let now = Arc::new(AtomicI64::new(1));
            let lease = |owner: &str| {
                let now = now.clone();
                let clock = Arc::new(move || now.load(Ordering::SeqCst));
                Lease { owner: owner.to_owned(), clock, length: Duration::from_secs(1) }
            };
            let (one, two) = (lease("one"), lease("two"));
            let claimed =
                async |lease: &Lease| claim(&test.db, &Nothing, lease).await.unwrap().map(|held| held.cursor);
            assert_eq!(claimed(&one).await, Some(0));
            assert_eq!(claimed(&two).await, None, "the lease holds");
            now.fetch_add(10_000_000, Ordering::SeqCst);
            assert_eq!(claimed(&two).await, Some(0));
            assert!(move_on(&test.db, "nothing", &one, 0, 3).await.is_err(), "{}", test.dialect());
            assert!(renew(&test.db, "nothing", &one).await.is_err());
            assert_eq!(claimed(&two).await, Some(0), "nothing moved");
            move_on(&test.db, "nothing", &two, 0, 3).await.expect("the control: its holder moves it");
            assert_eq!(claimed(&two).await, Some(3));
        }
    }
}

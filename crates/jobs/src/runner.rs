//! Doing the work: a [`Runner`] is given handlers by name and run until it is stopped. Start at [`Runner::run`].

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use store::{Db, StoreError, list, params};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::queue::SIGNAL;
use crate::rows;
use crate::turn::{Claimed, Settled, Turn};

/// Why an attempt failed; any error will do.
pub type JobError = Box<dyn std::error::Error + Send + Sync>;

pub(crate) type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;
type Leave<C> = Arc<dyn Fn(C) -> Pin<Box<dyn Future<Output = Result<bool, JobError>> + Send>> + Send + Sync>;
pub(crate) type Handler<C> =
    Arc<dyn Fn(C, String) -> Pin<Box<dyn Future<Output = Result<(), JobError>> + Send>> + Send + Sync>;

const LONGEST_SLEEP: Duration = Duration::from_millis(500);
const LEASE: Duration = Duration::from_secs(30);
const LATE: i64 = 5_000_000;
/// From one look into the queue to the next at least so long: of a thousand pieces of work that are put there in a second not
/// each is a look of its own.
const GATHER: Duration = Duration::from_millis(5);
/// And so long while there is work in hand: the places of those that end meanwhile are filled together.
const GATHER_BUSY: Duration = Duration::from_millis(20);
/// No more are claimed in one go, so that of many that are due at once every runner gets a part.
const MOST_CLAIMED: usize = 16;

/// Runs jobs by name. `C` is what every handler is given: cheap to clone.
pub struct Runner<C> {
    db: Db,
    context: C,
    clock: Clock,
    owner: String,
    handlers: BTreeMap<&'static str, Handler<C>>,
    repeated: BTreeMap<&'static str, Duration>,
    at_once: usize,
    patient: bool,
    time_limit: Duration,
    lease: Duration,
    leave: Option<Leave<C>>,
}

impl<C: Clone + Send + Sync + 'static> Runner<C> {
    /// `clock` gives microseconds since 1970 UTC; `owner` is a name that no other running process has. One that begins again
    /// under the name it had takes up at once what was in its hands when it was killed.
    pub fn new(db: Db, context: C, clock: Arc<dyn Fn() -> i64 + Send + Sync>, owner: String) -> Runner<C> {
        Runner {
            db,
            context,
            clock,
            owner,
            handlers: BTreeMap::new(),
            repeated: BTreeMap::new(),
            at_once: 4,
            patient: false,
            time_limit: Duration::from_secs(600),
            lease: LEASE,
            leave: None,
        }
    }

    /// Does jobs of this name. The payload is the text that was enqueued.
    pub fn on<H, F, E>(mut self, name: &'static str, handler: H) -> Runner<C>
    where
        H: Fn(C, String) -> F + Send + Sync + 'static,
        F: Future<Output = Result<(), E>> + Send + 'static,
        E: Into<JobError>,
    {
        let handler: Handler<C> = Arc::new(move |context, payload| {
            let doing = handler(context, payload);
            Box::pin(async move { doing.await.map_err(Into::into) })
        });
        self.handlers.insert(name, handler);
        self
    }

    /// Does this again and again, once for all runners of the database: first at once, then `period` after each end.
    /// A failed turn is not repeated before the next one.
    pub fn every<H, F, E>(mut self, name: &'static str, period: Duration, handler: H) -> Runner<C>
    where
        H: Fn(C) -> F + Send + Sync + 'static,
        F: Future<Output = Result<(), E>> + Send + 'static,
        E: Into<JobError>,
    {
        self.repeated.insert(name, period);
        self.on(name, move |context, _| handler(context))
    }

    /// How many jobs are done at once; 4 unless said otherwise.
    pub fn at_once(mut self, jobs: usize) -> Runner<C> {
        self.at_once = jobs.max(1);
        self
    }

    /// Does the patient jobs, and those alone; a runner does the others unless this is said. So work that nobody waits for
    /// has places of its own, and however much of it there is, what is due by the clock never stands behind it.
    pub fn patient(mut self) -> Runner<C> {
        self.patient = true;
        self
    }

    /// After this long an attempt is stopped and counts as failed; ten minutes unless said otherwise.
    pub fn time_limit(mut self, limit: Duration) -> Runner<C> {
        self.time_limit = limit;
        self
    }

    /// After this long without a sign of life a job is given to another runner; 30 seconds unless said otherwise.
    pub fn lease(mut self, lease: Duration) -> Runner<C> {
        self.lease = lease;
        self
    }

    /// Asked before anything is taken up; while the answer is no, or there is none, all work waits.
    pub fn when<H, F, E>(mut self, may: H) -> Runner<C>
    where
        H: Fn(C) -> F + Send + Sync + 'static,
        F: Future<Output = Result<bool, E>> + Send + 'static,
        E: Into<JobError>,
    {
        let leave: Leave<C> = Arc::new(move |context| {
            let asking = may(context);
            Box::pin(async move { asking.await.map_err(Into::into) })
        });
        self.leave = Some(leave);
        self
    }

    /// Runs until `stop`; jobs in hand are finished first (at most as long as the lease). What became due while no
    /// runner ran is done first, in order.
    pub async fn run(self, stop: CancellationToken) {
        let names = list(self.handlers.keys());
        let mut wake = self.db.signal(SIGNAL);
        let mut hand = Hand::new((self.clock)());
        let mut begun = false;
        let mut looked: Option<Instant> = None;
        while !stop.is_cancelled() {
            if let Some(looked) = looked.replace(Instant::now()) {
                let pause = if hand.running.is_empty() { GATHER } else { GATHER_BUSY };
                tokio::time::sleep_until(looked + pause).await;
            }
            wake.borrow_and_update();
            if !begun {
                begun = self.take_over().await.is_ok();
            }
            let rest = self.round(&names, &mut hand).await.unwrap_or_else(|error| {
                tracing::warn!(%error, "the queue could not be read");
                Rest::Until(LONGEST_SLEEP)
            });
            self.wait(rest, &stop, &mut wake, &mut hand).await;
        }
        self.finish(&mut hand).await;
    }

    /// Claims what is due.
    async fn round(&self, names: &str, hand: &mut Hand) -> Result<Rest, StoreError> {
        let now = (self.clock)();
        self.tell(hand).await?;
        if !hand.arranged {
            self.arrange(now).await?;
            hand.arranged = true;
        }
        if now.saturating_sub(hand.renewed) >= micros(self.lease) / 3 {
            hand.renewed = now;
            self.renew(&hand.ids, now).await?;
            // A turn whose runner died left no next one behind.
            hand.arranged = false;
        }
        let free = self.at_once.saturating_sub(hand.running.len());
        if free == 0 {
            return Ok(Rest::Until(LONGEST_SLEEP));
        }
        let next = self.next_due(names).await?;
        if next.first().is_none_or(|due| due > now) {
            let sleep = next.first().map_or(LONGEST_SLEEP, |due| Duration::from_micros((due - now) as u64));
            return Ok(Rest::Until(sleep.min(LONGEST_SLEEP)));
        }
        if !self.has_leave().await {
            return Ok(Rest::Whole(LONGEST_SLEEP));
        }
        self.fill(names, free, next, hand).await?;
        Ok(Rest::Until(Duration::ZERO))
    }

    /// Claims and starts until the places are taken or nothing more is due.
    async fn fill(&self, names: &str, mut free: usize, next: Due, hand: &mut Hand) -> Result<(), StoreError> {
        let mut recover = next.expiry.is_some_and(|expiry| expiry <= (self.clock)());
        while free > 0 {
            let (most, now) = (free.min(MOST_CLAIMED), (self.clock)());
            let claimed = self.claim(names, most, now, recover).await?;
            let got = claimed.len();
            for job in claimed {
                self.start(job, now, hand);
            }
            if got < most {
                break;
            }
            (free, recover) = (free - got, false);
            // Other runners look just now too: each gets a part.
            tokio::time::sleep(GATHER).await;
        }
        Ok(())
    }

    fn start(&self, claimed: Claimed, now: i64, hand: &mut Hand) {
        let late = now.saturating_sub(claimed.run_at).max(0);
        metrics::histogram!("jobs_lateness_seconds", "job" => claimed.name.clone()).record(late as f64 / 1e6);
        if late > LATE {
            metrics::counter!("jobs_late", "job" => claimed.name.clone()).increment(1);
            tracing::warn!(job = %claimed.name, id = %claimed.id, late_ms = late / 1000, "a job starts late");
        }
        let Some((name, handler)) = self.handlers.get_key_value(claimed.name.as_str()) else { return };
        let turn = Turn {
            db: self.db.clone(),
            clock: self.clock.clone(),
            owner: self.owner.clone(),
            period: self.repeated.get(name).copied().filter(|_| claimed.dedup.as_deref() == Some("every")),
            name,
            patient: self.patient,
            time_limit: self.time_limit,
        };
        let id = claimed.id.clone();
        let task = hand.running.spawn(turn.take(handler.clone(), self.context.clone(), claimed));
        hand.ids.insert(task.id(), id);
    }

    /// Until there is something to do.
    async fn wait(
        &self,
        rest: Rest,
        stop: &CancellationToken,
        wake: &mut watch::Receiver<u64>,
        hand: &mut Hand,
    ) {
        let full = hand.running.len() >= self.at_once;
        let (pause, hears) = match rest {
            Rest::Until(pause) => (pause, !full),
            Rest::Whole(pause) => (pause, false),
        };
        tokio::select! {
            biased;
            () = stop.cancelled() => {}
            Some(ended) = hand.running.join_next_with_id(), if !hand.running.is_empty() => {
                hand.forget(ended);
                // Those that were committed together end together, and their places are filled together.
                while let Some(ended) = hand.running.try_join_next_with_id() {
                    hand.forget(ended);
                }
            }
            Ok(()) = wake.changed(), if hears => {}
            () = tokio::time::sleep(pause) => {}
        }
    }

    async fn finish(&self, hand: &mut Hand) {
        let all = async {
            while let Some(ended) = hand.running.join_next_with_id().await {
                hand.forget(ended);
            }
        };
        if tokio::time::timeout(self.lease, all).await.is_err() {
            tracing::warn!(jobs = hand.running.len(), "stopped with jobs in hand; their leases will end");
        }
        hand.running.shutdown().await;
        if let Err(error) = self.tell(hand).await {
            tracing::warn!(%error, jobs = hand.done.len(), "the queue does not know what was done: it is done again");
        }
    }

    /// Takes what was done out of the queue, all of it together. What cannot be told is told the next time; where that is too
    /// late it is done again.
    async fn tell(&self, hand: &mut Hand) -> Result<(), StoreError> {
        if hand.done.is_empty() {
            return Ok(());
        }
        let (ids, owner) = (list(&hand.done), self.owner.clone());
        let work = self
            .db
            .write(move |tx| Box::pin(async move { tx.execute(&rows::ALL_DONE, params![ids, owner]).await }));
        work.await?;
        hand.done.clear();
        Ok(())
    }

    async fn has_leave(&self) -> bool {
        let Some(leave) = &self.leave else { return true };
        leave(self.context.clone()).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "whether work may be done could not be asked: it waits");
            false
        })
    }

    /// Whoever had this name before is gone: what was in their hands is free.
    async fn take_over(&self) -> Result<(), StoreError> {
        let owner = self.owner.clone();
        let work = self
            .db
            .write(move |tx| Box::pin(async move { tx.execute(&rows::TAKE_OVER, params![owner]).await }));
        work.await.map(drop)
    }

    async fn next_due(&self, names: &str) -> Result<Due, StoreError> {
        use store::Query;
        let reader = self.db.read();
        let (waiting, expiry) = reader.one(&rows::NEXT, params![names, self.patient]).await?;
        Ok(Due { waiting, expiry })
    }

    /// `recover`: also what others had in hand whose lease is over.
    async fn claim(
        &self,
        names: &str,
        most: usize,
        now: i64,
        recover: bool,
    ) -> Result<Vec<Claimed>, StoreError> {
        use store::Query;
        let (owner, until, names) = (self.owner.clone(), now + micros(self.lease), names.to_owned());
        let (most, patient) = (most as i64, self.patient);
        let claimed = self.db.write(move |tx| {
            Box::pin(async move {
                if recover {
                    tx.execute(&rows::RECOVER, params![now]).await?;
                    tx.execute(&rows::GIVE_UP, params![now]).await?;
                }
                tx.all(&rows::CLAIM, params![owner, until, now, names, most, patient]).await
            })
        });
        let mut claimed: Vec<Claimed> = claimed.await?;
        claimed.sort_by(|a, b| (a.run_at, &a.id).cmp(&(b.run_at, &b.id)));
        Ok(claimed)
    }

    async fn renew(&self, in_hand: &BTreeMap<tokio::task::Id, String>, now: i64) -> Result<(), StoreError> {
        if in_hand.is_empty() {
            return Ok(());
        }
        let (until, owner, ids) = (now + micros(self.lease), self.owner.clone(), list(in_hand.values()));
        let work = self.db.write(move |tx| {
            Box::pin(async move { tx.execute(&rows::RENEW, params![until, owner, ids]).await })
        });
        work.await.map(drop)
    }

    /// Makes sure that every repeated job has a turn waiting, and none later than its period.
    async fn arrange(&self, now: i64) -> Result<(), StoreError> {
        self.adopt().await?;
        if self.repeated.is_empty() {
            return Ok(());
        }
        let (repeated, owner, patient) = (self.repeated.clone(), self.owner.clone(), self.patient);
        let work = self.db.write(move |tx| {
            Box::pin(async move {
                for (name, period) in repeated {
                    let next = turn_id(name, now, &owner);
                    tx.execute(&rows::ARRANGE, params![next, name, now, now, patient]).await?;
                    tx.execute(&rows::NOT_LATER, params![name, now.saturating_add(micros(period))]).await?;
                }
                Ok(())
            })
        });
        work.await
    }

    /// Takes over patient work that a program which did not know of patience put among the rest: nobody else does it.
    async fn adopt(&self) -> Result<(), StoreError> {
        if !self.patient {
            return Ok(());
        }
        let names = list(self.handlers.keys());
        let work = self.db.write(move |tx| {
            Box::pin(async move { tx.execute(&rows::ADOPT, params![names, true, false]).await })
        });
        work.await.map(drop)
    }
}

/// What a runner has in hand.
struct Hand {
    running: JoinSet<Settled>,
    /// The jobs of those tasks.
    ids: BTreeMap<tokio::task::Id, String>,
    /// The jobs that are done while the queue does not know it yet.
    done: Vec<String>,
    /// Whether each repeated job is known to have a turn.
    arranged: bool,
    /// When the leases were last renewed.
    renewed: i64,
}

impl Hand {
    fn new(now: i64) -> Hand {
        let (running, ids, done) = Default::default();
        Hand { running, ids, done, arranged: false, renewed: now }
    }

    fn forget(&mut self, ended: Result<(tokio::task::Id, Settled), tokio::task::JoinError>) {
        let id = match ended {
            Ok((id, Settled::Told)) => id,
            Ok((id, Settled::Done(job))) => {
                self.done.push(job);
                id
            }
            Err(error) => error.id(),
        };
        self.ids.remove(&id);
    }
}

/// How long there is nothing to do.
enum Rest {
    /// So long, unless something is put into the queue.
    Until(Duration),
    /// So long, whatever is put there: nothing may be taken up.
    Whole(Duration),
}

/// When there is something to do.
struct Due {
    /// The first that waits.
    waiting: Option<i64>,
    /// The first lease that ends.
    expiry: Option<i64>,
}

impl Due {
    fn first(&self) -> Option<i64> {
        [self.waiting, self.expiry].into_iter().flatten().min()
    }
}

pub(crate) fn turn_id(name: &str, now: i64, owner: &str) -> String {
    format!("every:{name}:{now}:{owner}")
}

pub(crate) fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX / 4)
}

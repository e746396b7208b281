//! Consumers see every event, at least once, in order, whoever dies.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::Logged;
use crate::consumer::{Begin, ConsumerError, Lease, LeasedConsumer, NodeConsumer, run_leased, run_node};

/// Remembers what it took; fails before moving its cursor when told to.
#[derive(Default)]
struct Node {
    cursor: AtomicI64,
    taken: Mutex<Vec<i64>>,
    fail: AtomicI64,
    rebuilt: AtomicI64,
}

impl NodeConsumer for Node {
    fn name(&self) -> &'static str {
        "node"
    }

    fn cursor(&self) -> i64 {
        self.cursor.load(Ordering::SeqCst)
    }

    async fn take(&self, batch: &[Logged]) -> Result<(), ConsumerError> {
        self.taken.lock().unwrap().extend(batch.iter().map(|event| event.seq));
        if self.fail.fetch_sub(1, Ordering::SeqCst) > 0 {
            return Err("the effect is there, the cursor not".into());
        }
        self.cursor.store(batch.last().unwrap().seq, Ordering::SeqCst);
        Ok(())
    }

    async fn rebuild(&self, head: i64) -> Result<(), ConsumerError> {
        self.rebuilt.fetch_add(1, Ordering::SeqCst);
        self.cursor.store(head, Ordering::SeqCst);
        Ok(())
    }
}

#[tokio::test]
async fn a_node_takes_everything_in_order_and_again_after_a_failure() {
    for test in crate::testing::databases().await {
        let (node, stop) = (Arc::new(Node::default()), CancellationToken::new());
        node.fail.store(2, Ordering::SeqCst);
        super::record(&test.db, 600).await;
        let running = tokio::spawn(run_node(test.db.clone(), node.clone(), stop.clone()));
        super::until("everything was taken", || node.cursor() == 600).await;
        super::record(&test.db, 1).await;
        super::until("the next one was taken", || node.cursor() == 601).await;
        stop.cancel();
        running.await.unwrap();
        let taken = node.taken.lock().unwrap().clone();
        assert_eq!(taken[..2], [1, 2]);
        assert!(taken.len() > 601, "the failed batch was offered again");
        let after_failures = &taken[taken.len() - 601..];
        assert!(after_failures.windows(2).all(|pair| pair[1] == pair[0] + 1));
        assert_eq!(node.rebuilt.load(Ordering::SeqCst), 0);
    }
}

#[tokio::test]
async fn a_cursor_that_the_log_does_not_cover_means_building_anew() {
    for (cursor, trimmed) in [(1, 5), (99, 0)] {
        for test in crate::testing::databases().await {
            super::record(&test.db, 6).await;
            test.db.log().trim(trimmed).await.unwrap();
            let (node, stop) = (Arc::new(Node::default()), CancellationToken::new());
            node.cursor.store(cursor, Ordering::SeqCst);
            let running = tokio::spawn(run_node(test.db.clone(), node.clone(), stop.clone()));
            super::until("it was built anew", || node.rebuilt.load(Ordering::SeqCst) == 1).await;
            super::record(&test.db, 1).await;
            super::until("it goes on from there", || node.cursor() == 7).await;
            stop.cancel();
            running.await.unwrap();
            assert_eq!(*node.taken.lock().unwrap(), [7]);
        }
    }
}

#[tokio::test]
async fn a_cursor_just_before_the_oldest_event_is_covered() {
    for test in crate::testing::databases().await {
        super::record(&test.db, 6).await;
        test.db.log().trim(5).await.unwrap();
        let (node, stop) = (Arc::new(Node::default()), CancellationToken::new());
        node.cursor.store(4, Ordering::SeqCst);
        let running = tokio::spawn(run_node(test.db.clone(), node.clone(), stop.clone()));
        super::until("the rest was taken", || node.cursor() == 6).await;
        stop.cancel();
        running.await.unwrap();
        assert_eq!(node.rebuilt.load(Ordering::SeqCst), 0);
        assert_eq!(*node.taken.lock().unwrap(), [5, 6]);
    }
}

/// What the newsroom did, whichever node did it.
#[derive(Default)]
struct Deeds {
    by: Mutex<Vec<(&'static str, i64)>>,
}

struct Doer {
    who: &'static str,
    deeds: Arc<Deeds>,
    hangs: bool,
    begins: Begin,
}

impl LeasedConsumer for Doer {
    fn name(&self) -> &'static str {
        "doer"
    }

    fn begins(&self) -> Begin {
        self.begins
    }

    async fn take(&self, batch: &[Logged]) -> Result<(), ConsumerError> {
        self.deeds.by.lock().unwrap().extend(batch.iter().map(|event| (self.who, event.seq)));
        if self.hangs {
            std::future::pending::<()>().await;
        }
        Ok(())
    }
}

fn lease(owner: &str, clock: &Arc<AtomicI64>) -> Lease {
    let clock = clock.clone();
    Lease {
        owner: owner.into(),
        clock: Arc::new(move || clock.load(Ordering::SeqCst)),
        length: Duration::from_secs(2),
    }
}

#[tokio::test]
async fn two_nodes_do_each_thing_once() {
    for test in crate::testing::databases().await {
        let (clock, deeds, stop) =
            (Arc::new(AtomicI64::new(1)), Arc::new(Deeds::default()), CancellationToken::new());
        let other = test.another().await.unwrap();
        let doer = |who| Doer { who, deeds: deeds.clone(), hangs: false, begins: Begin::Oldest };
        let one = tokio::spawn(run_leased(test.db.clone(), doer("one"), lease("one", &clock), stop.clone()));
        let two = tokio::spawn(run_leased(other, doer("two"), lease("two", &clock), stop.clone()));
        for _ in 0..5 {
            super::record(&test.db, 40).await;
        }
        super::until("all was done", || deeds.by.lock().unwrap().len() >= 200).await;
        stop.cancel();
        one.await.unwrap();
        two.await.unwrap();
        let by = deeds.by.lock().unwrap();
        let seqs: Vec<i64> = by.iter().map(|(_, seq)| *seq).collect();
        assert_eq!(seqs, (1..=200).collect::<Vec<_>>(), "{}", test.dialect());
        assert_eq!(by.iter().map(|(who, _)| *who).collect::<BTreeSet<_>>().len(), 1, "one held the lease");
    }
}

/// The control: two that share no lease each do everything.
#[tokio::test]
async fn without_a_common_lease_each_thing_is_done_twice() {
    for test in crate::testing::databases().await {
        let (clock, deeds, stop) =
            (Arc::new(AtomicI64::new(1)), Arc::new(Deeds::default()), CancellationToken::new());
        super::record(&test.db, 40).await;
        let doer = |who| Doer { who, deeds: deeds.clone(), hangs: false, begins: Begin::Oldest };
        let one = tokio::spawn(run_leased(test.db.clone(), doer("one"), lease("one", &clock), stop.clone()));
        let alone = Alone(doer("two"));
        let two = tokio::spawn(run_leased(test.db.clone(), alone, lease("two", &clock), stop.clone()));
        super::until("all was done twice", || deeds.by.lock().unwrap().len() >= 80).await;
        stop.cancel();
        one.await.unwrap();
        two.await.unwrap();
        assert_eq!(deeds.by.lock().unwrap().len(), 80, "{}", test.dialect());
    }
}

/// One with a row of its own.
struct Alone(Doer);

impl LeasedConsumer for Alone {
    fn name(&self) -> &'static str {
        "alone"
    }

    async fn take(&self, batch: &[Logged]) -> Result<(), ConsumerError> {
        self.0.take(batch).await
    }
}

#[tokio::test]
async fn another_node_goes_on_after_a_crash_in_the_middle() {
    for test in crate::testing::databases().await {
        let (clock, deeds, stop) =
            (Arc::new(AtomicI64::new(1)), Arc::new(Deeds::default()), CancellationToken::new());
        super::record(&test.db, 3).await;
        let doer = |who, hangs| Doer { who, deeds: deeds.clone(), hangs, begins: Begin::Oldest };
        let crashing =
            tokio::spawn(run_leased(test.db.clone(), doer("one", true), lease("one", &clock), stop.clone()));
        super::until("the effect is there", || deeds.by.lock().unwrap().len() == 3).await;
        crashing.abort();
        let two =
            tokio::spawn(run_leased(test.db.clone(), doer("two", false), lease("two", &clock), stop.clone()));
        tokio::time::sleep(Duration::from_millis(700)).await;
        assert_eq!(deeds.by.lock().unwrap().len(), 3, "the lease still holds");
        clock.fetch_add(10_000_000, Ordering::SeqCst);
        super::until("another did it again", || deeds.by.lock().unwrap().len() == 6).await;
        stop.cancel();
        two.await.unwrap();
        assert_eq!(deeds.by.lock().unwrap()[3..], [("two", 1), ("two", 2), ("two", 3)]);
    }
}

/// The one that was thought dead comes back after another took over: it must not move the cursor.
#[tokio::test]
async fn a_lost_lease_moves_nothing() {
    for test in crate::testing::databases().await {
        let clock = Arc::new(AtomicI64::new(1));
        super::record(&test.db, 3).await;
        let stop = CancellationToken::new();
        let deeds = Arc::new(Deeds::default());
        let slow = Doer { who: "slow", deeds: deeds.clone(), hangs: true, begins: Begin::Oldest };
        let running = tokio::spawn(run_leased(test.db.clone(), slow, lease("slow", &clock), stop.clone()));
        super::until("the slow one began", || deeds.by.lock().unwrap().len() == 3).await;
        clock.fetch_add(10_000_000, Ordering::SeqCst);
        let quick = Doer { who: "quick", deeds: deeds.clone(), hangs: false, begins: Begin::Oldest };
        let second = tokio::spawn(run_leased(test.db.clone(), quick, lease("quick", &clock), stop.clone()));
        super::until("the quick one did it", || deeds.by.lock().unwrap().len() >= 6).await;
        stop.cancel();
        second.await.unwrap();
        // Its next renewal finds that the lease is another's, and it lets go although its work still hangs.
        tokio::time::timeout(Duration::from_secs(5), running).await.expect("the slow one lets go").unwrap();
    }
}

#[tokio::test]
async fn one_that_begins_at_the_head_leaves_the_past_alone() {
    for test in crate::testing::databases().await {
        let (clock, deeds, stop) =
            (Arc::new(AtomicI64::new(1)), Arc::new(Deeds::default()), CancellationToken::new());
        super::record(&test.db, 5).await;
        let late = Doer { who: "late", deeds: deeds.clone(), hangs: false, begins: Begin::Head };
        let running = tokio::spawn(run_leased(test.db.clone(), late, lease("late", &clock), stop.clone()));
        tokio::time::sleep(Duration::from_millis(300)).await;
        super::record(&test.db, 1).await;
        super::until("the new one was taken", || !deeds.by.lock().unwrap().is_empty()).await;
        stop.cancel();
        running.await.unwrap();
        assert_eq!(*deeds.by.lock().unwrap(), [("late", 6)]);
    }
}

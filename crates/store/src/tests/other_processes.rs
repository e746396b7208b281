//! Other processes write too: what they record is noticed by looking, and who misses a hint loses time and nothing else.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use tokio_util::sync::CancellationToken;

use crate::consumer::{ConsumerError, NodeConsumer, run_node};
use crate::testing::TestDb;
use crate::{Db, Logged};

/// Looking takes a quarter of a second; the rest is for a busy machine.
const SOON: Duration = Duration::from_secs(2);
/// A consumer that hears nothing looks anyway after five seconds.
const IN_THE_END: Duration = Duration::from_secs(20);

#[derive(Default)]
struct Node(AtomicI64);

impl NodeConsumer for Node {
    fn name(&self) -> &'static str {
        "node"
    }

    fn cursor(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }

    async fn take(&self, batch: &[Logged]) -> Result<(), ConsumerError> {
        self.0.store(batch.last().map_or(0, |event| event.seq), Ordering::SeqCst);
        Ok(())
    }

    async fn rebuild(&self, _: i64) -> Result<(), ConsumerError> {
        Err("nothing here needs to be built anew".into())
    }
}

/// How long until the consumer has taken this event, if it has in this time.
async fn taken(node: &Node, seq: i64, most: Duration) -> Option<Duration> {
    let begun = Instant::now();
    while node.cursor() < seq {
        if begun.elapsed() > most {
            return None;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Some(begun.elapsed())
}

/// The same consumer on a handle that looks out for others, and, as the control, on one that does not.
async fn heard_and_not_heard(test: TestDb) {
    let kind = test.dialect();
    let deaf = Db::without_watcher(test.config()).await.unwrap();
    let (hears, hears_not) = (Arc::new(Node::default()), Arc::new(Node::default()));
    let stop = CancellationToken::new();
    let tasks = [
        tokio::spawn(run_node(test.db.clone(), hears.clone(), stop.clone())),
        tokio::spawn(run_node(deaf.clone(), hears_not.clone(), stop.clone())),
    ];
    // Both have looked once, found nothing, and wait.
    tokio::time::sleep(Duration::from_millis(600)).await;
    let other = test.another().await.unwrap();
    super::record(&other, 1).await;
    let soon = taken(&hears, 1, SOON).await;
    assert!(soon.is_some(), "{kind}: what another process recorded was not taken within {SOON:?}");
    assert_eq!(hears_not.cursor(), 0, "{kind}: the control heard of it although it does not look");
    let late = taken(&hears_not, 1, IN_THE_END).await;
    let late = late.unwrap_or_else(|| panic!("{kind}: a hint that was lost has cost data"));
    println!("{kind}: taken after {soon:?}; without looking out for others after {late:?} more");
    // Its own process tells both at once.
    super::record(&deaf, 1).await;
    assert!(
        taken(&hears_not, 2, Duration::from_millis(900)).await.is_some(),
        "{kind}: a local hint is heard"
    );
    stop.cancel();
    for task in tasks {
        task.await.unwrap();
    }
}

#[tokio::test]
async fn what_another_process_records_is_taken_soon_and_without_looking_only_late() {
    let mut stories = Vec::new();
    for test in crate::testing::databases().await {
        stories.push(tokio::spawn(heard_and_not_heard(test)));
    }
    for story in stories {
        story.await.unwrap();
    }
}

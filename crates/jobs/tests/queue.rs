//! The queue's promises, on every database at hand.
#![allow(clippy::unwrap_used)]

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jobs::{NewJob, Runner};
use store::{Db, StoreError};
use tokio_util::sync::CancellationToken;

/// A clock that tests set.
#[derive(Clone)]
struct Hands(Arc<AtomicI64>);

impl Hands {
    fn new() -> Hands {
        Hands(Arc::new(AtomicI64::new(1_000_000_000)))
    }

    fn now(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }

    fn forward(&self, by: Duration) {
        self.0.fetch_add(by.as_micros() as i64, Ordering::SeqCst);
    }

    fn clock(&self) -> Arc<dyn Fn() -> i64 + Send + Sync> {
        let hands = self.clone();
        Arc::new(move || hands.now())
    }
}

/// What handlers did: who, and the payload.
type Done = Arc<Mutex<Vec<(String, String)>>>;

struct House {
    db: Db,
    hands: Hands,
    done: Done,
    stop: CancellationToken,
}

impl House {
    fn new(db: &Db) -> House {
        House { db: db.clone(), hands: Hands::new(), done: Done::default(), stop: CancellationToken::new() }
    }

    fn runner(&self, owner: &str) -> Runner<Done> {
        let who = owner.to_owned();
        Runner::new(self.db.clone(), self.done.clone(), self.hands.clock(), owner.to_owned()).on(
            "note",
            move |done: Done, payload| {
                let who = who.clone();
                async move {
                    done.lock().unwrap().push((who, payload));
                    Ok::<_, StoreError>(())
                }
            },
        )
    }

    fn start(&self, runner: Runner<Done>) -> tokio::task::JoinHandle<()> {
        tokio::spawn(runner.run(self.stop.clone()))
    }

    async fn enqueue(&self, id: &str, job: impl FnOnce(&mut NewJob)) {
        let now = self.hands.now();
        let mut new = NewJob {
            id: id.into(),
            name: "note",
            payload: id.into(),
            run_at: now,
            dedup: None,
            patient: false,
            max_attempts: 3,
            now,
        };
        job(&mut new);
        let work = self.db.write(move |tx| Box::pin(async move { jobs::enqueue(tx, new).await }));
        work.await.unwrap();
    }

    fn payloads(&self) -> Vec<String> {
        self.done.lock().unwrap().iter().map(|(_, payload)| payload.clone()).collect()
    }

    async fn until_done(&self, count: usize) {
        until(|| self.done.lock().unwrap().len() >= count).await;
    }

    async fn settled(&self, waiting: i64, running: i64, failed: i64) {
        for _ in 0..500 {
            let standing = jobs::standing(self.db.read()).await.unwrap();
            if (standing.waiting, standing.running, standing.failed) == (waiting, running, failed) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("{:?}", jobs::standing(self.db.read()).await);
    }
}

async fn until(mut so: impl FnMut() -> bool) {
    for _ in 0..1000 {
        if so() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it did not come to be");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_jobs_and_two_runners_each_job_once() {
    for test in store::testing::databases().await {
        let house = House::new(&test.db);
        let other = test.another().await.unwrap();
        for id in 0..100 {
            house.enqueue(&format!("{id:03}"), |_| {}).await;
        }
        let one = house.start(house.runner("one"));
        let second = House { db: other, ..House::new(&test.db) };
        let second = House {
            hands: house.hands.clone(),
            done: house.done.clone(),
            stop: house.stop.clone(),
            ..second
        };
        let two = house.start(second.runner("two"));
        house.until_done(100).await;
        house.settled(0, 0, 0).await;
        house.stop.cancel();
        one.await.unwrap();
        two.await.unwrap();
        let mut payloads = house.payloads();
        payloads.sort();
        assert_eq!(payloads, (0..100).map(|id| format!("{id:03}")).collect::<Vec<_>>(), "{}", test.dialect());
        let by_one = house.done.lock().unwrap().iter().filter(|(who, _)| who == "one").count();
        println!("{}: {by_one} by one, {} by two", test.dialect(), 100 - by_one);
    }
}

#[tokio::test]
async fn a_job_is_not_done_before_its_time_and_soon_after() {
    for test in store::testing::databases().await {
        let house = House::new(&test.db);
        let at = house.hands.now() + 60_000_000;
        house.enqueue("later", |job| job.run_at = at).await;
        let running = house.start(house.runner("one"));
        tokio::time::sleep(Duration::from_millis(700)).await;
        assert!(house.payloads().is_empty(), "{}", test.dialect());
        house.hands.forward(Duration::from_secs(61));
        house.until_done(1).await;
        // A new one wakes the runner at once: no sleep of half a second.
        let asked = std::time::Instant::now();
        house.enqueue("now", |_| {}).await;
        house.until_done(2).await;
        println!("{}: woken and done after {} ms", test.dialect(), asked.elapsed().as_millis());
        house.stop.cancel();
        running.await.unwrap();
    }
}

#[tokio::test]
async fn what_became_due_while_nobody_ran_is_done_in_order() {
    for test in store::testing::databases().await {
        let house = House::new(&test.db);
        for (id, ago) in [("c", 10), ("a", 3000), ("b", 200)] {
            let at = house.hands.now() - ago * 1_000_000;
            house.enqueue(id, |job| job.run_at = at).await;
        }
        let running = house.start(house.runner("one").at_once(1));
        house.until_done(3).await;
        house.stop.cancel();
        running.await.unwrap();
        assert_eq!(house.payloads(), ["a", "b", "c"], "{}", test.dialect());
    }
}

#[tokio::test]
async fn a_job_that_waits_is_replaced_and_can_be_taken_back() {
    for test in store::testing::databases().await {
        let house = House::new(&test.db);
        let later = house.hands.now() + 5_000_000;
        for id in ["first", "second", "third"] {
            house
                .enqueue(id, |job| {
                    job.dedup = Some("page".into());
                    job.run_at = later;
                })
                .await;
        }
        house.enqueue("other", |job| job.dedup = Some("another page".into())).await;
        house.settled(2, 0, 0).await;
        let taken_back = test.db.write(|tx| {
            Box::pin(async move {
                let once = jobs::cancel(tx, "note", "another page").await?;
                let twice = jobs::cancel(tx, "note", "another page").await?;
                Ok::<_, StoreError>((once, twice))
            })
        });
        assert_eq!(taken_back.await.unwrap(), (true, false));
        let running = house.start(house.runner("one"));
        house.hands.forward(Duration::from_secs(6));
        house.until_done(1).await;
        house.settled(0, 0, 0).await;
        house.stop.cancel();
        running.await.unwrap();
        assert_eq!(house.payloads(), ["third"], "{}", test.dialect());
    }
}

#[tokio::test]
async fn a_failing_job_is_tried_again_and_then_kept() {
    for test in store::testing::databases().await {
        let house = House::new(&test.db);
        let runner = Runner::new(test.db.clone(), house.done.clone(), house.hands.clock(), "one".into()).on(
            "note",
            |done: Done, payload| async move {
                done.lock().unwrap().push(("one".into(), payload.clone()));
                match payload.as_str() {
                    "panics" => panic!("on purpose"),
                    _ => Err("the far end said no"),
                }
            },
        );
        let running = house.start(runner);
        house.enqueue("fails", |job| job.max_attempts = 3).await;
        house.until_done(1).await;
        house.settled(1, 0, 0).await;
        tokio::time::sleep(Duration::from_millis(700)).await;
        assert_eq!(house.payloads().len(), 1, "the clock stands: not yet");
        house.hands.forward(Duration::from_secs(3));
        house.until_done(2).await;
        // Only when the failure is written down does the time to the next attempt run.
        house.settled(1, 0, 0).await;
        house.hands.forward(Duration::from_secs(3));
        house.until_done(3).await;
        house.settled(0, 0, 1).await;
        let failed = jobs::failed(test.db.read(), 10).await.unwrap();
        assert_eq!((failed[0].id.as_str(), failed[0].attempts), ("fails", 3));
        assert_eq!(failed[0].last_error, "the far end said no");
        house.enqueue("panics", |job| job.max_attempts = 1).await;
        house.settled(0, 0, 2).await;
        let now = house.hands.now();
        let again = test.db.write(move |tx| Box::pin(async move { jobs::retry(tx, "fails", now).await }));
        assert_eq!(again.await, Ok(true), "{}", test.dialect());
        house.until_done(5).await;
        house.stop.cancel();
        running.await.unwrap();
    }
}

#[tokio::test]
async fn the_jobs_of_a_dead_runner_come_back() {
    for test in store::testing::databases().await {
        let house = House::new(&test.db);
        let hanging = Runner::new(test.db.clone(), house.done.clone(), house.hands.clock(), "dead".into())
            .on("note", |done: Done, payload| async move {
                done.lock().unwrap().push(("dead".into(), payload));
                std::future::pending::<()>().await;
                Ok::<_, StoreError>(())
            });
        let dying = house.start(hanging);
        // Two with the same key: one is being done when the next comes, and the runner dies with both in hand.
        for id in ["a", "b"] {
            house.enqueue(id, |job| job.dedup = Some("key".into())).await;
            house.settled(0, i64::from(id == "a") + 2 * i64::from(id == "b"), 0).await;
        }
        house.enqueue("last try", |job| job.max_attempts = 1).await;
        house.until_done(3).await;
        dying.abort();
        let running = house.start(house.runner("alive"));
        tokio::time::sleep(Duration::from_millis(700)).await;
        assert_eq!(house.payloads().len(), 3, "the lease still holds");
        house.hands.forward(Duration::from_secs(31));
        house.until_done(4).await;
        house.settled(0, 0, 2).await;
        house.stop.cancel();
        running.await.unwrap();
        let alive = house.done.lock().unwrap()[3..].to_vec();
        assert_eq!(
            alive,
            [("alive".to_owned(), "b".to_owned())],
            "the newest of one key, {}",
            test.dialect()
        );
    }
}

#[tokio::test]
async fn more_than_one_look_can_recover_all_come_back() {
    for test in store::testing::databases().await {
        let house = House::new(&test.db);
        let mut dying = Vec::new();
        for owner in ["dead one", "dead two", "dead three"] {
            let hanging = Runner::new(test.db.clone(), house.done.clone(), house.hands.clock(), owner.into())
                .at_once(60)
                .on("note", |_: Done, _| async move {
                    std::future::pending::<()>().await;
                    Ok::<_, StoreError>(())
                });
            dying.push(house.start(hanging));
        }
        for number in 0..150 {
            house.enqueue(&format!("{number:03}"), |_| {}).await;
        }
        house.settled(0, 150, 0).await;
        dying.iter().for_each(tokio::task::JoinHandle::abort);
        house.hands.forward(Duration::from_secs(31));
        let running = house.start(house.runner("alive"));
        house.until_done(150).await;
        house.settled(0, 0, 0).await;
        house.stop.cancel();
        running.await.unwrap();
        let mut done = house.payloads();
        done.sort();
        done.dedup();
        assert_eq!(done.len(), 150, "{}", test.dialect());
    }
}

#[tokio::test]
async fn a_long_job_keeps_its_lease() {
    for test in store::testing::databases().await {
        let house = House::new(&test.db);
        let (go, gate) = tokio::sync::watch::channel(false);
        let slow = Runner::new(test.db.clone(), house.done.clone(), house.hands.clock(), "slow".into()).on(
            "note",
            move |done: Done, payload| {
                let mut gate = gate.clone();
                async move {
                    let _ = gate.wait_for(|open| *open).await;
                    done.lock().unwrap().push(("slow".into(), payload));
                    Ok::<_, StoreError>(())
                }
            },
        );
        house.enqueue("long", |_| {}).await;
        let one = house.start(slow);
        house.settled(0, 1, 0).await;
        let two = house.start(house.runner("eager"));
        for _ in 0..8 {
            house.hands.forward(Duration::from_secs(12));
            tokio::time::sleep(Duration::from_millis(600)).await;
        }
        go.send(true).unwrap();
        house.until_done(1).await;
        house.settled(0, 0, 0).await;
        house.stop.cancel();
        one.await.unwrap();
        two.await.unwrap();
        assert_eq!(
            *house.done.lock().unwrap(),
            [("slow".to_owned(), "long".to_owned())],
            "{}",
            test.dialect()
        );
    }
}

#[tokio::test]
async fn a_repeated_job_takes_one_turn_for_all_runners() {
    for test in store::testing::databases().await {
        let house = House::new(&test.db);
        let sweeping = |owner: &str| {
            house.runner(owner).every("sweep", Duration::from_secs(60), |done: Done| async move {
                done.lock().unwrap().push(("any".into(), "swept".into()));
                let turns = done.lock().unwrap().len();
                if turns == 2 { Err("the second turn fails") } else { Ok(()) }
            })
        };
        let (one, two) = (house.start(sweeping("one")), house.start(sweeping("two")));
        for turn in 1..=4 {
            house.until_done(turn).await;
            house.settled(1, 0, i64::from(turn == 2)).await;
            tokio::time::sleep(Duration::from_millis(600)).await;
            assert_eq!(house.payloads().len(), turn, "{}: no turn before its time", test.dialect());
            house.hands.forward(Duration::from_secs(61));
        }
        house.until_done(5).await;
        house.stop.cancel();
        one.await.unwrap();
        two.await.unwrap();
    }
}

#[tokio::test]
async fn a_job_of_a_rolled_back_act_is_never_done() {
    for test in store::testing::databases().await {
        let house = House::new(&test.db);
        let refused: Result<(), StoreError> = test
            .db
            .write(|tx| {
                Box::pin(async move {
                    let job = NewJob {
                        id: "x".into(),
                        name: "note",
                        payload: "{}".into(),
                        run_at: 0,
                        dedup: None,
                        patient: false,
                        max_attempts: 1,
                        now: 0,
                    };
                    jobs::enqueue(tx, job).await?;
                    Err(StoreError::Busy("on purpose".into()))
                })
            })
            .await;
        assert!(refused.is_err());
        house.settled(0, 0, 0).await;
    }
}

#[tokio::test]
async fn every_registered_statement_prepares() {
    for test in store::testing::databases().await {
        let refused = store::testing::prepare_all(&test.db).await;
        assert!(refused.is_empty(), "{}: {refused:?}", test.dialect());
        assert!(store::statements().any(|statement| statement.name == "jobs.claim"));
    }
}

/// A runner whose work never ends by itself, as drawing that takes long.
fn slow(house: &House, owner: &str) -> Runner<Done> {
    Runner::new(house.db.clone(), house.done.clone(), house.hands.clock(), owner.to_owned())
        .on("draw", |_: Done, _| async move {
            std::future::pending::<()>().await;
            Ok::<_, StoreError>(())
        })
        .on("note", |done: Done, payload| async move {
            done.lock().unwrap().push(("due".into(), payload));
            Ok::<_, StoreError>(())
        })
        .lease(Duration::from_millis(100))
}

async fn a_thousand_drawings(house: &House, patient: bool) {
    let now = house.hands.now();
    let work = house.db.write(move |tx| {
        Box::pin(async move {
            for drawing in 0..1_000 {
                let job = NewJob {
                    id: format!("draw {drawing:04}"),
                    name: "draw",
                    payload: String::new(),
                    run_at: now - 1_000_000,
                    dedup: None,
                    patient,
                    max_attempts: 3,
                    now,
                };
                jobs::enqueue(tx, job).await?;
            }
            Ok::<_, StoreError>(())
        })
    });
    work.await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_due_never_stands_behind_patient_work() {
    for test in store::testing::databases().await {
        let house = House::new(&test.db);
        a_thousand_drawings(&house, true).await;
        let draws = house.start(slow(&house, "draws").patient().at_once(1));
        let prompt = house.start(slow(&house, "prompt"));
        house.settled(999, 1, 0).await;
        let asked = std::time::Instant::now();
        house.enqueue("due", |_| {}).await;
        house.until_done(1).await;
        println!("{}: done after {} ms", test.dialect(), asked.elapsed().as_millis());
        assert!(asked.elapsed() < Duration::from_secs(1), "{}", test.dialect());
        house.stop.cancel();
        draws.await.unwrap();
        prompt.await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_control_in_one_queue_it_would_stand_behind() {
    for test in store::testing::databases().await {
        let house = House::new(&test.db);
        a_thousand_drawings(&house, false).await;
        let all = house.start(slow(&house, "all"));
        house.settled(996, 4, 0).await;
        house.enqueue("due", |_| {}).await;
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        assert!(house.payloads().is_empty(), "{}", test.dialect());
        house.stop.cancel();
        all.await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_an_older_program_put_among_the_rest_is_done_as_well() {
    for test in store::testing::databases().await {
        let house = House::new(&test.db);
        house.enqueue("older", |_| {}).await;
        house.enqueue("newer", |job| job.patient = true).await;
        let patient = house.start(house.runner("patient").patient());
        house.until_done(2).await;
        house.settled(0, 0, 0).await;
        house.stop.cancel();
        patient.await.unwrap();
    }
}

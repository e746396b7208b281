//! The log: its order is the order of commits, and it tells when it moved.

use std::time::Duration;

use crate::{Query, StoreError, params};

#[tokio::test]
async fn events_come_back_as_recorded() {
    for test in crate::testing::databases().await {
        super::record(&test.db, 3).await;
        let log = test.db.log();
        let events = log.after(0, 10).await.unwrap();
        assert_eq!(events.iter().map(|event| event.seq).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(events[1].tags, ["one:a", "two:\"ب\""]);
        assert_eq!((events[0].quiet, events[1].quiet, events[2].at), (false, true, 3));
        assert_eq!(log.after(1, 1).await.unwrap()[0].seq, 2);
        assert_eq!((log.head().await.unwrap(), log.oldest().await.unwrap()), (3, 1));
    }
}

#[tokio::test]
async fn trimming_keeps_what_a_consumer_has_not_taken() {
    for test in crate::testing::databases().await {
        super::record(&test.db, 5).await;
        let log = test.db.log();
        test.db
            .write(|tx| Box::pin(async move { tx.execute(&CURSOR, params!["slow", 2i64]).await.map(drop) }))
            .await
            .unwrap_or_else(|error: StoreError| panic!("{error}"));
        assert_eq!(log.trim(5).await.unwrap(), 2, "{}", test.dialect());
        assert_eq!(log.oldest().await.unwrap(), 3);
        crate::consumer::leased::forget(&test.db, "slow").await.unwrap();
        assert_eq!(log.trim(99).await.unwrap(), 3);
        assert_eq!((log.oldest().await.unwrap(), log.head().await.unwrap()), (6, 5));
    }
}

crate::sql! {
    CURSOR = "test.cursor": "insert into consumer_cursor (name, seq, owner, lease_until) values ($1, $2, '', 0)"
}

#[tokio::test]
async fn a_local_commit_is_told_at_once_and_a_foreign_one_soon() {
    for test in crate::testing::databases().await {
        let mut moved = test.db.log().moved();
        moved.borrow_and_update();
        super::record(&test.db, 2).await;
        assert_eq!(*moved.borrow_and_update(), 2, "known when the write is acknowledged");
        let other = test.another().await.unwrap();
        super::record(&other, 1).await;
        let told = tokio::time::timeout(Duration::from_secs(5), moved.changed()).await;
        told.expect("told within seconds").unwrap();
        assert_eq!(*moved.borrow(), 3, "{}", test.dialect());
    }
}

/// A writer that is slow to commit holds the number it took: nobody gets a later one before it is done.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_order_of_the_log_is_the_order_of_commits() {
    let Some(test) = crate::testing::postgres().await else { return };
    let (taken, first_has_number) = tokio::sync::oneshot::channel();
    let (go, may_commit) = tokio::sync::oneshot::channel::<()>();
    let db = test.db.clone();
    let slow = tokio::spawn(async move {
        db.write(move |tx| {
            Box::pin(async move {
                crate::log::append(tx, &[super::event("slow", 1)]).await?;
                let _ = taken.send(());
                let _ = may_commit.await;
                Ok::<_, StoreError>(())
            })
        })
        .await
    });
    first_has_number.await.unwrap();
    let db = test.db.clone();
    let mut quick = tokio::spawn(async move { super::record(&db, 1).await });
    let early = tokio::time::timeout(Duration::from_millis(400), &mut quick).await;
    assert!(early.is_err(), "the second writer waits for the first");
    assert_eq!(test.db.log().after(0, 10).await.unwrap(), [], "a cursor sees neither");
    go.send(()).unwrap();
    slow.await.unwrap().unwrap();
    quick.await.unwrap();
    let kinds: Vec<String> =
        test.db.log().after(0, 10).await.unwrap().into_iter().map(|event| event.kind).collect();
    assert_eq!(kinds, ["slow", "happened"]);
}

/// The same on a file, where the other writer is another process: the lock that it takes with its number is the file's.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_order_of_the_log_is_the_order_of_commits_in_a_file() {
    let test = crate::testing::sqlite().await;
    let slow = other_process(&test);
    slow.execute_batch("begin immediate; update event_head set seq = seq + 1 where id = 1;").unwrap();
    slow.execute_batch("insert into event_log select seq, 1, 'slow', '{}', '[]', false from event_head")
        .unwrap();
    let db = test.db.clone();
    let mut quick = tokio::spawn(async move { super::record(&db, 1).await });
    let early = tokio::time::timeout(Duration::from_millis(400), &mut quick).await;
    assert!(early.is_err(), "the second writer waits for the first");
    assert_eq!(test.db.log().after(0, 10).await.unwrap(), [], "a cursor sees neither");
    slow.execute_batch("commit").unwrap();
    quick.await.unwrap();
    let events = test.db.log().after(0, 10).await.unwrap();
    let told: Vec<(i64, &str)> = events.iter().map(|event| (event.seq, event.kind.as_str())).collect();
    assert_eq!(told, [(1, "slow"), (2, "happened")]);
}

/// The control: when a number is taken before the lock that is held to the commit, the same story loses an event.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_a_number_taken_before_the_lock_a_cursor_skips_the_slow_one_in_a_file() {
    let test = crate::testing::sqlite().await;
    let made =
        "create table plain (seq integer primary key, kind text); create table plain_head (seq integer);
        insert into plain_head values (0);";
    test.db.write(move |tx| Box::pin(async move { tx.batch(made).await })).await.unwrap();
    let (slow, quick) = (other_process(&test), other_process(&test));
    let take = |who: &rusqlite::Connection| {
        let number = "update plain_head set seq = seq + 1 returning seq";
        who.query_row(number, [], |row| row.get::<_, i64>(0)).unwrap()
    };
    let add = |who: &rusqlite::Connection, seq: i64, kind: &str| {
        who.execute("insert into plain values (?1, ?2)", rusqlite::params![seq, kind]).unwrap()
    };
    let number = take(&slow);
    add(&quick, take(&quick), "quick");
    let first: Vec<(i64, String)> = test.db.read().all(&PLAIN, params![0i64]).await.unwrap();
    assert_eq!(first, [(2, "quick".to_owned())]);
    add(&slow, number, "slow");
    let second: Vec<(i64, String)> = test.db.read().all(&PLAIN, params![2i64]).await.unwrap();
    assert_eq!(second, [], "the slow one is never seen");
}

/// A connection to the file that knows nothing of our writer.
fn other_process(test: &crate::testing::TestDb) -> rusqlite::Connection {
    let path = test.config().url.strip_prefix("sqlite:").unwrap();
    rusqlite::Connection::open(path).unwrap()
}

/// The control: with the server's own sequence the same story loses an event.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_a_plain_sequence_a_cursor_skips_the_slow_one() {
    let Some(test) = crate::testing::postgres().await else { return };
    let made = test.db.write(|tx| {
        Box::pin(async move { tx.batch("create table plain (seq bigserial primary key, kind text)").await })
    });
    made.await.unwrap();
    let (taken, first_has_number) = tokio::sync::oneshot::channel();
    let (go, may_commit) = tokio::sync::oneshot::channel::<()>();
    let db = test.db.clone();
    let slow = tokio::spawn(async move {
        db.write(move |tx| {
            Box::pin(async move {
                tx.batch("insert into plain (kind) values ('slow')").await?;
                let _ = taken.send(());
                let _ = may_commit.await;
                Ok::<_, StoreError>(())
            })
        })
        .await
    });
    first_has_number.await.unwrap();
    let quick = test
        .db
        .write(|tx| Box::pin(async move { tx.batch("insert into plain (kind) values ('quick')").await }));
    quick.await.unwrap();
    let first: Vec<(i64, String)> = test.db.read().all(&PLAIN, params![0i64]).await.unwrap();
    assert_eq!(first, [(2, "quick".to_owned())]);
    go.send(()).unwrap();
    slow.await.unwrap().unwrap();
    let second: Vec<(i64, String)> = test.db.read().all(&PLAIN, params![2i64]).await.unwrap();
    assert_eq!(second, [], "the slow one is never seen");
}

crate::sql! {
    PLAIN = "test.plain": "select seq, kind from plain where seq > $1 order by seq"
}

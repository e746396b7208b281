//! Transactions: all or nothing, grouped on SQLite without one hurting another.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use futures_util::FutureExt;
use rusqlite::hooks::Action;

use crate::{Query, StoreError, params};

#[derive(Debug, thiserror::Error)]
enum Refusal {
    #[error("not like this")]
    Ours,
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[tokio::test]
async fn an_error_takes_everything_back() {
    for test in super::with_probe().await {
        let refused: Result<(), Refusal> = test
            .db
            .write(|tx| {
                Box::pin(async move {
                    tx.execute(&super::ADD, params![1i64, "x"]).await?;
                    tx.record(super::event("never", 1));
                    Err(Refusal::Ours)
                })
            })
            .await;
        assert!(matches!(refused, Err(Refusal::Ours)));
        assert_eq!(super::count(&test.db).await, 0);
        assert_eq!(test.db.log().head().await.unwrap(), 0, "a number is not used up");
    }
}

#[tokio::test]
async fn a_transaction_reads_what_it_wrote() {
    for test in super::with_probe().await {
        let note = test.db.write(|tx| {
            Box::pin(async move {
                tx.execute(&super::ADD, params![1i64, "mine"]).await?;
                let (note,): (String,) = tx.one(&super::NOTE, params![1i64]).await?;
                Ok::<_, StoreError>(note)
            })
        });
        assert_eq!(note.await.unwrap(), "mine");
    }
}

#[tokio::test]
async fn what_is_done_last_is_part_of_the_change() {
    for test in super::with_probe().await {
        for (refuses, stand) in [(true, 0), (false, 2)] {
            let outcome: Result<(), Refusal> = test
                .db
                .write(move |tx| {
                    Box::pin(async move {
                        tx.execute_last(&super::ADD, params![2i64, "last"]);
                        tx.execute(&super::ADD, params![1i64, "first"]).await?;
                        let seen: Option<(String,)> = tx.optional(&super::NOTE, params![2i64]).await?;
                        assert!(seen.is_none(), "it is not done yet");
                        if refuses { Err(Refusal::Ours) } else { Ok(()) }
                    })
                })
                .await;
            assert_eq!(outcome.is_err(), refuses);
            assert_eq!(super::count(&test.db).await, stand);
        }
        // What cannot be done at the end undoes the whole.
        let twice = test.db.write(|tx| {
            Box::pin(async move {
                tx.execute_last(&super::ADD, params![1i64, "taken"]);
                tx.execute(&super::ADD, params![3i64, "x"]).await?;
                Ok::<_, StoreError>(())
            })
        });
        assert!(twice.await.is_err_and(|error| error.is_unique()));
        assert_eq!(super::count(&test.db).await, 2);
    }
}

#[tokio::test]
async fn a_key_that_is_taken_is_said_so() {
    for test in super::with_probe().await {
        super::add(&test.db, 1).await.unwrap();
        let again = super::add(&test.db, 1).await.unwrap_err();
        assert!(again.is_unique(), "{}: {again:?}", test.dialect());
        super::add(&test.db, 2).await.unwrap();
    }
}

/// PostgreSQL would answer the commit of a failed transaction with a silent rollback; an acknowledged nothing.
#[tokio::test]
async fn a_swallowed_error_is_not_acknowledged() {
    for test in super::with_probe().await {
        super::add(&test.db, 1).await.unwrap();
        let swallowed = test.db.write(|tx| {
            Box::pin(async move {
                tx.execute(&super::ADD, params![2i64, "x"]).await?;
                let _ = tx.execute(&super::ADD, params![1i64, "x"]).await;
                Ok::<_, StoreError>(())
            })
        });
        let swallowed = swallowed.await.unwrap_err();
        assert!(matches!(swallowed, StoreError::AfterFailure(_)), "{}: {swallowed:?}", test.dialect());
        let went_on = test.db.write(|tx| {
            Box::pin(async move {
                let _ = tx.execute(&super::ADD, params![1i64, "x"]).await;
                tx.execute(&super::ADD, params![3i64, "x"]).await.map(drop)
            })
        });
        assert!(matches!(went_on.await, Err(StoreError::AfterFailure(_))));
        assert_eq!(super::count(&test.db).await, 1);
    }
}

#[tokio::test]
async fn what_is_sent_goes_before_what_is_asked_after_it() {
    for test in super::with_probe().await {
        let counted = test.db.write(|tx| {
            Box::pin(async move {
                for id in 0..100i64 {
                    tx.send(&super::ADD, params![id, "sent"]).await?;
                }
                // Asked at once: whichever goes first takes what waits with it.
                let first = tx.one::<(i64,)>(&super::COUNT, params![]);
                let second = tx.one::<(String,)>(&super::NOTE, params![99i64]);
                let (count, note) = futures_util::future::try_join(first, second).await?;
                tx.send(&super::ADD, params![100i64, "with the commit"]).await?;
                tx.record(super::event("sent", 1));
                Ok::<_, StoreError>((count.0, note.0))
            })
        });
        assert_eq!(counted.await, Ok((100, "sent".to_owned())), "{}", test.dialect());
        assert_eq!(super::count(&test.db).await, 101, "{}", test.dialect());
        assert_eq!(test.db.log().head().await, Ok(1));
        let nothing = test.db.write(|_| Box::pin(async move { Ok::<_, StoreError>(()) }));
        nothing.await.unwrap();
    }
}

#[tokio::test]
async fn each_of_many_rows_is_put_in_its_place() {
    for test in super::with_probe().await {
        // One, a few, and more than go at a time.
        for (from, rows) in [(0i64, 0i64), (0, 1), (1, 7), (8, 53)] {
            let put = test.db.write(move |tx| {
                Box::pin(async move {
                    let row = |id: i64| params![id, format!("row {id}")];
                    tx.send_each(&super::ADD, (from..from + rows).map(row).collect()).await?;
                    tx.one::<(i64,)>(&super::COUNT, params![]).await
                })
            });
            assert_eq!(put.await, Ok((from + rows,)), "{}", test.dialect());
        }
        for id in [0, 4, 8, 23, 24, 60] {
            let (note,): (String,) = test.db.read().one(&super::NOTE, params![id]).await.unwrap();
            assert_eq!(note, format!("row {id}"), "{}", test.dialect());
        }
        // One that cannot be put undoes all, and one that is of another length is not sent at all.
        for (last, is_of_the_call) in [(params![7i64, "taken"], false), (params![99i64], true)] {
            let refused = test.db.write(move |tx| {
                Box::pin(async move {
                    let rows = (70..80i64).map(|id| params![id, "x"]).chain([last]);
                    tx.send_each(&super::ADD, rows.collect()).await
                })
            });
            let refused = refused.await.unwrap_err();
            let is_parameters = matches!(refused, StoreError::Parameters { .. });
            assert_eq!(
                (refused.is_unique(), is_parameters),
                (!is_of_the_call, is_of_the_call),
                "{refused:?}"
            );
            assert_eq!(super::count(&test.db).await, 61, "{}", test.dialect());
        }
    }
}

#[tokio::test]
async fn a_sent_change_that_fails_takes_everything_back() {
    for test in super::with_probe().await {
        for asks in [true, false] {
            let refused = test.db.write(move |tx| {
                Box::pin(async move {
                    tx.send(&super::ADD, params![1i64, "x"]).await?;
                    tx.send(&super::ADD, params![1i64, "the same key"]).await?;
                    if asks {
                        tx.one::<(i64,)>(&super::COUNT, params![]).await?;
                    }
                    tx.record(super::event("never", 1));
                    Ok::<_, StoreError>(())
                })
            });
            let refused = refused.await;
            assert!(matches!(refused, Err(StoreError::Unique { .. })), "{}: {refused:?}", test.dialect());
            assert_eq!(super::count(&test.db).await, 0);
            assert_eq!(test.db.log().head().await, Ok(0));
        }
        super::add(&test.db, 1).await.unwrap();
    }
}

#[tokio::test]
async fn nothing_is_committed_behind_an_answer_that_nobody_waited_for() {
    for test in super::with_probe().await {
        let is_server = test.dialect() == crate::Dialect::Postgres;
        let left = test.db.write(|tx| {
            Box::pin(async move {
                tx.send(&super::ADD, params![1i64, "x"]).await?;
                let asked = tx.one::<(i64,)>(&super::COUNT, params![]);
                // A file answers at once; on a server this goes away before the answer is there.
                Ok::<_, StoreError>(asked.now_or_never().is_some())
            })
        });
        let left = left.await;
        // A server is only asked once it knows the statement: the first time nothing was on its way yet.
        let again = test.db.write(|tx| {
            Box::pin(async move {
                tx.one::<(i64,)>(&super::COUNT, params![]).await?;
                tx.send(&super::ADD, params![2i64, "x"]).await?;
                Ok::<_, StoreError>(tx.one::<(i64,)>(&super::COUNT, params![]).now_or_never().is_some())
            })
        });
        let again = again.await;
        match is_server {
            true => {
                assert!(matches!(&again, Err(StoreError::Database(_))), "{again:?}");
                assert_eq!(super::count(&test.db).await, i64::from(left.is_ok()));
            }
            false => {
                assert_eq!((left, again), (Ok(true), Ok(true)));
                assert_eq!(super::count(&test.db).await, 2);
            }
        }
        super::add(&test.db, 3).await.unwrap();
    }
}

#[tokio::test]
async fn a_value_that_does_not_fit_is_refused_before_it_is_sent() {
    let Some(test) = crate::testing::postgres().await else { return };
    super::define(&test, "create table probe (id bigint primary key, note text not null);").await;
    let misfit = test.db.write(|tx| {
        Box::pin(async move {
            tx.send(&super::ADD, params![1i64, "x"]).await?;
            tx.send(&super::ADD, params!["two", "x"]).await
        })
    });
    let misfit = misfit.await;
    assert!(matches!(misfit, Err(StoreError::Statement { statement: "test.add", .. })), "{misfit:?}");
    assert_eq!(super::count(&test.db).await, 0, "what was said before it is taken back too");
}

#[tokio::test]
async fn a_panic_takes_back_its_own_piece_only() {
    let test = super::with_probe().await.remove(0);
    let panicking = test.db.write(|tx| {
        Box::pin(async move {
            tx.execute(&super::ADD, params![1i64, "x"]).await?;
            if tx.failure().is_none() {
                panic!("on purpose");
            }
            Ok::<_, StoreError>(())
        })
    });
    let (panicked, fine) = tokio::join!(panicking, super::add(&test.db, 2));
    assert_eq!(panicked, Err(StoreError::Panicked("on purpose".into())));
    fine.unwrap();
    assert_eq!(super::count(&test.db).await, 1);
}

#[tokio::test]
async fn waiting_in_a_file_transaction_is_refused() {
    let test = super::with_probe().await.remove(0);
    let waited = test.db.write(|tx| {
        Box::pin(async move {
            tx.execute(&super::ADD, params![1i64, "x"]).await?;
            std::future::pending::<()>().await;
            Ok::<_, StoreError>(())
        })
    });
    assert_eq!(waited.await, Err(StoreError::WaitedInTransaction));
    assert_eq!(super::count(&test.db).await, 0);
    super::add(&test.db, 2).await.unwrap();
}

/// Counts commits through the file's own counter of another connection: every commit of ours moves it once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_writes_share_few_commits_and_failures_hurt_no_one_else() {
    let test = super::with_probe().await.remove(0);
    let commits = Arc::new(AtomicU64::new(0));
    let seen = commits.clone();
    let hook = test.db.write(|tx| Box::pin(async move { Ok::<_, StoreError>(tx.sqlite_connection()) }));
    let connection = hook.await.unwrap().unwrap();
    connection
        .lock()
        .unwrap()
        .commit_hook(Some(move || {
            seen.fetch_add(1, Ordering::SeqCst);
            false
        }))
        .unwrap();
    let rows = Arc::new(AtomicU64::new(0));
    let inserted = rows.clone();
    let counting = move |action: Action, _: &str, _: &str, _: i64| {
        if action == Action::SQLITE_INSERT {
            inserted.fetch_add(1, Ordering::SeqCst);
        }
    };
    connection.lock().unwrap().update_hook(Some(counting)).unwrap();
    super::add(&test.db, 0).await.unwrap();
    commits.store(0, Ordering::SeqCst);
    let writes = (1..=400i64).map(|id| {
        let db = test.db.clone();
        // Every tenth wants a key that is taken.
        tokio::spawn(async move { super::add(&db, if id % 10 == 0 { 0 } else { id }).await })
    });
    let writes: Vec<_> = writes.collect();
    let mut failed = 0;
    for write in writes {
        failed += i64::from(write.await.unwrap().is_err());
    }
    assert_eq!(failed, 40);
    assert_eq!(super::count(&test.db).await, 361);
    let commits = commits.load(Ordering::SeqCst);
    println!("400 writes, {commits} commits, {} rows touched", rows.load(Ordering::SeqCst));
    assert!(commits < 200, "{commits} commits for 400 writes");
}

#[tokio::test]
async fn a_write_given_up_on_leaves_the_server_connection_clean() {
    let Some(test) = crate::testing::postgres().await else { return };
    super::define(&test, "create table probe (id bigint primary key, note text not null);").await;
    for _ in 0..12 {
        let abandoned = test.db.write(|tx| {
            Box::pin(async move {
                tx.execute(&super::ADD, params![1i64, "x"]).await?;
                tokio::time::sleep(std::time::Duration::from_secs(60)).await;
                Ok::<_, StoreError>(())
            })
        });
        let _ = tokio::time::timeout(std::time::Duration::from_millis(60), abandoned).await;
    }
    super::add(&test.db, 1).await.unwrap();
    assert_eq!(super::count(&test.db).await, 1);
}

#[tokio::test]
async fn a_reader_cannot_write() {
    for test in super::with_probe().await {
        let written: Result<Vec<(i64,)>, _> = test.db.read().all(&RETURNING, params![9i64]).await;
        assert!(written.as_ref().is_err_and(StoreError::is_refused), "{}: {written:?}", test.dialect());
        let control: Result<i64, StoreError> = test
            .db
            .write(|tx| Box::pin(async move { Ok(tx.one::<(i64,)>(&RETURNING, params![9i64]).await?.0) }))
            .await;
        assert_eq!(control, Ok(9));
    }
}

crate::sql! {
    RETURNING = "test.returning": "insert into probe (id, note) values ($1, '') returning id"
}

//! What the store promises, tried on every database at hand.

mod consumers;
mod durability;
mod log;
mod migrations;
mod other_processes;
mod placeholders;
mod published;
mod snapshots;
mod statements;
mod values;
mod writing;

use crate::testing::TestDb;

crate::sql! {
    ADD = "test.add": "insert into probe (id, note) values ($1, $2)";
    NOTE = "test.note": "select note from probe where id = $1";
    COUNT = "test.count": "select count(*) from probe"
}

/// A table for the tests to write in.
async fn with_probe() -> Vec<TestDb> {
    let tests = crate::testing::databases().await;
    for test in &tests {
        define(test, "create table probe (id bigint primary key, note text not null);").await;
    }
    tests
}

/// Makes a portable table.
async fn define(test: &TestDb, text: &'static str) {
    let dialect = test.dialect();
    let made = test.db.write(move |tx| {
        Box::pin(async move { tx.batch(&crate::migrate::portable::rewrite(text, dialect)?).await })
    });
    made.await.unwrap();
}

async fn add(db: &crate::Db, id: i64) -> Result<(), crate::StoreError> {
    let work = db.write(move |tx| {
        Box::pin(async move { tx.execute(&ADD, crate::params![id, "note"]).await.map(drop) })
    });
    work.await
}

async fn count(db: &crate::Db) -> i64 {
    use crate::Query;
    let (count,): (i64,) = db.read().one(&COUNT, crate::params![]).await.unwrap();
    count
}

fn event(kind: &'static str, at: i64) -> crate::NewEvent {
    crate::NewEvent {
        kind,
        data: "{}".into(),
        tags: vec!["one:a".into(), "two:\"ب\"".into()],
        quiet: at % 2 == 0,
        at,
    }
}

pub(crate) async fn record(db: &crate::Db, count: i64) {
    let work = db.write(move |tx| {
        Box::pin(async move {
            (1..=count).for_each(|at| tx.record(event("happened", at)));
            Ok::<_, crate::StoreError>(())
        })
    });
    work.await.unwrap();
}

/// Waits for something that will be so in a moment.
async fn until(what: &str, mut so: impl FnMut() -> bool) {
    for _ in 0..500 {
        if so() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("it did not come to be that {what}");
}

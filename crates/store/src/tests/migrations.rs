//! The list of migrations: applied once, never edited, the same on both databases.

use crate::migrate::source::list;
use crate::migrate::{embedded, run};
use crate::{Query, StoreError, params};

crate::sql! {
    EXTRA = "test.extra": "select count(*) from extra"
}

fn names_of(error: StoreError) -> (i64, String) {
    match error {
        StoreError::Migration { number, reason, .. } => (number, reason),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn both_databases_have_the_same_schema() {
    let tests = crate::testing::databases().await;
    let mut schemas = Vec::new();
    for test in &tests {
        schemas.push(test.db.schema().await.unwrap());
    }
    assert!(schemas[0].tables.contains_key("event_log"));
    assert!(schemas[0].tables["job"].indexes["job_waiting_once"].partial);
    for schema in &schemas[1..] {
        for (name, table) in &schemas[0].tables {
            assert_eq!(schema.tables.get(name), Some(table), "{name}");
        }
        assert_eq!(schema.tables.len(), schemas[0].tables.len());
    }
}

#[tokio::test]
async fn applying_again_does_nothing() {
    for test in crate::testing::databases().await {
        let again = test.db.migrate().await.unwrap();
        assert!(again.applied.is_empty());
        assert_eq!(again.stands_at, embedded().unwrap().last().unwrap().number);
    }
}

#[tokio::test]
async fn an_edited_migration_and_a_newer_database_are_refused() {
    for test in crate::testing::databases().await {
        let mut edited = embedded().unwrap();
        edited[0].checksum = "other".into();
        let (number, reason) = names_of(run(&test.db, edited).await.unwrap_err());
        assert_eq!(number, 1);
        assert!(reason.contains("edited"), "{reason}");
        let older = embedded().unwrap().into_iter().take(0).collect();
        let (_, reason) = names_of(run(&test.db, older).await.unwrap_err());
        assert!(reason.contains("newer"), "{reason}");
    }
}

#[tokio::test]
async fn a_failing_migration_changes_nothing() {
    for test in crate::testing::databases().await {
        let mut with_broken = embedded().unwrap();
        let broken =
            "create table extra (id bigint primary key); create table extra (id bigint primary key);";
        with_broken.extend(list([("9001_broken.sql", broken)].into_iter()).unwrap());
        let (number, _) = names_of(run(&test.db, with_broken).await.unwrap_err());
        assert_eq!(number, 9001);
        let half: Result<(i64,), _> = test.db.read().one(&EXTRA, params![]).await;
        assert!(half.is_err(), "{}: half a migration stayed", test.dialect());
        let mut good = embedded().unwrap();
        good.extend(
            list([("9001_extra.sql", "create table extra (id bigint primary key);")].into_iter()).unwrap(),
        );
        assert_eq!(run(&test.db, good).await.unwrap().applied, [9001]);
        let whole: Result<(i64,), _> = test.db.read().one(&EXTRA, params![]).await;
        assert_eq!(whole, Ok((0,)), "the control");
    }
}

#[tokio::test]
async fn two_nodes_may_start_at_once() {
    for test in crate::testing::databases().await {
        let other = test.another().await.unwrap();
        let with_extra = || {
            let mut all = embedded().unwrap();
            let extra = [("9001_extra.sql", "create table extra (id bigint primary key);")];
            all.extend(list(extra.into_iter()).unwrap());
            all
        };
        let (one, two) = tokio::join!(run(&test.db, with_extra()), run(&other, with_extra()));
        let applied = one.unwrap().applied.len() + two.unwrap().applied.len();
        assert_eq!(applied, 1, "{}", test.dialect());
    }
}

#[test]
fn file_names_are_checked() {
    let wrong = |name: &'static str| list([(name, "")].into_iter()).unwrap_err();
    for name in ["1_a.sql", "0001a.sql", "0001_a.mysql.sql", "0001_a.txt", "abcd_a.sql"] {
        assert!(wrong(name).to_string().contains("NNNN_name"), "{name}");
    }
    assert!(wrong("0001_a.sqlite.sql").to_string().contains("one database only"));
    let twice = list([("0001_a.sql", ""), ("0001_b.sql", "")].into_iter()).unwrap_err();
    assert!(twice.to_string().contains("also taken"), "{twice}");
    let pair =
        list([("0002_b.sqlite.sql", "x"), ("0001_a.sql", "y"), ("0002_b.postgres.sql", "z")].into_iter());
    assert_eq!(pair.unwrap().iter().map(|migration| migration.number).collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn line_ends_do_not_count_as_an_edit() {
    let sum = |text: &'static str| list([("0001_a.sql", text)].into_iter()).unwrap()[0].checksum.clone();
    assert_eq!(sum("a\nb"), sum("a\r\nb"));
    assert_ne!(sum("a\nb"), sum("a\nc"));
}

//! The published connection reads published tables and nothing else; the engine itself refuses.

use rusqlite::hooks::{AuthContext, Authorization};

use crate::sqlite::authorizer::published_only;
use crate::testing::TestDb;
use crate::{Dialect, Query, Statement, StoreError, params};

crate::sql! {
    OPEN = "test.open": "select id from published_probe";
    SECRET = "test.secret": "select id from probe";
    ALIASED = "test.aliased": "select published_x.id from probe as published_x";
    JOINED = "test.joined": "select p.id from published_probe p join probe s on s.id = p.id";
    INNER = "test.inner": "select id from published_probe where exists (select 1 from probe)";
    COUNTED = "test.counted": "select count(*) from probe";
    ONES = "test.ones": "select cast(1 as bigint) from probe";
    WRITING = "test.writing": "insert into published_probe (id) values (7) returning id"
}
crate::published_sql! {
    LISTED = "test.open_listed": "select id from published_probe where id in in_int_list($1)"
}

/// These exist on one database only, so they are not registered.
static MASTER: Statement = Statement::new("test.master", "select rootpage from sqlite_master", false);
static MASTER_COUNT: Statement =
    Statement::new("test.master_count", "select count(*) from sqlite_master", false);
static PRAGMA: Statement = Statement::new("test.pragma", "pragma table_info(probe)", false);
static PRAGMA_FUNCTION: Statement =
    Statement::new("test.pragma_function", "select cid from pragma_table_info('probe')", false);
static ATTACH: Statement = Statement::new("test.attach", "attach database ':memory:' as other", false);
static TEMPORARY: Statement = Statement::new("test.temporary", "create temp table t (a)", false);
static EXTENSION: Statement = Statement::new("test.extension", "select load_extension('x')", false);
static PASSWORDS: Statement = Statement::new("test.passwords", "select rolpassword from pg_authid", false);
static OTHER_ROLE: Statement = Statement::new("test.other_role", "set role postgres", false);
static FILES: Statement = Statement::new("test.files", "select pg_read_file('/etc/hostname')", false);
static CREATE: Statement = Statement::new("test.create", "create table published_mine (id bigint)", false);

type Hook = fn(AuthContext<'_>) -> Authorization;

async fn with_both_tables() -> Vec<TestDb> {
    let tests = super::with_probe().await;
    for test in &tests {
        super::define(
            test,
            "create table published_probe (id bigint primary key);
            insert into published_probe (id) values (1); insert into probe (id, note) values (5, 'secret');",
        )
        .await;
        // The grants are set after every migration.
        test.db.migrate().await.unwrap();
    }
    tests
}

async fn refused(test: &TestDb, statement: &'static Statement) {
    let answer: Result<Vec<(i64,)>, _> = test.db.published().all(statement, params![]).await;
    assert!(
        answer.as_ref().is_err_and(StoreError::is_refused),
        "{} through the published connection of {}: {answer:?}",
        statement.text,
        test.dialect()
    );
}

#[tokio::test]
async fn published_tables_are_read() {
    for test in with_both_tables().await {
        let found: Vec<(i64,)> = test.db.published().all(&OPEN, params![]).await.unwrap();
        assert_eq!(found, [(1,)]);
        let found: Vec<(i64,)> =
            test.db.published().all(&LISTED, params![crate::list([1i64, 5])]).await.unwrap();
        assert_eq!(found, [(1,)]);
    }
}

#[tokio::test]
async fn nothing_else_is() {
    for test in with_both_tables().await {
        for statement in [&SECRET, &ALIASED, &JOINED, &INNER, &COUNTED, &ONES, &WRITING] {
            refused(&test, statement).await;
        }
        // The control: the whole truth has it.
        let found: Vec<(i64,)> = test.db.read().all(&SECRET, params![]).await.unwrap();
        assert_eq!(found, [(5,)]);
        let counted: Vec<(i64,)> = test.db.read().all(&COUNTED, params![]).await.unwrap();
        assert_eq!(counted, [(1,)]);
    }
}

#[tokio::test]
async fn what_reaches_around_tables_is_refused() {
    for test in with_both_tables().await {
        let around: &[&'static Statement] = match test.dialect() {
            Dialect::Sqlite => {
                &[&MASTER, &MASTER_COUNT, &PRAGMA, &PRAGMA_FUNCTION, &ATTACH, &TEMPORARY, &EXTENSION]
            }
            Dialect::Postgres => &[&PASSWORDS, &OTHER_ROLE, &FILES, &CREATE],
        };
        for statement in around {
            refused(&test, statement).await;
        }
        if test.dialect() == Dialect::Sqlite {
            let seen: Result<Vec<(i64,)>, _> = test.db.read().all(&MASTER_COUNT, params![]).await;
            assert!(
                seen.is_ok_and(|rows| rows[0].0 > 0),
                "the control: the whole truth sees the list of tables"
            );
        }
    }
}

#[tokio::test]
async fn the_proof_holds_and_would_notice_a_hole() {
    for test in with_both_tables().await {
        let proofs = test.db.prove_published().await.unwrap();
        let broken: Vec<_> = proofs.iter().filter(|proof| !proof.holds()).collect();
        assert!(broken.is_empty(), "{}: {broken:?}", test.dialect());
        assert!(proofs.iter().filter(|proof| proof.should_be_refused).count() > 8);
        assert!(proofs.iter().any(|proof| !proof.should_be_refused));
        if test.dialect() == Dialect::Sqlite {
            let hooked = |hook: Option<Hook>| {
                let readers = test.db.published().readers().unwrap();
                readers.each_idle(|connection| connection.authorizer(hook).unwrap());
            };
            hooked(None);
            let dug = test.db.prove_published().await.unwrap();
            let reached = "select \"id\" from \"probe\"";
            let told = dug.iter().find(|proof| proof.attempt == reached).unwrap();
            assert!(!told.holds(), "the control: a connection that nobody asks reads everything");
            hooked(Some(published_only));
            assert!(test.db.prove_published().await.unwrap().iter().all(crate::Proof::holds), "closed again");
        }
        if test.dialect() == Dialect::Postgres {
            let hole = test.db.write(|tx| {
                Box::pin(async move { tx.batch("grant select on probe to khabar_published").await })
            });
            hole.await.unwrap();
            let proofs = test.db.prove_published().await.unwrap();
            assert!(proofs.iter().any(|proof| !proof.holds()), "the control");
            test.db.migrate().await.unwrap();
            assert!(test.db.prove_published().await.unwrap().iter().all(crate::Proof::holds), "closed again");
        }
    }
}

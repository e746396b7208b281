//! Every kind of value comes back as it went in; what does not fit is refused with its place.

use crate::{Query, StoreError, Value, params};

crate::sql! {
    KEEP = "test.keep": "insert into kinds (id, whole, real, yes, words, raw) values ($1, $2, $3, $4, $5, $6)";
    KEPT = "test.kept": "select whole, real, yes, words, raw from kinds where id = $1";
    WORDS = "test.words": "select words, whole from kinds where id = $1";
    EVERY = "test.every": "select id from kinds order by id";
    SORTED = "test.sorted": "select words from kinds where words is not null order by words"
}

type Kinds = (Option<i64>, Option<f64>, Option<bool>, Option<String>, Option<Vec<u8>>);

async fn keep(db: &crate::Db, id: i64, kinds: Kinds) -> Result<(), StoreError> {
    let work = db.write(move |tx| {
        Box::pin(async move {
            let (whole, real, yes, words, raw) = kinds;
            tx.execute(&KEEP, params![id, whole, real, yes, words, raw]).await.map(drop)
        })
    });
    work.await
}

async fn with_kinds() -> Vec<crate::testing::TestDb> {
    let tests = crate::testing::databases().await;
    for test in &tests {
        super::define(
            test,
            "create table kinds (id bigint primary key, whole bigint, real double precision,
            yes boolean, words text, raw bytea);",
        )
        .await;
    }
    tests
}

#[tokio::test]
async fn values_come_back_as_they_went_in() {
    for test in with_kinds().await {
        let rows: [Kinds; 4] = [
            (Some(i64::MAX), Some(1.5), Some(true), Some("خبر '\"\\".into()), Some(vec![0, 255])),
            (Some(i64::MIN), Some(-0.0), Some(false), Some(String::new()), Some(vec![])),
            (None, None, None, None, None),
            (Some(0), Some(f64::MAX), Some(true), Some("\u{1F4F0}".into()), None),
        ];
        for (id, row) in rows.iter().enumerate() {
            keep(&test.db, id as i64, row.clone()).await.unwrap();
        }
        for (id, row) in rows.iter().enumerate() {
            let kept: Kinds = test.db.read().one(&KEPT, params![id as i64]).await.unwrap();
            assert_eq!(kept, *row, "{}", test.dialect());
        }
    }
}

#[tokio::test]
async fn a_wrong_read_names_the_statement_and_the_column() {
    for test in with_kinds().await {
        keep(&test.db, 1, (Some(7), None, None, None, None)).await.unwrap();
        let read = test.db.read();
        let wrong: Result<(i64, i64), _> = read.one(&WORDS, params![1i64]).await;
        let Err(StoreError::Column { statement, index, column, .. }) = wrong else { panic!("{wrong:?}") };
        assert_eq!((statement, index, column.as_str()), ("test.words", 0, "words"));
        let wrong: Result<(Option<String>, String), _> = read.one(&WORDS, params![1i64]).await;
        assert!(matches!(wrong, Err(StoreError::Column { index: 1, .. })), "{wrong:?}");
        let wrong: Result<(Option<String>, i64, i64), _> = read.one(&WORDS, params![1i64]).await;
        assert!(matches!(wrong, Err(StoreError::Column { index: 2, .. })), "{wrong:?}");
    }
}

#[tokio::test]
async fn one_row_means_one_row() {
    for test in with_kinds().await {
        let none: Result<(i64,), _> = test.db.read().one(&EVERY, params![]).await;
        assert_eq!(none, Err(StoreError::NoRow { statement: "test.every" }));
        for id in 1..=3 {
            keep(&test.db, id, (None, None, None, None, None)).await.unwrap();
        }
        let many: Result<Option<(i64,)>, _> = test.db.read().optional(&EVERY, params![]).await;
        assert_eq!(many, Err(StoreError::ManyRows { statement: "test.every" }));
    }
}

#[tokio::test]
async fn what_one_database_cannot_keep_neither_is_given() {
    for test in with_kinds().await {
        let nul = keep(&test.db, 1, (None, None, None, Some("a\0b".into()), None)).await;
        assert_eq!(nul, Err(StoreError::NulInText { statement: "test.keep", parameter: 5 }));
        let few: Result<(i64,), _> = test.db.read().one(&KEPT, params![]).await;
        assert_eq!(few, Err(StoreError::Parameters { statement: "test.kept", expected: 1, given: 0 }));
        let kind = test.db.write(|tx| {
            Box::pin(async move {
                tx.execute(&KEEP, params![1i64, "text", 1.0, true, "w", Value::Null]).await.map(drop)
            })
        });
        let kind: Result<(), StoreError> = kind.await;
        assert!(kind.is_err(), "{}: text in a column of numbers", test.dialect());
    }
}

#[tokio::test]
async fn text_is_sorted_by_its_bytes() {
    for test in with_kinds().await {
        for (id, word) in ["b", "ب", "B", "أ", "a", "é"].into_iter().enumerate() {
            keep(&test.db, id as i64, (None, None, None, Some(word.into()), None)).await.unwrap();
        }
        let sorted: Vec<(String,)> = test.db.read().all(&SORTED, params![]).await.unwrap();
        let sorted: Vec<&str> = sorted.iter().map(|(word,)| word.as_str()).collect();
        assert_eq!(sorted, ["B", "a", "b", "é", "أ", "ب"], "{}", test.dialect());
    }
}

//! `$n` means the n-th parameter on both databases, whatever the order and however often.

use proptest::prelude::*;

use crate::dialect::{Dialect, expand, expand_each};
use crate::{Query, params};

crate::sql! {
    TURNED = "test.turned": "select $2 || '-' || $1 || '-' || $2 || '$1'";
    LISTED = "test.listed": "select note from probe where note in in_list($2) and id >= $1 order by id";
    NUMBERED = "test.numbered": "select note from probe where id in in_int_list($1) order by id"
}

#[tokio::test]
async fn parameters_go_where_their_number_says() {
    for test in super::with_probe().await {
        let (text,): (String,) = test.db.read().one(&TURNED, params!["a", "b"]).await.unwrap();
        assert_eq!(text, "b-a-b$1", "{}", test.dialect());
    }
}

/// The control: what is rewritten above gives another answer when the driver sees it as written.
#[test]
fn without_rewriting_the_driver_mixes_them_up() {
    let raw = rusqlite::Connection::open_in_memory().unwrap();
    let mut asked = raw.prepare("select $2 || '-' || $1").unwrap();
    let text: String = asked.query_row(["a", "b"], |row| row.get(0)).unwrap();
    assert_eq!(text, "a-b", "an unrewritten $2 takes the first parameter");
}

#[tokio::test]
async fn lists_of_text_and_numbers_select() {
    for test in super::with_probe().await {
        test.db
            .write(|tx| {
                Box::pin(async move {
                    for (id, note) in [(1, "أول"), (2, "it's \"x\""), (3, "c")] {
                        tx.execute(&super::ADD, params![i64::from(id), note]).await?;
                    }
                    Ok::<_, crate::StoreError>(())
                })
            })
            .await
            .unwrap();
        let list = crate::list(["it's \"x\"", "أول", "none"]);
        let found: Vec<(String,)> = test.db.read().all(&LISTED, params![0i64, list]).await.unwrap();
        assert_eq!(found.len(), 2, "{}", test.dialect());
        let found: Vec<(String,)> =
            test.db.read().all(&NUMBERED, params![crate::list([3i64, 9])]).await.unwrap();
        assert_eq!(found, [("c".to_owned(),)]);
        let none: Vec<(String,)> =
            test.db.read().all(&NUMBERED, params![crate::list(Vec::<i64>::new())]).await.unwrap();
        assert!(none.is_empty());
    }
}

fn check(text: &str, sqlite: &str, postgres: &str, parameters: usize) {
    for (dialect, expected) in [(Dialect::Sqlite, sqlite), (Dialect::Postgres, postgres)] {
        let expanded = expand(text, dialect).unwrap();
        assert_eq!((expanded.text.as_str(), expanded.parameters), (expected, parameters));
    }
}

#[test]
fn only_placeholders_and_fragments_change() {
    check(
        "a = $1 and b = $12 or $2$3$4$5$6$7$8$9$10$11",
        "a = ?1 and b = ?12 or ?2?3?4?5?6?7?8?9?10?11",
        "a = $1 and b = $12 or $2$3$4$5$6$7$8$9$10$11",
        12,
    );
    check(
        "'$1' \"$2\" -- $3\n/* $4 */ 'it''s $5' $1",
        "'$1' \"$2\" -- $3\n/* $4 */ 'it''s $5' ?1",
        "'$1' \"$2\" -- $3\n/* $4 */ 'it''s $5' $1",
        1,
    );
    check("select x skip_locked()", "select x ", "select x for update skip locked", 0);
    check(
        "in_list in_lists($1) 'in_list($2)'",
        "in_list in_lists(?1) 'in_list($2)'",
        "in_list in_lists($1) 'in_list($2)'",
        1,
    );
    check(
        "x in in_list( $1 )",
        "x in (select value from json_each(?1))",
        "x in (select jsonb_array_elements_text($1::text::jsonb))",
        1,
    );
}

#[test]
fn a_row_stands_as_often_as_there_are_rows() {
    let one = "insert into t (a, b) values ($1, $2 + (1)) on conflict (a) do update set b = excluded.b";
    let each = expand_each(one, 3).unwrap();
    assert_eq!(
        each.text,
        "insert into t (a, b) values ($1, $2 + (1)), ($3, $4 + (1)), ($5, $6 + (1)) \
         on conflict (a) do update set b = excluded.b"
    );
    assert_eq!(each.parameters, 6);
    assert_eq!(expand_each(one, 1), expand(one, Dialect::Postgres));
    // A list, a time and a literal are what they are in one row.
    let other = "insert into t (a) values\n (case when 'values (' in in_list($1) then now_micros() end)";
    let each = expand_each(other, 2).unwrap();
    assert_eq!(each.text.matches("values\n (case when 'values (' in").count(), 1, "{}", each.text);
    assert!(each.text.contains("$2::text::jsonb"), "{}", each.text);
}

#[test]
fn what_does_not_put_one_row_is_not_repeated() {
    let wrong = [
        "delete from t where a = $1",
        "insert into t (a) select $1",
        "insert into t (a) values ($1) on conflict (a) do update set a = $2",
        "update t set a = $1 where b in (values ($2))",
        "insert into t (a) values ($1",
    ];
    for text in wrong {
        assert!(expand_each(text, 2).is_err(), "{text}");
    }
}

#[test]
fn wrong_texts_are_refused() {
    let wrong = [
        "$0",
        "$",
        "$$x$$",
        "$x",
        "$1000",
        "$2",
        "$1 $3",
        "'open",
        "\"open",
        "/* open",
        "a = ?",
        "in_list(1)",
        "in_list($1",
        "skip_locked($1)",
        "in_list($0)",
    ];
    for text in wrong {
        assert!(expand(text, Dialect::Sqlite).is_err(), "{text}");
        assert!(expand(text, Dialect::Postgres).is_err(), "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_is_expanded_or_refused_alike(text in "[ -~؀-ۿ\n]{0,60}") {
        let (one, other) = (expand(&text, Dialect::Sqlite), expand(&text, Dialect::Postgres));
        prop_assert_eq!(one.is_ok(), other.is_ok());
    }

    #[test]
    fn literals_are_never_touched(inside in "[ -&(-~]{0,40}") {
        let text = format!("select '{inside}'");
        prop_assert_eq!(expand(&text, Dialect::Sqlite).unwrap().text, text);
    }
}

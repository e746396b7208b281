//! The SQL of the search console.

use store::{FromRow, Query, Row, StoreError, Tx, params, sql};

use super::synonyms::Synonyms;
use super::unanswered::Counted;
use crate::id::{EditionCode, SynonymsId};

sql! {
    COUNT_AGAIN = "search_console.count_again":
        "update unanswered_query set times = times + $4 where day = $1 and edition = $2 and folded = $3";
    COUNT = "search_console.count":
        "insert into unanswered_query (day, edition, folded, words, times) values ($1, $2, $3, $4, $5)
         on conflict (day, edition, folded) do update set times = unanswered_query.times + excluded.times";
    OF_DAY = "search_console.of_day": "select count(*) from unanswered_query where day = $1";
    FORGET = "search_console.forget": "delete from unanswered_query where day < $1";
    UNANSWERED = "search_console.unanswered":
        "select min(words), cast(sum(times) as bigint), max(day) from unanswered_query where day >= $1 and edition = $2
         group by folded order by sum(times) desc, folded limit $3";

    GROUPS = "search_console.groups": "select id, spellings, revision from synonyms order by changed_at desc, id limit $1";
    GROUP = "search_console.group": "select id, spellings, revision from synonyms where id = $1";
    HOW_MANY = "search_console.how_many": "select count(*) from synonyms";
    ADD = "search_console.add":
        "insert into synonyms (id, spellings, revision, changed_at) values ($1, $2, 1, $3)";
    CHANGE = "search_console.change":
        "update synonyms set spellings = $3, revision = revision + 1, changed_at = $4 where id = $1 and revision = $2";
    REMOVE = "search_console.remove": "delete from synonyms where id = $1 and revision = $2";
}

/// More groups are never read.
const ALL: i64 = super::synonyms::MOST_GROUPS as i64;

impl FromRow for Synonyms {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Synonyms {
            id: SynonymsId(row.get(0)?),
            spellings: serde_json::from_str(&row.get::<String>(1)?).unwrap_or_default(),
            revision: row.get(2)?,
        })
    }
}

/// Counts a question that was counted on that day before; `false` when it was not.
pub(super) async fn count_again(tx: &Tx, day: i64, one: &Counted) -> Result<bool, StoreError> {
    let values = params![day, &one.edition, one.folded.as_str(), one.times];
    Ok(tx.execute(&COUNT_AGAIN, values).await? == 1)
}

pub(super) async fn count(tx: &Tx, day: i64, one: &Counted) -> Result<(), StoreError> {
    let values = params![day, &one.edition, one.folded.as_str(), one.words.as_str(), one.times];
    tx.execute(&COUNT, values).await.map(drop)
}

/// How many questions were counted on a day.
pub(super) async fn of_day(tx: &Tx, day: i64) -> Result<i64, StoreError> {
    Ok(tx.one::<(i64,)>(&OF_DAY, params![day]).await?.0)
}

pub(super) async fn forget(tx: &Tx, before: i64) -> Result<(), StoreError> {
    tx.execute(&FORGET, params![before]).await.map(drop)
}

/// What was not found since that day, with how often and on which day last; what was asked most first.
pub(super) async fn unanswered_since(
    q: &impl Query,
    day: i64,
    edition: &EditionCode,
    limit: i64,
) -> Result<Vec<(String, i64, i64)>, StoreError> {
    q.all(&UNANSWERED, params![day, edition, limit]).await
}

/// All groups, what was changed last first.
pub(super) async fn groups(q: &impl Query) -> Result<Vec<Synonyms>, StoreError> {
    q.all(&GROUPS, params![ALL]).await
}

pub(super) async fn group(q: &impl Query, id: &SynonymsId) -> Result<Option<Synonyms>, StoreError> {
    q.optional(&GROUP, params![id]).await
}

pub(super) async fn how_many(tx: &Tx) -> Result<i64, StoreError> {
    Ok(tx.one::<(i64,)>(&HOW_MANY, params![]).await?.0)
}

pub(super) async fn add(tx: &Tx, id: &SynonymsId, spellings: &[String], now: i64) -> Result<(), StoreError> {
    tx.execute(&ADD, params![id, written(spellings), now]).await.map(drop)
}

/// Changes the group that stands at `revision`; `false` when it stands elsewhere.
pub(super) async fn change(
    tx: &Tx,
    id: &SynonymsId,
    revision: i64,
    spellings: &[String],
    now: i64,
) -> Result<bool, StoreError> {
    Ok(tx.execute(&CHANGE, params![id, revision, written(spellings), now]).await? == 1)
}

/// Removes the group that stands at `revision`; `false` when it stands elsewhere.
pub(super) async fn remove(tx: &Tx, id: &SynonymsId, revision: i64) -> Result<bool, StoreError> {
    Ok(tx.execute(&REMOVE, params![id, revision]).await? == 1)
}

fn written(spellings: &[String]) -> String {
    serde_json::to_string(spellings).expect("spellings are plain words")
}

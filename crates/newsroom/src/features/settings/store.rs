//! The SQL of what is set for the whole newsroom.

use store::{Query, StoreError, Tx, params, sql};

sql! {
    BY_NAME = "settings.by_name": "select value from newsroom_setting where name = $1";
    SET = "settings.set":
        "insert into newsroom_setting (name, value) values ($1, $2)
         on conflict (name) do update set value = excluded.value";
}

const SECOND_FACTOR: &str = "second_factor";
const YES: &str = "yes";
const NO: &str = "no";

/// Whether a second step is asked for; `None` where nobody set it at the desk.
pub(super) async fn second_factor(q: &impl Query) -> Result<Option<bool>, StoreError> {
    let found: Option<(String,)> = q.optional(&BY_NAME, params![SECOND_FACTOR]).await?;
    Ok(found.map(|(value,)| value == YES))
}

pub(super) async fn set_second_factor(tx: &Tx, wanted: bool) -> Result<(), StoreError> {
    tx.execute(&SET, params![SECOND_FACTOR, if wanted { YES } else { NO }]).await.map(drop)
}

/// Whether something that is done once has been done.
pub async fn is_done(q: &impl Query, what: &str) -> Result<bool, StoreError> {
    Ok(q.optional::<(String,)>(&BY_NAME, params![what]).await?.is_some_and(|(value,)| value == YES))
}

/// Keeps that it has been done.
pub async fn set_done(tx: &Tx, what: &str) -> Result<(), StoreError> {
    tx.execute(&SET, params![what, YES]).await.map(drop)
}

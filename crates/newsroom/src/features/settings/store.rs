//! The SQL of what is set for the whole newsroom.

use store::{Query, StoreError, Tx, params, sql};

use crate::id::SectionId;

sql! {
    BY_NAME = "settings.by_name": "select value from newsroom_setting where name = $1";
    SET = "settings.set":
        "insert into newsroom_setting (name, value) values ($1, $2)
         on conflict (name) do update set value = excluded.value";
    BRAKE = "settings.brake": "select publications, withdrawals, minutes from brake where id = 1";
    RULES_REVISION = "settings.rules_revision": "select revision from section_rules where section = $1";
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

/// How much one person may change before readers, and in how many minutes.
pub(super) struct Brake {
    pub publications: i64,
    pub withdrawals: i64,
    pub minutes: i64,
}

/// The brake as it is set.
pub(super) async fn brake(q: &impl Query) -> Result<Brake, StoreError> {
    let (publications, withdrawals, minutes) = q.one(&BRAKE, params![]).await?;
    Ok(Brake { publications, withdrawals, minutes })
}

/// How often what a section asks was set; 0 where it asks nothing of its own.
pub(super) async fn rules_revision(q: &impl Query, section: &SectionId) -> Result<i64, StoreError> {
    let found: Option<(i64,)> = q.optional(&RULES_REVISION, params![section]).await?;
    Ok(found.map_or(0, |(revision,)| revision))
}

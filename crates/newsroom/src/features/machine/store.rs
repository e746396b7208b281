//! The SQL of what is known of machines and their folders.

use store::{FromRow, Query, Row, StoreError, Tx, params, sql};

use super::{Beat, Folder, Instance};

sql! {
    INSTANCES = "machine.instances":
        "select id, folder, beat, beaten_at from instance order by beaten_at desc, id limit 100";
    BY_ID = "machine.by_id": "select boot, steady, reckoned from instance where id = $1";
    PUT_INSTANCE = "machine.put_instance":
        "insert into instance (id, folder, beat, beaten_at, boot, steady, reckoned) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (id) do update set folder = excluded.folder, beat = excluded.beat, beaten_at = excluded.beaten_at,
           boot = excluded.boot, steady = excluded.steady, reckoned = excluded.reckoned";
    BEAT = "machine.beat":
        "update instance set beat = $2, beaten_at = $3, boot = $4, steady = $5, reckoned = $6 where id = $1";
    PUT_CLOCK = "machine.put_clock": "update instance set boot = $2, steady = $3, reckoned = $4 where id = $1";
    RESTORED = "machine.restored": "select found_at, why from restored where id = 1";
    PUT_RESTORED = "machine.put_restored":
        "insert into restored (id, found_at, why) values (1, $1, $2) on conflict (id) do nothing";
    DROP_RESTORED = "machine.drop_restored": "delete from restored where id = 1";
}

/// That this is a copy, which waits for a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// When it was found, in microseconds UTC.
    pub found_at: i64,
    /// Why it is taken for one.
    pub why: String,
}

impl FromRow for Restored {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Restored { found_at: row.get(0)?, why: row.get(1)? })
    }
}

impl FromRow for Instance {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Instance { id: row.get(0)?, mark: row.get(1)?, beat: row.get(2)?, beaten_at: row.get(3)? })
    }
}

impl FromRow for Beat {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Beat { boot: row.get(0)?, steady: row.get(1)?, reckoned: row.get(2)? })
    }
}

/// The folders that the newsroom was run from, those last heard of first.
pub async fn instances(q: &impl Query) -> Result<Vec<Instance>, StoreError> {
    q.all(&INSTANCES, params![]).await
}

/// How the clock of this folder's machine last stood.
pub async fn instance_by_id(q: &impl Query, id: &str) -> Result<Option<Beat>, StoreError> {
    q.optional(&BY_ID, params![id]).await
}

/// Keeps what is known of a folder now.
pub(super) async fn put_instance(
    tx: &Tx,
    folder: &Folder,
    number: i64,
    now: i64,
    beat: &Beat,
) -> Result<(), StoreError> {
    let Beat { boot, steady, reckoned } = beat;
    let params =
        params![folder.id.as_str(), folder.mark.as_str(), number, now, boot.as_str(), *steady, *reckoned];
    tx.execute(&PUT_INSTANCE, params).await.map(drop)
}

/// Notes one more beat.
pub(super) async fn put_beat(
    tx: &Tx,
    id: &str,
    number: i64,
    now: i64,
    beat: &Beat,
) -> Result<(), StoreError> {
    let Beat { boot, steady, reckoned } = beat;
    tx.execute(&BEAT, params![id, number, now, boot.as_str(), *steady, *reckoned]).await.map(drop)
}

/// How the clock of a folder's machine stands, without a beat of its own.
pub(super) async fn put_clock(tx: &Tx, id: &str, beat: &Beat) -> Result<(), StoreError> {
    let Beat { boot, steady, reckoned } = beat;
    tx.execute(&PUT_CLOCK, params![id, boot.as_str(), *steady, *reckoned]).await.map(drop)
}

/// Whether this is a copy that waits for a word.
pub async fn restored(q: &impl Query) -> Result<Option<Restored>, StoreError> {
    q.optional(&RESTORED, params![]).await
}

/// From now on it is one; returns whether it was none before.
pub(super) async fn put_restored(tx: &Tx, now: i64, why: &str) -> Result<bool, StoreError> {
    Ok(tx.execute(&PUT_RESTORED, params![now, why]).await? > 0)
}

/// It may go out; returns whether it waited.
pub(super) async fn drop_restored(tx: &Tx) -> Result<bool, StoreError> {
    Ok(tx.execute(&DROP_RESTORED, params![]).await? > 0)
}

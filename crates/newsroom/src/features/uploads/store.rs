//! The SQL of uploads.

use store::{FromRow, Query, Row, StoreError, Tx, params, sql};

use super::{Purpose, Upload};
use crate::id::{AccountId, UploadId};

sql! {
    INSERT = "uploads.insert":
        "insert into upload (id, account, purpose, length, received, name, mime, created_at, expires_at, made)
         values ($1, $2, $3, $4, 0, $5, $6, $7, $8, '')";
    OWN = "uploads.own":
        "select id, account, purpose, length, name, mime, created_at, expires_at, made, received from upload
         where id = $1 and account = $2";
    OWN_UNDER_WAY = "uploads.own_under_way":
        "select id, account, purpose, length, name, mime, created_at, expires_at, made, received from upload
         where account = $1 and made = '' order by expires_at, id limit $2";
    // Who begins is counted one after the other: the disk has to hold what everybody has under way. The log's head is the one row
    // that all have in common.
    HOLD_ALL = "uploads.hold_all": "select seq from event_head where id = 1 for_no_key_update()";
    // What was taken lies elsewhere, and counts no more.
    OF_PERSON = "uploads.of_person":
        "select count(*), cast(coalesce(sum(length), 0) as bigint) from upload where account = $1 and made = ''";
    OF_ALL = "uploads.of_all":
        "select cast(coalesce(sum(length), 0) as bigint), cast(coalesce(sum(length - received), 0) as bigint)
         from upload where made = ''";
    RECEIVED = "uploads.received": "update upload set received = $2, expires_at = $3 where id = $1";
    FORGET = "uploads.forget": "delete from upload where id = $1 and expires_at <= $2";
    MADE = "uploads.made": "update upload set made = $2, received = length where id = $1";
    REMOVE = "uploads.remove": "delete from upload where id = $1";
    EXPIRED = "uploads.expired": "select id from upload where expires_at <= $1 order by expires_at, id limit $2";
    KNOWN = "uploads.known": "select id from upload order by id limit $1";
}

impl FromRow for Upload {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let (purpose, made): (String, String) = (row.get(2)?, row.get(8)?);
        Ok(Upload {
            id: row.get(0)?,
            account: row.get(1)?,
            // Only what was read as one was written.
            purpose: purpose.parse().unwrap_or(Purpose::Picture),
            length: row.get(3)?,
            name: row.get(4)?,
            mime: row.get(5)?,
            created_at: row.get(6)?,
            expires_at: row.get(7)?,
            made: Some(made).filter(|made| !made.is_empty()),
            received: row.get(9)?,
        })
    }
}

pub(super) async fn insert(tx: &Tx, upload: &Upload) -> Result<(), StoreError> {
    let Upload { id, account, purpose, length, name, mime, created_at, expires_at, .. } = upload;
    let known = params![id, account, purpose.as_str(), *length, name, mime, *created_at, *expires_at];
    tx.execute(&INSERT, known).await.map(drop)
}

/// Somebody's own upload.
pub(super) async fn own(
    q: &impl Query,
    id: &UploadId,
    account: &AccountId,
) -> Result<Option<Upload>, StoreError> {
    q.optional(&OWN, params![id, account]).await
}

/// Somebody's uploads that nothing was made of yet, those that end first before the others, at most so many.
pub(super) async fn own_under_way(
    q: &impl Query,
    account: &AccountId,
    most: i64,
) -> Result<Vec<Upload>, StoreError> {
    q.all(&OWN_UNDER_WAY, params![account, most]).await
}

/// What is under way, in bytes where nothing else is said.
pub(super) struct UnderWay {
    /// How many uploads of the person.
    pub count: i64,
    pub of_person: i64,
    pub of_all: i64,
    /// What has not come yet of everybody's.
    pub to_come: i64,
}

/// What is under way; nobody begins another before the end of the transaction.
pub(super) async fn under_way(tx: &Tx, account: &AccountId) -> Result<UnderWay, StoreError> {
    tx.optional::<(i64,)>(&HOLD_ALL, params![]).await?;
    let (count, of_person) = tx.one::<(i64, i64)>(&OF_PERSON, params![account]).await?;
    let (of_all, to_come) = tx.one::<(i64, i64)>(&OF_ALL, params![]).await?;
    Ok(UnderWay { count, of_person, of_all, to_come })
}

/// Notes how much came, and until when it waits for more; whether there still is such an upload.
pub(super) async fn received(
    tx: &Tx,
    id: &UploadId,
    bytes: i64,
    expires_at: i64,
) -> Result<bool, StoreError> {
    Ok(tx.execute(&RECEIVED, params![id, bytes, expires_at]).await? == 1)
}

/// Forgets an upload that has waited too long, unless something came of it meanwhile; whether it is forgotten.
pub(super) async fn forget_expired(tx: &Tx, id: &UploadId, now: i64) -> Result<bool, StoreError> {
    Ok(tx.execute(&FORGET, params![id, now]).await? == 1)
}

pub(super) async fn made(tx: &Tx, id: &UploadId, what: &str) -> Result<(), StoreError> {
    tx.execute(&MADE, params![id, what]).await.map(drop)
}

pub(super) async fn remove(tx: &Tx, id: &UploadId) -> Result<(), StoreError> {
    tx.execute(&REMOVE, params![id]).await.map(drop)
}

pub(super) async fn expired(q: &impl Query, now: i64, most: i64) -> Result<Vec<UploadId>, StoreError> {
    Ok(q.all::<(UploadId,)>(&EXPIRED, params![now, most]).await?.into_iter().map(|(id,)| id).collect())
}

/// The ids of all uploads, at most so many.
pub(super) async fn known(q: &impl Query, most: i64) -> Result<Vec<UploadId>, StoreError> {
    Ok(q.all::<(UploadId,)>(&KNOWN, params![most]).await?.into_iter().map(|(id,)| id).collect())
}

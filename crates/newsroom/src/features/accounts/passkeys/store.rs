//! The SQL of passkeys, and of what they are asked to sign.

use store::{FromRow, Query, Row, StoreError, Tx, params, sql};

use super::Passkey;
use crate::id::{AccountId, PasskeyId};

sql! {
    PASSKEYS_OF = "passkeys.passkeys_of":
        "select id, name, created_at, used_at, kept from passkey where account = $1 order by created_at, id limit 100";
    PASSKEY_BY_CREDENTIAL = "passkeys.passkey_by_credential":
        "select passkey.account, passkey.id, passkey.name, passkey.created_at, passkey.used_at, passkey.kept
         from passkey join account on account.id = passkey.account
         where passkey.credential = $1 and account.suspended_at is null";
    INSERT_PASSKEY = "passkeys.insert_passkey":
        "insert into passkey (id, account, credential, name, kept, created_at, used_at)
         values ($1, $2, $3, $4, $5, $6, null)";
    PASSKEY_USED = "passkeys.passkey_used":
        "update passkey set kept = $4, used_at = $5
         where id = $1 and account = $2 and kept = $3
           and exists (select 1 from account where account.id = $2 and account.suspended_at is null)";
    DELETE_PASSKEY = "passkeys.delete_passkey": "delete from passkey where account = $1 and id = $2";
    DELETE_PASSKEYS = "passkeys.delete_passkeys": "delete from passkey where account = $1";
    SET_CHALLENGE = "passkeys.set_challenge":
        "insert into passkey_challenge (hash, state, at_door, expires_at) values ($1, $2, $3, $4)
         on conflict (hash) do update set state = excluded.state, expires_at = excluded.expires_at";
    TAKE_CHALLENGE = "passkeys.take_challenge":
        "delete from passkey_challenge where hash = $1 and expires_at > $2 returning state";
    FORGET_CHALLENGES = "passkeys.forget_challenges":
        "delete from passkey_challenge where at_door = $1 and expires_at <= $2";
    CHALLENGES_AT_DOOR = "passkeys.challenges_at_door":
        "select count(*) from passkey_challenge where at_door = true";
    CROWD_OUT_CHALLENGES = "passkeys.crowd_out_challenges":
        "delete from passkey_challenge where at_door = true and expires_at <
           (select min(expires_at) from
             (select expires_at from passkey_challenge where at_door = true order by expires_at desc limit $1) as newest)";
}

impl FromRow for Passkey {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        passkey(row, 0)
    }
}

/// A passkey, and whose it is.
pub(in crate::features::accounts) struct OwnedPasskey {
    pub owner: AccountId,
    pub passkey: Passkey,
}

impl FromRow for OwnedPasskey {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(OwnedPasskey { owner: row.get(0)?, passkey: passkey(row, 1)? })
    }
}

fn passkey(row: &Row<'_>, from: usize) -> Result<Passkey, StoreError> {
    Ok(Passkey {
        id: row.get(from)?,
        name: row.get(from + 1)?,
        created_at: row.get(from + 2)?,
        used_at: row.get(from + 3)?,
        kept: row.get(from + 4)?,
    })
}

/// The passkeys of an account, the oldest first.
pub(in crate::features::accounts) async fn passkeys_of(
    q: &impl Query,
    account: &AccountId,
) -> Result<Vec<Passkey>, StoreError> {
    q.all(&PASSKEYS_OF, params![account]).await
}

/// The passkey that calls itself so, of somebody who may work here.
pub(in crate::features::accounts) async fn passkey_by_credential(
    q: &impl Query,
    credential: &str,
) -> Result<Option<OwnedPasskey>, StoreError> {
    q.optional(&PASSKEY_BY_CREDENTIAL, params![credential]).await
}

pub(in crate::features::accounts) async fn insert_passkey(
    tx: &Tx,
    account: &AccountId,
    credential: &str,
    new: &Passkey,
) -> Result<(), StoreError> {
    let values = params![&new.id, account, credential, new.name.as_str(), new.kept.as_str(), new.created_at];
    tx.execute(&INSERT_PASSKEY, values).await.map(drop)
}

/// Notes that a passkey signed; `false` when it was removed, or signed elsewhere, or its person was suspended, meanwhile.
pub(in crate::features::accounts) async fn passkey_used(
    tx: &Tx,
    account: &AccountId,
    used: &Passkey,
    kept: &str,
    now: i64,
) -> Result<bool, StoreError> {
    let values = params![&used.id, account, used.kept.as_str(), kept, now];
    Ok(tx.execute(&PASSKEY_USED, values).await? > 0)
}

/// Removes a passkey of the account; whether it was there.
pub(in crate::features::accounts) async fn delete_passkey(
    tx: &Tx,
    account: &AccountId,
    id: &PasskeyId,
) -> Result<bool, StoreError> {
    Ok(tx.execute(&DELETE_PASSKEY, params![account, id]).await? > 0)
}

pub(in crate::features::accounts) async fn delete_passkeys(
    tx: &Tx,
    account: &AccountId,
) -> Result<(), StoreError> {
    tx.execute(&DELETE_PASSKEYS, params![account]).await.map(drop)
}

/// Keeps what a device is asked to sign, in place of what it was asked before under the same hash.
pub(in crate::features::accounts) async fn set_challenge(
    tx: &Tx,
    hash: &str,
    state: &str,
    at_door: bool,
    (now, until): (i64, i64),
) -> Result<(), StoreError> {
    tx.execute(&FORGET_CHALLENGES, params![at_door, now]).await?;
    tx.execute(&SET_CHALLENGE, params![hash, state, at_door, until]).await.map(drop)
}

/// How many are kept that were asked at the door.
pub(in crate::features::accounts) async fn challenges_at_door(q: &impl Query) -> Result<i64, StoreError> {
    let (count,): (i64,) = q.one(&CHALLENGES_AT_DOOR, params![]).await?;
    Ok(count)
}

/// Forgets all that were asked at the door but the newest.
pub(in crate::features::accounts) async fn crowd_out_challenges(
    tx: &Tx,
    stay: i64,
) -> Result<(), StoreError> {
    tx.execute(&CROWD_OUT_CHALLENGES, params![stay]).await.map(drop)
}

/// Takes what a device was asked to sign: the next who asks for it finds nothing.
pub(in crate::features::accounts) async fn take_challenge(
    tx: &Tx,
    hash: &str,
    now: i64,
) -> Result<Option<String>, StoreError> {
    Ok(tx.optional::<(String,)>(&TAKE_CHALLENGE, params![hash, now]).await?.map(|(state,)| state))
}

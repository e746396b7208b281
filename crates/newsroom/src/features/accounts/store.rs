//! The SQL of accounts, tokens, sign-in links and desk sessions.

use store::{Query, StoreError, Tx, params, sql};

use super::{Account, Actor, Role, Secret};
use crate::id::{AccountId, TokenId};

sql! {
    ACCOUNT_BY_ID = "accounts.by_id": "select id, name, email, role, suspended_at from account where id = $1";
    ACCOUNT_BY_EMAIL = "accounts.by_email": "select id, name, email, role, suspended_at from account where email = $1";
    ACCOUNTS = "accounts.all": "select id, name, email, role, suspended_at from account order by created_at, id";
    INSERT_ACCOUNT = "accounts.insert":
        "insert into account (id, name, email, role, suspended_at, created_at) values ($1, $2, $3, $4, null, $5)";
    INSERT_TOKEN = "accounts.insert_token":
        "insert into token (id, account, name, hash, expires_at, revoked_at, created_at) values ($1, $2, $3, $4, $5, null, $6)";
    BY_TOKEN = "accounts.by_token":
        "select token.id, account.id, account.role
         from token join account on account.id = token.account
         where token.hash = $1 and token.revoked_at is null and account.suspended_at is null
           and (token.expires_at is null or token.expires_at > $2)";
    INSERT_LINK = "accounts.insert_signin_link":
        "insert into signin_link (hash, account, expires_at, used_at) values ($1, $2, $3, null)";
    USE_LINK = "accounts.use_signin_link":
        "update signin_link set used_at = $2 where hash = $1 and used_at is null and expires_at > $2 returning account";
    INSERT_SESSION = "accounts.insert_session":
        "insert into desk_session (hash, account, created_at, expires_at) values ($1, $2, $3, $4)";
    BY_SESSION = "accounts.by_session":
        "select account.id, account.role
         from desk_session join account on account.id = desk_session.account
         where desk_session.hash = $1 and desk_session.expires_at > $2 and account.suspended_at is null";
    DELETE_SESSION = "accounts.delete_session": "delete from desk_session where hash = $1";
}

type AccountRow = (AccountId, String, String, String, Option<i64>);

fn account((id, name, email, role, suspended_at): AccountRow) -> Account {
    // An unknown role (written by a newer program) has the least rights.
    Account { id, name, email, role: role.parse().unwrap_or(Role::Contributor), suspended_at }
}

/// The account with this id.
pub async fn account_by_id(q: &impl Query, id: &AccountId) -> Result<Option<Account>, StoreError> {
    Ok(q.optional::<AccountRow>(&ACCOUNT_BY_ID, params![id]).await?.map(account))
}

/// The account with this e-mail address.
pub async fn account_by_email(q: &impl Query, email: &str) -> Result<Option<Account>, StoreError> {
    Ok(q.optional::<AccountRow>(&ACCOUNT_BY_EMAIL, params![email]).await?.map(account))
}

/// All accounts, the oldest first.
pub async fn accounts(q: &impl Query) -> Result<Vec<Account>, StoreError> {
    Ok(q.all::<AccountRow>(&ACCOUNTS, params![]).await?.into_iter().map(account).collect())
}

/// The actor that a token speaks for; `None` when it is unknown, revoked, expired, or its person is suspended.
pub async fn actor_by_token(q: &impl Query, secret: &Secret, now: i64) -> Result<Option<Actor>, StoreError> {
    let row = q.optional::<(TokenId, AccountId, String)>(&BY_TOKEN, params![secret.hash(), now]).await?;
    Ok(row.and_then(|(token, account, role)| Some(Actor::Token { token, account, role: role.parse().ok()? })))
}

/// The person whose desk session this is.
pub async fn actor_by_session(
    q: &impl Query,
    secret: &Secret,
    now: i64,
) -> Result<Option<Actor>, StoreError> {
    let row = q.optional::<(AccountId, String)>(&BY_SESSION, params![secret.hash(), now]).await?;
    Ok(row.and_then(|(account, role)| Some(Actor::User { account, role: role.parse().ok()? })))
}

pub(super) async fn insert_account(tx: &Tx, account: &Account, now: i64) -> Result<(), StoreError> {
    let values =
        params![&account.id, account.name.as_str(), account.email.as_str(), account.role.as_str(), now];
    tx.execute(&INSERT_ACCOUNT, values).await.map(drop)
}

pub(super) async fn insert_token(
    tx: &Tx,
    id: &TokenId,
    account: &AccountId,
    name: &str,
    secret: &Secret,
    expires_at: Option<i64>,
    now: i64,
) -> Result<(), StoreError> {
    tx.execute(&INSERT_TOKEN, params![id, account, name, secret.hash(), expires_at, now]).await.map(drop)
}

pub(super) async fn insert_link(
    tx: &Tx,
    account: &AccountId,
    secret: &Secret,
    until: i64,
) -> Result<(), StoreError> {
    tx.execute(&INSERT_LINK, params![secret.hash(), account, until]).await.map(drop)
}

pub(super) async fn use_link(tx: &Tx, secret: &Secret, now: i64) -> Result<Option<AccountId>, StoreError> {
    Ok(tx.optional::<(AccountId,)>(&USE_LINK, params![secret.hash(), now]).await?.map(|(account,)| account))
}

pub(super) async fn insert_session(
    tx: &Tx,
    account: &AccountId,
    secret: &Secret,
    now: i64,
    until: i64,
) -> Result<(), StoreError> {
    tx.execute(&INSERT_SESSION, params![secret.hash(), account, now, until]).await.map(drop)
}

pub(super) async fn delete_session(tx: &Tx, secret: &Secret) -> Result<(), StoreError> {
    tx.execute(&DELETE_SESSION, params![secret.hash()]).await.map(drop)
}

//! The SQL of visits to the identity provider, and of whom it means.

use store::{Query, StoreError, Tx, params, sql};

use super::Identity;
use crate::id::AccountId;

sql! {
    FORGET_VISITS = "provider.forget_visits": "delete from provider_visit where expires_at <= $1";
    VISITS = "provider.visits": "select count(*) from provider_visit";
    CROWD_OUT_VISITS = "provider.crowd_out_visits":
        "delete from provider_visit where expires_at <
           (select min(expires_at) from
             (select expires_at from provider_visit order by expires_at desc limit $1) as newest)";
    INSERT_VISIT = "provider.insert_visit":
        "insert into provider_visit (hash, browser, nonce, verifier, expires_at) values ($1, $2, $3, $4, $5)";
    TAKE_VISIT = "provider.take_visit":
        "delete from provider_visit where hash = $1 and browser = $2 and expires_at > $3 returning nonce, verifier";
    ACCOUNT_OF = "provider.account_of":
        "select account from provider_identity where issuer = $1 and subject = $2";
    SUBJECT_OF = "provider.subject_of":
        "select subject from provider_identity where issuer = $1 and account = $2";
    INSERT_IDENTITY = "provider.insert_identity":
        "insert into provider_identity (issuer, subject, account, known_since) values ($1, $2, $3, $4)";
    FORGET_IDENTITIES = "provider.forget_identities": "delete from provider_identity where account = $1";
}

/// What is kept of somebody who goes there.
pub(in crate::features::accounts) struct NewVisit {
    pub hash: String,
    pub browser: String,
    pub nonce: String,
    pub verifier: String,
    pub until: i64,
}

pub(in crate::features::accounts) async fn insert_visit(
    tx: &Tx,
    new: &NewVisit,
    now: i64,
) -> Result<(), StoreError> {
    tx.execute(&FORGET_VISITS, params![now]).await?;
    let NewVisit { hash, browser, nonce, verifier, until } = new;
    let values = params![hash.as_str(), browser.as_str(), nonce.as_str(), verifier.as_str(), *until];
    tx.execute(&INSERT_VISIT, values).await.map(drop)
}

/// How many are on their way.
pub(in crate::features::accounts) async fn visits(q: &impl Query) -> Result<i64, StoreError> {
    let (count,): (i64,) = q.one(&VISITS, params![]).await?;
    Ok(count)
}

/// Forgets all who are on their way but those who left last.
pub(in crate::features::accounts) async fn crowd_out_visits(tx: &Tx, stay: i64) -> Result<(), StoreError> {
    tx.execute(&CROWD_OUT_VISITS, params![stay]).await.map(drop)
}

/// Takes a visit of this browser: whoever comes back a second time was never there.
pub(in crate::features::accounts) async fn take_visit(
    tx: &Tx,
    hash: &str,
    browser: &str,
    now: i64,
) -> Result<Option<(String, String)>, StoreError> {
    tx.optional(&TAKE_VISIT, params![hash, browser, now]).await
}

/// The account that somebody at the provider was found to be.
pub(in crate::features::accounts) async fn account_of(
    q: &impl Query,
    whom: &Identity,
) -> Result<Option<AccountId>, StoreError> {
    let found: Option<(AccountId,)> =
        q.optional(&ACCOUNT_OF, params![whom.issuer.as_str(), whom.subject.as_str()]).await?;
    Ok(found.map(|(account,)| account))
}

/// Whether the account is somebody at this provider already.
pub(in crate::features::accounts) async fn is_known(
    q: &impl Query,
    issuer: &str,
    account: &AccountId,
) -> Result<bool, StoreError> {
    Ok(q.optional::<(String,)>(&SUBJECT_OF, params![issuer, account]).await?.is_some())
}

pub(in crate::features::accounts) async fn insert_identity(
    tx: &Tx,
    whom: &Identity,
    account: &AccountId,
    now: i64,
) -> Result<(), StoreError> {
    let values = params![whom.issuer.as_str(), whom.subject.as_str(), account, now];
    tx.execute(&INSERT_IDENTITY, values).await.map(drop)
}

pub(in crate::features::accounts) async fn forget_identities(
    tx: &Tx,
    account: &AccountId,
) -> Result<(), StoreError> {
    tx.execute(&FORGET_IDENTITIES, params![account]).await.map(drop)
}

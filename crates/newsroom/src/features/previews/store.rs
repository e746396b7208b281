//! The SQL of preview links.

use store::{Query, StoreError, Tx, params, sql};

use crate::features::accounts::Secret;
use crate::id::ArticleId;

sql! {
    INSERT = "previews.insert":
        "insert into preview_link (hash, article, made_by, made_at, until_at, ended_at) values ($1, $2, $3, $4, $5, null)";
    ALIVE = "previews.alive":
        "select link.article from preview_link link
           left join account on 'account:' || account.id = link.made_by
         where link.hash = $1 and link.until_at > $2 and link.ended_at is null and account.suspended_at is null";
    COUNT = "previews.count":
        "select count(*), coalesce(max(until_at), 0) from preview_link
         where article = $1 and until_at > $2 and ended_at is null";
    END = "previews.end": "update preview_link set ended_at = $2 where article = $1 and ended_at is null and until_at > $2";
    FORGET = "previews.forget": "delete from preview_link where until_at < $1";
}

pub(super) async fn insert(
    tx: &Tx,
    secret: &Secret,
    article: &ArticleId,
    by: &str,
    (now, until): (i64, i64),
) -> Result<(), StoreError> {
    tx.execute(&FORGET, params![now - 30 * 24 * 3_600 * 1_000_000]).await?;
    tx.execute(&INSERT, params![secret.hash(), article, by, now, until]).await.map(drop)
}

/// The article that a link shows, while it does.
pub(super) async fn article_of(
    q: &impl Query,
    secret: &Secret,
    now: i64,
) -> Result<Option<ArticleId>, StoreError> {
    Ok(q.optional::<(ArticleId,)>(&ALIVE, params![secret.hash(), now]).await?.map(|(id,)| id))
}

/// How many links show an article now, and until when the last of them does.
pub(super) async fn alive(q: &impl Query, article: &ArticleId, now: i64) -> Result<(i64, i64), StoreError> {
    q.one(&COUNT, params![article, now]).await
}

pub(super) async fn end(tx: &Tx, article: &ArticleId, now: i64) -> Result<u64, StoreError> {
    tx.execute(&END, params![article, now]).await
}

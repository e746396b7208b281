//! The SQL of redirects.

use store::{Published, Query, StoreError, Tx, params, published_sql, sql};

sql! {
    PUT = "redirects.put":
        "insert into redirect (path, target, created_at) values ($1, $2, $3) on conflict (path) do update set target = excluded.target";
    PUT_PUBLISHED = "redirects.put_published":
        "insert into published_redirect (path, target) values ($1, $2) on conflict (path) do update set target = excluded.target";
}

published_sql! {
    TARGET_OF = "redirects.target_of": "select target from published_redirect where path = $1";
}

/// Has `path` (percent-encoded, beginning with a slash) lead to `target`, a path of ours.
pub async fn put(tx: &Tx, path: &str, target: &str, now: i64) -> Result<(), StoreError> {
    tx.execute(&PUT, params![path, target, now]).await?;
    tx.execute(&PUT_PUBLISHED, params![path, target]).await.map(drop)
}

/// Where `path` leads.
pub async fn target_of(published: &Published, path: &str) -> Result<Option<String>, StoreError> {
    Ok(published.optional::<(String,)>(&TARGET_OF, params![path]).await?.map(|(target,)| target))
}

//! The SQL of imports: which items came in before, and what they became.

use store::{Query, StoreError, Tx, params, sql};

use crate::id::ArticleId;

sql! {
    KNOWN = "imports.known": "select article, digest, item_version from imported where origin = $1 and uri = $2";
    PUT = "imports.put":
        "insert into imported (origin, uri, article, item_version, digest, imported_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (origin, uri) do update set item_version = excluded.item_version, digest = excluded.digest,
           imported_at = excluded.imported_at";
    AWAIT_ORIGINAL = "imports.await_original":
        "insert into awaited_translation (article, origin, uri) values ($1, $2, $3)
         on conflict (article) do update set origin = excluded.origin, uri = excluded.uri";
    ARRIVED = "imports.arrived_originals":
        "select awaited.article, imported.article from awaited_translation awaited
         join imported on imported.origin = awaited.origin and imported.uri = awaited.uri
         order by awaited.article limit $1";
    DROP_AWAITED = "imports.drop_awaited": "delete from awaited_translation where article = $1";
}

/// What an item became when it came in before.
#[derive(Debug, Clone)]
pub struct Known {
    /// The article.
    pub article: ArticleId,
    /// The fingerprint of the item as it was then.
    pub digest: String,
    /// The item's version then.
    pub item_version: String,
}

/// What became of the item of this name.
pub(super) async fn known(q: &impl Query, origin: &str, uri: &str) -> Result<Option<Known>, StoreError> {
    let row = q.optional::<(ArticleId, String, String)>(&KNOWN, params![origin, uri]).await?;
    Ok(row.map(|(article, digest, item_version)| Known { article, digest, item_version }))
}

/// The article that an item of this name became.
pub async fn article_of(q: &impl Query, origin: &str, uri: &str) -> Result<Option<ArticleId>, StoreError> {
    Ok(known(q, origin, uri).await?.map(|known| known.article))
}

/// Keeps that an article is the translation of what the item of this name is, or will be.
pub(super) async fn await_original(
    tx: &Tx,
    origin: &str,
    uri: &str,
    article: &ArticleId,
) -> Result<(), StoreError> {
    tx.execute(&AWAIT_ORIGINAL, params![article, origin, uri]).await.map(drop)
}

/// Translations whose originals have come in, each with its original.
pub(super) async fn arrived_originals(
    q: &impl Query,
    limit: i64,
) -> Result<Vec<(ArticleId, ArticleId)>, StoreError> {
    q.all(&ARRIVED, params![limit]).await
}

/// Forgets that an article waits for its original.
pub(super) async fn drop_awaited(tx: &Tx, article: &ArticleId) -> Result<(), StoreError> {
    tx.execute(&DROP_AWAITED, params![article]).await.map(drop)
}

/// Keeps what became of an item.
pub(super) async fn put(tx: &Tx, origin: &str, uri: &str, known: &Known, now: i64) -> Result<(), StoreError> {
    let (version, digest) = (known.item_version.as_str(), known.digest.as_str());
    tx.execute(&PUT, params![origin, uri, &known.article, version, digest, now]).await.map(drop)
}

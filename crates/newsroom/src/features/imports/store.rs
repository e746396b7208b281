//! The SQL of imports: which items came in before, and what they became.

use store::{Query, StoreError, Tx, params, sql};

use crate::id::ArticleId;

sql! {
    KNOWN = "imports.known": "select article, digest, item_version from imported where origin = $1 and uri = $2";
    PUT = "imports.put":
        "insert into imported (origin, uri, article, item_version, digest, imported_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (origin, uri) do update set item_version = excluded.item_version, digest = excluded.digest,
           imported_at = excluded.imported_at";
}

/// What an item became when it came in before.
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

/// Keeps what became of an item.
pub(super) async fn put(tx: &Tx, origin: &str, uri: &str, known: &Known, now: i64) -> Result<(), StoreError> {
    let (version, digest) = (known.item_version.as_str(), known.digest.as_str());
    tx.execute(&PUT, params![origin, uri, &known.article, version, digest, now]).await.map(drop)
}

//! The SQL of what revisions rest on.

use content::Tree;
use store::{StoreError, Tx, params, sql};

use super::Source;
use super::named::named_in;
use crate::id::{ArticleId, RevisionNumber};

sql! {
    PUT = "sources.put_named":
        "insert into revision_source (article, revision, folded, name, made_at, edition)
         values ($1, $2, $3, $4, $5, (select edition from article where id = $1))
         on conflict (article, revision, folded) do nothing";
    DROP = "sources.drop_named": "delete from revision_source where article = $1";
}

/// Keeps which sources a revision names, in its chain and in its statements; `made_at` is when the revision was made.
pub async fn put_named(
    tx: &Tx,
    (article, revision, made_at): (&ArticleId, RevisionNumber, i64),
    (chain, body): (&[Source], &Tree),
) -> Result<(), StoreError> {
    for (folded, name) in named_in(chain, body) {
        tx.execute(&PUT, params![article, revision.0, folded.as_str(), name.as_str(), made_at]).await?;
    }
    Ok(())
}

/// Forgets which sources an article's revisions name.
pub async fn drop_named(tx: &Tx, article: &ArticleId) -> Result<(), StoreError> {
    tx.execute(&DROP, params![article]).await.map(drop)
}

//! The SQL of imports: which items came in before, and what they became.

use std::collections::HashMap;

use store::{FromRow, Query, Row, StoreError, Tx, list, params, sql};

use super::wordpress::PlannedComment;
use crate::id::{ArticleId, RevisionNumber, StandingPageId};

sql! {
    KNOWN = "imports.known":
        "select uri, article, digest, item_version, comments, revision, missing from imported where origin = $1 and uri = $2";
    ALL_KNOWN = "imports.all_known":
        "select uri, article, digest, item_version, comments, revision, missing from imported
         where origin = $1 and uri in in_list($2)";
    PUT = "imports.put":
        "update imported set item_version = $3, digest = $4, comments = $5, imported_at = $6, revision = $7, missing = $8
         where origin = $1 and uri = $2";
    PUT_NEW = "imports.put_new":
        "insert into imported (origin, uri, article, item_version, digest, comments, imported_at, revision, missing)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    AWAIT_ORIGINAL = "imports.await_original":
        "insert into awaited_translation (article, origin, uri) values ($1, $2, $3)
         on conflict (article) do update set origin = excluded.origin, uri = excluded.uri";
    ARRIVED = "imports.arrived_originals":
        "select awaited.article, imported.article from awaited_translation awaited
         join imported on imported.origin = awaited.origin and imported.uri = awaited.uri
         order by awaited.article limit $1";
    DROP_AWAITED = "imports.drop_awaited": "delete from awaited_translation where article = $1";
    DROP_COMMENTS = "imports.drop_comments": "delete from imported_comment where article = $1";
    PUT_COMMENT = "imports.put_comment":
        "insert into imported_comment (article, number, parent, author, body, approved, written_at)
         values ($1, $2, $3, $4, $5, $6, $7)";
    KNOWN_PAGE = "imports.known_page":
        "select page, revision, digest from imported_page where origin = $1 and uri = $2";
    PUT_PAGE = "imports.put_page":
        "insert into imported_page (origin, uri, page, revision, digest, imported_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (origin, uri) do update set page = excluded.page, revision = excluded.revision,
           digest = excluded.digest, imported_at = excluded.imported_at";
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
    /// The fingerprint of its comments then.
    pub comments: String,
    /// The revision that the item made: the article's newest one, unless somebody has changed it since.
    pub revision: RevisionNumber,
    /// How many of its pictures could not be had.
    pub missing: i64,
}

struct KnownAs(String, Known);

impl FromRow for KnownAs {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let known = Known {
            article: ArticleId(row.get(1)?),
            digest: row.get(2)?,
            item_version: row.get(3)?,
            comments: row.get(4)?,
            revision: RevisionNumber(row.get(5)?),
            missing: row.get(6)?,
        };
        Ok(KnownAs(row.get(0)?, known))
    }
}

/// Which standing page an item became when it came in before.
#[derive(Debug, Clone)]
pub struct KnownPage {
    /// The page.
    pub page: StandingPageId,
    /// The revision that the item made.
    pub revision: RevisionNumber,
    /// The fingerprint of the item as it was then.
    pub digest: String,
}

/// What became of the item of this name.
pub(super) async fn known(q: &impl Query, origin: &str, uri: &str) -> Result<Option<Known>, StoreError> {
    Ok(q.optional(&KNOWN, params![origin, uri]).await?.map(|KnownAs(_, known)| known))
}

/// What became of the items of these names, as far as they came in before.
pub(super) async fn all_known(
    q: &impl Query,
    origin: &str,
    uris: &[&str],
) -> Result<HashMap<String, Known>, StoreError> {
    let rows: Vec<KnownAs> = q.all(&ALL_KNOWN, params![origin, list(uris)]).await?;
    Ok(rows.into_iter().map(|KnownAs(uri, known)| (uri, known)).collect())
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

/// Keeps what became of an item that came in before.
pub(super) async fn put(tx: &Tx, origin: &str, uri: &str, known: &Known, now: i64) -> Result<(), StoreError> {
    let (version, digest) = (known.item_version.as_str(), known.digest.as_str());
    let (comments, revision) = (known.comments.as_str(), known.revision.0);
    let values = params![origin, uri, version, digest, comments, now, revision, known.missing];
    tx.execute(&PUT, values).await.map(drop)
}

/// The same of an item that never came in before; refused where it did.
pub(super) async fn put_new(
    tx: &Tx,
    origin: &str,
    uri: &str,
    known: &Known,
    now: i64,
) -> Result<(), StoreError> {
    let (version, digest) = (known.item_version.as_str(), known.digest.as_str());
    let (comments, revision) = (known.comments.as_str(), known.revision.0);
    let values =
        params![origin, uri, &known.article, version, digest, comments, now, revision, known.missing];
    tx.execute(&PUT_NEW, values).await.map(drop)
}

/// Keeps what readers wrote under an article elsewhere, in place of what was kept of it before.
pub(super) async fn replace_comments(
    tx: &Tx,
    article: &ArticleId,
    comments: &[PlannedComment],
) -> Result<(), StoreError> {
    tx.execute(&DROP_COMMENTS, params![article]).await?;
    for comment in comments {
        let PlannedComment { number, parent, author, body, is_approved, written_at } = comment;
        let values =
            params![article, *number, *parent, author.as_str(), body.as_str(), *is_approved, *written_at];
        tx.execute(&PUT_COMMENT, values).await?;
    }
    Ok(())
}

/// What became of the page of this name.
pub(super) async fn known_page(
    q: &impl Query,
    origin: &str,
    uri: &str,
) -> Result<Option<KnownPage>, StoreError> {
    let row = q.optional::<(String, i64, String)>(&KNOWN_PAGE, params![origin, uri]).await?;
    Ok(row.map(|(page, revision, digest)| KnownPage {
        page: StandingPageId(page),
        revision: RevisionNumber(revision),
        digest,
    }))
}

/// Keeps what became of a page.
pub(super) async fn put_page(
    tx: &Tx,
    origin: &str,
    uri: &str,
    known: &KnownPage,
    now: i64,
) -> Result<(), StoreError> {
    let values = params![origin, uri, &known.page, known.revision.0, known.digest.as_str(), now];
    tx.execute(&PUT_PAGE, values).await.map(drop)
}

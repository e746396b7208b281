//! The SQL of redirects. A published row is there only where readers may know of the target: one that leads to an article
//! nobody has seen yet says nothing.

use store::{FromRow, Published, Query, Row, StoreError, Tx, list, params, published_sql, sql};

use super::{Redirect, Target};
use crate::id::{ArticleId, RedirectId};

sql! {
    BY_PATH = "redirects.by_path": "select id, path, target, article from redirect where path = $1";
    BY_PATHS = "redirects.by_paths": "select id, path, target, article from redirect where path in in_list($1)";
    TARGETS = "redirects.targets": "select distinct target from redirect where target in in_list($1)";
    BY_ID = "redirects.by_id": "select id, path, target, article from redirect where id = $1";
    PAGE = "redirects.page": "select id, path, target, article from redirect where path > $1 order by path limit $2";
    LEADING_TO = "redirects.leading_to": "select path from redirect where target in in_list($1) order by path";
    PUT = "redirects.put":
        "insert into redirect (id, path, target, article, created_by, created_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (path) do update set target = excluded.target, article = excluded.article";
    PUT_NEW = "redirects.put_new":
        "insert into redirect (id, path, target, article, created_by, created_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (path) do nothing";
    LEAD_FURTHER = "redirects.lead_further": "update redirect set target = $2, article = $3 where path in in_list($1)";
    REMOVE = "redirects.remove": "delete from redirect where id = $1";
    UNPUBLISH = "redirects.unpublish": "delete from published_redirect where path in in_list($1)";
    UNPUBLISH_ALL = "redirects.unpublish_all": "delete from published_redirect";
    PUBLISH = "redirects.publish":
        "insert into published_redirect (path, target, article) select path, target, article from redirect
         where path in in_list($1) and (article = '' or exists (select 1 from article known
           where known.id = redirect.article and known.first_published_at is not null))";
    PUBLISH_ALL = "redirects.publish_all":
        "insert into published_redirect (path, target, article) select path, target, article from redirect
         where article = '' or exists (select 1 from article known
           where known.id = redirect.article and known.first_published_at is not null)";
    OPEN_TO = "redirects.open_to":
        "insert into published_redirect (path, target, article) select path, target, article from redirect
         where article in in_list($1) on conflict (path) do nothing";
}

published_sql! {
    TARGET_OF = "redirects.target_of": "select target, article from published_redirect where path = $1";
}

impl FromRow for Redirect {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let target = target(row.get(2)?, row.get(3)?);
        Ok(Redirect { id: RedirectId(row.get(0)?), path: row.get(1)?, target })
    }
}

fn target(path: String, article: String) -> Target {
    if article.is_empty() { Target::Path(path) } else { Target::Article(ArticleId(article)) }
}

fn columns(target: &Target) -> (&str, &str) {
    match target {
        Target::Path(path) => (path, ""),
        Target::Article(id) => ("", id.as_str()),
    }
}

/// Where `path` leads, as readers may know.
pub(super) async fn target_of(published: &Published, path: &str) -> Result<Option<Target>, StoreError> {
    let row = published.optional::<(String, String)>(&TARGET_OF, params![path]).await?;
    Ok(row.map(|(path, article)| target(path, article)))
}

/// The redirect at this old address.
pub(super) async fn by_path(q: &impl Query, path: &str) -> Result<Option<Redirect>, StoreError> {
    q.optional(&BY_PATH, params![path]).await
}

/// The redirects at these old addresses.
pub(super) async fn by_paths(q: &impl Query, paths: &[String]) -> Result<Vec<Redirect>, StoreError> {
    q.all(&BY_PATHS, params![list(paths)]).await
}

/// Which of these paths a redirect leads to.
pub(super) async fn targets(q: &impl Query, paths: &[String]) -> Result<Vec<String>, StoreError> {
    let rows: Vec<(String,)> = q.all(&TARGETS, params![list(paths)]).await?;
    Ok(rows.into_iter().map(|(path,)| path).collect())
}

/// The redirect with this id.
pub(super) async fn by_id(q: &impl Query, id: &RedirectId) -> Result<Option<Redirect>, StoreError> {
    q.optional(&BY_ID, params![id]).await
}

/// The redirects after an old address, in the order of their addresses.
pub(super) async fn page(q: &impl Query, after: &str, limit: i64) -> Result<Vec<Redirect>, StoreError> {
    q.all(&PAGE, params![after, limit]).await
}

/// The old addresses that lead to one of these paths.
pub(super) async fn leading_to(q: &impl Query, paths: &[String]) -> Result<Vec<String>, StoreError> {
    let rows: Vec<(String,)> = q.all(&LEADING_TO, params![list(paths)]).await?;
    Ok(rows.into_iter().map(|(path,)| path).collect())
}

/// Writes a redirect.
pub(super) async fn put(tx: &Tx, redirect: &Redirect, created_by: &str, now: i64) -> Result<(), StoreError> {
    let (target, article) = columns(&redirect.target);
    let values = params![&redirect.id, redirect.path.as_str(), target, article, created_by, now];
    tx.send(&PUT, values).await?;
    publish(tx, std::slice::from_ref(&redirect.path)).await
}

/// Writes a redirect where none stands, and leaves it to [`tell`] or [`open_to`] to tell readers; `false` where somebody was
/// faster.
pub(super) async fn put_new(
    tx: &Tx,
    redirect: &Redirect,
    created_by: &str,
    now: i64,
) -> Result<bool, StoreError> {
    let (target, article) = columns(&redirect.target);
    let values = params![&redirect.id, redirect.path.as_str(), target, article, created_by, now];
    Ok(tx.execute(&PUT_NEW, values).await? == 1)
}

/// Has these old addresses lead to another target.
pub(super) async fn lead_further(tx: &Tx, paths: &[String], to: &Target) -> Result<(), StoreError> {
    if paths.is_empty() {
        return Ok(());
    }
    let (target, article) = columns(to);
    tx.send(&LEAD_FURTHER, params![list(paths), target, article]).await?;
    publish(tx, paths).await
}

/// Removes a redirect.
pub(super) async fn remove(tx: &Tx, redirect: &Redirect) -> Result<(), StoreError> {
    tx.send(&REMOVE, params![&redirect.id]).await?;
    tx.send(&UNPUBLISH, params![list(std::slice::from_ref(&redirect.path))]).await
}

/// Tells readers of these redirects, as far as they may know of the targets.
pub(super) async fn publish(tx: &Tx, paths: &[String]) -> Result<(), StoreError> {
    tx.send(&UNPUBLISH, params![list(paths)]).await?;
    tx.send(&PUBLISH, params![list(paths)]).await
}

/// The same of redirects that were written in this transaction.
pub(super) async fn tell(tx: &Tx, paths: &[String]) -> Result<(), StoreError> {
    tx.send(&PUBLISH, params![list(paths)]).await
}

/// Readers see these articles for the first time: what leads to them may be told from now on.
pub async fn open_to(tx: &Tx, articles: &[ArticleId]) -> Result<(), StoreError> {
    tx.send(&OPEN_TO, params![list(articles)]).await
}

/// Makes all published rows of redirects anew.
pub async fn publish_all(tx: &Tx) -> Result<(), StoreError> {
    tx.send(&UNPUBLISH_ALL, params![]).await?;
    tx.send(&PUBLISH_ALL, params![]).await
}

//! The SQL of translations. What an article's page names of them is read in `articles/published/store.rs`, together with
//! its authors and topics.

use store::{FromRow, Query, Row, StoreError, Tx, list, params, sql};

use super::Translation;
use crate::id::{ArticleId, EditionCode};

sql! {
    OF_ARTICLE = "translations.of_article": "select article, work, edition, is_original from translation where article = $1";
    TOGETHER_WITH = "translations.together_with":
        "select other.article, other.work, other.edition, other.is_original from translation mine
         join translation other on other.work = mine.work where mine.article = $1 order by other.edition";
    LIVE_SIBLINGS = "translations.live_siblings":
        "select mine.article, other.article from translation mine
         join translation other on other.work = mine.work and other.article <> mine.article
         join article on article.id = other.article and article.live_revision is not null
         where mine.article in in_list($1) order by other.article";
    INSERT = "translations.insert":
        "insert into translation (article, work, edition, is_original, created_by, created_at) values ($1, $2, $3, $4, $5, $6)";
    DELETE = "translations.delete": "delete from translation where article = $1";
    PUT_PUBLISHED = "translations.put_published":
        "insert into published_translation (article, work, is_original)
         select translation.article, translation.work, translation.is_original from translation
         join article on article.id = translation.article and article.live_revision is not null
         where translation.article in in_list($1)
         on conflict (article) do update set work = excluded.work, is_original = excluded.is_original";
    DROP_PUBLISHED = "translations.drop_published": "delete from published_translation where article = $1";
    CLEAR_PUBLISHED = "translations.clear_published": "delete from published_translation";
}

impl FromRow for Translation {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Translation {
            article: ArticleId(row.get(0)?),
            work: row.get(1)?,
            edition: EditionCode(row.get(2)?),
            is_original: row.get(3)?,
        })
    }
}

/// The article's place in a work, when it has one.
pub(super) async fn of_article(
    q: &impl Query,
    article: &ArticleId,
) -> Result<Option<Translation>, StoreError> {
    q.optional(&OF_ARTICLE, params![article]).await
}

/// The article and its siblings, by edition; nobody when it has none.
pub(super) async fn together_with(
    q: &impl Query,
    article: &ArticleId,
) -> Result<Vec<Translation>, StoreError> {
    q.all(&TOGETHER_WITH, params![article]).await
}

/// Each of these articles with each sibling of it that readers see: the sibling's page names the article while that is published.
pub async fn live_siblings(
    q: &impl Query,
    articles: &[ArticleId],
) -> Result<Vec<(ArticleId, ArticleId)>, StoreError> {
    q.all(&LIVE_SIBLINGS, params![list(articles)]).await
}

pub(super) async fn insert(tx: &Tx, place: &Translation, by: &str, now: i64) -> Result<(), StoreError> {
    let (work, is_original) = (place.work.as_str(), place.is_original);
    tx.send(&INSERT, params![&place.article, work, &place.edition, is_original, by, now]).await
}

pub(super) async fn delete(tx: &Tx, article: &ArticleId) -> Result<(), StoreError> {
    tx.send(&DELETE, params![article]).await?;
    drop_published(tx, article).await
}

/// Writes the published rows of those of these articles that readers see; nothing for any other.
pub async fn put_published(tx: &Tx, articles: &[ArticleId]) -> Result<(), StoreError> {
    tx.send(&PUT_PUBLISHED, params![list(articles)]).await
}

/// Takes the published row away.
pub(super) async fn drop_published(tx: &Tx, article: &ArticleId) -> Result<(), StoreError> {
    tx.send(&DROP_PUBLISHED, params![article]).await
}

/// Takes all published rows away, before they are made anew.
pub async fn clear_published(tx: &Tx) -> Result<(), StoreError> {
    tx.send(&CLEAR_PUBLISHED, params![]).await
}

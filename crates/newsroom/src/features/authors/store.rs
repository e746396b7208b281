//! The SQL of authors.

use store::{FromRow, Published, Query, Row, StoreError, Tx, list, params, published_sql, sql};

use super::Author;
use crate::features::articles::{Reach, TeaserRow, teasers};
use crate::id::{ArticleId, AuthorId, EditionCode};

sql! {
    BY_SLUG = "authors.by_slug": "select id, edition, slug, name, role from author where edition = $1 and slug = $2";
    STARTING = "authors.starting":
        "select id, edition, slug, name, role from author
         where edition = $1 and slug >= $2 and slug < $3 order by slug limit $4";
    STARTING_WITHIN = "authors.starting_within":
        "select id, edition, slug, name, role
         from (select id, edition, slug, name, role from author
           where edition = $1 and slug >= $2 and slug < $3 order by slug limit $7) near
         where (select live.article from published_article_author live where live.author = near.id limit 1) is not null
           or (select names.named from revision_names names join article on article.id = names.article
             where names.named = near.id and (article.created_by = $5 or article.section in in_list($6)) limit 1) is not null
         order by slug limit $4";
    BY_IDS = "authors.by_ids": "select id, edition, slug, name, role from author where id in in_list($1)";
    INSERT = "authors.insert":
        "insert into author (id, edition, slug, name, role, created_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (edition, slug) do nothing";
    PUT_PUBLISHED = "authors.put_published":
        "insert into published_author (id, edition, slug, name) values ($1, $2, $3, $4)
         on conflict (id) do update set slug = excluded.slug, name = excluded.name";
}

published_sql! {
    PUBLISHED = "authors.published": "select id, slug, name from published_author where edition = $1 and slug = $2";
    ARTICLES = "authors.articles":
        "select article from published_article_author where author = $1 order by published_at desc, article desc limit $2 offset $3";
}

/// An author of published articles.
#[derive(Debug, Clone)]
pub struct PublishedAuthor {
    pub id: AuthorId,
    pub slug: String,
    pub name: String,
}

impl FromRow for PublishedAuthor {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(PublishedAuthor { id: AuthorId(row.get(0)?), slug: row.get(1)?, name: row.get(2)? })
    }
}

/// The edition's author at this address, while something before readers is signed with the name.
pub(super) async fn published_author(
    published: &Published,
    edition: &EditionCode,
    slug: &str,
) -> Result<Option<PublishedAuthor>, StoreError> {
    published.optional(&PUBLISHED, params![edition, slug]).await
}

/// The newest articles signed by an author, from `offset` on.
pub(super) async fn articles_by(
    published: &Published,
    author: &PublishedAuthor,
    limit: i64,
    offset: i64,
) -> Result<Vec<TeaserRow>, StoreError> {
    let ids: Vec<(ArticleId,)> = published.all(&ARTICLES, params![&author.id, limit, offset]).await?;
    teasers(published, &ids.into_iter().map(|(id,)| id).collect::<Vec<_>>()).await
}

impl FromRow for Author {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Author {
            id: AuthorId(row.get(0)?),
            edition: EditionCode(row.get(1)?),
            slug: row.get(2)?,
            name: row.get(3)?,
            role: row.get(4)?,
        })
    }
}

/// The edition's author at `wanted.slug`, opened as `wanted` when there is none.
pub(super) async fn find_or_open(tx: &Tx, wanted: &Author, now: i64) -> Result<Author, StoreError> {
    let (slug, name, role) = (wanted.slug.as_str(), wanted.name.as_str(), wanted.role.as_str());
    tx.send(&INSERT, params![&wanted.id, &wanted.edition, slug, name, role, now]).await?;
    tx.one(&BY_SLUG, params![&wanted.edition, slug]).await
}

/// The authors with these ids, in no order.
pub async fn authors_by_ids(q: &impl Query, ids: &[AuthorId]) -> Result<Vec<Author>, StoreError> {
    if ids.is_empty() { Ok(Vec::new()) } else { q.all(&BY_IDS, params![list(ids)]).await }
}

/// Writes the author's published row.
pub async fn put_published(tx: &Tx, author: &Author) -> Result<(), StoreError> {
    let values = params![&author.id, &author.edition, author.slug.as_str(), author.name.as_str()];
    tx.send(&PUT_PUBLISHED, values).await
}

/// So many of them are looked at for somebody who is not told all.
const LOOKED_AT: i64 = 2_000;

/// The edition's authors whose addresses begin so: those that readers see, and those that an article names which is within reach.
pub async fn starting(
    q: &impl Query,
    (edition, reach): (&EditionCode, &Reach),
    slug: &str,
    limit: i64,
) -> Result<Vec<Author>, StoreError> {
    let end = format!("{slug}\u{10ffff}");
    if reach.all {
        return q.all(&STARTING, params![edition, slug, end, limit]).await;
    }
    let (own, sections) = (reach.own.as_str(), list(&reach.sections));
    q.all(&STARTING_WITHIN, params![edition, slug, end, limit, own, sections, LOOKED_AT]).await
}

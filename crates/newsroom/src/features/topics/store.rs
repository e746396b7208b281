//! The SQL of topics.

use store::{FromRow, Published, Query, Row, StoreError, Tx, list, params, published_sql, sql};

use super::{Topic, TopicKind};
use crate::features::articles::{Reach, TeaserRow, teasers};
use crate::id::{ArticleId, EditionCode, TopicId};

sql! {
    BY_SLUG = "topics.by_slug": "select id, edition, slug, name, kind, uri from topic where edition = $1 and slug = $2";
    STARTING = "topics.starting":
        "select id, edition, slug, name, kind, uri from topic
         where edition = $1 and slug >= $2 and slug < $3 order by slug limit $4";
    STARTING_WITHIN = "topics.starting_within":
        "select id, edition, slug, name, kind, uri
         from (select id, edition, slug, name, kind, uri from topic
           where edition = $1 and slug >= $2 and slug < $3 order by slug limit $7) near
         where (select live.article from published_article_topic live where live.topic = near.id limit 1) is not null
           or (select names.named from revision_names names join article on article.id = names.article
             where names.named = near.id and (article.created_by = $5 or article.section in in_list($6)) limit 1) is not null
         order by slug limit $4";
    BY_IDS = "topics.by_ids": "select id, edition, slug, name, kind, uri from topic where id in in_list($1)";
    INSERT = "topics.insert":
        "insert into topic (id, edition, slug, name, kind, uri, created_at) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (edition, slug) do nothing";
    PUT_PUBLISHED = "topics.put_published":
        "insert into published_topic (id, edition, slug, name, kind) values ($1, $2, $3, $4, $5)
         on conflict (id) do update set slug = excluded.slug, name = excluded.name, kind = excluded.kind";
}

published_sql! {
    PUBLISHED = "topics.published": "select id, slug, name from published_topic where edition = $1 and slug = $2";
    ARTICLES = "topics.articles":
        "select article from published_article_topic where topic = $1 order by published_at desc, article desc limit $2 offset $3";
}

/// A topic that published articles are about.
#[derive(Debug, Clone)]
pub struct PublishedTopic {
    pub id: TopicId,
    pub slug: String,
    pub name: String,
}

impl FromRow for PublishedTopic {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(PublishedTopic { id: TopicId(row.get(0)?), slug: row.get(1)?, name: row.get(2)? })
    }
}

/// The edition's topic at this address, while something before readers is about it.
pub(super) async fn published_topic(
    published: &Published,
    edition: &EditionCode,
    slug: &str,
) -> Result<Option<PublishedTopic>, StoreError> {
    published.optional(&PUBLISHED, params![edition, slug]).await
}

/// The newest articles about a topic, from `offset` on.
pub(super) async fn articles_about(
    published: &Published,
    topic: &PublishedTopic,
    limit: i64,
    offset: i64,
) -> Result<Vec<TeaserRow>, StoreError> {
    let ids: Vec<(ArticleId,)> = published.all(&ARTICLES, params![&topic.id, limit, offset]).await?;
    teasers(published, &ids.into_iter().map(|(id,)| id).collect::<Vec<_>>()).await
}

impl FromRow for Topic {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let kind = match row.get::<String>(4)?.as_str() {
            "person" => TopicKind::Person,
            "organisation" => TopicKind::Organisation,
            "place" => TopicKind::Place,
            "event" => TopicKind::Event,
            _ => TopicKind::Subject,
        };
        Ok(Topic {
            id: TopicId(row.get(0)?),
            edition: EditionCode(row.get(1)?),
            slug: row.get(2)?,
            name: row.get(3)?,
            kind,
            uri: row.get(5)?,
        })
    }
}

/// The edition's topic at `wanted.slug`, opened as `wanted` when there is none.
pub(super) async fn find_or_open(tx: &Tx, wanted: &Topic, now: i64) -> Result<Topic, StoreError> {
    let (slug, name, kind) = (wanted.slug.as_str(), wanted.name.as_str(), wanted.kind.as_str());
    tx.send(&INSERT, params![&wanted.id, &wanted.edition, slug, name, kind, wanted.uri.as_str(), now])
        .await?;
    tx.one(&BY_SLUG, params![&wanted.edition, slug]).await
}

/// The topics with these ids, in no order.
pub async fn topics_by_ids(q: &impl Query, ids: &[TopicId]) -> Result<Vec<Topic>, StoreError> {
    if ids.is_empty() { Ok(Vec::new()) } else { q.all(&BY_IDS, params![list(ids)]).await }
}

/// Writes the topic's published row.
pub async fn put_published(tx: &Tx, topic: &Topic) -> Result<(), StoreError> {
    let (slug, name, kind) = (topic.slug.as_str(), topic.name.as_str(), topic.kind.as_str());
    let values = params![&topic.id, &topic.edition, slug, name, kind];
    tx.send(&PUT_PUBLISHED, values).await
}

/// So many of them are looked at for somebody who is not told all.
const LOOKED_AT: i64 = 2_000;

/// The edition's topics whose addresses begin so: those that readers see, and those that an article names which is within reach.
pub async fn starting(
    q: &impl Query,
    (edition, reach): (&EditionCode, &Reach),
    slug: &str,
    limit: i64,
) -> Result<Vec<Topic>, StoreError> {
    let end = format!("{slug}\u{10ffff}");
    if reach.all {
        return q.all(&STARTING, params![edition, slug, end, limit]).await;
    }
    let (own, sections) = (reach.own.as_str(), list(&reach.sections));
    q.all(&STARTING_WITHIN, params![edition, slug, end, limit, own, sections, LOOKED_AT]).await
}

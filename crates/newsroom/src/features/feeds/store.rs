//! The SQL of feeds and maps.

use std::collections::HashMap;

use store::{Published, Query, StoreError, list, params, published_sql};

use super::parts::Part;
use crate::features::articles::{TeaserRow, article_href};
use crate::id::{ArticleId, EditionCode};

published_sql! {
    BODIES = "feeds.bodies": "select article, html from published_body where article in in_list($1)";
    NEWS = "feeds.news":
        "select article.id, section.slug, article.slug, article.headline, article.lang, article.published_at, article.updated_at
         from published_article article join published_section section on section.id = article.section
         where article.edition = $1 and article.published_at >= $2
         order by article.published_at desc, article.id desc limit $3";
    SITEMAP = "feeds.sitemap":
        "select article.id, section.slug, article.slug, coalesce(article.updated_at, article.published_at)
         from published_article article join published_section section on section.id = article.section
         where article.edition = $1 and article.published_at >= $2 and article.published_at < $3
         order by article.published_at, article.id limit $4";
    TRANSLATIONS = "feeds.translations":
        "select mine.article, sibling.edition, section.slug, sibling.id, sibling.slug
         from published_translation mine
         join published_translation other on other.work = mine.work and other.article <> mine.article
         join published_article sibling on sibling.id = other.article
         join published_section section on section.id = sibling.section
         where mine.article in in_list($1) order by sibling.edition";
}

/// How many articles are asked about in one statement.
const MOST_AT_ONCE: usize = 1_000;

/// What a map of news says of an article.
pub struct NewsRow {
    pub href: String,
    pub headline: String,
    pub lang: String,
    pub published_at: i64,
    pub updated_at: Option<i64>,
}

/// The articles of an edition that appeared at `since` or later, the newest first.
pub async fn news_since(
    published: &Published,
    edition: &EditionCode,
    since: i64,
    limit: i64,
) -> Result<Vec<NewsRow>, StoreError> {
    type Columns = (String, String, String, String, String, i64, Option<i64>);
    let rows: Vec<Columns> = published.all(&NEWS, params![edition, since, limit]).await?;
    let row = |(id, section, slug, headline, lang, published_at, updated_at): Columns| {
        let href = article_href(edition, &section, &ArticleId(id), &slug);
        NewsRow { href, headline, lang, published_at, updated_at }
    };
    Ok(rows.into_iter().map(row).collect())
}

/// The text of these articles, in no order.
pub async fn bodies_of(
    published: &Published,
    rows: &[TeaserRow],
) -> Result<Vec<(ArticleId, String)>, StoreError> {
    let ids: Vec<&ArticleId> = rows.iter().map(|row| &row.id).collect();
    let bodies: Vec<(String, String)> = published.all(&BODIES, params![list(&ids)]).await?;
    Ok(bodies.into_iter().map(|(id, html)| (ArticleId(id), html)).collect())
}

/// Of these articles those that are published in other editions too: the article, and the other's edition and address.
pub async fn translations_of(
    published: &Published,
    articles: &[ArticleId],
) -> Result<HashMap<ArticleId, Vec<(EditionCode, String)>>, StoreError> {
    let mut found: HashMap<ArticleId, Vec<(EditionCode, String)>> = HashMap::new();
    for some in articles.chunks(MOST_AT_ONCE) {
        let rows: Vec<(ArticleId, String, String, ArticleId, String)> =
            published.all(&TRANSLATIONS, params![list(some)]).await?;
        for (article, edition, section, id, slug) in rows {
            let edition = EditionCode(edition);
            let href = article_href(&edition, &section, &id, &slug);
            found.entry(article).or_default().push((edition, href));
        }
    }
    Ok(found)
}

/// The addresses of the articles of one part of an edition, and when each last changed, the oldest first.
pub(super) async fn sitemap_rows(
    published: &Published,
    edition: &EditionCode,
    part: Part,
    limit: i64,
) -> Result<Vec<(ArticleId, String, i64)>, StoreError> {
    let rows: Vec<(ArticleId, String, String, i64)> =
        published.all(&SITEMAP, params![edition, part.from, part.to, limit]).await?;
    let address = |(id, section, slug, changed): (ArticleId, String, String, i64)| {
        let href = article_href(edition, &section, &id, &slug);
        (id, href, changed)
    };
    Ok(rows.into_iter().map(address).collect())
}

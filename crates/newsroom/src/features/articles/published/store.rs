//! The SQL of what readers see of articles: all of it goes through the published connection, but for the headlines that
//! an action puts into a text.

use store::{Published, Query, StoreError, Tx, list, params, published_sql, sql};

use super::{ArticleRow, TeaserRow, article_href};
use crate::features::articles::ArticleKind;
use crate::features::sections::Section;
use crate::id::{ArticleId, EditionCode};

/// The columns of a [`TeaserRow`], in its order.
macro_rules! teasers {
    () => {
        "select article.id, article.edition, article.kind, article.slug, article.lang, article.kicker, article.headline,
           article.headline_short, article.lead, article.sources, article.published_at, article.updated_at,
           section.slug, section.name, picture.public_name, picture.renditions, picture.width, picture.height, picture.alt,
           picture.caption, picture.credit, picture.archive, picture.taken_on, picture.focal_x, picture.focal_y, picture.tint, picture.licence,
           article.extent, article.dated_to
         from "
    };
}

macro_rules! joined {
    () => {
        "published_article article
         join published_section section on section.id = article.section
         left join published_picture picture on picture.id = article.picture "
    };
}

sql! {
    TEASERS_BY_IDS_TX = "articles.teasers_by_ids_in_transaction":
        concat!(teasers!(), joined!(), "         where article.id in in_list($1)");
}

published_sql! {
    PUBLISHED_BY_ID = "articles.published_by_id":
        "select article.id, article.edition, article.section, article.kind, article.slug, article.lang, article.dir, article.kicker,
           article.headline, article.headline_search, article.headline_social, article.lead, article.description, article.place, article.sources,
           article.words, article.published_at, article.updated_at, article.revision, body.html, section.slug, section.name,
           exists (select 1 from published_correction correction where correction.article = article.id),
           exists (select 1 from published_story_article member where member.article = article.id),
           picture.public_name, picture.renditions, picture.width, picture.height, picture.alt, picture.caption, picture.credit,
           picture.archive, picture.taken_on, picture.focal_x, picture.focal_y, picture.tint, picture.licence, card.public_name, article.dated_to, article.licence
         from published_article article
         join published_body body on body.article = article.id
         join published_section section on section.id = article.section
         left join published_picture picture on picture.id = article.picture
         left join published_card card on card.article = article.id
         where article.id = $1";
    // Authors, topics, translations and what stands beside it in one answer: most of what a small statement costs is that it is one. The position
    // of a translation is 0 when it is the original, 1 when this article is, and 2 otherwise.
    NAMES_ON = "articles.names_on":
        "select 0, written.position, author.name, author.slug, '', '', '' from published_article_author written
           join published_author author on author.id = written.author where written.article = $1
         union all
         select 1, about.position, topic.name, topic.slug, '', '', '' from published_article_topic about
           join published_topic topic on topic.id = about.topic where about.article = $1
         union all
         select 2, case when other.is_original then 0 when mine.is_original then 1 else 2 end, sibling.headline, sibling.slug,
             sibling.id, sibling.edition, section.slug
           from published_translation mine
           join published_translation other on other.work = mine.work and other.article <> mine.article
           join published_article sibling on sibling.id = other.article
           join published_section section on section.id = sibling.section
           where mine.article = $1
         union all
         select 3, beside.place, '', '', beside.other, '', '' from published_related beside where beside.article = $1";
    FIRST_AUTHORS = "articles.first_authors":
        "select written.article, author.name, author.slug from published_article_author written
           join published_author author on author.id = written.author
         where written.article in in_list($1) and written.position = 0";
    CORRECTIONS_OF = "articles.corrections_of":
        "select id, kind, body, block, quoted, corrected, lang, on_top, corrected_at from published_correction where article = $1 order by corrected_at, id";
    WITHDRAWAL_OF = "articles.withdrawal_of": "select edition, reason from published_withdrawn where article = $1";
    LATEST_IN_EDITION = "articles.latest_in_edition":
        concat!(teasers!(), joined!(), "         where article.edition = $1
         order by article.published_at desc, article.id desc limit $2 offset $3");
    LATEST_OF_KIND = "articles.latest_of_kind":
        concat!(teasers!(), joined!(), "         where article.edition = $1 and article.kind = $2
         order by article.published_at desc, article.id desc limit $3 offset $4");
    LATEST_IN_SECTION = "articles.latest_in_section":
        concat!(teasers!(), joined!(), "         where article.section = $1
         order by article.published_at desc, article.id desc limit $2 offset $3");
    LATEST_UNDER_ROOT = "articles.latest_under_root":
        concat!(teasers!(), joined!(), "         where article.root = $1
         order by article.published_at desc, article.id desc limit $2 offset $3");
    LATEST_UNDER_BRANCH = "articles.latest_under_branch":
        concat!(teasers!(), joined!(), "         where article.branch = $1
         order by article.published_at desc, article.id desc limit $2 offset $3");
    KINDS_IN_EDITION = "articles.kinds_in_edition":
        "select exists (select 1 from published_story where edition = $1 and pieces > 0 and merged_into is null),
           exists (select 1 from published_article where edition = $1 and kind = 'video'),
           exists (select 1 from published_article where edition = $1 and kind = 'gallery')";
    TEASERS = "articles.teasers":
        concat!(teasers!(), joined!(), "         where article.id in in_list($1)");
    SEARCH_TEXTS = "articles.search_texts":
        "select article.id, article.edition, article.section, article.kind, article.lang, article.headline, article.lead,
           body.plain, article.published_at
         from published_article article join published_body body on body.article = article.id
         where article.id in in_list($1)";
    // What articles are by, about and part of, in one answer for many of them.
    SEARCH_NAMES = "articles.search_names":
        "select written.article, 'author', author.id, author.slug, author.name from published_article_author written
           join published_author author on author.id = written.author where written.article in in_list($1)
         union all
         select about.article, 'topic', topic.id, topic.slug, topic.name from published_article_topic about
           join published_topic topic on topic.id = about.topic where about.article in in_list($1)
         union all
         select member.article, 'story', story.id, story.slug, story.name from published_story_article member
           join published_story story on story.id = member.story
           where member.article in in_list($1) and story.merged_into is null";
    PUBLISHED_IDS = "articles.published_ids": "select id from published_article where id > $1 order by id limit $2";
}

/// The newest articles first seen by readers; used by lists that say more than ids.
const ALL_PAGE: i64 = 10_000;

/// The headlines of published articles, read inside a transaction (for "read also" blocks).
pub async fn teasers_by_ids(tx: &Tx, ids: &[ArticleId]) -> Result<Vec<TeaserRow>, StoreError> {
    if ids.is_empty() { Ok(Vec::new()) } else { tx.all(&TEASERS_BY_IDS_TX, params![list(ids)]).await }
}

/// An article as its page shows it, while it is before readers.
pub async fn published_by_id(
    published: &Published,
    id: &ArticleId,
) -> Result<Option<ArticleRow>, StoreError> {
    published.optional(&PUBLISHED_BY_ID, params![id]).await
}

/// The names that stand on an article's page.
#[derive(Default)]
pub struct Names {
    pub authors: Vec<NameRow>,
    pub topics: Vec<NameRow>,
    pub translations: Vec<TranslationRow>,
    /// What was chosen to stand beside it, in order; a moment later some of it may have left the site.
    pub related: Vec<ArticleId>,
}

/// An article's authors and topics, its published translations, and what stands beside it.
pub async fn names_on(published: &Published, id: &ArticleId) -> Result<Names, StoreError> {
    type NamesRow = (i64, i64, String, String, String, String, String);
    let mut rows: Vec<NamesRow> = published.all(&NAMES_ON, params![id]).await?;
    // A handful: putting them in order here costs less than a sorter in the database.
    rows.sort_by(|a, b| (a.0, a.1, &a.5).cmp(&(b.0, b.1, &b.5)));
    let mut names = Names::default();
    for (what, position, name, slug, article, edition, section_slug) in rows {
        match what {
            0 => names.authors.push(NameRow { name, slug }),
            1 => names.topics.push(NameRow { name, slug }),
            3 => names.related.push(ArticleId(article)),
            _ => {
                let (article, edition) = (ArticleId(article), EditionCode(edition));
                let kinship = match position {
                    0 => Kinship::Original,
                    1 => Kinship::Translation,
                    _ => Kinship::Sibling,
                };
                let href = article_href(&edition, &section_slug, &article, &slug);
                names.translations.push(TranslationRow { article, edition, headline: name, href, kinship });
            }
        }
    }
    Ok(names)
}

/// The same piece in another edition, published.
pub struct TranslationRow {
    pub article: ArticleId,
    pub edition: EditionCode,
    pub headline: String,
    pub href: String,
    pub kinship: Kinship,
}

/// What a sibling is to an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kinship {
    /// The article was translated from it.
    Original,
    /// It was translated from the article.
    Translation,
    /// Both were translated from a third, or nobody knows.
    Sibling,
}

/// A name that has a page.
#[derive(Debug, Clone)]
pub struct NameRow {
    pub name: String,
    pub slug: String,
}

/// Id, kind, note, block, the words as they stood and as they stand, their language, whether it stands on top, when.
pub(in crate::features::articles) type CorrectionRow =
    (String, String, String, String, String, String, String, bool, i64);

pub(in crate::features::articles) async fn published_corrections(
    published: &Published,
    id: &ArticleId,
) -> Result<Vec<CorrectionRow>, StoreError> {
    published.all(&CORRECTIONS_OF, params![id]).await
}

/// The edition that an article was withdrawn from, and why.
pub(in crate::features::articles) async fn withdrawal_of(
    published: &Published,
    id: &ArticleId,
) -> Result<Option<(EditionCode, String)>, StoreError> {
    published.optional(&WITHDRAWAL_OF, params![id]).await
}

/// The newest headlines of an edition, from `offset` on.
pub async fn latest_in_edition(
    published: &Published,
    edition: &EditionCode,
    limit: i64,
    offset: i64,
) -> Result<Vec<TeaserRow>, StoreError> {
    published.all(&LATEST_IN_EDITION, params![edition, limit, offset]).await
}

/// The first author of each of these articles that has one.
pub async fn first_authors(
    published: &Published,
    ids: &[ArticleId],
) -> Result<Vec<(ArticleId, NameRow)>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(String, String, String)> = published.all(&FIRST_AUTHORS, params![list(ids)]).await?;
    Ok(rows.into_iter().map(|(id, name, slug)| (ArticleId(id), NameRow { name, slug })).collect())
}

/// The newest headlines of one kind, from `offset` on.
pub async fn latest_of_kind(
    published: &Published,
    edition: &EditionCode,
    kind: ArticleKind,
    limit: i64,
    offset: i64,
) -> Result<Vec<TeaserRow>, StoreError> {
    published.all(&LATEST_OF_KIND, params![edition, kind.as_str(), limit, offset]).await
}

/// What an edition has to show besides plain pieces.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reels {
    pub stories: bool,
    pub videos: bool,
    pub galleries: bool,
}

/// Whether an edition has stories, videos, galleries.
pub async fn reels_of(published: &Published, edition: &EditionCode) -> Result<Reels, StoreError> {
    let found: Option<(bool, bool, bool)> = published.optional(&KINDS_IN_EDITION, params![edition]).await?;
    let (stories, videos, galleries) = found.unwrap_or_default();
    Ok(Reels { stories, videos, galleries })
}

/// The newest headlines of a section and of all that is below it, from `offset` on: one range of an index, whatever its level.
pub async fn latest_below(
    published: &Published,
    section: &Section,
    limit: i64,
    offset: i64,
) -> Result<Vec<TeaserRow>, StoreError> {
    let statement = match section.level {
        1 => &LATEST_UNDER_ROOT,
        2 => &LATEST_UNDER_BRANCH,
        _ => &LATEST_IN_SECTION,
    };
    published.all(statement, params![&section.id, limit, offset]).await
}

/// The headlines of published articles, the newest first.
pub async fn teasers(published: &Published, ids: &[ArticleId]) -> Result<Vec<TeaserRow>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut rows: Vec<TeaserRow> = published.all(&TEASERS, params![list(ids)]).await?;
    rows.sort_by(|a, b| (b.published_at, &b.id).cmp(&(a.published_at, &a.id)));
    Ok(rows)
}

/// What the search index holds of these articles; those that are not published are left out.
pub async fn search_texts(published: &Published, ids: &[ArticleId]) -> Result<Vec<SearchText>, StoreError> {
    published.all(&SEARCH_TEXTS, params![list(ids)]).await
}

/// Id, edition, section, kind, language, headline, lead, plain text, time of publication in microseconds UTC.
pub type SearchText = (String, String, String, String, String, String, String, String, i64);

/// The authors, topics and stories of these articles, for the search index.
pub async fn search_names(published: &Published, ids: &[ArticleId]) -> Result<Vec<SearchName>, StoreError> {
    published.all(&SEARCH_NAMES, params![list(ids)]).await
}

/// Article, what it is (`author`, `topic`, `story`), its id, slug and name.
pub type SearchName = (String, String, String, String, String);

/// A page of the ids of all published articles, after the one given.
pub async fn published_ids_page(
    published: &Published,
    after: &str,
    limit: i64,
) -> Result<Vec<ArticleId>, StoreError> {
    Ok(published
        .all::<(String,)>(&PUBLISHED_IDS, params![after, limit])
        .await?
        .into_iter()
        .map(|(id,)| ArticleId(id))
        .collect())
}

/// The ids of all published articles; for commands that look at the whole site.
pub async fn all_published_ids(published: &Published) -> Result<Vec<ArticleId>, StoreError> {
    let mut ids = Vec::new();
    loop {
        let after = ids.last().map(|id: &ArticleId| id.0.clone()).unwrap_or_default();
        let page = published_ids_page(published, &after, ALL_PAGE).await?;
        if page.is_empty() {
            return Ok(ids);
        }
        ids.extend(page);
    }
}

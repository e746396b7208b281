//! The SQL of speakers.

use store::{FromRow, Published, Query, Row, StoreError, Tx, params, published_sql, sql};
use text::dates::Precision;

use super::speaker_slug;
use crate::features::articles::article_href;
use crate::id::{ArticleId, EditionCode};

sql! {
    IN_ARTICLE = "speakers.in_article":
        "select said.block, said.speaker, article.edition, article.published_at from published_statement said
         join published_article article on article.id = said.article where said.article = $1";
    NAME_AGAIN = "speakers.name_again":
        "update published_statement set edition = $3, speaker_slug = $4, published_at = $5 where article = $1 and block = $2";
}

/// What is read of each statement, from `said`, its `article` and the `section` of that.
macro_rules! said_columns {
    () => {
        "said.speaker, said.role, said.recipient, said.place, said.said_on, said.lang, said.source, said.href, said.words,
           said.block, said.published_at, article.id, section.slug, article.slug, article.headline, article.lang, article.dated_to,
           said.speaker_slug"
    };
}
pub(crate) use said_columns;

published_sql! {
    // One range of an index, and a look-up for each row of the page.
    SAID = "speakers.said":
        concat!("select ", said_columns!(), "
         from published_statement said
         join published_article article on article.id = said.article
         join published_section section on section.id = article.section
         where said.edition = $1 and said.speaker_slug = $2
         order by said.published_at desc, said.article desc, said.block desc limit $3 offset $4");
}

/// A statement with the article it stands in.
pub(crate) struct SaidRow {
    pub speaker: String,
    pub role: String,
    pub to: String,
    pub place: String,
    /// When it was said, as far as that is known; may be empty.
    pub said_on: String,
    pub lang: String,
    pub source: String,
    pub source_href: String,
    pub words: String,
    pub block: String,
    pub published_at: i64,
    pub article: ArticleId,
    section_slug: String,
    slug: String,
    pub headline: String,
    pub article_lang: String,
    pub dated_to: Precision,
    pub speaker_slug: String,
}

impl SaidRow {
    /// The address of its article.
    pub(crate) fn article_href(&self, edition: &EditionCode) -> String {
        article_href(edition, &self.section_slug, &self.article, &self.slug)
    }
}

impl FromRow for SaidRow {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(SaidRow {
            speaker: row.get(0)?,
            role: row.get(1)?,
            to: row.get(2)?,
            place: row.get(3)?,
            said_on: row.get(4)?,
            lang: row.get(5)?,
            source: row.get(6)?,
            source_href: row.get(7)?,
            words: row.get(8)?,
            block: row.get(9)?,
            published_at: row.get(10)?,
            article: ArticleId(row.get(11)?),
            section_slug: row.get(12)?,
            slug: row.get(13)?,
            headline: row.get(14)?,
            article_lang: row.get(15)?,
            dated_to: Precision::named(&row.get::<String>(16)?).unwrap_or_default(),
            speaker_slug: row.get(17)?,
        })
    }
}

/// What was said under this name in what readers of the edition see, the newest publication first, from `offset` on.
pub(super) async fn said(
    published: &Published,
    edition: &EditionCode,
    slug: &str,
    limit: i64,
    offset: i64,
) -> Result<Vec<SaidRow>, StoreError> {
    published.all(&SAID, params![edition, slug, limit, offset]).await
}

/// Lists what is said in a published article under who said it, as its publication does.
pub async fn name_again(tx: &Tx, article: &ArticleId) -> Result<(), StoreError> {
    let said: Vec<(String, String, String, i64)> = tx.all(&IN_ARTICLE, params![article]).await?;
    for (block, speaker, edition, published_at) in said {
        let slug = speaker_slug(&speaker);
        let values = params![article, block.as_str(), edition.as_str(), slug.as_str(), published_at];
        tx.execute(&NAME_AGAIN, values).await?;
    }
    Ok(())
}

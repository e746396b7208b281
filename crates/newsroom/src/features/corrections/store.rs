//! The SQL of corrections.

use store::{FromRow, Published, Query, Row, StoreError, Tx, list, params, published_sql, sql};

use super::{Correction, CorrectionKind};
use crate::id::{ArticleId, CorrectionId, EditionCode};

sql! {
    OF_ARTICLES = "corrections.of_articles":
        "select id, article, kind, body, block, quoted, on_top, created_at, corrected from correction
         where article in in_list($1) order by created_at, id";
    INSERT = "corrections.insert":
        "insert into correction (id, article, kind, body, block, quoted, on_top, created_by, created_at, corrected)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    PUT_PUBLISHED = "corrections.put_published":
        "insert into published_correction (id, article, kind, body, block, quoted, on_top, corrected_at, corrected, lang)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (id) do update set kind = excluded.kind, body = excluded.body, block = excluded.block, on_top = excluded.on_top,
           lang = excluded.lang";
}

published_sql! {
    // What was taken back stands among what was put right; it has no name any more.
    NOTES = "corrections.notes":
        "select correction.id, correction.kind, correction.body, correction.corrected_at, article.id, section.slug, article.slug,
           article.headline, correction.block, correction.quoted, correction.corrected, correction.lang
         from published_correction correction
         join published_article article on article.id = correction.article
         join published_section section on section.id = article.section
         where article.edition = $1
         union all
         select article, 'withdrawal', reason, withdrawn_at, article, '', '', '', '', '', '', '' from published_withdrawn where edition = $1
         order by 4 desc, 1 desc limit $2 offset $3";
}

/// A correction, or a withdrawal, with the article it is about.
pub(super) struct NoteRow {
    pub id: String,
    pub kind: String,
    pub body: String,
    pub at: i64,
    pub article: ArticleId,
    pub section_slug: String,
    pub slug: String,
    /// Empty when the article was withdrawn.
    pub headline: String,
    /// The block it is about; empty where there is none any more.
    pub block: String,
    pub quoted: String,
    pub corrected: String,
    /// The language of these words; empty where nobody knows.
    pub lang: String,
}

impl FromRow for NoteRow {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(NoteRow {
            id: row.get(0)?,
            kind: row.get(1)?,
            body: row.get(2)?,
            at: row.get(3)?,
            article: ArticleId(row.get(4)?),
            section_slug: row.get(5)?,
            slug: row.get(6)?,
            headline: row.get(7)?,
            block: row.get(8)?,
            quoted: row.get(9)?,
            corrected: row.get(10)?,
            lang: row.get(11)?,
        })
    }
}

/// What an edition put right or took back, the newest first, from `offset` on.
pub(super) async fn notes(
    published: &Published,
    edition: &EditionCode,
    limit: i64,
    offset: i64,
) -> Result<Vec<NoteRow>, StoreError> {
    published.all(&NOTES, params![edition, limit, offset]).await
}

impl FromRow for Correction {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Correction {
            id: CorrectionId(row.get(0)?),
            article: ArticleId(row.get(1)?),
            kind: CorrectionKind::named(&row.get::<String>(2)?),
            body: row.get(3)?,
            block: row.get(4)?,
            quoted: row.get(5)?,
            on_top: row.get(6)?,
            at: row.get(7)?,
            corrected: row.get(8)?,
        })
    }
}

/// The corrections of these articles, the oldest first.
pub async fn corrections_of(q: &impl Query, articles: &[ArticleId]) -> Result<Vec<Correction>, StoreError> {
    q.all(&OF_ARTICLES, params![list(articles)]).await
}

/// Keeps a correction.
pub async fn insert(tx: &Tx, correction: &Correction, by: &str) -> Result<(), StoreError> {
    let c = correction;
    let (kind, body, block, quoted) = (c.kind.as_str(), c.body.as_str(), c.block.as_str(), c.quoted.as_str());
    let corrected = c.corrected.as_str();
    tx.send(&INSERT, params![&c.id, &c.article, kind, body, block, quoted, c.on_top, by, c.at, corrected])
        .await
}

/// Writes the correction's published row. `stands`: whether the block it is about is still on the page; `lang`: the
/// language of what it quotes.
pub async fn put_published(
    tx: &Tx,
    correction: &Correction,
    stands: bool,
    lang: &str,
) -> Result<(), StoreError> {
    let c = correction;
    let (kind, body, quoted) = (c.kind.as_str(), c.body.as_str(), c.quoted.as_str());
    let (block, corrected) = (if stands { c.block.as_str() } else { "" }, c.corrected.as_str());
    tx.send(
        &PUT_PUBLISHED,
        params![&c.id, &c.article, kind, body, block, quoted, c.on_top, c.at, corrected, lang],
    )
    .await
}

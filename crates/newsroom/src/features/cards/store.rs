//! The SQL of share cards.

use std::collections::BTreeMap;

use store::{FromRow, Published, Query, Row, StoreError, Tx, list, params, published_sql, sql};

use super::card::{Drawn, Kept, Piece, drawn_since, due_at};
use super::fonts_of;
use crate::app::App;
use crate::id::ArticleId;
use crate::schedule;

sql! {
    PIECE = "cards.piece":
        "select article.headline, article.headline_social, article.kicker, section.name, article.dir, edition.name
         from published_article article
         join published_section section on section.id = article.section
         join published_edition edition on edition.code = article.edition
         where article.id = $1";
    DRAWN = "cards.drawn": "select article, public_name, words, setting from card where article in in_list($1)";
    CHECKED = "cards.checked":
        "select article.headline, article.headline_social, article.kicker, section.name, article.dir, edition.name,
           card.article, card.public_name, card.words, card.setting
         from card
         join published_article article on article.id = card.article
         join published_section section on section.id = article.section
         join published_edition edition on edition.code = article.edition
         where article.published_at > $1 and card.article > $2 order by card.article limit $3";
    PUT = "cards.put":
        "insert into card (article, words, public_name, drawn_at, setting) values ($1, $2, $3, $4, $5)
         on conflict (article) do update set words = excluded.words, public_name = excluded.public_name,
           drawn_at = excluded.drawn_at, setting = excluded.setting";
    PUT_PUBLISHED = "cards.put_published":
        "insert into published_card (article, public_name) select article, public_name from card where article = $1 and words = $2 and public_name <> ''
         on conflict (article) do update set public_name = excluded.public_name";
}

published_sql! {
    ARTICLE_OF = "cards.article_of": "select article from published_card where public_name = $1";
}

impl FromRow for Piece {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Piece {
            headline: row.get(0)?,
            headline_social: row.get(1)?,
            kicker: row.get(2)?,
            section_name: row.get(3)?,
            rtl: row.get::<String>(4)? == "rtl",
            edition_name: row.get(5)?,
        })
    }
}

impl FromRow for Drawn {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Drawn {
            piece: Piece::from_row(row)?,
            article: ArticleId(row.get(6)?),
            kept: Kept { public_name: row.get(7)?, words: row.get(8)?, setting: row.get(9)? },
        })
    }
}

/// What readers see of an article; nothing when they see nothing.
pub(super) async fn piece(q: &impl Query, article: &ArticleId) -> Result<Option<Piece>, StoreError> {
    q.optional(&PIECE, params![article]).await
}

/// What is kept of the cards of these articles.
pub(super) async fn drawn(
    q: &impl Query,
    articles: &[ArticleId],
) -> Result<BTreeMap<ArticleId, Kept>, StoreError> {
    let rows: Vec<(ArticleId, String, String, String)> = q.all(&DRAWN, params![list(articles)]).await?;
    let kept = |(article, public_name, words, setting)| (article, Kept { public_name, words, setting });
    Ok(rows.into_iter().map(kept).collect())
}

/// Cards of articles that are still shared, after this one, at most `limit`.
pub(super) async fn checked(
    q: &impl Query,
    now: i64,
    after: &ArticleId,
    limit: i64,
) -> Result<Vec<Drawn>, StoreError> {
    q.all(&CHECKED, params![drawn_since(now), after, limit]).await
}

pub(super) async fn put(tx: &Tx, article: &ArticleId, kept: &Kept, now: i64) -> Result<(), StoreError> {
    let Kept { public_name, words, setting } = kept;
    tx.send(&PUT, params![article, words, public_name, now, setting]).await?;
    tx.send(&PUT_PUBLISHED, params![article, words]).await
}

/// An article whose card is to be before readers.
pub struct Carded {
    /// Which one.
    pub article: ArticleId,
    /// What its card is to say, by its [`fingerprint`](super::fingerprint).
    pub words: String,
    /// When it was published.
    pub published_at: i64,
}

/// Puts the cards of these before readers that say what the articles say, and has the others drawn unless they are as they would
/// be drawn now or the article is too old.
pub async fn put_published(tx: &Tx, app: &App, those: &[Carded]) -> Result<(), StoreError> {
    let ids: Vec<ArticleId> = those.iter().map(|one| one.article.clone()).collect();
    let kept = drawn(tx, &ids).await?;
    let mut later = Vec::new();
    for Carded { article, words, published_at } in those {
        if let Some(kept) = kept.get(article) {
            tx.send(&PUT_PUBLISHED, params![article, words]).await?;
            if is_as_new(tx, app, article, kept).await? {
                continue;
            }
        }
        later.push((article, *published_at));
    }
    draw_later(tx, app, &later).await
}

/// Has cards drawn of these, each with when it was published, unless it is too old to be shared.
pub async fn draw_later(tx: &Tx, app: &App, those: &[(&ArticleId, i64)]) -> Result<(), StoreError> {
    let now = app.now();
    let due: Vec<(&ArticleId, i64)> = those
        .iter()
        .filter_map(|&(article, published_at)| Some((article, due_at(published_at, now)?)))
        .collect();
    schedule::draw_cards(tx, app, &due).await
}

/// Whether drawing the card again would come to the same.
async fn is_as_new(tx: &Tx, app: &App, article: &ArticleId, kept: &Kept) -> Result<bool, StoreError> {
    let Some(piece) = piece(tx, article).await? else { return Ok(false) };
    Ok(kept.is_as_new(&piece, &app.public_host(), &fonts_of(app)))
}

/// The published article that the card of this name stands for.
pub async fn article_of(published: &Published, public_name: &str) -> Result<Option<ArticleId>, StoreError> {
    let row = published.optional::<(ArticleId,)>(&ARTICLE_OF, params![public_name]).await?;
    Ok(row.map(|(article,)| article))
}

//! The SQL of share cards.

use store::{FromRow, Published, Query, Row, StoreError, Tx, params, published_sql, sql};

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
    DRAWN = "cards.drawn": "select public_name, words, setting from card where article = $1";
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
    IS_PUBLIC = "cards.is_public": "select article from published_card where public_name = $1";
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

/// What is kept of the card of an article.
pub(super) async fn drawn(q: &impl Query, article: &ArticleId) -> Result<Option<Kept>, StoreError> {
    let row: Option<(String, String, String)> = q.optional(&DRAWN, params![article]).await?;
    Ok(row.map(|(public_name, words, setting)| Kept { public_name, words, setting }))
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

/// Puts the article's card before readers when it says what the article says, and has one drawn unless that is as it would
/// be drawn now or the article is too old.
pub async fn put_published(
    tx: &Tx,
    app: &App,
    article: &ArticleId,
    words: &str,
    published_at: i64,
) -> Result<(), StoreError> {
    tx.send(&PUT_PUBLISHED, params![article, words]).await?;
    if is_as_new(tx, app, article).await? {
        return Ok(());
    }
    draw_later(tx, app, article, published_at).await
}

/// Has a card drawn, unless the article is too old to be shared.
pub async fn draw_later(
    tx: &Tx,
    app: &App,
    article: &ArticleId,
    published_at: i64,
) -> Result<(), StoreError> {
    if let Some(at) = due_at(published_at, app.now()) {
        schedule::draw_card_at(tx, app, article, at).await?;
    }
    Ok(())
}

/// Whether drawing the card again would come to the same.
async fn is_as_new(tx: &Tx, app: &App, article: &ArticleId) -> Result<bool, StoreError> {
    let Some(kept) = drawn(tx, article).await? else { return Ok(false) };
    let Some(piece) = piece(tx, article).await? else { return Ok(false) };
    Ok(kept.is_as_new(&piece, &app.public_host(), &fonts_of(app)))
}

/// Whether the card of this name stands for something published.
pub async fn is_public(published: &Published, public_name: &str) -> Result<bool, StoreError> {
    Ok(published.optional::<(String,)>(&IS_PUBLIC, params![public_name]).await?.is_some())
}

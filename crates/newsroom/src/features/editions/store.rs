//! The SQL of editions.

use store::{FromRow, Query, Row, StoreError, Tx, params, published_sql, sql};

use super::{Direction, Edition};
use crate::id::EditionCode;

sql! {
    EDITIONS = "editions.all": "select code, name, tagline, lang, dir, voice, position from edition order by position, code";
    BY_CODE = "editions.by_code": "select code, name, tagline, lang, dir, voice, position from edition where code = $1";
    HOLD = "editions.hold": "select code, name, tagline, lang, dir, voice, position from edition where code = $1 for_no_key_update()";
    PUT_EDITION = "editions.put":
        "insert into edition (code, name, tagline, lang, dir, voice, position, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (code) do update set name = excluded.name, tagline = excluded.tagline, lang = excluded.lang,
           dir = excluded.dir, voice = excluded.voice, position = excluded.position";
    PUT_PUBLISHED = "editions.put_published":
        "insert into published_edition (code, name, tagline, lang, dir, voice, position) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (code) do update set name = excluded.name, tagline = excluded.tagline, lang = excluded.lang,
           dir = excluded.dir, voice = excluded.voice, position = excluded.position";
}

published_sql! {
    PUBLISHED_EDITIONS = "editions.published":
        "select code, name, tagline, lang, dir, voice, position from published_edition order by position, code";
}

impl FromRow for Edition {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let lang: String = row.get(3)?;
        let dir = if row.get::<String>(4)? == "rtl" { Direction::Rtl } else { Direction::Ltr };
        let voice = serde_json::from_str(&row.get::<String>(5)?).unwrap_or_default();
        Ok(Edition {
            code: EditionCode(row.get(0)?),
            name: row.get(1)?,
            tagline: row.get(2)?,
            lang,
            dir,
            voice,
            position: row.get(6)?,
        })
    }
}

/// All editions, in their order.
pub async fn editions(q: &impl Query) -> Result<Vec<Edition>, StoreError> {
    q.all(&EDITIONS, params![]).await
}

/// The edition with this code.
pub async fn edition_by_code(q: &impl Query, code: &EditionCode) -> Result<Option<Edition>, StoreError> {
    q.optional(&BY_CODE, params![code]).await
}

/// The edition with this code; nobody else changes it before the end of the transaction.
pub(super) async fn hold_edition(tx: &Tx, code: &EditionCode) -> Result<Option<Edition>, StoreError> {
    tx.optional(&HOLD, params![code]).await
}

/// All editions as readers know them.
pub async fn all_published(published: &store::Published) -> Result<Vec<Edition>, StoreError> {
    published.all(&PUBLISHED_EDITIONS, params![]).await
}

pub(super) async fn put(tx: &Tx, edition: &Edition, now: i64) -> Result<(), StoreError> {
    let voice = voice_text(edition);
    let (name, tagline, lang) = (edition.name.as_str(), edition.tagline.as_str(), edition.lang.as_str());
    let dir = edition.dir.as_str();
    tx.execute(&PUT_EDITION, params![&edition.code, name, tagline, lang, dir, voice, edition.position, now])
        .await?;
    put_published(tx, edition).await
}

/// Writes the edition's published row.
pub async fn put_published(tx: &Tx, edition: &Edition) -> Result<(), StoreError> {
    let voice = voice_text(edition);
    let (name, tagline, lang) = (edition.name.as_str(), edition.tagline.as_str(), edition.lang.as_str());
    let dir = edition.dir.as_str();
    tx.execute(&PUT_PUBLISHED, params![&edition.code, name, tagline, lang, dir, voice, edition.position])
        .await
        .map(drop)
}

fn voice_text(edition: &Edition) -> String {
    serde_json::to_string(&edition.voice).expect("a voice is plain text and flags")
}

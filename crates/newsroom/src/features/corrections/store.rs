//! The SQL of corrections.

use store::{FromRow, Query, Row, StoreError, Tx, params, sql};

use super::{Correction, CorrectionKind};
use crate::id::{ArticleId, CorrectionId};

sql! {
    OF_ARTICLE = "corrections.of_article":
        "select id, article, kind, body, block, quoted, on_top, created_at from correction
         where article = $1 order by created_at, id";
    INSERT = "corrections.insert":
        "insert into correction (id, article, kind, body, block, quoted, on_top, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    PUT_PUBLISHED = "corrections.put_published":
        "insert into published_correction (id, article, kind, body, block, quoted, on_top, corrected_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (id) do update set kind = excluded.kind, body = excluded.body, on_top = excluded.on_top";
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
        })
    }
}

/// The corrections of an article, the oldest first.
pub async fn corrections_of(q: &impl Query, article: &ArticleId) -> Result<Vec<Correction>, StoreError> {
    q.all(&OF_ARTICLE, params![article]).await
}

/// Keeps a correction.
pub async fn insert(tx: &Tx, correction: &Correction, by: &str) -> Result<(), StoreError> {
    let c = correction;
    let (kind, body, block, quoted) = (c.kind.as_str(), c.body.as_str(), c.block.as_str(), c.quoted.as_str());
    tx.execute(&INSERT, params![&c.id, &c.article, kind, body, block, quoted, c.on_top, by, c.at])
        .await
        .map(drop)
}

/// Writes the correction's published row.
pub async fn put_published(tx: &Tx, correction: &Correction) -> Result<(), StoreError> {
    let c = correction;
    let (kind, body, block, quoted) = (c.kind.as_str(), c.body.as_str(), c.block.as_str(), c.quoted.as_str());
    tx.execute(&PUT_PUBLISHED, params![&c.id, &c.article, kind, body, block, quoted, c.on_top, c.at])
        .await
        .map(drop)
}

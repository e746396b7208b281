//! The SQL of looking back.

use store::{FromRow, Query, Row, StoreError, params, sql};

use super::stretch::Made;
use crate::id::{ArticleId, RevisionNumber};

sql! {
    MADE = "revisions.made":
        "select revision.number, revision.note, revision.created_by, coalesce(account.name, ''), revision.created_at
         from revision left join account on revision.created_by = 'account:' || account.id
         where revision.article = $1 and revision.number < $2
         order by revision.number desc limit $3";
}

impl FromRow for Made {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Made {
            number: RevisionNumber(row.get(0)?),
            note: row.get(1)?,
            by: row.get(2)?,
            name: row.get(3)?,
            at: row.get(4)?,
        })
    }
}

/// The revisions of an article before this one, the newest first.
pub(super) async fn made(
    q: &impl Query,
    article: &ArticleId,
    before: RevisionNumber,
    limit: i64,
) -> Result<Vec<Made>, StoreError> {
    q.all(&MADE, params![article, before.0, limit]).await
}

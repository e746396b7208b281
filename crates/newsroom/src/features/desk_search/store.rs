//! The SQL of what the desk's index is made of.

use store::{FromRow, Query, Row, StoreError, list, params, sql};

use crate::id::{ArticleId, SectionId};

sql! {
    TEXTS = "desk_search.texts":
        "select article.id, article.edition, article.section, article.created_by, edition.lang, newest.content, newest.created_at,
           coalesce(live.content, '')
         from article
         join edition on edition.code = article.edition
         join revision newest on newest.article = article.id and newest.number = article.latest_revision
         left join revision live on live.article = article.id and live.number = article.live_revision
           and article.live_revision <> article.latest_revision
         where article.id in in_list($1)";
    IDS = "desk_search.ids": "select id from article where id > $1 order by id limit $2";
}

/// What is written of an article.
pub(super) struct Text {
    pub id: String,
    pub edition: String,
    pub section: SectionId,
    pub created_by: String,
    /// The edition's language.
    pub lang: String,
    /// The newest revision as it is stored, and when it was made.
    pub newest: String,
    pub made_at: i64,
    /// What readers see, where that is another; else empty.
    pub live: String,
}

impl FromRow for Text {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Text {
            id: row.get(0)?,
            edition: row.get(1)?,
            section: SectionId(row.get(2)?),
            created_by: row.get(3)?,
            lang: row.get(4)?,
            newest: row.get(5)?,
            made_at: row.get(6)?,
            live: row.get(7)?,
        })
    }
}

pub(super) async fn texts(q: &impl Query, ids: &[ArticleId]) -> Result<Vec<Text>, StoreError> {
    q.all(&TEXTS, params![list(ids)]).await
}

/// A page of all articles by id, after the one given.
pub(crate) async fn ids_after(
    q: &impl Query,
    after: &ArticleId,
    limit: i64,
) -> Result<Vec<ArticleId>, StoreError> {
    Ok(q.all::<(ArticleId,)>(&IDS, params![after, limit]).await?.into_iter().map(|(id,)| id).collect())
}

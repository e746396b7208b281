//! The SQL of statements.

use store::{FromRow, Published, Query, Row, StoreError, params, published_sql};

use super::Statement;
use crate::id::ArticleId;

published_sql! {
    IN_ARTICLE = "statements.in_article":
        "select article, block, speaker, role, recipient, place, said_on, lang, authority, source, href, words
         from published_statement where article = $1 order by block limit $2";
    BY_SPEAKER = "statements.by_speaker":
        "select article, block, speaker, role, recipient, place, said_on, lang, authority, source, href, words
         from published_statement where speaker = $1 order by said_on desc, article, block limit $2";
    BY_SOURCE = "statements.by_source":
        "select distinct article from published_source where name = $1 order by article limit $2";
}

struct Said(ArticleId, Statement);

impl FromRow for Said {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let statement = Statement {
            block: row.get(1)?,
            speaker: row.get(2)?,
            role: row.get(3)?,
            to: row.get(4)?,
            place: row.get(5)?,
            date: row.get(6)?,
            lang: row.get(7)?,
            authority: row.get(8)?,
            source: row.get(9)?,
            href: row.get(10)?,
            words: row.get(11)?,
        };
        Ok(Said(ArticleId(row.get(0)?), statement))
    }
}

/// What is said in a published article.
pub async fn in_article(
    published: &Published,
    article: &ArticleId,
    limit: i64,
) -> Result<Vec<Statement>, StoreError> {
    let said: Vec<Said> = published.all(&IN_ARTICLE, params![article, limit]).await?;
    Ok(said.into_iter().map(|Said(_, statement)| statement).collect())
}

/// What a person said in published articles, the latest first.
pub async fn by_speaker(
    published: &Published,
    speaker: &str,
    limit: i64,
) -> Result<Vec<(ArticleId, Statement)>, StoreError> {
    let said: Vec<Said> = published.all(&BY_SPEAKER, params![speaker, limit]).await?;
    Ok(said.into_iter().map(|Said(article, statement)| (article, statement)).collect())
}

/// The published articles that rest on a source of this name.
pub async fn by_source(published: &Published, name: &str, limit: i64) -> Result<Vec<ArticleId>, StoreError> {
    Ok(published
        .all::<(String,)>(&BY_SOURCE, params![name, limit])
        .await?
        .into_iter()
        .map(|(id,)| ArticleId(id))
        .collect())
}

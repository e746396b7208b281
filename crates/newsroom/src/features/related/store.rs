//! The SQL of what stands beside articles.

use store::{FromRow, Published, Query, Row as DbRow, StoreError, Tx, list, params, published_sql, sql};

use super::choice::Row;
use crate::id::{ArticleId, StoryId};

sql! {
    // A row whose article left the site meanwhile is not written.
    PUT = "related.put":
        "insert into published_related (article, place, other, why, score)
         select one.id, cast($2 as bigint), two.id, cast($4 as text), cast($5 as bigint) from published_article one join published_article two on two.id = $3
         where one.id = $1";
    DROP = "related.drop": "delete from published_related where article = $1";
    DROP_OF = "related.drop_of": "delete from published_related where other = $1";
    POINTING = "related.pointing":
        "select article from published_related where other = $1 and article <> $1 order by article desc limit $2";
    PINNING = "related.pinning":
        "select article from related_choice where other = $1 and choice = 'pinned' order by article desc limit $2";
    PRUNE = "related.prune":
        "delete from published_related
         where not exists (select 1 from published_article article where article.id = published_related.article)
           or not exists (select 1 from published_article article where article.id = published_related.other)";
    CHOICES = "related.choices":
        "select choice.other, choice.choice, choice.place from related_choice choice
           join published_article article on article.id = choice.other
         where choice.article = $1 order by choice.place, choice.other limit 300";
    HOLD = "related.hold": "select id from article where id = $1 for_update()";
    SET_CHOICE = "related.set_choice":
        "insert into related_choice (article, other, choice, place, set_by, set_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (article, other) do update set choice = excluded.choice, place = excluded.place, set_by = excluded.set_by,
           set_at = excluded.set_at";
    DROP_CHOICE = "related.drop_choice": "delete from related_choice where article = $1 and other = $2";
    STANDING_TX = "related.standing_in_transaction":
        "select other, why, score from published_related where article = $1 order by place";
    COME_TO = "related.come_to": "select seq from consumer_cursor where name = 'related'";
    NAMED_IN = "related.named_in": "select named from live_naming where article = $1";
}

published_sql! {
    STANDING = "related.standing":
        "select other, why, score from published_related where article = $1 order by place";
    SAME_STORY = "related.same_story":
        "select distinct other.article from published_story_article mine
           join published_story_article other on other.story = mine.story
         where mine.article = $1 and other.article in in_list($2)";
    PIECES = "related.pieces":
        "select article from published_story_article where story = $1 order by published_at desc, article desc limit $2";
}

/// Of so many articles that list one which is withdrawn it is looked what stands there instead.
const MOST_POINTING: i64 = 8;
/// So many pages that list one which is withdrawn are thrown out at once.
const MOST_THROWN_OUT: i64 = 1_000;

impl FromRow for Row {
    fn from_row(row: &DbRow<'_>) -> Result<Self, StoreError> {
        Ok(Row { other: ArticleId(row.get(0)?), why: row.get(1)?, score: row.get(2)? })
    }
}

/// What stands beside an article.
pub async fn standing(published: &Published, article: &ArticleId) -> Result<Vec<Row>, StoreError> {
    published.all(&STANDING, params![article]).await
}

/// Which of `others` are in a story with the article.
pub async fn in_its_stories(
    published: &Published,
    article: &ArticleId,
    others: &[ArticleId],
) -> Result<Vec<ArticleId>, StoreError> {
    published.all::<(ArticleId,)>(&SAME_STORY, params![article, list(others)]).await.map(bare)
}

/// The newest pieces of a story.
pub async fn pieces(
    published: &Published,
    story: &StoryId,
    limit: i64,
) -> Result<Vec<ArticleId>, StoreError> {
    published.all::<(ArticleId,)>(&PIECES, params![story, limit]).await.map(bare)
}

/// As far as this event of the log what stands beside articles is chosen; `None` before it was begun with.
pub async fn come_to(q: &impl Query) -> Result<Option<i64>, StoreError> {
    Ok(q.optional::<(i64,)>(&COME_TO, params![]).await?.map(|(seq,)| seq))
}

/// The articles that the text of this one names.
pub async fn named_in(q: &impl Query, article: &ArticleId) -> Result<Vec<ArticleId>, StoreError> {
    q.all::<(ArticleId,)>(&NAMED_IN, params![article]).await.map(bare)
}

/// The articles that pin this one.
pub async fn pinning(q: &impl Query, article: &ArticleId, limit: i64) -> Result<Vec<ArticleId>, StoreError> {
    q.all::<(ArticleId,)>(&PINNING, params![article, limit]).await.map(bare)
}

/// Puts these beside an article in place of what stood there.
pub async fn put(tx: &Tx, article: &ArticleId, rows: &[Row]) -> Result<(), StoreError> {
    tx.send(&DROP, params![article]).await?;
    for (place, row) in (0_i64..).zip(rows) {
        tx.send(&PUT, params![article, place, &row.other, row.why.as_str(), row.score]).await?;
    }
    Ok(())
}

/// Some of the articles that list this one, the newest.
pub async fn pointing(q: &impl Query, article: &ArticleId) -> Result<Vec<ArticleId>, StoreError> {
    q.all::<(ArticleId,)>(&POINTING, params![article, MOST_POINTING]).await.map(bare)
}

/// Takes an article that leaves the site out of all lists, and its own away. Returns those that listed it, the newest first.
pub async fn forget(tx: &Tx, article: &ArticleId) -> Result<Vec<ArticleId>, StoreError> {
    let pointing = tx.all::<(ArticleId,)>(&POINTING, params![article, MOST_THROWN_OUT]).await.map(bare)?;
    tx.send(&DROP, params![article]).await?;
    tx.send(&DROP_OF, params![article]).await?;
    Ok(pointing)
}

/// When everything that readers see is made anew, what was chosen stays chosen, as far as it is still before them: it came from
/// the words and the index of its day, and not from the truth alone.
pub async fn keep_published(tx: &Tx) -> Result<(), StoreError> {
    tx.send(&PRUNE, params![]).await
}

/// What editors said of an article, as far as it is about others that readers see.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// In order.
    pub pinned: Vec<ArticleId>,
    pub banned: Vec<ArticleId>,
    /// The places of the first and the last one that are pinned; 0 where none is.
    pub first: i64,
    pub last: i64,
}

/// What editors said of an article.
pub async fn choices(q: &impl Query, article: &ArticleId) -> Result<Choices, StoreError> {
    let rows: Vec<(ArticleId, String, i64)> = q.all(&CHOICES, params![article]).await?;
    let mut choices = Choices::default();
    for (other, choice, place) in rows {
        match choice.as_str() {
            "pinned" => {
                if choices.pinned.is_empty() {
                    choices.first = place;
                }
                choices.last = place;
                choices.pinned.push(other);
            }
            _ => choices.banned.push(other),
        }
    }
    Ok(choices)
}

/// Has whoever else would say something of the article wait until this transaction is over.
pub async fn hold(tx: &Tx, article: &ArticleId) -> Result<(), StoreError> {
    tx.optional::<(String,)>(&HOLD, params![article]).await.map(drop)
}

/// Keeps what somebody said of `other` beside `article`.
pub async fn set_choice(
    tx: &Tx,
    (article, other): (&ArticleId, &ArticleId),
    choice: &str,
    place: i64,
    (by, at): (&str, i64),
) -> Result<(), StoreError> {
    tx.send(&SET_CHOICE, params![article, other, choice, place, by, at]).await
}

/// Nobody said anything of it.
pub async fn drop_choice(tx: &Tx, article: &ArticleId, other: &ArticleId) -> Result<(), StoreError> {
    tx.send(&DROP_CHOICE, params![article, other]).await
}

/// What stands beside an article, as this transaction sees it.
pub async fn standing_in(tx: &Tx, article: &ArticleId) -> Result<Vec<Row>, StoreError> {
    tx.all(&STANDING_TX, params![article]).await
}

fn bare(rows: Vec<(ArticleId,)>) -> Vec<ArticleId> {
    rows.into_iter().map(|(id,)| id).collect()
}

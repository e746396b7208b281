//! The SQL of the archive: how much was published on each day, kept with every publication, so that no page counts
//! articles.

use std::collections::BTreeMap;

use store::{Published, Query, StoreError, Tx, list, params, published_sql, sql};

use super::Day;
use super::day::Month;
use crate::features::articles::{TeaserRow, teasers};
use crate::id::{ArticleId, EditionCode};

sql! {
    // The third is the greatest number there is. It excludes nothing, and has the statement stand after all that count on its day.
    DROP_EMPTY = "archive.drop_empty":
        "delete from published_day where edition = $1 and day = $2 and articles < 1 and articles < $3";
    COUNTED_ON = "archive.counted_on": "select edition, day from published_article where id = $1";
    DATED = "archive.dated":
        "select id, published_at, day from published_article where edition = $1 and id > $2 order by id limit $3 for_update()";
    SET_DAY = "archive.set_day": "update published_article set day = $2 where id in in_list($1)";
    CHANGE = "archive.change":
        "insert into published_day (edition, day, articles) values ($1, $2, $3)
         on conflict (edition, day) do update set articles = published_day.articles + excluded.articles";
    DROP_NONE = "archive.drop_none": "delete from published_day where edition = $1 and articles < 1";
    CLEAR = "archive.clear": "delete from published_day";
}

published_sql! {
    MONTHS = "archive.months":
        "select day / 100, cast(sum(articles) as bigint) from published_day where edition = $1 group by day / 100 order by 1 desc";
    DAYS = "archive.days":
        "select day, articles from published_day where edition = $1 and day between $2 and $3 order by day";
    ALL_DAYS = "archive.all_days": "select day, articles from published_day where edition = $1 order by day";
    BEFORE = "archive.before":
        "select day from published_day where edition = $1 and day < $2 order by day desc limit 1";
    AFTER = "archive.after":
        "select day from published_day where edition = $1 and day > $2 order by day limit 1";
    ARTICLES = "archive.articles":
        "select id from published_article where edition = $1 and published_at >= $2 and published_at < $3 and day % 100 > 0
         order by published_at desc, id desc limit $4 offset $5";
}

/// Counts articles that come before readers on a day; as the last thing of the transaction, since whoever publishes at the same
/// moment counts theirs on the same day.
pub fn count(tx: &Tx, edition: &EditionCode, day: Day, articles: i64) {
    tx.execute_last(&CHANGE, params![edition, day.number(), articles]);
}

/// Counts an article no more, while its published row still stands.
pub async fn uncount(tx: &Tx, article: &ArticleId) -> Result<(), StoreError> {
    let counted: Option<(EditionCode, i64)> = tx.optional(&COUNTED_ON, params![article]).await?;
    if let Some((edition, day)) = counted {
        tx.execute_last(&CHANGE, params![&edition, day, -1_i64]);
        // After all that is counted on the day: what is done last is done in the order of its parameters.
        tx.execute_last(&DROP_EMPTY, params![&edition, day, i64::MAX]);
    }
    Ok(())
}

/// A published article, and the day it is counted on.
pub(super) struct Dated {
    pub article: ArticleId,
    pub published_at: i64,
    pub day: i64,
}

/// Articles of an edition after this one, held, at most `limit`.
pub(super) async fn dated_after(
    tx: &Tx,
    edition: &EditionCode,
    after: &ArticleId,
    limit: i64,
) -> Result<Vec<Dated>, StoreError> {
    let rows: Vec<(ArticleId, i64, i64)> = tx.all(&DATED, params![edition, after, limit]).await?;
    Ok(rows.into_iter().map(|(article, published_at, day)| Dated { article, published_at, day }).collect())
}

/// Has articles stand on another day; the counts are changed beside it.
pub(super) async fn set_day(tx: &Tx, articles: &[ArticleId], day: i64) -> Result<(), StoreError> {
    tx.execute(&SET_DAY, params![list(articles), day]).await.map(drop)
}

/// By how much each day's count changes.
pub(super) async fn change_counts(
    tx: &Tx,
    edition: &EditionCode,
    change: &BTreeMap<i64, i64>,
) -> Result<(), StoreError> {
    for (day, by) in change {
        tx.execute(&CHANGE, params![edition, *day, *by]).await?;
    }
    tx.execute(&DROP_NONE, params![edition]).await.map(drop)
}

/// Forgets every count.
pub async fn clear_published(tx: &Tx) -> Result<(), StoreError> {
    tx.execute(&CLEAR, params![]).await.map(drop)
}

/// The months in which an edition published something, the newest first, and how much.
pub(super) async fn months(
    published: &Published,
    edition: &EditionCode,
) -> Result<Vec<(Month, i64)>, StoreError> {
    let rows: Vec<(i64, i64)> = published.all(&MONTHS, params![edition]).await?;
    let month = |(number, articles)| Some((Month::numbered(number)?, articles));
    Ok(rows.into_iter().filter_map(month).collect())
}

/// The days of a month on which an edition published something, and how much.
pub(super) async fn days(
    published: &Published,
    edition: &EditionCode,
    month: Month,
) -> Result<Vec<(Day, i64)>, StoreError> {
    let (first, last) = (month.number() * 100, month.number() * 100 + 31);
    let rows: Vec<(i64, i64)> = published.all(&DAYS, params![edition, first, last]).await?;
    Ok(rows.into_iter().filter_map(|(number, articles)| Some((Day::numbered(number)?, articles))).collect())
}

/// Every day on which an edition published something, the oldest first, and how much.
pub async fn all_days(published: &Published, edition: &EditionCode) -> Result<Vec<(Day, i64)>, StoreError> {
    let rows: Vec<(i64, i64)> = published.all(&ALL_DAYS, params![edition]).await?;
    Ok(rows.into_iter().filter_map(|(number, articles)| Some((Day::numbered(number)?, articles))).collect())
}

/// The nearest days before `from` and after `to` on which an edition published something.
pub(super) async fn days_around(
    published: &Published,
    edition: &EditionCode,
    from: i64,
    to: i64,
) -> Result<(Option<Day>, Option<Day>), StoreError> {
    let before: Option<(i64,)> = published.optional(&BEFORE, params![edition, from]).await?;
    let after: Option<(i64,)> = published.optional(&AFTER, params![edition, to]).await?;
    let day = |found: Option<(i64,)>| found.and_then(|(number,)| Day::numbered(number));
    Ok((day(before), day(after)))
}

/// What an edition published from one moment to another, the newest first, from `offset` on.
pub(super) async fn articles_between(
    published: &Published,
    edition: &EditionCode,
    (from, to): (i64, i64),
    limit: i64,
    offset: i64,
) -> Result<Vec<TeaserRow>, StoreError> {
    let ids: Vec<(ArticleId,)> = published.all(&ARTICLES, params![edition, from, to, limit, offset]).await?;
    teasers(published, &ids.into_iter().map(|(id,)| id).collect::<Vec<_>>()).await
}

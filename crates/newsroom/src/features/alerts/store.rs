//! The SQL of alerts: the truth, and the lines that readers see.

use store::{FromRow, Published, Query, Row, StoreError, Tx, list, params, published_sql, sql};

use super::Alert;
use super::published::{AlertRow, mark};
use crate::features::stories;
use crate::id::{AccountId, AlertId, ArticleId, EditionCode, StoryId};

macro_rules! alerts {
    () => {
        "select id, edition, words, article, story, begins_at, ends_at, ended_at, revision, set_by, created_by, created_at
         from alert"
    };
}

sql! {
    BY_ID = "alerts.by_id": concat!(alerts!(), " where id = $1");
    HELD = "alerts.held": concat!(alerts!(), " where id = $1 for_update()");
    NEWEST = "alerts.newest": concat!(alerts!(), " order by created_at desc, id desc limit $1");
    LEADING_TO = "alerts.leading_to":
        concat!(alerts!(), " where article in in_list($1) and ended_at is null and ends_at > $2 order by id for_update()");
    // A story that is part of one of these now leads on to it.
    LEADING_TO_STORIES = "alerts.leading_to_stories":
        concat!(alerts!(), " where ended_at is null and ends_at > $2 and story in (
           select id from story where id in in_list($1) or merged_into in in_list($1)) order by id for_update()");
    OPEN = "alerts.open": concat!(alerts!(), " where ended_at is null and ends_at > $1 order by id");
    COUNT_OPEN = "alerts.count_open":
        "select count(id) from alert where edition = $1 and ended_at is null and ends_at > $2";
    INSERT = "alerts.insert":
        "insert into alert (id, edition, words, article, story, begins_at, ends_at, ended_at, revision, set_by, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    UPDATE = "alerts.update":
        "update alert set words = $2, article = $3, story = $4, begins_at = $5, ends_at = $6, ended_at = $7, revision = $8,
           set_by = $9
         where id = $1";
    IS_SHOWN = "alerts.is_shown": "select coalesce(article, ''), coalesce(story, ''), revision from published_alert where id = $1";
    DROP_SHOWN = "alerts.drop_published": "delete from published_alert where id = $1";
    SHOW = "alerts.put_published":
        "insert into published_alert (id, edition, words, article, story, begins_at, ends_at, revision)
         select alert.id, alert.edition, alert.words, article.id, story.id, alert.begins_at, alert.ends_at, alert.revision
         from alert left join published_article article on article.id = alert.article
           left join published_story story on story.id = alert.story
         where alert.id = $1 and alert.ended_at is null and alert.begins_at <= $2 and alert.ends_at > $2";
    FIRST_SHOWN = "alerts.first_shown":
        "select id from published_alert where edition = $1 order by begins_at desc, id desc limit $2";
    CLEAR = "alerts.clear_published": "delete from published_alert";
}

published_sql! {
    // A story may be part of another one now: its address leads on.
    PUBLISHED = "alerts.published":
        "select alert.id, alert.words, alert.begins_at, alert.ends_at, article.id, article.slug, section.slug, story.slug,
           alert.revision
         from published_alert alert
         left join published_article article on article.id = alert.article
         left join published_section section on section.id = article.section
         left join published_story story on story.id = alert.story
         where alert.edition = $1 order by alert.begins_at desc, alert.id desc limit $2";
}

impl FromRow for Alert {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Alert {
            id: row.get(0)?,
            edition: row.get(1)?,
            words: row.get(2)?,
            article: row.get(3)?,
            story: row.get(4)?,
            begins_at: row.get(5)?,
            ends_at: row.get(6)?,
            ended_at: row.get(7)?,
            revision: row.get(8)?,
            set_by: row.get(9)?,
            created_by: row.get(10)?,
            created_at: row.get(11)?,
        })
    }
}

pub(super) async fn alert_by_id(q: &impl Query, id: &AlertId) -> Result<Option<Alert>, StoreError> {
    q.optional(&BY_ID, params![id]).await
}

/// The same, and nobody else changes it until this transaction is over.
pub(super) async fn held(tx: &Tx, id: &AlertId) -> Result<Option<Alert>, StoreError> {
    tx.optional(&HELD, params![id]).await
}

/// The alerts that were raised last.
pub(super) async fn newest(q: &impl Query, limit: i64) -> Result<Vec<Alert>, StoreError> {
    q.all(&NEWEST, params![limit]).await
}

/// The alerts that lead to one of these articles and are not over.
pub(super) async fn leading_to(tx: &Tx, articles: &[ArticleId], now: i64) -> Result<Vec<Alert>, StoreError> {
    tx.all(&LEADING_TO, params![list(articles), now]).await
}

/// The alerts that lead to one of these stories, or to one that is part of them now, and are not over.
pub(super) async fn leading_to_stories(
    tx: &Tx,
    stories: &[StoryId],
    now: i64,
) -> Result<Vec<Alert>, StoreError> {
    tx.all(&LEADING_TO_STORIES, params![list(stories), now]).await
}

/// How many alerts of an edition are not over.
pub(super) async fn count_open(tx: &Tx, edition: &EditionCode, now: i64) -> Result<i64, StoreError> {
    Ok(tx.one::<(i64,)>(&COUNT_OPEN, params![edition, now]).await?.0)
}

pub(super) async fn insert(tx: &Tx, alert: &Alert) -> Result<(), StoreError> {
    let a = alert;
    let values = params![
        &a.id,
        &a.edition,
        a.words.as_str(),
        a.article.as_ref().map(ArticleId::as_str),
        a.story.as_ref().map(StoryId::as_str),
        a.begins_at,
        a.ends_at,
        a.ended_at,
        a.revision,
        a.set_by.as_ref().map(AccountId::as_str),
        a.created_by.as_str(),
        a.created_at,
    ];
    tx.send(&INSERT, values).await
}

/// Saves an alert as its next revision, and returns it so.
pub(super) async fn update(tx: &Tx, alert: Alert) -> Result<Alert, StoreError> {
    let a = Alert { revision: alert.revision + 1, ..alert };
    let values = params![
        &a.id,
        a.words.as_str(),
        a.article.as_ref().map(ArticleId::as_str),
        a.story.as_ref().map(StoryId::as_str),
        a.begins_at,
        a.ends_at,
        a.ended_at,
        a.revision,
        a.set_by.as_ref().map(AccountId::as_str),
    ];
    tx.send(&UPDATE, values).await?;
    Ok(a)
}

/// How readers see an alert: where it leads (empty while it leads nowhere), and which revision of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct AlertAsShown {
    article: String,
    story: String,
    revision: i64,
}

/// How readers see an alert, when they do.
pub(super) async fn shown(q: &impl Query, id: &AlertId) -> Result<Option<AlertAsShown>, StoreError> {
    let row: Option<(String, String, i64)> = q.optional(&IS_SHOWN, params![id]).await?;
    Ok(row.map(|(article, story, revision)| AlertAsShown { article, story, revision }))
}

/// Has what readers see of an alert follow the truth. Returns how they see it now.
pub(super) async fn show(tx: &Tx, id: &AlertId, now: i64) -> Result<Option<AlertAsShown>, StoreError> {
    let before = shown(tx, id).await?;
    tx.send(&DROP_SHOWN, params![id]).await?;
    tx.send(&SHOW, params![id, now]).await?;
    let after = shown(tx, id).await?;
    let leads_to = |shown: &Option<AlertAsShown>| shown.as_ref().map(|shown| shown.article.clone());
    let (left, came) = (leads_to(&before), leads_to(&after));
    if left != came {
        let articles = [left, came].into_iter().flatten().filter(|article| !article.is_empty());
        stories::follow_alert(tx, &articles.map(ArticleId).collect::<Vec<_>>()).await?;
    }
    Ok(after)
}

/// The page on which an alert is looked for, its mark there, and whether that stands on it now. Those that newer ones push
/// off the page are not looked for.
pub async fn where_shown(q: &impl Query, id: &AlertId) -> Result<Option<(String, String, bool)>, StoreError> {
    let Some(alert) = alert_by_id(q, id).await? else { return Ok(None) };
    let path = format!("/{}/", alert.edition);
    let Some(shown) = shown(q, id).await? else { return Ok(Some((path, mark(id, None), false))) };
    let first: Vec<(AlertId,)> =
        q.all(&FIRST_SHOWN, params![&alert.edition, super::published::MOST_SHOWN]).await?;
    let is_first = first.iter().any(|(first,)| first == id);
    Ok(is_first.then(|| (path, mark(id, Some(shown.revision)), true)))
}

/// Takes away all that readers see of alerts.
pub async fn clear_published(tx: &Tx) -> Result<(), StoreError> {
    tx.send(&CLEAR, params![]).await
}

/// Makes all that readers see of alerts anew, once the articles and the stories stand and nothing of alerts is left.
pub async fn place_all(tx: &Tx, now: i64) -> Result<(), StoreError> {
    for alert in tx.all::<Alert>(&OPEN, params![now]).await? {
        show(tx, &alert.id, now).await?;
    }
    Ok(())
}

impl FromRow for AlertRow {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let slugs = row.get::<Option<String>>(5)?.zip(row.get::<Option<String>>(6)?);
        Ok(AlertRow {
            id: row.get(0)?,
            words: row.get(1)?,
            begins_at: row.get(2)?,
            ends_at: row.get(3)?,
            article: row
                .get::<Option<ArticleId>>(4)?
                .zip(slugs)
                .map(|(id, (slug, section))| (id, slug, section)),
            story: row.get(7)?,
            revision: row.get(8)?,
        })
    }
}

/// The alerts of an edition as readers see them, the newest first.
pub async fn published_in(published: &Published, edition: &EditionCode) -> Result<Vec<AlertRow>, StoreError> {
    published.all(&PUBLISHED, params![edition, super::published::MOST_SHOWN]).await
}

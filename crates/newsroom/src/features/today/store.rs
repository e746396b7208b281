//! The SQL of today. Every list is short, and the newest revision's words are read for its headline.

use serde::Deserialize;
use store::{FromRow, Query, Row, StoreError, list, params, sql};

use crate::id::{AccountId, ArticleId, MediaId, SectionId};

macro_rules! lines {
    () => {
        "select article.id, article.edition, revision.content, revision.created_at, article.scheduled_for, article.section,
           article.created_by
         from article join revision on revision.article = article.id and revision.number = article.latest_revision "
    };
}

sql! {
    ENDING = "today.ending":
        "select shown.id, shown.caption, shown.rights_until from published_picture shown
         where shown.rights_until > $1 and shown.rights_until <= $2
           and exists (select 1 from published_article_picture used where used.picture = shown.id)
         order by shown.rights_until, shown.id limit $3";
    ASSIGNED = "today.assigned":
        concat!(lines!(), "join assignment on assignment.article = article.id
         where assignment.account = $1 and article.withdrawn_at is null
         order by coalesce(assignment.due_at, 9223372036854775807), assignment.given_at desc, article.id limit $2");
    BEGUN = "today.begun":
        concat!(lines!(), "where article.created_by = $1 and article.created_at > $2 and article.live_revision is null
         and article.withdrawn_at is null order by article.created_at desc, article.id desc limit $3");
    WAITING = "today.waiting":
        concat!(lines!(), "join candidate on candidate.article = article.id
           and candidate.revision = (select max(one.revision) from candidate one where one.article = article.id)
         where (candidate.stage in in_list($1) or (candidate.stage in in_list($4) and article.section in in_list($5)))
           and candidate.moved_by <> $2 and article.withdrawn_at is null
         order by candidate.moved_at, article.id limit $3");
    SCHEDULED = "today.scheduled":
        concat!(lines!(), "where article.scheduled_for is not null and article.scheduled_for <= $1
         order by article.scheduled_for, article.id limit $2");
    HELD = "today.held":
        "select article.id, article.edition, revision.content, held.due_at, article.scheduled_for, article.section,
           article.created_by, held.why
         from held_schedule held join article on article.id = held.article
           join revision on revision.article = article.id and revision.number = article.latest_revision
         where held.held_at > $1 and article.scheduled_for is null and article.withdrawn_at is null
           and coalesce(article.updated_at, article.first_published_at, 0) < held.held_at
         order by held.held_at desc, article.id limit $2";
    LIVE = "today.live":
        concat!(lines!(), "where article.id in in_list($1)");
}

/// An article in one of the lists.
#[derive(Debug, Clone)]
pub struct Line {
    pub id: ArticleId,
    pub edition: String,
    pub headline: String,
    pub changed_at: i64,
    pub scheduled_for: Option<i64>,
    pub section: SectionId,
    pub created_by: String,
}

#[derive(Deserialize)]
struct Told {
    #[serde(default)]
    headline: String,
}

impl FromRow for Line {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let told: Option<Told> = serde_json::from_str(&row.get::<String>(2)?).ok();
        Ok(Line {
            id: ArticleId(row.get(0)?),
            edition: row.get(1)?,
            headline: told.map(|told| told.headline).unwrap_or_default(),
            changed_at: row.get(3)?,
            scheduled_for: row.get(4)?,
            section: SectionId(row.get(5)?),
            created_by: row.get(6)?,
        })
    }
}

/// What was given to somebody, the most urgent first.
pub(super) async fn assigned(
    q: &impl Query,
    account: &AccountId,
    limit: i64,
) -> Result<Vec<Line>, StoreError> {
    q.all(&ASSIGNED, params![account, limit]).await
}

/// What somebody began since then and readers never saw.
pub(super) async fn begun(q: &impl Query, by: &str, since: i64, limit: i64) -> Result<Vec<Line>, StoreError> {
    q.all(&BEGUN, params![by, since, limit]).await
}

/// What stands in one of these stages, or within one of these sections in one of the other stages, moved there by somebody else;
/// what waits longest first.
pub(super) async fn waiting(
    q: &impl Query,
    stages: &[String],
    (within, sections): (&[String], &[SectionId]),
    by: &str,
    limit: i64,
) -> Result<Vec<Line>, StoreError> {
    q.all(&WAITING, params![list(stages), by, limit, list(within), list(sections)]).await
}

/// What has a time up to then, the earliest first.
pub(super) async fn scheduled(q: &impl Query, up_to: i64, limit: i64) -> Result<Vec<Line>, StoreError> {
    q.all(&SCHEDULED, params![up_to, limit]).await
}

/// An article whose schedule was not carried out, and why.
pub(super) struct Held {
    pub line: Line,
    pub why: String,
}

impl FromRow for Held {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Held { line: Line::from_row(row)?, why: row.get(7)? })
    }
}

/// What was to go out since then and was held instead, the newest first; the time of each is the one it was due at.
pub(super) async fn held(q: &impl Query, since: i64, limit: i64) -> Result<Vec<Held>, StoreError> {
    q.all(&HELD, params![since, limit]).await
}

/// These articles, in any order.
pub(super) async fn these(q: &impl Query, ids: &[ArticleId]) -> Result<Vec<Line>, StoreError> {
    q.all(&LIVE, params![list(ids)]).await
}

/// Pictures that readers see and that we may not show for long: each with its caption and until when.
pub(super) async fn ending(
    q: &impl Query,
    (now, until): (i64, i64),
    limit: i64,
) -> Result<Vec<(MediaId, String, i64)>, StoreError> {
    q.all(&ENDING, params![now, until, limit]).await
}

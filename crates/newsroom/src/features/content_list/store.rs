//! The SQL of the content list.

use serde::Deserialize;
use store::{FromRow, Query, Row, StoreError, Tx, list, params, sql};

use super::filter::{Filter, State, pattern};
use crate::features::articles::Reach;
use crate::id::{AccountId, ArticleId, EditionCode, SectionId};

// A name is asked for as one value and not with `exists`, which may be answered by going through what all articles name.

/// So many articles are looked through at a time: what fits none of them is looked for further back by the next page.
pub const LOOKED_THROUGH: i64 = 2_000;

/// What is said of each article, and those that are looked at, as far as the clause that says which.
macro_rules! seen {
    () => {
        "select seen.id, section.name, seen.kind, seen.state, seen.created_at, seen.scheduled_for, revision.number,
           revision.content, revision.created_at, coalesce(writer.name, ''), coalesce(moved.stage, ''),
           coalesce(moved.revision, 0), coalesce(holder.name, ''), assignment.due_at, seen.section, seen.created_by
         from (select id, section, kind, latest_revision, live_revision, scheduled_for, created_at, created_by, case
               when withdrawn_at is not null then 'withdrawn'
               when scheduled_for is not null then 'scheduled'
               when live_revision is null and embargo_until > $6 then 'embargoed'
               when live_revision is null then 'draft'
               when live_revision <> latest_revision then 'changed'
               else 'live' end as state
             from article"
    };
}

/// Which of them fit the filter.
macro_rules! filtered {
    () => {
        "
           join section on section.id = seen.section
           join revision on revision.article = seen.id and revision.number = seen.latest_revision
           left join account writer on writer.id = substr(revision.created_by, 9)
             and revision.created_by = 'account:' || writer.id
           left join candidate moved on moved.article = seen.id
             and moved.revision = (select max(one.revision) from candidate one where one.article = seen.id)
           left join assignment on assignment.article = seen.id
           left join account holder on holder.id = assignment.account
         where ($8 = '' or seen.section = $8) and ($9 = '' or seen.state = $9)
           and ($10 = '' or (seen.state <> 'live' and seen.state <> 'withdrawn' and coalesce(moved.stage, $11) = $10))
           and ($12 = '' or assignment.account = $12)
           and ($13 = '' or (select names.named from revision_names names join author on author.id = names.named
             where names.article = seen.id and names.revision = seen.latest_revision and author.name like $13 escape '!'
             limit 1) is not null)
           and ($14 = '' or revision.content like $14 escape '!')
           and ($15 = '' or revision.content like $15 escape '!')
         order by seen.created_at desc, seen.id desc limit $16"
    };
}

sql! {
    PAGE = "content_list.page":
        concat!(seen!(), "
             where edition = $1 and (created_at, id) < ($2, $3) and created_at >= $4 and ($5 = '' or created_by = $5)
             order by created_at desc, id desc limit $7) seen", filtered!());
    THESE = "content_list.these":
        concat!(seen!(), "
             where edition = $1 and id in in_list($2) and created_at < $3 and created_at >= $4
               and ($5 = '' or created_by = $5 or section in in_list($7))) seen", filtered!());
    WINDOW_END = "content_list.window_end":
        "select created_at, id from article
         where edition = $1 and (created_at, id) < ($2, $3) and created_at >= $4 and ($5 = '' or created_by = $5)
         order by created_at desc, id desc limit 1 offset $6";

    FILTERS = "content_list.filters":
        "select name, filter from saved_filter where account = $1 order by name";
    KEEP = "content_list.keep":
        "insert into saved_filter (account, name, filter, kept_at) values ($1, $2, $3, $4)
         on conflict (account, name) do update set filter = excluded.filter, kept_at = excluded.kept_at";
    FORGET = "content_list.forget": "delete from saved_filter where account = $1 and name = $2";
}

/// An article in the list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Its id.
    pub id: ArticleId,
    /// Its section's name.
    pub section: String,
    /// Its kind's name.
    pub kind: String,
    /// How it stands before its readers.
    pub state: State,
    /// When it was begun, in microseconds UTC.
    pub created_at: i64,
    /// When it is to be published.
    pub scheduled_for: Option<i64>,
    /// The newest revision.
    pub revision: i64,
    /// Its headline.
    pub headline: String,
    /// When it was made.
    pub changed_at: i64,
    /// Who made it; empty where nobody of ours did.
    pub changed_by: String,
    /// The stage a revision of it was moved to last, and which revision; empty where none was.
    pub moved: (String, i64),
    /// Whose it is; empty where it is nobody's.
    pub holder: String,
    /// Until when.
    pub due_at: Option<i64>,
    /// Its section.
    pub section_id: SectionId,
    /// Who began it, as they sign.
    pub created_by: String,
}

#[derive(Deserialize)]
struct Told {
    #[serde(default)]
    headline: String,
}

impl FromRow for Listed {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let told: Option<Told> = serde_json::from_str(&row.get::<String>(7)?).ok();
        Ok(Listed {
            id: ArticleId(row.get(0)?),
            section: row.get(1)?,
            kind: row.get(2)?,
            state: State::named(&row.get::<String>(3)?).unwrap_or(State::Draft),
            created_at: row.get(4)?,
            scheduled_for: row.get(5)?,
            revision: row.get(6)?,
            headline: told.map(|told| told.headline).unwrap_or_default(),
            changed_at: row.get(8)?,
            changed_by: row.get(9)?,
            moved: (row.get(10)?, row.get(11)?),
            holder: row.get(12)?,
            due_at: row.get(13)?,
            section_id: SectionId(row.get(14)?),
            created_by: row.get(15)?,
        })
    }
}

/// Where a page begins: after this one, in the order of the list.
pub type Key = (i64, ArticleId);

/// A page of the list.
#[derive(Debug)]
pub struct Page {
    /// The articles, the newest first.
    pub listed: Vec<Listed>,
    /// Where the next page begins; none when nothing is left.
    pub next: Option<Key>,
}

/// What the list is read for.
pub struct Reading<'a> {
    /// What is looked for.
    pub filter: &'a Filter,
    /// The edition.
    pub edition: &'a EditionCode,
    /// From when to when, in microseconds UTC.
    pub span: (i64, i64),
    /// Only what this one began, as it is signed; empty for all.
    pub own: &'a str,
    /// The stage where everything begins.
    pub first_stage: &'a str,
    /// Now.
    pub now: i64,
}

/// A page of at most `limit` articles after `after`.
pub async fn page(
    q: &impl Query,
    reading: &Reading<'_>,
    after: Option<Key>,
    limit: i64,
) -> Result<Page, StoreError> {
    let Reading { filter, edition, span: (from, to), own, first_stage, now } = reading;
    let (at, id) = after.unwrap_or((*to, ArticleId(String::new())));
    let source = if filter.source.is_empty() { String::new() } else { pattern(&filter.source) };
    let values = params![
        *edition,
        at,
        &id,
        *from,
        *own,
        *now,
        LOOKED_THROUGH,
        filter.section.as_str(),
        filter.state.as_str(),
        filter.stage.as_str(),
        *first_stage,
        filter.holder.as_str(),
        pattern(&filter.author),
        source,
        pattern(&filter.words),
        limit,
    ];
    let listed: Vec<Listed> = q.all(&PAGE, values).await?;
    if listed.len() as i64 == limit {
        let next = listed.last().map(|last| (last.created_at, last.id.clone()));
        return Ok(Page { listed, next });
    }
    let values = params![*edition, at, &id, *from, *own, LOOKED_THROUGH - 1];
    Ok(Page { listed, next: q.optional::<Key>(&WINDOW_END, values).await? })
}

/// Those of these articles that fit the filter but for its words, and are in reach.
pub(super) async fn these(
    q: &impl Query,
    reading: &Reading<'_>,
    reach: &Reach,
    ids: &[ArticleId],
) -> Result<Vec<Listed>, StoreError> {
    let Reading { filter, edition, span: (from, to), first_stage, now, .. } = reading;
    let source = if filter.source.is_empty() { String::new() } else { pattern(&filter.source) };
    let values = params![
        *edition,
        list(ids),
        *to,
        *from,
        if reach.all { "" } else { reach.own.as_str() },
        *now,
        list(&reach.sections),
        filter.section.as_str(),
        filter.state.as_str(),
        filter.stage.as_str(),
        *first_stage,
        filter.holder.as_str(),
        pattern(&filter.author),
        source,
        "",
        ids.len() as i64,
    ];
    q.all(&THESE, values).await
}

/// The filters that somebody keeps, by name.
pub(super) async fn filters(
    q: &impl Query,
    account: &AccountId,
) -> Result<Vec<(String, Filter)>, StoreError> {
    let rows: Vec<(String, String)> = q.all(&FILTERS, params![account]).await?;
    Ok(rows
        .into_iter()
        .map(|(name, filter)| (name, serde_json::from_str(&filter).unwrap_or_default()))
        .collect())
}

pub(super) async fn keep(
    tx: &Tx,
    account: &AccountId,
    name: &str,
    filter: &Filter,
    now: i64,
) -> Result<(), StoreError> {
    let filter = serde_json::to_string(filter).expect("a filter is words");
    tx.execute(&KEEP, params![account, name, filter, now]).await.map(drop)
}

pub(super) async fn forget(tx: &Tx, account: &AccountId, name: &str) -> Result<(), StoreError> {
    tx.execute(&FORGET, params![account, name]).await.map(drop)
}

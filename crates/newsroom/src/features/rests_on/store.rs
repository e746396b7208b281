//! The SQL of what rests on a source.

use serde::Deserialize;
use store::{FromRow, Query, Row, StoreError, list, params, sql};

use crate::features::articles::Reach;
use crate::features::content_list::State;
use crate::id::{ArticleId, EditionCode, SectionId};

/// So many revisions are looked through at a time: what fits none of them is looked for further back by the next page.
const LOOKED_THROUGH: i64 = 2_000;

sql! {
    // Of an article the newest revision, and what readers see where that one does not rest on the source, or is not the
    // person's to read.
    PAGE = "rests_on.page":
        "select found.id, found.revision, found.made_at, found.name, found.section, section.name, found.created_by, found.state,
           found.is_live, revision.content, section.slug, found.slug, found.is_latest
         from (select article.id, article.section, article.slug, article.created_by, seen.revision, seen.made_at, seen.name,
             case
               when article.withdrawn_at is not null then 'withdrawn'
               when article.scheduled_for is not null then 'scheduled'
               when article.live_revision is null and article.embargo_until > $7 then 'embargoed'
               when article.live_revision is null then 'draft'
               when article.live_revision <> article.latest_revision then 'changed'
               else 'live' end as state,
             case when $8 = 'all' or article.created_by = $9 or article.section in in_list($10) then 'yes' else 'no' end as reads,
             coalesce(seen.revision = article.live_revision, false) as is_live,
             seen.revision = article.latest_revision as is_latest,
             (select newest.name from revision_source newest where newest.article = article.id
               and newest.revision = article.latest_revision and newest.folded = $1) as newest
           from (select article, revision, made_at, name from revision_source
               where folded = $1 and (made_at, article, revision) < ($2, $3, $4) and made_at >= $5
               order by made_at desc, article desc, revision desc limit $6) seen
             join article on article.id = seen.article
           where article.edition = $11
             and (seen.revision = article.latest_revision or seen.revision = article.live_revision)) found
           join section on section.id = found.section
           join revision on revision.article = found.id and revision.number = found.revision
         where ((found.is_latest and found.reads = 'yes')
             or (found.is_live and (found.is_latest or found.reads = 'no' or found.newest is null)))
           and ($12 = '' or found.state = $12)
         order by found.made_at desc, found.id desc, found.revision desc limit $13";
    WINDOW_END = "rests_on.window_end":
        "select made_at, article, revision from revision_source
         where folded = $1 and (made_at, article, revision) < ($2, $3, $4) and made_at >= $5
         order by made_at desc, article desc, revision desc limit 1 offset $6";
    // From one name of the edition to the next, however many articles have it; each as it was written first.
    NEAR = "rests_on.near":
        "with recursive near (folded) as (
           select min(folded) from revision_source where edition = $4 and folded >= $1 and folded < $2
           union all
           select (select min(next.folded) from revision_source next
             where next.edition = $4 and next.folded > near.folded and next.folded < $2)
           from near where near.folded is not null)
         select (select one.name from revision_source one
           where one.edition = $4 and one.folded = near.folded order by one.made_at limit 1)
         from near where near.folded is not null limit $3";
}

/// A revision that rests on a source, with its article.
#[derive(Debug, Clone)]
pub struct Resting {
    pub id: ArticleId,
    pub revision: i64,
    /// When it was made, in microseconds UTC.
    pub made_at: i64,
    /// The source as it is written there.
    pub name: String,
    pub section: SectionId,
    pub section_name: String,
    pub created_by: String,
    pub state: State,
    /// Whether readers see this revision.
    pub is_live: bool,
    pub headline: String,
    pub section_slug: String,
    pub slug: String,
    /// Whether it is the newest.
    pub is_latest: bool,
}

#[derive(Deserialize)]
struct Told {
    #[serde(default)]
    headline: String,
}

impl FromRow for Resting {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let told: Option<Told> = serde_json::from_str(&row.get::<String>(9)?).ok();
        Ok(Resting {
            id: ArticleId(row.get(0)?),
            revision: row.get(1)?,
            made_at: row.get(2)?,
            name: row.get(3)?,
            section: SectionId(row.get(4)?),
            section_name: row.get(5)?,
            created_by: row.get(6)?,
            state: State::named(&row.get::<String>(7)?).unwrap_or(State::Draft),
            is_live: row.get(8)?,
            headline: told.map(|told| told.headline).unwrap_or_default(),
            section_slug: row.get(10)?,
            slug: row.get(11)?,
            is_latest: row.get(12)?,
        })
    }
}

/// Where a page begins: after this one.
pub type Key = (i64, ArticleId, i64);

/// What is asked.
pub struct Reading<'a> {
    /// The source's name, folded.
    pub folded: &'a str,
    pub edition: &'a EditionCode,
    /// From when to when the revisions were made, in microseconds UTC.
    pub span: (i64, i64),
    /// A state's name; empty for all.
    pub state: &'a str,
    /// Which articles the person reads that readers do not see.
    pub reach: &'a Reach,
    pub now: i64,
}

/// A page of at most `limit` after `after`, what was made last first; and where the next begins, while anything is left.
pub async fn page(
    q: &impl Query,
    reading: &Reading<'_>,
    after: Option<Key>,
    limit: i64,
) -> Result<(Vec<Resting>, Option<Key>), StoreError> {
    let Reading { folded, edition, span: (from, to), state, reach, now } = reading;
    let (at, id, revision) = after.unwrap_or((*to, ArticleId(String::new()), 0));
    let all = if reach.all { "all" } else { "" };
    let values = params![
        *folded,
        at,
        &id,
        revision,
        *from,
        LOOKED_THROUGH,
        *now,
        all,
        reach.own.as_str(),
        list(&reach.sections),
        *edition,
        *state,
        limit,
    ];
    let found: Vec<Resting> = q.all(&PAGE, values).await?;
    if found.len() as i64 == limit {
        let next = found.last().map(|last| (last.made_at, last.id.clone(), last.revision));
        return Ok((found, next));
    }
    let values = params![*folded, at, &id, revision, *from, LOOKED_THROUGH - 1];
    Ok((found, q.optional::<Key>(&WINDOW_END, values).await?))
}

/// Names of sources of an edition that begin so, folded, in order.
pub async fn near(
    q: &impl Query,
    edition: &EditionCode,
    folded: &str,
    limit: i64,
) -> Result<Vec<String>, StoreError> {
    let after = format!("{folded}\u{10FFFF}");
    let names: Vec<(String,)> = q.all(&NEAR, params![folded, after, limit, edition]).await?;
    Ok(names.into_iter().map(|(name,)| name).collect())
}

//! The SQL of sittings and of who is present.

use store::{FromRow, Query, Row, StoreError, Tx, params, sql};

use super::Sitting;
use crate::id::{AccountId, ArticleId, RevisionNumber};

sql! {
    OF_ARTICLE = "sittings.of_article":
        "select version, revision, content, writer, begun_at, changed_at from sitting where article = $1";
    IS_OPEN = "sittings.is_open": "select version from sitting where article = $1 and content is not null";
    BEGIN = "sittings.begin":
        "insert into sitting (article, version, revision, content, writer, begun_at, changed_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (article) do nothing";
    // The number is compared in the statement itself: of two who wrote on the same state, one is told.
    CHANGE = "sittings.change":
        "update sitting set version = $3, revision = $4, content = $5, writer = $6, begun_at = $7, changed_at = $8
         where article = $1 and version = $2";
    IDLE = "sittings.idle":
        "select article from sitting where content is not null and changed_at < $1 order by changed_at, article limit $2";

    LAST_CHANGED = "sittings.last_changed": "select coalesce(max(changed_at), 0) from sitting";

    PRESENT = "sittings.present":
        "select presence.tab, presence.account, account.name, presence.writes, presence.since
         from presence join account on account.id = presence.account
         where presence.article = $1 order by presence.since, presence.tab limit $2";
    EVERYWHERE = "sittings.everywhere":
        "select presence.article, account.name, presence.writes
         from presence join account on account.id = presence.account
         where presence.seen_at >= $1 order by presence.writes desc, presence.since, presence.tab limit $2";
    FORGET = "sittings.forget": "delete from presence where article = $1 and seen_at < $2";
    FORGET_ALL = "sittings.forget_all": "delete from presence where seen_at < $1";
    LEAVE = "sittings.leave": "delete from presence where article = $1 and tab = $2 and account = $3";
    PUT_DOWN = "sittings.put_down": "update presence set writes = false where article = $1 and tab <> $2";
    ARRIVE = "sittings.arrive":
        "insert into presence (article, tab, account, writes, since, seen_at) values ($1, $2, $3, $4, $5, $5)
         on conflict (article, tab) do update set account = excluded.account, writes = excluded.writes,
           seen_at = excluded.seen_at";
}

/// When something was last written in any sitting, in microseconds UTC, or 0: nothing of that is in the event log.
pub async fn last_changed(q: &impl Query) -> Result<i64, StoreError> {
    let (changed_at,): (i64,) = q.one(&LAST_CHANGED, params![]).await?;
    Ok(changed_at)
}

/// A window in which somebody has an article open.
#[derive(Debug, Clone, PartialEq)]
pub struct Present {
    /// The window.
    pub tab: String,
    /// Whose it is.
    pub account: AccountId,
    /// Their name.
    pub name: String,
    /// Whether they hold the pen.
    pub writes: bool,
    /// Since when they are there, in microseconds UTC.
    pub since: i64,
}

impl FromRow for Present {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Present {
            tab: row.get(0)?,
            account: AccountId(row.get(1)?),
            name: row.get(2)?,
            writes: row.get(3)?,
            since: row.get(4)?,
        })
    }
}

type SittingRow = (i64, i64, Option<String>, String, i64, i64);

/// The article's sitting, if anybody ever wrote it at the desk.
pub(super) async fn of_article(q: &impl Query, article: &ArticleId) -> Result<Option<Sitting>, StoreError> {
    let Some((version, revision, content, writer, begun_at, changed_at)) =
        q.optional::<SittingRow>(&OF_ARTICLE, params![article]).await?
    else {
        return Ok(None);
    };
    let read = |text: String| {
        serde_json::from_str(&text).map_err(|error| {
            StoreError::Database(format!("the sitting of article {article} does not read back: {error}"))
        })
    };
    let content = content.map(read).transpose()?;
    Ok(Some(Sitting { version, revision: RevisionNumber(revision), content, writer, begun_at, changed_at }))
}

/// Whether somebody wrote something of which no revision has been made yet.
pub async fn is_open(q: &impl Query, article: &ArticleId) -> Result<bool, StoreError> {
    Ok(q.optional::<(i64,)>(&IS_OPEN, params![article]).await?.is_some())
}

/// Writes the sitting in place of the state `before`; `false` when that is not the state any more.
pub(super) async fn put(
    tx: &Tx,
    article: &ArticleId,
    before: Option<i64>,
    sitting: &Sitting,
) -> Result<bool, StoreError> {
    let s = sitting;
    let content = s.content.as_ref().map(|content| content.to_json());
    let (version, revision, writer) = (s.version, s.revision.0, s.writer.as_str());
    let written = match before {
        Some(before) => {
            let values =
                params![article, before, version, revision, content, writer, s.begun_at, s.changed_at];
            tx.execute(&CHANGE, values).await?
        }
        None => {
            let values = params![article, version, revision, content, writer, s.begun_at, s.changed_at];
            tx.execute(&BEGIN, values).await?
        }
    };
    Ok(written == 1)
}

/// The articles whose sittings nobody has changed since `before`.
pub(super) async fn idle(q: &impl Query, before: i64, limit: i64) -> Result<Vec<ArticleId>, StoreError> {
    Ok(q.all::<(ArticleId,)>(&IDLE, params![before, limit]).await?.into_iter().map(|(id,)| id).collect())
}

const MOST_PRESENT: i64 = 50;

/// Who has the article open, the first who came first.
pub(super) async fn present(q: &impl Query, article: &ArticleId) -> Result<Vec<Present>, StoreError> {
    q.all(&PRESENT, params![article, MOST_PRESENT]).await
}

const MOST_EVERYWHERE: i64 = 500;

/// Who has which article open, of everybody who was heard of since `since`: the article, the name, whether they hold its
/// pen; those who hold one first.
pub async fn everywhere(q: &impl Query, since: i64) -> Result<Vec<(ArticleId, String, bool)>, StoreError> {
    q.all(&EVERYWHERE, params![since, MOST_EVERYWHERE]).await
}

/// Forgets the windows of which nothing was heard since `before`.
pub(super) async fn forget(tx: &Tx, article: &ArticleId, before: i64) -> Result<(), StoreError> {
    tx.execute(&FORGET, params![article, before]).await.map(drop)
}

/// The same of every article.
pub(super) async fn forget_all(tx: &Tx, before: i64) -> Result<(), StoreError> {
    tx.execute(&FORGET_ALL, params![before]).await.map(drop)
}

pub(super) async fn leave(
    tx: &Tx,
    article: &ArticleId,
    tab: &str,
    account: &AccountId,
) -> Result<(), StoreError> {
    tx.execute(&LEAVE, params![article, tab, account]).await.map(drop)
}

/// Notes that a window is open, and whether it holds the pen: then no other one does.
pub(super) async fn arrive(
    tx: &Tx,
    article: &ArticleId,
    tab: &str,
    account: &AccountId,
    writes: bool,
    now: i64,
) -> Result<(), StoreError> {
    if writes {
        tx.execute(&PUT_DOWN, params![article, tab]).await?;
    }
    tx.execute(&ARRIVE, params![article, tab, account, writes, now]).await.map(drop)
}

//! The event log: what happened, in the order in which it was committed.
//!
//! The number of an event is taken by changing one row, whose lock is held until the commit. So a reader that has
//! seen number 7 has seen everything before it: a cursor never skips one that was still being written.

mod watch;

use tokio::sync::watch as channel;

pub(crate) use watch::Watcher;

use crate::db::{Db, Tx};
use crate::error::StoreError;
use crate::query::Query;
use crate::row::{FromRow, Row};
use crate::statement::Asked;
use crate::value::Params;

crate::sql! {
    TAKE_NUMBERS = "log.take_numbers": "update event_head set seq = seq + $1 where id = 1 returning seq";
    APPEND = "log.append":
        "insert into event_log (seq, at, kind, data, tags, quiet) values ($1, $2, $3, $4, $5, $6)";
    pub(crate) HEAD = "log.head": "select seq from event_head where id = 1";
    AFTER = "log.after":
        "select seq, at, kind, data, tags, quiet from event_log where seq > $1 order by seq limit $2";
    OLDEST = "log.oldest":
        "select coalesce((select min(seq) from event_log), (select seq + 1 from event_head where id = 1))";
    TRIM = "log.trim":
        "delete from event_log where seq < $1
            and not exists (select 1 from consumer_cursor c where c.seq < event_log.seq)"
}

/// Something that happened, to be added to the log by [`Tx::record`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// What happened, in a fixed word.
    pub kind: &'static str,
    /// Ids and other small facts, as JSON; never text for readers.
    pub data: String,
    /// What it makes stale.
    pub tags: Vec<String>,
    /// Nothing that leaves the house reacts to it.
    pub quiet: bool,
    /// When, in microseconds since 1970 UTC.
    pub at: i64,
}

/// An event as the log holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    /// Its place in the log: whole numbers without holes, in commit order.
    pub seq: i64,
    /// When, in microseconds since 1970 UTC.
    pub at: i64,
    /// What happened.
    pub kind: String,
    /// Ids and other small facts, as JSON.
    pub data: String,
    /// What it makes stale.
    pub tags: Vec<String>,
    /// Nothing that leaves the house reacts to it.
    pub quiet: bool,
}

impl FromRow for Logged {
    fn from_row(row: &Row<'_>) -> Result<Logged, StoreError> {
        let tags: String = row.get(4)?;
        let tags = serde_json::from_str(&tags)
            .map_err(|error| StoreError::Database(format!("an event's tags are not a list: {error}")))?;
        Ok(Logged {
            seq: row.get(0)?,
            at: row.get(1)?,
            kind: row.get(2)?,
            data: row.get(3)?,
            tags,
            quiet: row.get(5)?,
        })
    }
}

/// The log of one database.
#[derive(Clone)]
pub struct Log {
    db: Db,
}

impl Log {
    pub(crate) fn new(db: Db) -> Log {
        Log { db }
    }

    /// The number of the newest event; 0 when there was none.
    pub async fn head(&self) -> Result<i64, StoreError> {
        head(self.db.read()).await
    }

    /// The events after `seq`, at most `limit`, in order.
    pub async fn after(&self, seq: i64, limit: i64) -> Result<Vec<Logged>, StoreError> {
        self.db.read().all(&AFTER, crate::params![seq, limit]).await
    }

    /// The number of the oldest event that is kept; one more than the head when none is.
    pub async fn oldest(&self) -> Result<i64, StoreError> {
        let (oldest,) = self.db.read().one(&OLDEST, crate::params![]).await?;
        Ok(oldest)
    }

    /// Says how far the log has come: at once after a local commit, within a quarter of a second after another
    /// process wrote. A hint: read the log to know.
    pub fn moved(&self) -> channel::Receiver<i64> {
        self.db.notices().moved()
    }

    /// Forgets events before `before`, except those that a newsroom-wide consumer has not taken yet. How many went.
    pub async fn trim(&self, before: i64) -> Result<u64, StoreError> {
        self.db
            .write(move |tx| Box::pin(async move { tx.execute(&TRIM, crate::params![before]).await }))
            .await
    }
}

pub(crate) async fn head(from: &impl Query) -> Result<i64, StoreError> {
    let (seq,) = from.one(&HEAD, crate::params![]).await?;
    Ok(seq)
}

/// Adds events as the last thing in a transaction; the newest number, when there is one.
pub(crate) async fn append(tx: &Tx, events: &[NewEvent]) -> Result<Option<i64>, StoreError> {
    let Some(Asked { statement, params, .. }) = numbers_for(events) else { return Ok(None) };
    let (last,): (i64,) = tx.one(statement, params).await?;
    tx.send_each(&APPEND, rows(events, last)).await?;
    Ok(Some(last))
}

/// Takes a number for each event, and answers with the last of them; nothing where there is none.
pub(crate) fn numbers_for(events: &[NewEvent]) -> Option<Asked> {
    (!events.is_empty()).then(|| Asked::one(&TAKE_NUMBERS, crate::params![events.len() as i64]))
}

/// Adds the events to the log, the newest of which has the number `last`.
pub(crate) fn appended(events: &[NewEvent], last: i64) -> Vec<Asked> {
    Asked::each(&APPEND, rows(events, last))
}

fn rows(events: &[NewEvent], last: i64) -> Vec<Params> {
    let numbered = (last - events.len() as i64 + 1..).zip(events);
    let row = numbered.map(|(seq, event)| {
        let tags = crate::value::list(&event.tags);
        crate::params![seq, event.at, event.kind, event.data.as_str(), tags, event.quiet]
    });
    row.collect()
}

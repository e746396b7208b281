//! The SQL of the trail. Entries are added and never changed.

use store::{FromRow, Query, Row, StoreError, Tx, params, sql};

use super::entry::{BEGINNING, Entry};

sql! {
    END = "trail.end": "select position, event, hash from trail order by position desc limit 1";
    ADD = "trail.add":
        "insert into trail (position, event, at, kind, actor, subject, data, hash) values ($1, $2, $3, $4, $5, $6, $7, $8)";
    AFTER = "trail.after":
        "select trail.position, trail.event, trail.at, trail.kind, trail.actor, trail.subject, trail.data, trail.hash,
           event_log.at, event_log.kind, event_log.data
         from trail left join event_log on event_log.seq = trail.event
         where trail.position > $1 order by trail.position limit $2";
    TAKEN = "trail.taken": "select seq from consumer_cursor where name = 'trail'";
    BEFORE = "trail.before":
        "select position, event, at, kind, actor, subject, data, hash from trail
         where position < $1 and position >= $1 - $5 and ($2 = '' or kind = $2)
           and ($3 = '' or actor in ('user:' || $3, 'scheduler:' || $3)
             or actor in (select 'token:' || token.id from token where token.account = $3))
         order by position desc limit $4";
    OF_SUBJECT = "trail.of_subject":
        "select position, event, at, kind, actor, subject, data, hash from trail
         where subject = $1 and position < $2 and ($3 = '' or kind = $3)
           and ($4 = '' or actor in ('user:' || $4, 'scheduler:' || $4)
             or actor in (select 'token:' || token.id from token where token.account = $4))
         order by position desc limit $5";
}

impl FromRow for Entry {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Entry {
            position: row.get(0)?,
            event: row.get(1)?,
            at: row.get(2)?,
            kind: row.get(3)?,
            actor: row.get(4)?,
            subject: row.get(5)?,
            data: row.get(6)?,
            hash: row.get(7)?,
        })
    }
}

/// An entry, and what the log says of the same, where it still does.
pub(super) struct Sealed {
    pub entry: Entry,
    pub log: Option<(i64, String, String)>,
}

impl FromRow for Sealed {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let log = match (row.get::<Option<i64>>(8)?, row.get::<Option<String>>(9)?, row.get(10)?) {
            (Some(at), Some(kind), Some(data)) => Some((at, kind, data)),
            _ => None,
        };
        Ok(Sealed { entry: Entry::from_row(row)?, log })
    }
}

/// Place, event and seal of the last entry.
pub(super) async fn end(q: &impl Query) -> Result<(i64, i64, String), StoreError> {
    let end = q.optional(&END, params![]).await?;
    Ok(end.unwrap_or((0, 0, BEGINNING.to_owned())))
}

pub(super) async fn add(tx: &Tx, entries: &[Entry]) -> Result<(), StoreError> {
    let row = |e: &Entry| {
        let (kind, actor, subject) = (e.kind.as_str(), e.actor.as_str(), e.subject.as_str());
        params![e.position, e.event, e.at, kind, actor, subject, e.data.as_str(), e.hash.as_str()]
    };
    tx.send_each(&ADD, entries.iter().map(row).collect()).await
}

/// The entries after this place, in order, each with what the log says.
pub(super) async fn after(q: &impl Query, position: i64, limit: i64) -> Result<Vec<Sealed>, StoreError> {
    q.all(&AFTER, params![position, limit]).await
}

/// Up to which event the trail was made.
pub(super) async fn taken(q: &impl Query) -> Result<i64, StoreError> {
    Ok(q.optional::<(i64,)>(&TAKEN, params![]).await?.map_or(0, |(seq,)| seq))
}

/// What is looked for in the trail; what is empty asks nothing.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    pub subject: String,
    pub kind: String,
    pub person: String,
    pub before: i64,
}

/// So many entries are looked through at a time where no index leads to them.
pub(super) const LOOKED_THROUGH: i64 = 50_000;

/// The entries before a place that fit, the newest first.
pub(super) async fn found(q: &impl Query, wanted: &Wanted, limit: i64) -> Result<Vec<Entry>, StoreError> {
    let (kind, person) = (wanted.kind.as_str(), wanted.person.as_str());
    match wanted.subject.as_str() {
        "" => q.all(&BEFORE, params![wanted.before, kind, person, limit, LOOKED_THROUGH]).await,
        subject => q.all(&OF_SUBJECT, params![subject, wanted.before, kind, person, limit]).await,
    }
}

//! Putting work in the queue and looking at it.

use store::{Query, StoreError, Tx, params};

use crate::rows;

/// Work for later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJob {
    /// A new unique id (a ULID).
    pub id: String,
    /// Which handler does it.
    pub name: &'static str,
    /// What the handler needs to know, as JSON: ids, not contents.
    pub payload: String,
    /// Not before this time, in microseconds since 1970 UTC.
    pub run_at: i64,
    /// A waiting job of the same name and key is replaced by this one.
    pub dedup: Option<String>,
    /// Nobody waits for it: it is done by a runner of its own ([`crate::Runner::patient`]), never before what has a time.
    pub patient: bool,
    /// After so many failed attempts it is kept as failed. At least 1.
    pub max_attempts: u32,
    /// The time now, in microseconds since 1970 UTC.
    pub now: i64,
}

/// A job that was given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    /// Its id.
    pub id: String,
    /// Its handler.
    pub name: String,
    /// What the handler was given.
    pub payload: String,
    /// How often it was tried.
    pub attempts: i64,
    /// What the last attempt said.
    pub last_error: String,
    /// When it was given up, in microseconds since 1970 UTC.
    pub failed_at: i64,
}

/// How the queue stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Jobs that wait, due or not.
    pub waiting: i64,
    /// Jobs that are being done.
    pub running: i64,
    /// Jobs that were given up.
    pub failed: i64,
    /// When the earliest waiting job is due, in microseconds since 1970 UTC.
    pub earliest: Option<i64>,
}

/// The name under which runners on this node are woken.
pub(crate) const SIGNAL: &str = "jobs";

/// Adds a job as part of the transaction, and wakes this node's runners after the commit. Returns the job's id.
pub async fn enqueue(tx: &Tx, job: NewJob) -> Result<String, StoreError> {
    let id = job.id.clone();
    enqueue_each(tx, vec![job]).await?;
    Ok(id)
}

/// The same of many, no two of which have one name and key.
pub async fn enqueue_each(tx: &Tx, jobs: Vec<NewJob>) -> Result<(), StoreError> {
    if jobs.is_empty() {
        return Ok(());
    }
    let row = |job: NewJob| {
        let (attempts, patient) = (job.max_attempts.max(1), job.patient);
        params![job.id, job.name, job.payload, job.run_at, job.dedup, attempts, job.now, patient]
    };
    tx.send_each(&rows::ENQUEUE, jobs.into_iter().map(row).collect()).await?;
    tx.signal(SIGNAL);
    Ok(())
}

/// Takes back the waiting job of this name and key; was there one? One that is being done goes on.
pub async fn cancel(tx: &Tx, name: &str, dedup: &str) -> Result<bool, StoreError> {
    Ok(tx.execute(&rows::CANCEL, params![name, dedup]).await? > 0)
}

/// The payloads of waiting jobs of this name with their times, the earliest first, at most `limit`.
pub async fn waiting(from: &impl Query, name: &str, limit: i64) -> Result<Vec<(String, i64)>, StoreError> {
    from.all(&rows::WAITING, params![name, limit]).await
}

/// Whether prompt work of this name waits that came due from `since` to `until`, in microseconds since 1970 UTC.
pub async fn is_due(from: &impl Query, name: &str, since: i64, until: i64) -> Result<bool, StoreError> {
    let (due,) = from.one(&rows::IS_DUE, params![false, since, until, name]).await?;
    Ok(due)
}

/// The jobs given up, newest first, at most `limit`.
pub async fn failed(from: &impl Query, limit: i64) -> Result<Vec<Failed>, StoreError> {
    type Row = (String, String, String, i64, String, i64);
    let rows: Vec<Row> = from.all(&rows::FAILED, params![limit]).await?;
    let failed = rows.into_iter().map(|(id, name, payload, attempts, last_error, failed_at)| Failed {
        id,
        name,
        payload,
        attempts,
        last_error,
        failed_at,
    });
    Ok(failed.collect())
}

/// A job that was tried and did not succeed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Troubled {
    /// Its key.
    pub dedup: String,
    /// How often it was tried.
    pub attempts: i64,
    /// What the last attempt said.
    pub last_error: String,
    /// When it is tried again, in microseconds since 1970 UTC; `None`: it was given up.
    pub again_at: Option<i64>,
}

/// The jobs of this name that did not succeed yet, newest first, at most `limit`.
pub async fn troubled(from: &impl Query, name: &str, limit: i64) -> Result<Vec<Troubled>, StoreError> {
    let rows: Vec<(String, i64, String, i64, String)> =
        from.all(&rows::TROUBLED, params![name, limit]).await?;
    let troubled = rows.into_iter().map(|(dedup, attempts, last_error, run_at, state)| Troubled {
        dedup,
        attempts,
        last_error,
        again_at: Some(run_at).filter(|_| state == "waiting"),
    });
    Ok(troubled.collect())
}

/// Forgets the jobs of this name and key that were given up: something newer takes their place.
pub async fn forget_failed(tx: &Tx, name: &str, dedup: &str) -> Result<(), StoreError> {
    tx.execute(&rows::FORGET_FAILED, params![name, dedup]).await.map(drop)
}

/// Puts a failed job back into the queue; was it there, and is no newer one waiting in its place?
pub async fn retry(tx: &Tx, id: &str, now: i64) -> Result<bool, StoreError> {
    let changed = tx.execute(&rows::RETRY, params![id, now]).await?;
    tx.signal(SIGNAL);
    Ok(changed > 0)
}

/// Counts, for metrics and `doctor`.
pub async fn standing(from: &impl Query) -> Result<Standing, StoreError> {
    let (waiting, running, failed, earliest) = from.one(&rows::STANDING, params![]).await?;
    Ok(Standing { waiting, running, failed, earliest })
}

//! Bringing what is committed from the log beside the file into the file. SQLite would do it by itself after a commit, and
//! keep silent when the disk refuses: the next attempt would find the file's pages clean, take them for written, and write
//! over the log that holds them. So it is done here, where a failure stops the writer.

use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};

use rusqlite::Connection;
use rusqlite::hooks::Wal;

use super::failure;
use crate::error::StoreError;

/// As many pages of the log as SQLite's own would wait for.
const DUE: i32 = 1000;
const NAME: &str = "bringing the log into the file";

/// Knows how long the log is.
pub(crate) struct Checkpoint(Arc<AtomicI32>);

impl Checkpoint {
    /// Takes the place of SQLite's own, and brings over what an earlier run left: after a failed write that may stand in
    /// the machine's memory alone, and what is committed next would follow on it. Fails when the disk does.
    pub(crate) fn begin(connection: &mut Connection) -> Result<Checkpoint, StoreError> {
        let pages = Arc::new(AtomicI32::new(0));
        let told = pages.clone();
        let hook = move |_: &mut Wal, count| {
            told.store(count, Ordering::Relaxed);
            Ok(())
        };
        connection.wal_hook(Some(hook)).map_err(|error| failure(NAME, error))?;
        bring_over(connection)?;
        Ok(Checkpoint(pages))
    }

    /// Brings it over if the log is long. Fails when the disk does: then nothing may be written any more.
    pub(crate) fn when_due(&self, connection: &Connection) -> Result<(), StoreError> {
        if self.0.load(Ordering::Relaxed) < DUE { Ok(()) } else { bring_over(connection) }
    }
}

/// As far as nobody reads what stands there. A full disk and another who is at it are no failures: it is due again after the next commit.
fn bring_over(connection: &Connection) -> Result<(), StoreError> {
    let brought = connection.query_row("pragma wal_checkpoint(passive)", [], |_| Ok(()));
    match brought.map_err(|error| failure(NAME, error)) {
        Err(error @ StoreError::Disk(_)) => Err(error),
        Err(error) => {
            tracing::warn!(%error, "the database's log was not brought into its file");
            Ok(())
        }
        Ok(()) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sqlite::open::{self, Purpose};

    #[test]
    fn a_long_log_is_brought_over_and_a_short_one_waits() {
        let folder = tempfile::tempdir().unwrap();
        let (file, log) = (folder.path().join("a.db"), folder.path().join("a.db-wal"));
        let mut writer = open::connection(&file, Purpose::Write).unwrap();
        let checkpoint = Checkpoint::begin(&mut writer).unwrap();
        writer.execute_batch("create table a (b blob) strict").unwrap();
        let length = |path: &std::path::Path| std::fs::metadata(path).unwrap().len();
        checkpoint.when_due(&writer).unwrap();
        let short = length(&file);
        writer.execute("insert into a values (zeroblob(8000000))", []).unwrap();
        assert_eq!(length(&file), short, "SQLite does not do it behind our back");
        checkpoint.when_due(&writer).unwrap();
        assert!(length(&file) > 8_000_000);
        // From here on the log begins again instead of growing.
        let long = length(&log);
        for _ in 0..4 {
            writer.execute("update a set b = zeroblob(8000000)", []).unwrap();
            checkpoint.when_due(&writer).unwrap();
        }
        assert!(length(&log) < long * 2, "{} after {long}", length(&log));
    }

    #[test]
    fn what_an_earlier_run_left_is_brought_over_at_the_start() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.db");
        let writer = open::connection(&file, Purpose::Write).unwrap();
        writer.execute_batch("pragma wal_autocheckpoint = 0; create table a (b blob) strict; insert into a values (zeroblob(100000));").unwrap();
        let as_left = folder.path().join("b.db");
        std::fs::copy(&file, &as_left).unwrap();
        std::fs::copy(folder.path().join("a.db-wal"), folder.path().join("b.db-wal")).unwrap();
        let before = std::fs::metadata(&as_left).unwrap().len();
        let mut next = open::connection(&as_left, Purpose::Write).unwrap();
        Checkpoint::begin(&mut next).unwrap();
        assert!(std::fs::metadata(&as_left).unwrap().len() > before + 100_000);
    }
}

//! Opening connections: the settings that every connection has, and what each kind may do.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::{authorizer, failure};
use crate::error::StoreError;

/// The first SQLite without the WAL-reset fault (two connections checkpointing at once could damage the file).
const OLDEST: i32 = 3_051_003;
const LOCK_WAIT: Duration = Duration::from_secs(5);
/// More than the program has statements, so that none is prepared twice on a connection.
const PREPARED: usize = 1024;
const NAME: &str = "opening the database";

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// The only one that changes anything.
    Write,
    /// Reads the whole truth.
    Read,
    /// Reads tables named `published_*` and nothing else, and keeps so much of them: asking the operating system for
    /// every leaf of an index takes a fifth of a page's time in a large newsroom.
    Published { cache_kib: i64 },
}

/// Has commits reach the disk some time later, for the control of a test: a test of power cuts that finds nothing lost then
/// finds nothing at all.
pub(crate) fn carelessly(writer: &Connection) -> Result<(), StoreError> {
    tracing::warn!("careless: a power cut loses what was acknowledged");
    writer.pragma_update(None, "synchronous", "normal").map_err(|error| failure(NAME, error))
}

/// Opens one connection, with its limits in force before anything is asked.
pub(crate) fn connection(path: &Path, purpose: Purpose) -> Result<Connection, StoreError> {
    refuse_old_sqlite(rusqlite::version_number())?;
    let mode = match purpose {
        Purpose::Write => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        Purpose::Read | Purpose::Published { .. } => OpenFlags::SQLITE_OPEN_READ_ONLY,
    };
    if purpose == Purpose::Write {
        create_private(path)?;
    }
    let mut connection = Connection::open_with_flags(path, mode | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(|error| StoreError::Config(format!("{}: {error}", path.display())))?;
    configure(&mut connection, purpose).map_err(|error| match failure(NAME, error) {
        StoreError::Disk(what) => StoreError::Disk(format!("{}: {what}", path.display())),
        other => other,
    })?;
    Ok(connection)
}

/// Reads all of the file: each page, each index against its table, each reference.
pub(crate) fn damage(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let lines = |pragma: &str, say: fn(&rusqlite::Row<'_>) -> rusqlite::Result<String>| {
        let mut asked = connection.prepare(pragma)?;
        asked.query_map([], say)?.collect::<rusqlite::Result<Vec<String>>>()
    };
    let look = || {
        let mut found = lines("pragma integrity_check(20)", |row| row.get(0))?;
        found.retain(|line| line != "ok");
        found.extend(lines("pragma foreign_key_check", |row| {
            Ok(format!("a row of {} refers to one that is missing", row.get::<_, String>(0)?))
        })?);
        found.truncate(20);
        Ok(found)
    };
    look().map_err(|error| failure("looking for damage", error))
}

fn refuse_old_sqlite(version: i32) -> Result<(), StoreError> {
    if version < OLDEST {
        return Err(StoreError::Config(format!(
            "SQLite {version} can damage its file; {OLDEST} or newer is needed"
        )));
    }
    Ok(())
}

/// The file holds accounts and drafts: only its owner may read it.
pub(crate) fn create_private(path: &Path) -> Result<(), StoreError> {
    let mut options = std::fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let opened = options.open(path);
    opened.map(drop).map_err(|error| StoreError::Config(format!("{}: {error}", path.display())))
}

fn configure(connection: &mut Connection, purpose: Purpose) -> rusqlite::Result<()> {
    connection.busy_timeout(LOCK_WAIT)?;
    connection.set_prepared_statement_cache_capacity(PREPARED);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    // Otherwise a plan may depend on the values that are bound, and every statement with a limit or an indexed
    // comparison is planned anew at each use: a quarter of a page's time.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.pragma_update(None, "mmap_size", 0)?;
    connection.pragma_update(None, "temp_store", "memory")?;
    if purpose == Purpose::Write {
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.pragma_update(None, "synchronous", "full")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "journal_size_limit", 64 * 1024 * 1024)?;
    } else {
        connection.pragma_update(None, "query_only", true)?;
    }
    if let Purpose::Published { cache_kib } = purpose {
        connection.pragma_update(None, "cache_size", -cache_kib)?;
        connection.authorizer(Some(authorizer::published_only))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_sqlite_is_refused() {
        assert!(refuse_old_sqlite(3_051_002).is_err());
        assert!(refuse_old_sqlite(3_040_001).is_err());
        assert!(refuse_old_sqlite(OLDEST).is_ok());
        assert!(refuse_old_sqlite(rusqlite::version_number()).is_ok(), "the bundled one");
    }

    #[test]
    fn the_writer_syncs_every_commit() {
        let folder = tempfile::tempdir().unwrap();
        let writer = connection(&folder.path().join("a.db"), Purpose::Write).unwrap();
        let ask = |name: &str| writer.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(ask("synchronous"), 2);
        assert_eq!(ask("foreign_keys"), 1);
        assert_eq!(ask("mmap_size"), 0);
        let mode: String = writer.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
        assert_eq!(mode, "wal");
    }
}

//! Copies of the database's file that are consistent while others write, and a look at a file that nobody runs.
//!
//! The engine makes the copy, in one reading transaction. Reading the file past the engine would miss what is still in
//! its log, and closing it would drop the locks that this process holds on it.

use std::path::Path;
use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags, OptionalExtension};

use super::failure;
use super::open::{self, Purpose};
use crate::error::StoreError;

const NAME: &str = "copying the database";
/// Of faults so many are told.
const MOST_FAULTS: usize = 20;

/// Where a database file stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stands {
    /// The last number of the event log in it.
    pub sequence: i64,
    /// The last migration that was applied to it.
    pub migration: i64,
}

/// Copies a database file to a new one while others read and write it, and says where the copy stands. Blocks for as long
/// as reading and writing the file takes; writers go on. A file that is there already is replaced.
pub fn copy_file(from: &Path, to: &Path) -> Result<Stands, StoreError> {
    let source = open::connection(from, Purpose::Read)?;
    remove(to)?;
    open::create_private(to)?;
    let mut copy = Connection::open(to).map_err(|error| failure(NAME, error))?;
    // Whoever keeps the copy brings it to the disk; one that was cut is thrown away.
    copy.pragma_update(None, "synchronous", "off").map_err(|error| failure(NAME, error))?;
    let stepped = Backup::new(&source, &mut copy).and_then(|backup| backup.step(-1));
    match stepped.map_err(|error| failure(NAME, error))? {
        StepResult::Done => {}
        _ => return Err(StoreError::Busy("the database could not be copied at once".into())),
    }
    // It stands alone: whoever takes it away need not know of files beside it.
    copy.pragma_update(None, "journal_mode", "delete").map_err(|error| failure(NAME, error))?;
    stands(&copy)?.ok_or_else(|| StoreError::Database("the copy has no tables".into()))
}

/// Where a file stands; `None` when it is not there or has no tables yet.
pub fn file_stands(file: &Path) -> Result<Option<Stands>, StoreError> {
    if !file.try_exists().is_ok_and(|is_there| is_there) {
        return Ok(None);
    }
    stands(&open::connection(file, Purpose::Read)?)
}

/// Whether no other program, nor another part of this one, has a database file open, if only to read. What stood in its log is in the file
/// then.
pub fn is_nobodys(file: &Path) -> Result<bool, StoreError> {
    let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_WRITE)
        .map_err(|error| StoreError::Config(format!("{}: {error}", file.display())))?;
    let alone = connection
        .busy_timeout(Duration::ZERO)
        .and_then(|()| connection.pragma_update(None, "locking_mode", "exclusive"))
        .and_then(|()| connection.execute_batch("begin exclusive; commit; pragma wal_checkpoint(truncate)"));
    match alone.map_err(|error| failure(NAME, error)) {
        Ok(()) => Ok(true),
        Err(StoreError::Busy(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// What the engine finds wrong with a file: nothing, if it is whole.
pub fn faults_of_file(file: &Path) -> Result<Vec<String>, StoreError> {
    let connection = open::connection(file, Purpose::Read)?;
    let mut faults = Vec::new();
    for question in ["pragma integrity_check(20)", "pragma foreign_key_check"] {
        let mut statement = connection.prepare(question).map_err(|error| failure(NAME, error))?;
        let mut rows = statement.query([]).map_err(|error| failure(NAME, error))?;
        while let Some(row) = rows.next().map_err(|error| failure(NAME, error))? {
            let line: String = row.get(0).map_err(|error| failure(NAME, error))?;
            if line != "ok" && faults.len() < MOST_FAULTS {
                faults.push(line);
            }
        }
    }
    Ok(faults)
}

fn stands(connection: &Connection) -> Result<Option<Stands>, StoreError> {
    let number = |question: &str| {
        connection.query_row(question, [], |row| row.get::<_, Option<i64>>(0)).optional().map(Option::flatten)
    };
    let tables = "select count(*) from sqlite_master where name in ('event_head', 'schema_migration')";
    if number(tables).map_err(|error| failure(NAME, error))? != Some(2) {
        return Ok(None);
    }
    let sequence = number("select seq from event_head").map_err(|error| failure(NAME, error))?;
    let migration =
        number("select max(number) from schema_migration").map_err(|error| failure(NAME, error))?;
    Ok(Some(Stands { sequence: sequence.unwrap_or(0), migration: migration.unwrap_or(0) }))
}

/// Removes a file with what the engine kept beside it.
fn remove(file: &Path) -> Result<(), StoreError> {
    for end in ["", "-wal", "-shm", "-journal"] {
        let mut name = file.as_os_str().to_owned();
        name.push(end);
        match std::fs::remove_file(&name) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(StoreError::Disk(format!("{}: {error}", Path::new(&name).display()))),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A database of two tables that the machinery knows, at this sequence.
    fn made(file: &Path, sequence: i64) -> Connection {
        let connection = open::connection(file, Purpose::Write).unwrap();
        connection
            .execute_batch(
                "create table event_head (id bigint primary key, seq bigint not null);
                 create table schema_migration (number bigint primary key);
                 insert into schema_migration values (7);",
            )
            .unwrap();
        connection.execute("insert into event_head values (1, ?1)", [sequence]).unwrap();
        connection
    }

    #[test]
    fn a_copy_has_what_was_committed_and_nothing_of_what_was_not() {
        let folder = tempfile::tempdir().unwrap();
        let (file, copy) = (folder.path().join("a.db"), folder.path().join("b.db"));
        let writer = made(&file, 41);
        writer.execute("update event_head set seq = 42", []).unwrap();
        writer.execute_batch("begin immediate; update event_head set seq = 43").unwrap();
        assert_eq!(copy_file(&file, &copy).unwrap(), Stands { sequence: 42, migration: 7 });
        writer.execute_batch("commit").unwrap();
        // The same place again: the older copy goes.
        assert_eq!(copy_file(&file, &copy).unwrap().sequence, 43);
        assert_eq!(file_stands(&copy).unwrap(), Some(Stands { sequence: 43, migration: 7 }));
        assert_eq!(faults_of_file(&copy).unwrap(), Vec::<String>::new());
    }

    #[test]
    fn a_file_that_is_not_there_or_empty_stands_nowhere() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.db");
        assert_eq!(file_stands(&file).unwrap(), None);
        assert!(!file.exists(), "looking makes nothing");
        drop(open::connection(&file, Purpose::Write).unwrap());
        assert_eq!(file_stands(&file).unwrap(), None);
    }
}

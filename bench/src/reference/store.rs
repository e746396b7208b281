//! The SQL of the references: what any program on this database would do at least.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, params};

/// A file as the product opens its own: write-ahead log, every commit synced.
pub fn open(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection
        .execute_batch("create table if not exists piece (id integer primary key, body text not null)")?;
    Ok(connection)
}

/// Writes one row.
pub fn put(connection: &Connection, id: i64, body: &str) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "insert into piece (id, body) values ($1, $2) on conflict (id) do update set body = excluded.body",
    )?;
    statement.execute(params![id, body]).map(drop)
}

/// Reads one row.
pub fn body(connection: &Connection, id: i64) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("select body from piece where id = $1")?
        .query_row([id], |row| row.get(0))
        .optional()
}

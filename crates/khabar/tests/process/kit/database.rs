//! The newsroom's database, looked at from outside the program: a file, or a database on a server.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::types::ValueRef;

use super::postgres::Session;

/// A row as text.
pub type Row = Vec<String>;

/// An open database.
pub enum Database {
    /// A file.
    File(Connection),
    /// A connection to a server.
    Server(Session),
}

impl Database {
    /// Opens a file beside whoever else has it open.
    pub fn file(file: &Path) -> Database {
        let connection = Connection::open(file).expect("the database file opens");
        connection.busy_timeout(Duration::from_secs(5)).expect("a time limit");
        Database::File(connection)
    }

    /// Changes something behind the program's back.
    pub fn change(&self, statement: &str) {
        match self {
            Database::File(connection) => {
                connection.execute_batch(statement).expect("the change is valid");
            }
            Database::Server(session) => drop(session.ask(statement)),
        }
    }

    /// One number.
    pub fn number(&self, question: &str) -> i64 {
        let rows = self.rows(question);
        let cell = rows.first().and_then(|row| row.first()).expect("one row");
        cell.parse().expect("a number")
    }

    /// The first column of every row.
    pub fn texts(&self, question: &str) -> BTreeSet<String> {
        self.rows(question).into_iter().map(|row| row.into_iter().next().unwrap_or_default()).collect()
    }

    /// Every row, in the order asked for.
    pub fn rows(&self, question: &str) -> Vec<Row> {
        match self {
            Database::File(connection) => rows_of(connection, question),
            Database::Server(session) => session.ask(question),
        }
    }

    /// What SQLite itself finds wrong with its file; nothing, if it is whole. A server looks after its own files.
    pub fn damage(&self) -> Vec<String> {
        let Database::File(_) = self else { return Vec::new() };
        let found =
            self.texts("pragma integrity_check").into_iter().chain(self.texts("pragma foreign_key_check"));
        found.filter(|line| line != "ok").collect()
    }

    /// Every row that readers may see, table by table.
    pub fn published(&self) -> BTreeMap<String, BTreeSet<Row>> {
        let tables = match self {
            Database::File(_) => {
                "select name from sqlite_master where type = 'table' and name like 'published\\_%' escape '\\'"
            }
            Database::Server(_) => {
                "select tablename from pg_tables where schemaname = 'public' and tablename like 'published\\_%'"
            }
        };
        let rows = |table: &str| self.rows(&format!("select * from {table}")).into_iter().collect();
        self.texts(tables).into_iter().map(|table| (table.clone(), rows(&table))).collect()
    }
}

fn rows_of(connection: &Connection, question: &str) -> Vec<Row> {
    let mut statement = connection.prepare(question).expect("the question is valid");
    let columns = statement.column_count();
    let rows = statement.query_map([], |row| (0..columns).map(|at| row.get_ref(at).map(shown)).collect());
    rows.expect("rows").collect::<Result<_, _>>().expect("rows")
}

fn shown(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => "null".to_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        ValueRef::Blob(bytes) => format!("{bytes:?}"),
    }
}

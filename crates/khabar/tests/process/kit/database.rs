//! The database file, looked at from outside the program.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Params};

/// A row as text.
pub type Row = Vec<String>;

/// An open database.
pub struct Database(Connection);

impl Database {
    /// Opens it beside whoever else has it open.
    pub fn open(file: &Path) -> Database {
        let connection = Connection::open(file).expect("the database file opens");
        connection.busy_timeout(Duration::from_secs(5)).expect("a time limit");
        Database(connection)
    }

    /// Changes something behind the program's back.
    pub fn change(&self, statement: &str, params: impl Params) {
        self.0.execute(statement, params).expect("the change is valid");
    }

    /// One number.
    pub fn number(&self, question: &str) -> i64 {
        self.0.query_row(question, [], |row| row.get(0)).expect("the question is valid")
    }

    /// The first column of every row.
    pub fn texts(&self, question: &str) -> BTreeSet<String> {
        self.rows(question).into_iter().map(|row| row.into_iter().next().unwrap_or_default()).collect()
    }

    /// Every row, in the order asked for.
    pub fn rows(&self, question: &str) -> Vec<Row> {
        let mut statement = self.0.prepare(question).expect("the question is valid");
        let columns = statement.column_count();
        let rows = statement.query_map([], |row| (0..columns).map(|at| row.get_ref(at).map(shown)).collect());
        rows.expect("rows").collect::<Result<_, _>>().expect("rows")
    }

    /// What SQLite itself finds wrong with the file; nothing, if it is whole.
    pub fn damage(&self) -> Vec<String> {
        let found =
            self.texts("pragma integrity_check").into_iter().chain(self.texts("pragma foreign_key_check"));
        found.filter(|line| line != "ok").collect()
    }

    /// Every row that readers may see, table by table.
    pub fn published(&self) -> BTreeMap<String, BTreeSet<Row>> {
        let tables =
            self.texts("select name from sqlite_master where type = 'table' and name glob 'published_*'");
        tables
            .into_iter()
            .map(|table| (table.clone(), self.rows(&format!("select * from {table}")).into_iter().collect()))
            .collect()
    }
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

//! The tables as they stand, in words that are the same for both databases, so that a test can compare them and
//! `doctor` can look for what is missing.

mod file;
mod server;

use std::collections::{BTreeMap, BTreeSet};

use crate::db::Db;
use crate::error::StoreError;

/// All tables of the program.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Schema {
    /// By name.
    pub tables: BTreeMap<String, Table>,
}

/// One table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// In the order of their definition.
    pub columns: Vec<Column>,
    /// The columns of the primary key, in the key's order.
    pub primary_key: Vec<String>,
    /// Unique keys other than the primary, each in the key's order.
    pub unique: BTreeSet<Vec<String>>,
    /// Named indexes.
    pub indexes: BTreeMap<String, Index>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// `integer` (also for booleans), `real`, `text` or `bytes`.
    pub kind: String,
    /// May it be null?
    pub nullable: bool,
}

/// One index made by `create index`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// Its columns; one that is sorted the other way ends in ` desc`.
    pub columns: Vec<String>,
    /// Does it keep rows unique?
    pub unique: bool,
    /// Does it cover only some rows?
    pub partial: bool,
}

pub(crate) async fn read(db: &Db) -> Result<Schema, StoreError> {
    match db.read().on_file(file::read) {
        Some(schema) => schema,
        None => server::read(db.read()).await,
    }
}

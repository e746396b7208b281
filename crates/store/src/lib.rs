//! Two databases behind one [`Db`]: a SQLite file by default, PostgreSQL by configuration, from one SQL text.
//!
//! Start at [`Db`]: `read()` is the whole truth, `published()` what readers may see and nothing else, `write(…)` one
//! transaction, acknowledged after its commit. Statements are declared with [`sql!`]; what happened is recorded with
//! [`Tx::record`] and read from the [`Log`] by [`consumer`]s. Tables come from the numbered files in `migrations/`.

mod config;
pub mod consumer;
mod db;
mod dialect;
mod error;
mod log;
mod migrate;
mod notice;
mod postgres;
mod proof;
mod query;
mod row;
mod schema;
mod sqlite;
mod statement;
#[doc(hidden)]
pub mod testing;
#[cfg(test)]
mod tests;
mod value;

pub use config::StoreConfig;
pub use db::{Db, Published, Reader, Snapshot, Tx, Work};
pub use dialect::Dialect;
pub use error::StoreError;
pub use log::{Log, Logged, NewEvent};
pub use migrate::{Migrated, newest_migration};
pub use proof::Proof;
pub use query::Query;
pub use row::{Cell, FromRow, FromValue, Row};
pub use schema::{Column, Index, Schema, Table};
pub use sqlite::copy::{Stands, copy_file, faults_of_file, file_stands, is_nobodys};
pub use statement::{Statement, statements};
pub use value::{ListItem, Params, Value, list};

#[doc(hidden)]
pub use linkme as __linkme;
#[doc(hidden)]
pub use statement::STATEMENTS as __STATEMENTS;

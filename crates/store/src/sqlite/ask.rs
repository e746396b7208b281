//! Running a statement on one SQLite connection.

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection, ToSql};

use super::failure;
use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::row::{FromRow, Row};
use crate::statement::Statement;
use crate::value::{Params, Value};

/// Reads at most `limit` rows.
pub(crate) fn rows<T: FromRow>(
    connection: &Connection,
    statement: &'static Statement,
    params: &Params,
    limit: usize,
) -> Result<Vec<T>, StoreError> {
    let mut prepared = prepare(connection, statement, params)?;
    let mut rows = prepared.raw_query();
    let mut out = Vec::new();
    while out.len() < limit {
        match rows.next().map_err(|error| failure(statement.name, error))? {
            Some(row) => out.push(T::from_row(&Row::sqlite(statement, row))?),
            None => break,
        }
    }
    Ok(out)
}

/// Runs a change; how many rows it touched.
pub(crate) fn execute(
    connection: &Connection,
    statement: &'static Statement,
    params: &Params,
) -> Result<u64, StoreError> {
    let mut prepared = prepare(connection, statement, params)?;
    let changed = prepared.raw_execute().map_err(|error| failure(statement.name, error))?;
    Ok(changed as u64)
}

fn prepare<'c>(
    connection: &'c Connection,
    statement: &'static Statement,
    params: &Params,
) -> Result<CachedStatement<'c>, StoreError> {
    let expanded = statement.expanded(Dialect::Sqlite)?;
    let values = crate::value::checked(statement, params, expanded.parameters)?;
    let mut prepared =
        connection.prepare_cached(&expanded.text).map_err(|error| failure(statement.name, error))?;
    for (at, value) in values.iter().enumerate() {
        prepared.raw_bind_parameter(at + 1, Bound(value)).map_err(|error| failure(statement.name, error))?;
    }
    Ok(prepared)
}

struct Bound<'v>(&'v Value);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Value::Null => ValueRef::Null,
            Value::Bool(value) => ValueRef::Integer((*value).into()),
            Value::Int(value) => ValueRef::Integer(*value),
            Value::Real(value) => ValueRef::Real(*value),
            Value::Text(value) => ValueRef::Text(value.as_bytes()),
            Value::Bytes(value) => ValueRef::Blob(value),
        }))
    }
}

//! Reading answers: a [`Row`] looks straight into the driver's row; [`FromRow`] makes a value of it.

use crate::error::StoreError;
use crate::statement::Statement;

/// One row of an answer, alive only while it is being read.
pub struct Row<'r> {
    statement: &'static Statement,
    source: Source<'r>,
}

enum Source<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r tokio_postgres::Row),
}

/// One column's value, borrowed from the driver.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'r> {
    /// No value.
    Null,
    /// Yes or no (PostgreSQL only; SQLite keeps 0 and 1).
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A floating point number.
    Real(f64),
    /// Text.
    Text(&'r str),
    /// Bytes.
    Bytes(&'r [u8]),
}

/// A value that one column can be read as.
pub trait FromValue: Sized {
    /// What an error calls it.
    const WANTED: &'static str;
    /// The value, or `None` when the cell is something else.
    fn from_cell(cell: Cell<'_>) -> Option<Self>;
}

/// A value that a whole row can be read as. Implemented for tuples of up to sixteen columns.
pub trait FromRow: Sized {
    /// Reads the row; errors name the statement and the column.
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError>;
}

impl<'r> Row<'r> {
    pub(crate) fn sqlite(statement: &'static Statement, row: &'r rusqlite::Row<'r>) -> Row<'r> {
        Row { statement, source: Source::Sqlite(row) }
    }

    pub(crate) fn postgres(statement: &'static Statement, row: &'r tokio_postgres::Row) -> Row<'r> {
        Row { statement, source: Source::Postgres(row) }
    }

    /// The column at `index`, from 0.
    pub fn get<T: FromValue>(&self, index: usize) -> Result<T, StoreError> {
        let cell = self.cell(index)?;
        T::from_cell(cell)
            .ok_or_else(|| self.column_error(index, format!("is {}, read as {}", kind(cell), T::WANTED)))
    }

    /// How many columns the row has.
    pub fn width(&self) -> usize {
        match &self.source {
            Source::Sqlite(row) => row.as_ref().column_count(),
            Source::Postgres(row) => row.len(),
        }
    }

    fn cell(&self, index: usize) -> Result<Cell<'_>, StoreError> {
        match &self.source {
            Source::Sqlite(row) => match row.get_ref(index) {
                Ok(value) => sqlite_cell(value).map_err(|reason| self.column_error(index, reason)),
                Err(error) => Err(self.column_error(index, error.to_string())),
            },
            Source::Postgres(row) => row
                .try_get::<_, Cell<'_>>(index)
                .map_err(|error| self.column_error(index, crate::postgres::explain(&error))),
        }
    }

    #[cold]
    fn column_error(&self, index: usize, reason: String) -> StoreError {
        let column = match &self.source {
            Source::Sqlite(row) => row.as_ref().column_name(index).unwrap_or("none").to_owned(),
            Source::Postgres(row) => {
                row.columns().get(index).map_or("none", |column| column.name()).to_owned()
            }
        };
        StoreError::Column { statement: self.statement.name, index, column, reason }
    }
}

fn sqlite_cell(value: rusqlite::types::ValueRef<'_>) -> Result<Cell<'_>, String> {
    use rusqlite::types::ValueRef;
    Ok(match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(number) => Cell::Int(number),
        ValueRef::Real(number) => Cell::Real(number),
        ValueRef::Text(bytes) => Cell::Text(simdutf8::basic::from_utf8(bytes).map_err(|e| e.to_string())?),
        ValueRef::Blob(bytes) => Cell::Bytes(bytes),
    })
}

fn kind(cell: Cell<'_>) -> &'static str {
    match cell {
        Cell::Null => "null",
        Cell::Bool(_) => "a boolean",
        Cell::Int(_) => "a whole number",
        Cell::Real(_) => "a floating point number",
        Cell::Text(_) => "text",
        Cell::Bytes(_) => "bytes",
    }
}

impl FromValue for bool {
    const WANTED: &'static str = "a boolean";
    fn from_cell(cell: Cell<'_>) -> Option<bool> {
        match cell {
            Cell::Bool(value) => Some(value),
            Cell::Int(0) => Some(false),
            Cell::Int(1) => Some(true),
            _ => None,
        }
    }
}

impl FromValue for i64 {
    const WANTED: &'static str = "a whole number";
    fn from_cell(cell: Cell<'_>) -> Option<i64> {
        match cell {
            Cell::Int(value) => Some(value),
            _ => None,
        }
    }
}

impl FromValue for f64 {
    const WANTED: &'static str = "a floating point number";
    fn from_cell(cell: Cell<'_>) -> Option<f64> {
        match cell {
            Cell::Real(value) => Some(value),
            _ => None,
        }
    }
}

impl FromValue for String {
    const WANTED: &'static str = "text";
    fn from_cell(cell: Cell<'_>) -> Option<String> {
        match cell {
            Cell::Text(value) => Some(value.to_owned()),
            _ => None,
        }
    }
}

impl FromValue for Vec<u8> {
    const WANTED: &'static str = "bytes";
    fn from_cell(cell: Cell<'_>) -> Option<Vec<u8>> {
        match cell {
            Cell::Bytes(value) => Some(value.to_vec()),
            _ => None,
        }
    }
}

impl<T: FromValue> FromValue for Option<T> {
    const WANTED: &'static str = T::WANTED;
    fn from_cell(cell: Cell<'_>) -> Option<Option<T>> {
        match cell {
            Cell::Null => Some(None),
            cell => T::from_cell(cell).map(Some),
        }
    }
}

macro_rules! tuples {
    ($(($($type:ident $index:tt),+))+) => {
        $(impl<$($type: FromValue),+> FromRow for ($($type,)+) {
            fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
                Ok(($(row.get::<$type>($index)?,)+))
            }
        })+
    };
}

tuples! {
    (A 0)
    (A 0, B 1)
    (A 0, B 1, C 2)
    (A 0, B 1, C 2, D 3)
    (A 0, B 1, C 2, D 3, E 4)
    (A 0, B 1, C 2, D 3, E 4, F 5)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13, O 14)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13, O 14, P 15)
}

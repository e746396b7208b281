//! Asking. One trait for the three handles (reader, published, transaction), so that a question is written once.

use std::future::Future;

use crate::error::StoreError;
use crate::row::FromRow;
use crate::statement::Statement;
use crate::value::Params;

/// A handle that can be asked.
pub trait Query: Sync {
    /// Every row. Bound the answer in the statement (`limit $n`).
    fn all<T: FromRow + Send>(
        &self,
        statement: &'static Statement,
        params: Params,
    ) -> impl Future<Output = Result<Vec<T>, StoreError>> + Send;

    /// The row, if there is one; several are an error.
    fn optional<T: FromRow + Send>(
        &self,
        statement: &'static Statement,
        params: Params,
    ) -> impl Future<Output = Result<Option<T>, StoreError>> + Send;

    /// The one row; none is [`StoreError::NoRow`].
    fn one<T: FromRow + Send>(
        &self,
        statement: &'static Statement,
        params: Params,
    ) -> impl Future<Output = Result<T, StoreError>> + Send {
        async move {
            let found = self.optional(statement, params).await?;
            found.ok_or(StoreError::NoRow { statement: statement.name })
        }
    }
}

/// The only row of an answer that may hold one.
pub(crate) fn at_most_one<T>(
    statement: &'static Statement,
    mut rows: Vec<T>,
) -> Result<Option<T>, StoreError> {
    match rows.len() {
        0 | 1 => Ok(rows.pop()),
        _ => Err(StoreError::ManyRows { statement: statement.name }),
    }
}

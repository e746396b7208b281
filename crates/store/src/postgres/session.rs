//! One transaction on one connection. If it is dropped before its end (the caller went away), the connection is
//! closed instead of being given back with a transaction open; the server then rolls back.

use deadpool_postgres::Object;
use futures_util::future::join;

use super::failure::failure;
use super::pool;
use crate::error::StoreError;
use crate::row::{FromRow, Row};
use crate::statement::{Asked, Statement};
use crate::value::Params;

const COMMAND: &str = "a transaction's own command";

/// No more changes are sent together with their commit.
const TOGETHER: usize = 16;

pub(crate) struct Session {
    connection: Option<Object>,
}

impl Session {
    /// Begins a transaction.
    pub(crate) async fn begin(connection: Object) -> Result<Session, StoreError> {
        let session = Session { connection: Some(connection) };
        session.batch("begin").await?;
        Ok(session)
    }

    /// Begins one that only reads, and sees nothing of what is committed after its first question.
    pub(crate) async fn begin_snapshot(connection: Object) -> Result<Session, StoreError> {
        let session = Session { connection: Some(connection) };
        session.batch("begin isolation level repeatable read read only").await?;
        session.batch("select seq from event_head").await?;
        Ok(session)
    }

    /// Commits, after the last changes: they and the commit are sent together. Where one of them fails the server undoes all.
    pub(crate) async fn commit_after(mut self, changes: Vec<Asked>) -> Result<(), StoreError> {
        let connection = self.connection()?;
        let prepared = pool::prepared(connection, &changes).await?;
        let commit = connection.batch_execute("commit");
        let (changed, committed) = match prepared.len() {
            // So few are surely sent before the commit is.
            ..=TOGETHER => join(pool::together(connection, &prepared), commit).await,
            _ => (pool::together(connection, &prepared).await, commit.await),
        };
        changed?;
        committed.map_err(|error| failure(COMMAND, error))?;
        // The transaction is over: the connection may go back to the others.
        drop(self.connection.take());
        Ok(())
    }

    /// Makes these changes and takes the numbers, all sent together; the number that was taken.
    pub(crate) async fn last_of(
        &self,
        mut asked: Vec<Asked>,
        numbers: Option<Asked>,
    ) -> Result<Option<i64>, StoreError> {
        let connection = self.connection()?;
        let takes = numbers.as_ref().map(|(statement, _)| *statement);
        asked.extend(numbers);
        let prepared = pool::prepared(connection, &asked).await?;
        let rows = pool::together(connection, &prepared).await?;
        let Some(statement) = takes else { return Ok(None) };
        let row = rows.last().and_then(|rows| rows.first());
        let row = row.ok_or_else(|| StoreError::Database(format!("{}: no row", statement.name)))?;
        <(i64,)>::from_row(&Row::postgres(statement, row)).map(|(number,)| Some(number))
    }

    pub(crate) async fn roll_back(self) -> Result<(), StoreError> {
        self.end("rollback").await
    }

    async fn end(mut self, command: &str) -> Result<(), StoreError> {
        self.batch(command).await?;
        // The transaction is over: the connection may go back to the others.
        drop(self.connection.take());
        Ok(())
    }

    pub(crate) async fn rows<T: FromRow>(
        &self,
        statement: &'static Statement,
        params: &Params,
        limit: usize,
    ) -> Result<Vec<T>, StoreError> {
        pool::rows(self.connection()?, statement, params, limit).await
    }

    pub(crate) async fn execute(
        &self,
        statement: &'static Statement,
        params: &Params,
    ) -> Result<u64, StoreError> {
        pool::execute(self.connection()?, statement, params).await
    }

    /// Runs text that is not a registered statement.
    pub(crate) async fn batch(&self, text: &str) -> Result<(), StoreError> {
        let outcome = self.connection()?.batch_execute(text).await;
        outcome.map_err(|error| failure(COMMAND, error))
    }

    fn connection(&self) -> Result<&Object, StoreError> {
        self.connection.as_ref().ok_or_else(|| StoreError::Database("the transaction is over".into()))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            drop(Object::take(connection));
        }
    }
}

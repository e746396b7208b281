//! One transaction on one connection. If it is dropped before its end (the caller went away), the connection is
//! closed instead of being given back with a transaction open; the server then rolls back.

use deadpool_postgres::Object;

use super::failure::failure;
use super::pool;
use crate::error::StoreError;
use crate::row::FromRow;
use crate::statement::Statement;
use crate::value::Params;

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

    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        self.end("commit").await
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
        outcome.map_err(|error| failure("a transaction's own command", error))
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

//! The truth as it stood at one moment, for whoever reads all of it in many questions.

use std::sync::{Mutex, PoisonError};

use rusqlite::Connection;

use crate::error::StoreError;
use crate::postgres::Session;
use crate::query::{Query, at_most_one};
use crate::row::FromRow;
use crate::sqlite::ask;
use crate::statement::Statement;
use crate::value::Params;

/// Reads the whole truth as it stood when this was made, whatever is written meanwhile. It holds one connection, and on SQLite
/// the journal cannot be shortened while it lives: keep it for as long as it takes to read, and no longer.
pub struct Snapshot(Held);

enum Held {
    Sqlite(Mutex<Connection>),
    Postgres(Session),
}

impl Snapshot {
    /// On a connection of its own.
    pub(crate) fn sqlite(connection: Connection) -> Result<Snapshot, StoreError> {
        let begun = connection.execute_batch("begin; select seq from event_head");
        begun.map_err(|error| crate::sqlite::failure("snapshot", error))?;
        Ok(Snapshot(Held::Sqlite(Mutex::new(connection))))
    }

    /// In a transaction of its own.
    pub(crate) fn postgres(session: Session) -> Snapshot {
        Snapshot(Held::Postgres(session))
    }

    async fn rows<T: FromRow + Send>(
        &self,
        statement: &'static Statement,
        params: Params,
        limit: usize,
    ) -> Result<Vec<T>, StoreError> {
        match &self.0 {
            Held::Sqlite(connection) => {
                let connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
                ask::rows(&connection, statement, &params, limit)
            }
            Held::Postgres(session) => session.rows(statement, params, limit).await,
        }
    }
}

impl Query for Snapshot {
    async fn all<T: FromRow + Send>(
        &self,
        statement: &'static Statement,
        params: Params,
    ) -> Result<Vec<T>, StoreError> {
        self.rows(statement, params, usize::MAX).await
    }

    async fn optional<T: FromRow + Send>(
        &self,
        statement: &'static Statement,
        params: Params,
    ) -> Result<Option<T>, StoreError> {
        at_most_one(statement, self.rows(statement, params, 2).await?)
    }
}

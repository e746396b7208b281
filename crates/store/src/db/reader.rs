//! The two handles that only read.

use std::sync::Arc;

use rusqlite::Connection;

use super::snapshot::Snapshot;
use crate::error::StoreError;
use crate::postgres::{Pool, Session};
use crate::query::{Query, at_most_one};
use crate::row::FromRow;
use crate::sqlite::ask;
use crate::sqlite::readers::Readers;
use crate::statement::Statement;
use crate::value::Params;

/// Reads the whole truth.
#[derive(Clone)]
pub struct Reader(Source);

/// Reads published tables and nothing else; the engine refuses the rest.
#[derive(Clone)]
pub struct Published(Source);

#[derive(Clone)]
enum Source {
    Sqlite(Arc<Readers>),
    Postgres(Pool),
}

impl Source {
    async fn rows<T: FromRow + Send>(
        &self,
        statement: &'static Statement,
        params: Params,
        limit: usize,
    ) -> Result<Vec<T>, StoreError> {
        match self {
            Source::Sqlite(readers) => {
                readers.run(|connection| ask::rows(connection, statement, &params, limit))
            }
            Source::Postgres(pool) => pool.rows(statement, params, limit).await,
        }
    }
}

macro_rules! handle {
    ($name:ident) => {
        impl $name {
            pub(crate) fn sqlite(readers: Readers) -> $name {
                $name(Source::Sqlite(Arc::new(readers)))
            }

            pub(crate) fn postgres(pool: Pool) -> $name {
                $name(Source::Postgres(pool))
            }

            /// Runs a question straight on a SQLite connection; `None` on a server.
            pub(crate) fn on_file<T>(
                &self,
                question: impl FnOnce(&Connection) -> Result<T, StoreError>,
            ) -> Option<Result<T, StoreError>> {
                match &self.0 {
                    Source::Sqlite(readers) => Some(readers.run(question)),
                    Source::Postgres(_) => None,
                }
            }
        }

        impl Query for $name {
            async fn all<T: FromRow + Send>(
                &self,
                statement: &'static Statement,
                params: Params,
            ) -> Result<Vec<T>, StoreError> {
                self.0.rows(statement, params, usize::MAX).await
            }

            async fn optional<T: FromRow + Send>(
                &self,
                statement: &'static Statement,
                params: Params,
            ) -> Result<Option<T>, StoreError> {
                at_most_one(statement, self.0.rows(statement, params, 2).await?)
            }
        }
    };
}

impl Reader {
    /// The truth as it stands now, for many questions that must agree with each other.
    pub async fn snapshot(&self) -> Result<Snapshot, StoreError> {
        match &self.0 {
            Source::Sqlite(readers) => Snapshot::sqlite(readers.another()?),
            Source::Postgres(pool) => {
                Ok(Snapshot::postgres(Session::begin_snapshot(pool.connection().await?).await?))
            }
        }
    }

    /// A number that changes when any other connection commits to the file; `None` on a server.
    pub(crate) fn data_version(&self) -> Option<Result<i64, StoreError>> {
        match &self.0 {
            Source::Sqlite(readers) => Some(readers.data_version()),
            Source::Postgres(_) => None,
        }
    }
}

impl Published {
    /// The connections to the file, when there is one.
    #[cfg(test)]
    pub(crate) fn readers(&self) -> Option<&Readers> {
        match &self.0 {
            Source::Sqlite(readers) => Some(readers),
            Source::Postgres(_) => None,
        }
    }

    /// The connections to the server, when there is one.
    pub(crate) fn pool(&self) -> Option<&Pool> {
        match &self.0 {
            Source::Sqlite(_) => None,
            Source::Postgres(pool) => Some(pool),
        }
    }
}

handle!(Reader);
handle!(Published);

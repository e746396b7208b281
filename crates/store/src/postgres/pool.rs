//! Connections of one login and purpose.

use std::time::Duration;

use deadpool_postgres::{Manager, ManagerConfig, Object, RecyclingMethod, Runtime};
use tokio_postgres::types::ToSql;
use tokio_postgres::{Config, NoTls};

use super::failure::{failure, no_connection};
use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::row::{FromRow, Row};
use crate::statement::Statement;
use crate::value::Params;

const WAIT: Duration = Duration::from_secs(5);

/// A bounded set of connections. Statements are prepared once on each.
#[derive(Clone)]
pub(crate) struct Pool {
    inner: deadpool_postgres::Pool,
}

impl Pool {
    /// `settings` are given to the server at connect, before anything is asked.
    pub(crate) fn new(mut config: Config, settings: &str, most: usize) -> Result<Pool, StoreError> {
        let options = match config.get_options() {
            Some(given) => format!("{given} {settings}"),
            None => settings.to_owned(),
        };
        config.options(options).connect_timeout(WAIT).application_name("khabar");
        let manager =
            Manager::from_config(config, NoTls, ManagerConfig { recycling_method: RecyclingMethod::Fast });
        let inner = deadpool_postgres::Pool::builder(manager)
            .max_size(most.max(2))
            .wait_timeout(Some(WAIT))
            .create_timeout(Some(WAIT))
            .runtime(Runtime::Tokio1)
            .build()
            .map_err(|error| StoreError::Config(error.to_string()))?;
        Ok(Pool { inner })
    }

    pub(crate) async fn connection(&self) -> Result<Object, StoreError> {
        self.inner.get().await.map_err(no_connection)
    }

    pub(crate) async fn rows<T: FromRow>(
        &self,
        statement: &'static Statement,
        params: &Params,
        limit: usize,
    ) -> Result<Vec<T>, StoreError> {
        rows(&self.connection().await?, statement, params, limit).await
    }
}

/// Asks on one connection.
pub(crate) async fn rows<T: FromRow>(
    connection: &Object,
    statement: &'static Statement,
    params: &Params,
    limit: usize,
) -> Result<Vec<T>, StoreError> {
    let expanded = statement.expanded(Dialect::Postgres)?;
    let values = crate::value::checked(statement, params, expanded.parameters)?;
    let refused = |error| failure(statement.name, error);
    let prepared = connection.prepare_cached(&expanded.text).await.map_err(refused)?;
    let bound: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as _).collect();
    let found = connection.query(&prepared, &bound).await.map_err(refused)?;
    found.iter().take(limit).map(|row| T::from_row(&Row::postgres(statement, row))).collect()
}

/// Runs a change on one connection; how many rows it touched.
pub(crate) async fn execute(
    connection: &Object,
    statement: &'static Statement,
    params: &Params,
) -> Result<u64, StoreError> {
    let expanded = statement.expanded(Dialect::Postgres)?;
    let values = crate::value::checked(statement, params, expanded.parameters)?;
    let refused = |error| failure(statement.name, error);
    let prepared = connection.prepare_cached(&expanded.text).await.map_err(refused)?;
    let bound: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as _).collect();
    connection.execute(&prepared, &bound).await.map_err(refused)
}

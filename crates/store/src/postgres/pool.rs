//! Connections of one login and purpose.

use std::time::Duration;

use deadpool_postgres::{Manager, ManagerConfig, Object, RecyclingMethod, Runtime};
use futures_util::future::join_all;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Config, NoTls};

use super::failure::{failure, no_connection};
use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::row::{FromRow, Row};
use crate::statement::{Asked, Statement};
use crate::value::{Params, Value};

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

/// A statement that the server knows, with its parameters.
pub(crate) struct Prepared<'a> {
    name: &'static str,
    statement: tokio_postgres::Statement,
    values: &'a [Value],
}

/// Has one connection know these statements.
pub(crate) async fn prepared<'a>(
    connection: &Object,
    asked: &'a [Asked],
) -> Result<Vec<Prepared<'a>>, StoreError> {
    let mut prepared = Vec::with_capacity(asked.len());
    for (statement, params) in asked {
        let expanded = statement.expanded(Dialect::Postgres)?;
        let values = crate::value::checked(statement, params, expanded.parameters)?;
        let refused = |error| failure(statement.name, error);
        let known = connection.prepare_cached(&expanded.text).await.map_err(refused)?;
        prepared.push(Prepared { name: statement.name, statement: known, values });
    }
    Ok(prepared)
}

/// Sends all of them, in this order, before the first is answered; the rows of each, or the first failure.
pub(crate) async fn together(
    connection: &Object,
    prepared: &[Prepared<'_>],
) -> Result<Vec<Vec<tokio_postgres::Row>>, StoreError> {
    let asks = prepared.iter().map(async |one| {
        let bound: Vec<&(dyn ToSql + Sync)> = one.values.iter().map(|value| value as _).collect();
        connection.query(&one.statement, &bound).await.map_err(|error| failure(one.name, error))
    });
    join_all(asks).await.into_iter().collect()
}

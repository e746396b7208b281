//! Connections of one login and purpose.

use std::time::Duration;

use deadpool_postgres::{Manager, ManagerConfig, Object, RecyclingMethod, Runtime};
use futures_util::future::join_all;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Config, NoTls};

use super::cells::fits;
use super::failure::{failure, no_connection};
use crate::error::StoreError;
use crate::row::{FromRow, Row};
use crate::statement::{Asked, Statement};
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
        params: Params,
        limit: usize,
    ) -> Result<Vec<T>, StoreError> {
        rows(&self.connection().await?, statement, params, limit).await
    }
}

/// What one connection can be asked at once: a statement that its server knows, with its parameters.
pub(crate) enum Ready {
    /// Text of ours, without parameters.
    Command(&'static str),
    /// A registered statement.
    Statement { name: &'static str, known: tokio_postgres::Statement, params: Params },
}

/// Has one connection know a statement.
pub(crate) async fn ready(connection: &Object, asked: Asked) -> Result<Ready, StoreError> {
    let expanded = asked.expanded()?;
    let Asked { statement, params, rows } = asked;
    crate::value::checked(statement, &params, expanded.parameters)?;
    let refused = |error| failure(statement.name, error);
    let known = connection.prepare_cached(&expanded.text).await.map_err(refused)?;
    let misfit = params.values().iter().zip(known.params()).position(|(value, ty)| !fits(value, ty));
    if let Some(at) = misfit {
        let of_the_row = at % (expanded.parameters / rows).max(1);
        let reason = format!("its parameter {} is of another type", of_the_row + 1);
        return Err(StoreError::Statement { statement: statement.name, reason });
    }
    Ok(Ready::Statement { name: statement.name, known, params })
}

/// Has one connection know all of these.
pub(crate) async fn prepared(connection: &Object, asked: Vec<Asked>) -> Result<Vec<Ready>, StoreError> {
    let mut prepared = Vec::with_capacity(asked.len());
    for asked in asked {
        prepared.push(ready(connection, asked).await?);
    }
    Ok(prepared)
}

impl Ready {
    /// Its rows.
    pub(crate) async fn ask(&self, connection: &Object) -> Result<Vec<tokio_postgres::Row>, StoreError> {
        match self {
            Ready::Command(text) => connection
                .batch_execute(text)
                .await
                .map(|()| Vec::new())
                .map_err(|error| failure(text, error)),
            Ready::Statement { name, known, params } => {
                connection.query(known, &bound(params)).await.map_err(|error| failure(name, error))
            }
        }
    }

    /// How many rows it touched.
    pub(crate) async fn change(&self, connection: &Object) -> Result<u64, StoreError> {
        match self {
            Ready::Command(text) => {
                connection.batch_execute(text).await.map(|()| 0).map_err(|error| failure(text, error))
            }
            Ready::Statement { name, known, params } => {
                connection.execute(known, &bound(params)).await.map_err(|error| failure(name, error))
            }
        }
    }
}

fn bound(params: &Params) -> Vec<&(dyn ToSql + Sync)> {
    params.values().iter().map(|value| value as _).collect()
}

/// Asks on one connection.
pub(crate) async fn rows<T: FromRow>(
    connection: &Object,
    statement: &'static Statement,
    params: Params,
    limit: usize,
) -> Result<Vec<T>, StoreError> {
    let found = ready(connection, Asked::one(statement, params)).await?.ask(connection).await?;
    found.iter().take(limit).map(|row| T::from_row(&Row::postgres(statement, row))).collect()
}

/// Sends all of them, in this order, before the first is answered; the rows of each, or the first failure.
pub(crate) async fn together(
    connection: &Object,
    prepared: &[Ready],
) -> Result<Vec<Vec<tokio_postgres::Row>>, StoreError> {
    join_all(prepared.iter().map(|one| one.ask(connection))).await.into_iter().collect()
}

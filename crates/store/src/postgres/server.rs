//! The server as the program holds it: who writes, who reads, who reads only published tables.

use tokio_postgres::Config;

use super::pool::Pool;
use super::session::Session;
use crate::config::StoreConfig;
use crate::db::{Tx, Work};
use crate::error::StoreError;
use crate::notice::Notices;

const WRITING: &str = "-c lock_timeout=10s -c idle_in_transaction_session_timeout=60s";
const READING: &str = "-c default_transaction_read_only=on -c statement_timeout=30s";

/// The write side, and the published login's name for the grants.
pub(crate) struct Server {
    writing: Pool,
    published_login: String,
}

impl Server {
    /// Connects once with each login. Returns the write side, the reader and the published reader.
    pub(crate) async fn open(config: &StoreConfig) -> Result<(Server, Pool, Pool), StoreError> {
        let published_url = config.published_url.as_deref().ok_or_else(|| {
            StoreError::Config(
                "PostgreSQL needs published_url, a login that reads published tables only".into(),
            )
        })?;
        let (full, published) = (parse(&config.url, "url")?, parse(published_url, "published_url")?);
        let login = published.get_user().unwrap_or_default().to_owned();
        if login.is_empty() || Some(login.as_str()) == full.get_user() {
            return Err(StoreError::Config("published_url needs a login of its own".into()));
        }
        let writing = Pool::new(full.clone(), WRITING, config.readers)?;
        let reading = Pool::new(full, READING, config.readers)?;
        let published = Pool::new(published, READING, config.readers)?;
        for pool in [&writing, &reading, &published] {
            drop(pool.connection().await?);
        }
        Ok((Server { writing, published_login: login }, reading, published))
    }

    /// As [`Db::write`](crate::Db::write).
    pub(crate) async fn write<T, E, F>(&self, work: F, notices: &Notices) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t Tx) -> Work<'t, T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let connection = self.writing.connection().await?;
        let tx = Tx::on_postgres(Session::begin(connection));
        let outcome = match work(&tx).await {
            Ok(value) => tx.seal().await.map(|sealed| (value, sealed)).map_err(E::from),
            Err(error) => Err(error),
        };
        let session = tx.into_session().ok_or(StoreError::WritesStopped)?;
        match outcome {
            Ok((value, (pending, closing))) => {
                session.commit_after(closing).await?;
                notices.send(pending);
                Ok(value)
            }
            Err(error) => {
                if let Err(failed) = session.roll_back().await {
                    tracing::warn!(error = %failed, "a transaction was not rolled back; its connection is closed");
                }
                Err(error)
            }
        }
    }

    /// A connection of the write side, outside a transaction.
    pub(crate) async fn connection(&self) -> Result<deadpool_postgres::Object, StoreError> {
        self.writing.connection().await
    }

    /// The login that the grants are for.
    pub(crate) fn published_login(&self) -> &str {
        &self.published_login
    }
}

fn parse(url: &str, field: &str) -> Result<Config, StoreError> {
    url.parse().map_err(|_| StoreError::Config(format!("{field} is not a PostgreSQL address")))
}

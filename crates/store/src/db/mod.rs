//! The database as the program holds it: [`Db`], its three handles ([`Reader`], [`Published`], [`Tx`]) and the log.
//! Start at [`Db::open`].

mod reader;
mod snapshot;
mod tx;

use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;

use tokio::sync::watch;

pub use reader::{Published, Reader};
pub use snapshot::Snapshot;
pub use tx::Tx;

use crate::config::{StoreConfig, file_path};
use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::log::{Log, Watcher};
use crate::migrate::{self, Migrated};
use crate::notice::Notices;
use crate::postgres::Server;
use crate::proof::{self, Proof};
use crate::schema::{self, Schema};
use crate::sqlite::open::Purpose;
use crate::sqlite::readers::Readers;
use crate::sqlite::writer::Writer;

/// What [`Db::write`] runs: a boxed future that awaits nothing but its transaction.
pub type Work<'t, T, E> = Pin<Box<dyn Future<Output = Result<T, E>> + Send + 't>>;

/// The database. Cheap to clone; every clone is the same one.
#[derive(Clone)]
pub struct Db {
    inner: Arc<Inner>,
}

struct Inner {
    reader: Reader,
    published: Published,
    writer: WriteSide,
    notices: Notices,
    /// Ends with the last handle.
    _watcher: Option<Watcher>,
}

enum WriteSide {
    Sqlite(Writer),
    Postgres(Server),
}

impl Db {
    /// Opens the database named by the configuration. Nothing is created but an empty SQLite file: call
    /// [`Db::migrate`] next. Must be called inside a tokio runtime.
    pub async fn open(config: &StoreConfig) -> Result<Db, StoreError> {
        let mut db = Self::without_watcher(config).await?;
        if let Some(inner) = Arc::get_mut(&mut db.inner) {
            inner._watcher = Some(Watcher::start(inner.reader.clone(), inner.notices.clone()));
        }
        Ok(db)
    }

    /// One that does not look out for what other processes write.
    pub(crate) async fn without_watcher(config: &StoreConfig) -> Result<Db, StoreError> {
        let notices = Notices::new();
        let (writer, reader, published) = match config.url.split_once(':') {
            Some(("sqlite", path)) => open_file(&file_path(path)?, config, &notices)?,
            Some(("postgres" | "postgresql", _)) => open_server(config).await?,
            _ => {
                return Err(StoreError::Config("the database's url begins with sqlite: or postgres:".into()));
            }
        };
        Ok(Db { inner: Arc::new(Inner { reader, published, writer, notices, _watcher: None }) })
    }

    /// Brings the tables up to this program's list of migrations. An applied migration that was edited, and a
    /// database newer than the program, are refused and nothing is changed.
    pub async fn migrate(&self) -> Result<Migrated, StoreError> {
        migrate::run(self, migrate::embedded()?).await
    }

    /// The whole truth, read only. On SQLite the answer is there at once, on the calling thread.
    pub fn read(&self) -> &Reader {
        &self.inner.reader
    }

    /// What readers may see: tables named `published_*`. Anything else is refused by the engine.
    pub fn published(&self) -> &Published {
        &self.inner.published
    }

    /// Runs `work` in one transaction, commits it, and only then answers. An error from `work` rolls back all it did.
    ///
    /// `work` owns its inputs and awaits nothing but `tx`. After a failed statement the transaction is over on both
    /// databases: give the error back. Call it as `db.write(move |tx| Box::pin(async move { … Ok(x) })).await`.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t Tx) -> Work<'t, T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match &self.inner.writer {
            WriteSide::Sqlite(writer) => writer.write(work).await,
            WriteSide::Postgres(server) => server.write(work, &self.inner.notices).await,
        }
    }

    /// The event log.
    pub fn log(&self) -> Log {
        Log::new(self.clone())
    }

    /// Counts up after each local commit whose transaction called [`Tx::signal`] with this name.
    pub fn signal(&self, name: &'static str) -> watch::Receiver<u64> {
        self.inner.notices.signal(name).subscribe()
    }

    /// Which database this is: for `doctor` and tests only.
    pub fn dialect(&self) -> Dialect {
        match self.inner.writer {
            WriteSide::Sqlite(_) => Dialect::Sqlite,
            WriteSide::Postgres(_) => Dialect::Postgres,
        }
    }

    /// The tables as they stand, in words that are the same for both databases.
    pub async fn schema(&self) -> Result<Schema, StoreError> {
        schema::read(self).await
    }

    /// Tries to read every table that readers must not see through the published connection, and to write through it.
    pub async fn prove_published(&self) -> Result<Vec<Proof>, StoreError> {
        proof::prove(self).await
    }

    /// What is wrong with the file, in SQLite's words, at most twenty lines: none when it is whole, `None` where there is no file. All of it is read, on
    /// the calling thread: for `doctor` only. A server looks after its own files.
    pub fn damage(&self) -> Result<Option<Vec<String>>, StoreError> {
        self.inner.reader.on_file(crate::sqlite::open::damage).transpose()
    }

    pub(crate) fn notices(&self) -> &Notices {
        &self.inner.notices
    }

    /// The write side's server, when there is one.
    pub(crate) fn server(&self) -> Option<&Server> {
        match &self.inner.writer {
            WriteSide::Sqlite(_) => None,
            WriteSide::Postgres(server) => Some(server),
        }
    }
}

fn open_file(
    path: &Path,
    config: &StoreConfig,
    notices: &Notices,
) -> Result<(WriteSide, Reader, Published), StoreError> {
    let writer = Writer::start(path, config, notices.clone())?;
    let reader = Readers::open(path.to_owned(), Purpose::Read, config.readers)?;
    let each = config.published_cache_mib.saturating_mul(1024) / config.readers.max(1) as u64;
    let purpose = Purpose::Published { cache_kib: i64::try_from(each).unwrap_or(i64::MAX) };
    let published = Readers::open(path.to_owned(), purpose, config.readers)?;
    Ok((WriteSide::Sqlite(writer), Reader::sqlite(reader), Published::sqlite(published)))
}

async fn open_server(config: &StoreConfig) -> Result<(WriteSide, Reader, Published), StoreError> {
    let (server, reader, published) = Server::open(config).await?;
    Ok((WriteSide::Postgres(server), Reader::postgres(reader), Published::postgres(published)))
}

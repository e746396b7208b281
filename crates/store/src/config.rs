//! Where the database is.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::error::StoreError;

/// The database, as `khabar.toml` names it. Every field has a default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StoreConfig {
    /// `sqlite:PATH` for one file beside the program, or `postgres://USER:PASSWORD@HOST/NAME` for a server.
    /// Default: `sqlite:khabar.db`.
    pub url: String,
    /// PostgreSQL only, and needed there: the same database through the login that reads published tables and nothing
    /// else. Create the login yourself; migrating grants it what it needs. Default: none.
    pub published_url: Option<String>,
    /// The most connections for reading, for each of the two kinds of reader (and for writing on PostgreSQL).
    /// Default: twice the processor's cores, at least 4 and at most 16.
    pub readers: usize,
    /// SQLite only: how many MiB of the published tables the site's readers may keep in memory, all of them together. It
    /// is taken as it is needed, so a small newsroom takes less. Default: 128.
    pub published_cache_mib: u64,
    /// SQLite only: how many changes may wait for the writer before new ones are told that the database is busy.
    /// Default: 1024.
    pub max_write_queue: usize,
    /// SQLite only, and never for a newsroom: answers before the change is on the disk, so that a power cut loses what was
    /// acknowledged. The tests of power cuts must notice that. Default: no.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub careless: bool,
}

impl Default for StoreConfig {
    fn default() -> StoreConfig {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        StoreConfig {
            url: "sqlite:khabar.db".into(),
            published_url: None,
            readers: (cores * 2).clamp(4, 16),
            published_cache_mib: 128,
            max_write_queue: 1024,
            careless: false,
        }
    }
}

impl StoreConfig {
    /// The database's file, where it is one.
    pub fn file(&self) -> Option<PathBuf> {
        let (kind, path) = self.url.split_once(':')?;
        (kind == "sqlite").then(|| file_path(path).ok())?
    }
}

/// The path that follows `sqlite:`.
pub(crate) fn file_path(path: &str) -> Result<PathBuf, StoreError> {
    let path = path.strip_prefix("//").unwrap_or(path);
    if path.is_empty() || path.starts_with(':') || path.contains('?') {
        return Err(StoreError::Config("sqlite: is followed by the path of a file".into()));
    }
    Ok(PathBuf::from(path))
}

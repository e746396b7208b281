//! Noticing what other processes write: SQLite's `data_version` changes when another connection commits; on a server
//! the log's head is read.

use std::time::Duration;

use crate::db::Reader;
use crate::error::StoreError;
use crate::notice::Notices;

const EVERY: Duration = Duration::from_millis(250);

/// A task that ends when this is dropped.
pub(crate) struct Watcher(tokio::task::JoinHandle<()>);

impl Watcher {
    pub(crate) fn start(reader: Reader, notices: Notices) -> Watcher {
        Watcher(tokio::spawn(watch(reader, notices)))
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn watch(reader: Reader, notices: Notices) {
    let mut version = None;
    let mut failing = false;
    loop {
        match look(&reader, &notices, &mut version).await {
            Ok(()) => failing = false,
            Err(error) if !failing => {
                failing = true;
                tracing::debug!(%error, "the log's head could not be read");
            }
            Err(_) => {}
        }
        tokio::time::sleep(EVERY).await;
    }
}

async fn look(reader: &Reader, notices: &Notices, version: &mut Option<i64>) -> Result<(), StoreError> {
    if let Some(found) = reader.data_version() {
        let found = found?;
        if version.replace(found) == Some(found) {
            return Ok(());
        }
    }
    match super::head(reader).await {
        Ok(head) => notices.log_is_at(head),
        // Before the first migration there is no log; look again even if nothing is written meanwhile.
        Err(error) => {
            *version = None;
            return Err(error);
        }
    }
    Ok(())
}

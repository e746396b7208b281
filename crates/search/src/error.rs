//! What can go wrong with an index. Nothing a visitor types is in here.

use std::io;
use thiserror::Error;

/// The index could not do what it was asked. As it is derived, building it again is always a way out.
#[derive(Debug, Error)]
pub enum SearchError {
    /// Another process writes this index.
    #[error("another process writes this index")]
    InUse,
    /// The writing thread ended unexpectedly, twice.
    #[error("the index writer ended unexpectedly")]
    WriterEnded,
    /// The source of a rebuild failed; the index stands as it was.
    #[error("the rebuild was given up: {0}")]
    RebuildGivenUp(String),
    /// Another rebuild is under way.
    #[error("another rebuild is under way")]
    RebuildUnderWay,
    /// The changes follow on another place in the log than the one where the index stands: it was built anew meanwhile.
    #[error("the index stands at {stands:?}, and the changes follow on {after}: it was built anew meanwhile")]
    Replaced {
        /// Where it stands.
        stands: Option<i64>,
        /// What they follow on.
        after: i64,
    },
    #[error("the index failed: {0}")]
    Index(String),
    #[error(transparent)]
    Disk(#[from] io::Error),
}

impl From<tantivy::TantivyError> for SearchError {
    fn from(error: tantivy::TantivyError) -> SearchError {
        match error {
            tantivy::TantivyError::LockFailure(..) => SearchError::InUse,
            other => SearchError::Index(other.to_string()),
        }
    }
}

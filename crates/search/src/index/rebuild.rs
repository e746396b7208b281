//! Building the index again beside the one in use.

use super::{Generation, Index};
use crate::{Change, Document, SearchError};
use std::fmt::Display;
use std::fs;
use std::sync::{Arc, PoisonError, TryLockError};

/// Documents in one commit of a rebuild.
const BATCH: usize = 2_000;

/// Takes the documents of a rebuild, one after another.
pub struct Feed<'a> {
    generation: &'a Generation,
    waiting: Vec<Change>,
    taken: u64,
}

impl Feed<'_> {
    /// Adds a document.
    pub fn put(&mut self, document: Document) -> Result<(), SearchError> {
        self.waiting.push(Change::Put(document));
        self.taken += 1;
        if self.waiting.len() >= BATCH { self.flush() } else { Ok(()) }
    }

    /// Documents so far.
    pub fn taken(&self) -> u64 {
        self.taken
    }

    fn flush(&mut self) -> Result<(), SearchError> {
        let changes = std::mem::take(&mut self.waiting);
        self.generation.apply(changes, i64::MIN)
    }
}

impl Index {
    /// Builds the index again from what `fill` feeds it, and puts it in the place of the present one,
    /// which answers questions until then. Answers how many documents there are.
    ///
    /// `cursor` is the log position read *before* the first document was read: what happened since is
    /// applied again by whoever follows the log from [`Index::cursor`]. When `fill` fails, or the process
    /// ends, the present index stands.
    pub fn rebuild<E: Display>(
        &self,
        cursor: i64,
        fill: impl FnOnce(&mut Feed<'_>) -> Result<(), E>,
    ) -> Result<u64, SearchError> {
        let _only = match self.rebuilding.try_lock() {
            Ok(only) => only,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => return Err(SearchError::RebuildUnderWay),
        };
        let number = self.folder.next()?;
        let path = self.folder.generation(number);
        let built = self.build(&path, cursor, fill).and_then(|(generation, taken)| {
            self.folder.make_current(number)?;
            Ok((generation, taken))
        });
        let (generation, taken) = match built {
            Ok(built) => built,
            Err(error) => {
                let _ = fs::remove_dir_all(&path);
                return Err(error);
            }
        };
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(generation);
        // Searches under way keep the old files open and end undisturbed.
        self.folder.remove_others(number);
        Ok(taken)
    }

    fn build<E: Display>(
        &self,
        path: &std::path::Path,
        cursor: i64,
        fill: impl FnOnce(&mut Feed<'_>) -> Result<(), E>,
    ) -> Result<(Generation, u64), SearchError> {
        let generation = Generation::create(path, &self.analysis, self.idle)?;
        let mut feed = Feed { generation: &generation, waiting: Vec::new(), taken: 0 };
        fill(&mut feed).map_err(|error| SearchError::RebuildGivenUp(error.to_string()))?;
        let (rest, taken) = (std::mem::take(&mut feed.waiting), feed.taken);
        generation.apply(rest, cursor)?;
        Ok((generation, taken))
    }
}

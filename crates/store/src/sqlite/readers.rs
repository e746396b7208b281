//! Read connections: taken, used on the calling thread, given back. Never held over an await, so that a few serve
//! any number of tasks.

use std::path::PathBuf;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::Connection;

use super::open::{self, Purpose};
use crate::error::StoreError;

const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// A bounded set of connections for one purpose, opened as they are needed.
pub(crate) struct Readers {
    path: PathBuf,
    purpose: Purpose,
    most: usize,
    shelf: Mutex<Shelf>,
    /// Its `data_version` only means something when always the same connection is asked.
    version: Option<Mutex<Connection>>,
    returned: Condvar,
}

struct Shelf {
    idle: Vec<Connection>,
    open: usize,
    /// How many wait for one: where nobody does, nobody has to be woken.
    waiting: usize,
}

impl Readers {
    /// Opens the first one at once, so that a wrong path or a broken file is known at start.
    pub(crate) fn open(path: PathBuf, purpose: Purpose, most: usize) -> Result<Readers, StoreError> {
        let first = open::connection(&path, purpose)?;
        let shelf = Shelf { idle: vec![first], open: 1, waiting: 0 };
        let version = match purpose {
            Purpose::Read => Some(Mutex::new(open::connection(&path, purpose)?)),
            Purpose::Write | Purpose::Published { .. } => None,
        };
        Ok(Readers {
            path,
            purpose,
            most: most.max(1),
            shelf: Mutex::new(shelf),
            version,
            returned: Condvar::new(),
        })
    }

    /// Runs a question on a connection.
    pub(crate) fn run<T>(
        &self,
        question: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let connection = self.take()?;
        let lent = Lent { readers: self, connection: Some(connection) };
        question(lent.connection.as_ref().ok_or_else(|| StoreError::Database("no connection".into()))?)
    }

    /// A further connection, for one who keeps it.
    pub(crate) fn another(&self) -> Result<Connection, StoreError> {
        open::connection(&self.path, self.purpose)
    }

    /// For a test that takes the connections' limits away, and for nobody else.
    #[cfg(test)]
    pub(crate) fn each_idle(&self, change: impl FnMut(&mut Connection)) {
        self.shelf().idle.iter_mut().for_each(change);
    }

    /// Changes when another connection commits. Only readers of the whole truth watch for that.
    pub(crate) fn data_version(&self) -> Result<i64, StoreError> {
        let Some(version) = &self.version else {
            return Err(StoreError::Database("this reader does not watch the file".into()));
        };
        let connection = version.lock().unwrap_or_else(PoisonError::into_inner);
        connection
            .pragma_query_value(None, "data_version", |row| row.get(0))
            .map_err(|error| super::failure("data_version", error))
    }

    fn take(&self) -> Result<Connection, StoreError> {
        let mut shelf = self.shelf();
        loop {
            if let Some(connection) = shelf.idle.pop() {
                return Ok(connection);
            }
            if shelf.open < self.most {
                shelf.open += 1;
                drop(shelf);
                return open::connection(&self.path, self.purpose).inspect_err(|_| self.shelf().open -= 1);
            }
            shelf.waiting += 1;
            let waited = self.returned.wait_timeout(shelf, LONGEST_WAIT);
            let (back, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
            shelf = back;
            shelf.waiting -= 1;
            if timeout.timed_out() && shelf.idle.is_empty() {
                return Err(StoreError::Busy("every read connection is in use".into()));
            }
        }
    }

    fn give_back(&self, connection: Connection) {
        let mut shelf = self.shelf();
        shelf.idle.push(connection);
        let is_awaited = shelf.waiting > 0;
        drop(shelf);
        if is_awaited {
            self.returned.notify_one();
        }
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Gives the connection back also when the question panics.
struct Lent<'r> {
    readers: &'r Readers,
    connection: Option<Connection>,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            self.readers.give_back(connection);
        }
    }
}

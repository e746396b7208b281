//! A transaction in progress.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use rusqlite::Connection;

use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::log::{self, NewEvent};
use crate::notice::Pending;
use crate::postgres::Session;
use crate::query::{Query, at_most_one};
use crate::row::FromRow;
use crate::sqlite::ask;
use crate::statement::{Asked, Statement};
use crate::value::Params;

/// One transaction: asks, changes and records events. Given to the work of [`Db::write`](crate::Db::write).
pub struct Tx {
    connection: Line,
    said: Mutex<Said>,
}

enum Line {
    Sqlite(Arc<Mutex<Connection>>),
    Postgres(Box<Session>),
}

#[derive(Default)]
struct Said {
    events: Vec<NewEvent>,
    signals: Vec<&'static str>,
    last: Vec<Asked>,
    failure: Option<StoreError>,
}

impl Tx {
    pub(crate) fn on_sqlite(connection: Arc<Mutex<Connection>>) -> Tx {
        Tx { connection: Line::Sqlite(connection), said: Mutex::default() }
    }

    pub(crate) fn on_postgres(session: Session) -> Tx {
        Tx { connection: Line::Postgres(Box::new(session)), said: Mutex::default() }
    }

    /// Runs a change; how many rows it touched. For `… returning`, ask with [`Query`] instead.
    pub async fn execute(&self, statement: &'static Statement, params: Params) -> Result<u64, StoreError> {
        self.refuse_after_failure()?;
        let outcome = match &self.connection {
            Line::Sqlite(connection) => ask::execute(&lock(connection), statement, &params),
            Line::Postgres(session) => session.execute(statement, params).await,
        };
        self.remember_failure(outcome)
    }

    /// Makes a change of which nobody asks how many rows it touched. To a server it goes together with what is asked next, or
    /// with the commit, in the order in which all was said; that it failed is told then.
    pub async fn send(&self, statement: &'static Statement, params: Params) -> Result<(), StoreError> {
        self.refuse_after_failure()?;
        let outcome = match &self.connection {
            Line::Sqlite(connection) => ask::execute(&lock(connection), statement, &params).map(drop),
            Line::Postgres(session) => session.send(Asked::one(statement, params)).await,
        };
        self.remember_failure(outcome)
    }

    /// Makes the same change with each of these, which is one that puts one row, `values (…)`, all of whose parameters stand there.
    /// To a server many rows go at a time, so no two of them may be of one key; that one failed is told as with [`Tx::send`].
    pub async fn send_each(
        &self,
        statement: &'static Statement,
        rows: Vec<Params>,
    ) -> Result<(), StoreError> {
        let expected = statement.expanded(Dialect::Postgres)?.parameters;
        for row in &rows {
            crate::value::checked(statement, row, expected)?;
        }
        let Line::Postgres(session) = &self.connection else {
            for params in rows {
                self.send(statement, params).await?;
            }
            return Ok(());
        };
        self.refuse_after_failure()?;
        for asked in Asked::each(statement, rows) {
            let outcome = session.send(asked).await;
            self.remember_failure(outcome)?;
        }
        Ok(())
    }

    /// Runs a change when all else of the transaction is done. For a row that many transactions change, a count that all
    /// share: on a server they wait for one another from there to the commit, and no longer. Those of one transaction go in the
    /// order of their parameters, so that no two wait for each other; where these are alike, as they were said. The
    /// transaction itself does not see it.
    pub fn execute_last(&self, statement: &'static Statement, params: Params) {
        self.said().last.push(Asked::one(statement, params));
    }

    /// Adds an event to the log, if the transaction is committed. The log is touched as the last thing before the
    /// commit, so that its lock is held as short as possible.
    pub fn record(&self, event: NewEvent) {
        self.said().events.push(event);
    }

    /// After the commit, wakes those who listen to this name on this node ([`Db::signal`](crate::Db::signal)).
    pub fn signal(&self, name: &'static str) {
        self.said().signals.push(name);
    }

    async fn rows<T: FromRow + Send>(
        &self,
        statement: &'static Statement,
        params: Params,
        limit: usize,
    ) -> Result<Vec<T>, StoreError> {
        self.refuse_after_failure()?;
        let outcome = match &self.connection {
            Line::Sqlite(connection) => ask::rows(&lock(connection), statement, &params, limit),
            Line::Postgres(session) => session.rows(statement, params, limit).await,
        };
        self.remember_failure(outcome)
    }

    /// PostgreSQL ends a transaction at the first failed statement and then turns its commit into a rollback without
    /// an error; SQLite would go on. Both are made to stop here, so that nothing is acknowledged that was undone.
    fn refuse_after_failure(&self) -> Result<(), StoreError> {
        match &self.said().failure {
            Some(error) => Err(StoreError::AfterFailure(error.to_string())),
            None => Ok(()),
        }
    }

    fn remember_failure<T>(&self, outcome: Result<T, StoreError>) -> Result<T, StoreError> {
        outcome.inspect_err(|error| {
            if error.ends_transaction() {
                self.said().failure.get_or_insert_with(|| error.clone());
            }
        })
    }

    /// The statement that failed, if one did.
    pub(crate) fn failure(&self) -> Option<StoreError> {
        self.said().failure.clone()
    }

    /// Does what is done last and numbers the events; what to say after the commit, and what is left to be sent with it.
    ///
    /// On a server others wait for the rows that all share, the counts and the log's head, from here to the commit. So
    /// what needs no answer of another is sent together, and the way there and back is gone twice and no more.
    pub(crate) async fn seal(&self) -> Result<(Pending, Vec<Asked>), StoreError> {
        self.refuse_after_failure()?;
        let Said { mut last, events, signals, .. } = std::mem::take(&mut *self.said());
        last.sort_by(|one, other| one.params.order(&other.params));
        let (head, closing) = match &self.connection {
            Line::Sqlite(_) => {
                for Asked { statement, params, .. } in last {
                    self.execute(statement, params).await?;
                }
                (log::append(self, &events).await?, Vec::new())
            }
            Line::Postgres(session) => {
                let numbers = log::numbers_for(&events);
                let head = self.remember_failure(session.last_of(last, numbers).await)?;
                (head, head.map(|head| log::appended(&events, head)).unwrap_or_default())
            }
        };
        Ok((Pending { head, signals }, closing))
    }

    /// [`Tx::seal`] on SQLite, where nothing waits.
    pub(crate) fn seal_now(&self) -> Result<Pending, StoreError> {
        let sealed = std::pin::pin!(self.seal());
        match sealed.poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(outcome) => outcome.map(|(pending, _)| pending),
            Poll::Pending => Err(StoreError::WaitedInTransaction),
        }
    }

    /// The session on the server, taken out to be committed or rolled back.
    pub(crate) fn into_session(self) -> Option<Session> {
        match self.connection {
            Line::Sqlite(_) => None,
            Line::Postgres(session) => Some(*session),
        }
    }

    /// Runs text that is not a registered statement: migrations only.
    pub(crate) async fn batch(&self, text: &str) -> Result<(), StoreError> {
        self.refuse_after_failure()?;
        let outcome = match &self.connection {
            Line::Sqlite(connection) => lock(connection)
                .execute_batch(text)
                .map_err(|error| crate::sqlite::failure("a migration", error)),
            Line::Postgres(session) => session.batch(text).await,
        };
        self.remember_failure(outcome)
    }

    /// For tests that look at the writer's connection.
    #[cfg(test)]
    pub(crate) fn sqlite_connection(&self) -> Option<Arc<Mutex<Connection>>> {
        match &self.connection {
            Line::Sqlite(connection) => Some(connection.clone()),
            Line::Postgres(_) => None,
        }
    }

    fn said(&self) -> MutexGuard<'_, Said> {
        self.said.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn lock(connection: &Mutex<Connection>) -> MutexGuard<'_, Connection> {
    connection.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Query for Tx {
    async fn all<T: FromRow + Send>(
        &self,
        statement: &'static Statement,
        params: Params,
    ) -> Result<Vec<T>, StoreError> {
        self.rows(statement, params, usize::MAX).await
    }

    async fn optional<T: FromRow + Send>(
        &self,
        statement: &'static Statement,
        params: Params,
    ) -> Result<Option<T>, StoreError> {
        at_most_one(statement, self.rows(statement, params, 2).await?)
    }
}

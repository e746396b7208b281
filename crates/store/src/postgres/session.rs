//! One transaction on one connection. If it is dropped before its end (the caller went away), the connection is
//! closed instead of being given back with a transaction open; the server then rolls back.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use deadpool_postgres::Object;
use futures_util::future::{join, join3};

use super::failure::failure;
use super::pool::{self, Ready};
use crate::error::StoreError;
use crate::row::{FromRow, Row};
use crate::statement::{Asked, Statement};
use crate::value::Params;

const COMMAND: &str = "a transaction's own command";

/// So many are surely sent before whatever is sent after them.
const TOGETHER: usize = 16;

/// A way to the server and back costs more than most of what is asked there. So what needs no answer waits here, the beginning
/// of the transaction first, and is sent with the next question or with the commit.
pub(crate) struct Session {
    connection: Option<Object>,
    waiting: Mutex<Vec<Ready>>,
    /// How many answers are being waited for.
    asked: AtomicUsize,
}

impl Session {
    /// Begins a transaction.
    pub(crate) fn begin(connection: Object) -> Session {
        let begin = Ready::Command("begin");
        Session { connection: Some(connection), waiting: Mutex::new(vec![begin]), asked: AtomicUsize::new(0) }
    }

    /// Begins one that only reads, and sees nothing of what is committed after its first question.
    pub(crate) async fn begin_snapshot(connection: Object) -> Result<Session, StoreError> {
        let (waiting, asked) = Default::default();
        let session = Session { connection: Some(connection), waiting, asked };
        session.batch("begin isolation level repeatable read read only").await?;
        session.batch("select seq from event_head").await?;
        Ok(session)
    }

    /// Commits, after the last changes: they and the commit are sent together. Where one of them fails the server undoes all.
    pub(crate) async fn commit_after(mut self, changes: Vec<Asked>) -> Result<(), StoreError> {
        let connection = self.connection()?;
        // Somebody went away before they were answered: nobody knows whether that failed, and a server says nothing of it when it
        // turns the commit into its contrary.
        if self.asked.load(Ordering::Acquire) > 0 {
            return Err(StoreError::Database("an answer in the transaction was not waited for".into()));
        }
        let prepared = pool::prepared(connection, changes).await?;
        let waiting = self.take_waiting();
        // Nothing was ever asked: the server knows of no transaction.
        if !matches!(waiting.as_slice(), [Ready::Command(_)] if prepared.is_empty()) {
            let commit = connection.batch_execute("commit");
            let (before, changed, committed) = match waiting.len() + prepared.len() {
                // So few are surely sent before the commit is.
                ..=TOGETHER => {
                    join3(pool::together(connection, &waiting), pool::together(connection, &prepared), commit)
                        .await
                }
                _ => (
                    pool::together(connection, &waiting).await,
                    pool::together(connection, &prepared).await,
                    commit.await,
                ),
            };
            before?;
            changed?;
            committed.map_err(|error| failure(COMMAND, error))?;
        }
        // The transaction is over: the connection may go back to the others.
        drop(self.connection.take());
        Ok(())
    }

    /// Makes these changes and takes the numbers, all sent together; the number that was taken.
    pub(crate) async fn last_of(
        &self,
        mut asked: Vec<Asked>,
        numbers: Option<Asked>,
    ) -> Result<Option<i64>, StoreError> {
        let connection = self.connection()?;
        let takes = numbers.as_ref().map(|asked| asked.statement);
        asked.extend(numbers);
        if asked.is_empty() {
            return Ok(None);
        }
        let prepared = pool::prepared(connection, asked).await?;
        let rows = self.after_waiting(pool::together(connection, &prepared)).await?;
        let Some(statement) = takes else { return Ok(None) };
        let row = rows.last().and_then(|rows| rows.first());
        let row = row.ok_or_else(|| StoreError::Database(format!("{}: no row", statement.name)))?;
        <(i64,)>::from_row(&Row::postgres(statement, row)).map(|(number,)| Some(number))
    }

    pub(crate) async fn roll_back(mut self) -> Result<(), StoreError> {
        let is_begun = !matches!(self.take_waiting().first(), Some(Ready::Command(_)));
        if is_begun {
            self.batch("rollback").await?;
        }
        // The transaction is over: the connection may go back to the others.
        drop(self.connection.take());
        Ok(())
    }

    /// Makes a change that waits for whatever is asked next. Where it fails, that is told then.
    pub(crate) async fn send(&self, asked: Asked) -> Result<(), StoreError> {
        let ready = pool::ready(self.connection()?, asked).await?;
        let is_full = {
            let mut waiting = self.waiting();
            waiting.push(ready);
            waiting.len() >= TOGETHER
        };
        if is_full { self.after_waiting(std::future::ready(Ok(()))).await } else { Ok(()) }
    }

    /// Sends what waits, and after it what `asks`: nothing may be awaited between the two, or somebody else's question would
    /// come before what waits.
    async fn after_waiting<T>(
        &self,
        asks: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        let connection = self.connection()?;
        let waiting = self.take_waiting();
        self.asked.fetch_add(1, Ordering::AcqRel);
        let (sent, answer) = join(pool::together(connection, &waiting), asks).await;
        self.asked.fetch_sub(1, Ordering::AcqRel);
        sent?;
        answer
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<Ready>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take_waiting(&self) -> Vec<Ready> {
        std::mem::take(&mut *self.waiting())
    }

    pub(crate) async fn rows<T: FromRow>(
        &self,
        statement: &'static Statement,
        params: Params,
        limit: usize,
    ) -> Result<Vec<T>, StoreError> {
        let connection = self.connection()?;
        let ready = pool::ready(connection, Asked::one(statement, params)).await?;
        let found = self.after_waiting(ready.ask(connection)).await?;
        found.iter().take(limit).map(|row| T::from_row(&Row::postgres(statement, row))).collect()
    }

    pub(crate) async fn execute(
        &self,
        statement: &'static Statement,
        params: Params,
    ) -> Result<u64, StoreError> {
        let connection = self.connection()?;
        let ready = pool::ready(connection, Asked::one(statement, params)).await?;
        self.after_waiting(ready.change(connection)).await
    }

    /// Runs text that is not a registered statement.
    pub(crate) async fn batch(&self, text: &str) -> Result<(), StoreError> {
        let run = self.connection()?.batch_execute(text);
        self.after_waiting(async { run.await.map_err(|error| failure(COMMAND, error)) }).await
    }

    fn connection(&self) -> Result<&Object, StoreError> {
        self.connection.as_ref().ok_or_else(|| StoreError::Database("the transaction is over".into()))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            drop(Object::take(connection));
        }
    }
}

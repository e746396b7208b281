//! One group of changes: `begin immediate`, each piece in a savepoint of its own, one commit, all answered.
//!
//! A piece that fails is rolled back alone. A failed commit fails every piece that had succeeded; a disk failure
//! also stops the writer, because a file that could not be synced cannot be trusted to hold what it was given. The same
//! when what is committed cannot be brought into the file ([`super::checkpoint`]).

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::checkpoint::Checkpoint;
use super::failure;
use super::writer::Piece;
use crate::db::Tx;
use crate::error::StoreError;
use crate::notice::{Notices, Pending};

const MOST_PIECES: usize = 100;
/// A group takes no new piece after this long, so that the first in it does not wait for all the others.
const LONGEST: Duration = Duration::from_millis(20);
const NAME: &str = "the writer";

pub(crate) struct Group {
    connection: Arc<Mutex<Connection>>,
    notices: Notices,
    checkpoint: Checkpoint,
}

/// What became of one piece.
enum Ran {
    Kept(Pending),
    Undone(Result<(), StoreError>),
    /// SQLite gave up the whole transaction.
    Lost(StoreError),
}

impl Group {
    pub(crate) fn new(connection: Connection, notices: Notices, checkpoint: Checkpoint) -> Group {
        Group { connection: Arc::new(Mutex::new(connection)), notices, checkpoint }
    }

    /// Runs `first` and what `next` gives. An error means that nothing may be written any more.
    pub(crate) fn run(
        &mut self,
        first: Box<dyn Piece>,
        mut next: impl FnMut() -> Option<Box<dyn Piece>>,
    ) -> Result<(), StoreError> {
        if let Err(error) = self.command("begin immediate") {
            // Those who wait behind it have waited as long.
            first.answer(Err(error.clone()));
            while let Some(piece) = next() {
                piece.answer(Err(error.clone()));
            }
            return stop_if_disk(error);
        }
        let started = now();
        let mut kept = Vec::new();
        let mut waiting = Pending::default();
        let mut piece = Some(first);
        let mut taken = 0;
        while let Some(mut current) = piece.take() {
            taken += 1;
            match self.run_piece(current.as_mut()) {
                Ran::Kept(pending) => {
                    waiting.add(pending);
                    kept.push(current);
                }
                Ran::Undone(outcome) => current.answer(outcome),
                Ran::Lost(error) => {
                    kept.push(current);
                    return self.fail(kept, error);
                }
            }
            if taken < MOST_PIECES && started.elapsed() < LONGEST {
                piece = next();
            }
        }
        metrics::histogram!("store_group_pieces").record(taken as f64);
        match self.command("commit") {
            Ok(()) => {
                // Readers are told before the writer's caller, so that an acknowledged change is known everywhere.
                self.notices.send(waiting);
                kept.into_iter().for_each(|piece| piece.answer(Ok(())));
                self.checkpoint.when_due(&self.lock())
            }
            Err(error) => self.fail(kept, error),
        }
    }

    fn run_piece(&self, piece: &mut dyn Piece) -> Ran {
        if piece.is_abandoned() {
            return Ran::Undone(Err(StoreError::Busy("the caller went away".into())));
        }
        if let Err(error) = self.command("savepoint piece") {
            return Ran::Lost(error);
        }
        let tx = Tx::on_sqlite(self.connection.clone());
        let wanted = piece.run(&tx);
        let outcome = if wanted {
            tx.seal_now()
        } else {
            Err(tx.failure().unwrap_or_else(|| StoreError::Database("the work gave up".into())))
        };
        if self.lock().is_autocommit() {
            return Ran::Lost(outcome.err().unwrap_or_else(|| StoreError::Database("rolled back".into())));
        }
        match outcome {
            Ok(pending) => match self.command("release piece") {
                Ok(()) => Ran::Kept(pending),
                Err(error) => Ran::Lost(error),
            },
            Err(error @ StoreError::Disk(_)) => Ran::Lost(error),
            Err(error) => {
                match self.command("rollback to piece").and_then(|()| self.command("release piece")) {
                    Ok(()) => Ran::Undone(Err(error)),
                    Err(error) => Ran::Lost(error),
                }
            }
        }
    }

    fn fail(&self, pieces: Vec<Box<dyn Piece>>, error: StoreError) -> Result<(), StoreError> {
        if !self.lock().is_autocommit()
            && let Err(error) = self.command("rollback")
        {
            tracing::error!(%error, "a failed group could not be rolled back");
            pieces.into_iter().for_each(|piece| piece.answer(Err(error.clone())));
            return Err(error);
        }
        pieces.into_iter().for_each(|piece| piece.answer(Err(error.clone())));
        stop_if_disk(error)
    }

    fn command(&self, text: &str) -> Result<(), StoreError> {
        let connection = self.lock();
        let mut prepared = connection.prepare_cached(text).map_err(|error| failure(NAME, error))?;
        prepared.raw_execute().map(drop).map_err(|error| failure(NAME, error))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn stop_if_disk(error: StoreError) -> Result<(), StoreError> {
    match error {
        StoreError::Disk(_) => Err(error),
        other => {
            tracing::warn!(error = %other, "a group of changes was not committed");
            Ok(())
        }
    }
}

fn now() -> Instant {
    Instant::now()
}

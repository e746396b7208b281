//! The writer: one thread that owns the only connection that changes anything. It takes what is queued, runs it as
//! one transaction ([`super::group`]), commits once, and answers all.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};

use super::checkpoint::Checkpoint;
use super::group::Group;
use super::open::{self, Purpose};
use crate::config::StoreConfig;
use crate::db::{Tx, Work};
use crate::error::StoreError;
use crate::notice::Notices;

/// How long a change waits for a place in the queue before it is told that the database is busy.
const QUEUE_WAIT: Duration = Duration::from_secs(5);

/// A handle on the writer thread, which ends when the last handle is gone.
pub(crate) struct Writer {
    queue: mpsc::Sender<Box<dyn Piece>>,
}

/// One piece of work in the queue, whatever it returns.
pub(crate) trait Piece: Send {
    /// Runs it; is its result worth keeping?
    fn run(&mut self, tx: &Tx) -> bool;
    /// Tells the caller, after the commit or its failure.
    fn answer(self: Box<Self>, committed: Result<(), StoreError>);
    /// Has the caller gone away?
    fn is_abandoned(&self) -> bool;
}

impl Writer {
    /// Opens the file (made if it is not there) and starts the thread.
    pub(crate) fn start(path: &Path, config: &StoreConfig, notices: Notices) -> Result<Writer, StoreError> {
        let mut connection = open::connection(path, Purpose::Write)?;
        if config.careless {
            open::carelessly(&connection)?;
        }
        let checkpoint = Checkpoint::begin(&mut connection)?;
        let group = Group::new(connection, notices, checkpoint);
        let (sender, receiver) = mpsc::channel(config.max_write_queue.max(1));
        std::thread::Builder::new()
            .name("store-writer".into())
            .spawn(move || take_turns(receiver, group))
            .map_err(|error| StoreError::Config(format!("the writer thread did not start: {error}")))?;
        Ok(Writer { queue: sender })
    }

    /// Queues the work and waits until it is on the disk.
    pub(crate) async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t Tx) -> Work<'t, T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let piece = Box::new(Request { work: Some(work), result: None, answer });
        match tokio::time::timeout(QUEUE_WAIT, self.queue.reserve()).await {
            Ok(Ok(place)) => place.send(piece),
            Ok(Err(_)) => return Err(StoreError::WritesStopped.into()),
            Err(_) => return Err(StoreError::Busy("too many changes are waiting".into()).into()),
        }
        answered.await.unwrap_or_else(|_| Err(StoreError::WritesStopped.into()))
    }
}

fn take_turns(mut queue: mpsc::Receiver<Box<dyn Piece>>, mut group: Group) {
    while let Some(first) = queue.blocking_recv() {
        let run = catch_unwind(AssertUnwindSafe(|| group.run(first, || queue.try_recv().ok())));
        let failure = match run {
            Ok(Ok(())) => continue,
            Ok(Err(error)) => error.to_string(),
            Err(panic) => format!("a panic: {}", panic_text(panic.as_ref())),
        };
        tracing::error!(failure, "the writer has stopped; restart after checking the disk");
        metrics::gauge!("store_writes_stopped").set(1.0);
        queue.close();
        while let Some(piece) = queue.blocking_recv() {
            piece.answer(Err(StoreError::WritesStopped));
        }
    }
}

struct Request<T, E, F> {
    work: Option<F>,
    result: Option<Result<T, E>>,
    answer: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Piece for Request<T, E, F>
where
    F: for<'t> FnOnce(&'t Tx) -> Work<'t, T, E> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn run(&mut self, tx: &Tx) -> bool {
        let Some(work) = self.work.take() else { return false };
        let polled = catch_unwind(AssertUnwindSafe(|| {
            let mut future = work(tx);
            future.as_mut().poll(&mut Context::from_waker(Waker::noop()))
        }));
        let result = match polled {
            Ok(Poll::Ready(result)) => result,
            Ok(Poll::Pending) => Err(StoreError::WaitedInTransaction.into()),
            Err(panic) => Err(StoreError::Panicked(panic_text(panic.as_ref())).into()),
        };
        self.result.insert(result).is_ok()
    }

    fn answer(self: Box<Self>, committed: Result<(), StoreError>) {
        let result = match (self.result, committed) {
            (Some(Err(error)), _) => Err(error),
            (_, Err(error)) => Err(error.into()),
            (Some(Ok(value)), Ok(())) => Ok(value),
            (None, Ok(())) => Err(StoreError::WritesStopped.into()),
        };
        // A caller that went away has no use for the answer.
        let _ = self.answer.send(result);
    }

    fn is_abandoned(&self) -> bool {
        self.answer.is_closed()
    }
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no message".into())
}

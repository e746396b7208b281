//! Work for later, in tables of the same database: [`enqueue`] inside the transaction that needs it, [`Runner`] to do
//! it. A job is done at least once: it must be safe to run twice.
//!
//! A job waits, is claimed by one runner under a lease, and its row goes when it is done. A runner that dies loses
//! its lease and another runs the job. One that keeps failing stays as `failed` with its last error.

mod behind;
mod queue;
mod rows;
mod runner;
mod together;
mod turn;

pub use behind::behind;
pub use queue::{
    Failed, NewJob, Standing, Troubled, cancel, enqueue, enqueue_each, failed, forget_failed, is_due, retry,
    standing, troubled, waiting,
};
pub use runner::{JobError, Runner};
pub use together::Together;

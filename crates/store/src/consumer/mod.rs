//! Those who react to the log. Two kinds:
//!
//! - [`node`]: every node has its own (its page cache, its search index, its open streams). The cursor is kept with
//!   what it feeds, so the two cannot disagree; a cursor that the log no longer covers means building anew.
//! - [`leased`]: one for the whole newsroom (what leaves the house: mail, push, notices to others). Its cursor is one
//!   row with a lease; another node goes on after the lease ends.
//!
//! Both see every event at least once and in order: the cursor moves only after a batch was taken, so whoever takes
//! batches must be safe to run twice.

pub mod leased;
pub mod node;
mod pace;

pub use leased::{Begin, Lease, LeasedConsumer, run_leased};
pub use node::{NodeConsumer, run_node};

/// Why a batch was not taken; the same batch is offered again after a while.
pub type ConsumerError = Box<dyn std::error::Error + Send + Sync>;

/// The most events that are offered at once.
pub const BATCH: i64 = 256;

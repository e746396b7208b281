//! The content network before the newsroom: told, once for the whole newsroom, which pages changed, in the words of its kind.
//!
//! `network` is its settings, `purge` what is asked of it (no I/O), `consumer` follows the log and asks.

mod consumer;
mod network;
mod purge;

pub use consumer::{leave, run};
pub use network::{CdnConfig, CdnError, CdnKind, Network};

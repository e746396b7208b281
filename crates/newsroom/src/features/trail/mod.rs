//! The trail: who did what, when, to what; each entry sealed with the hash of the one before it, so that a changed, added or
//! missing one shows. It is made from the event log, in the order of commits, by one consumer for the whole newsroom.
//!
//! Why not inside each transaction: a chain has one end, and every commit would wait for it with its work still to do. The
//! event stands in the same transaction as what it tells of; a moment later it is sealed. Until then, and as long as the
//! log keeps it, [`verify`] holds the two against each other.

pub mod actions;
mod consumer;
pub mod desk;
mod entry;
mod policy;
mod store;
mod verify;

pub use consumer::run;
pub use verify::{Fault, Verdict, verify};

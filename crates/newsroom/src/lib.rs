//! The product: every news noun lives here and only here.
//!
//! Start at `routes/` for what a URL does, at `features/<noun>/actions/` for what an editor can do, and at
//! `reactions.rs` for what follows from it. One idea carries it all: an action changes the truth in one
//! transaction and records an event; everything else reacts to the event log.

pub mod app;
pub mod config;
pub mod consumers;
pub mod desk_parts;
pub mod event;
pub mod features;
pub mod id;
pub mod reactions;
pub mod routes;
pub mod rush;
pub mod schedule;
pub mod tag;

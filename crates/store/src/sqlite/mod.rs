//! The engine for one file: one writer thread ([`writer`]) that commits in groups, and read connections
//! ([`readers`]) that answer on the calling thread.

pub(crate) mod ask;
pub(crate) mod authorizer;
mod checkpoint;
pub(crate) mod copy;
mod failure;
pub(crate) mod group;
pub(crate) mod open;
pub(crate) mod readers;
pub(crate) mod writer;

pub(crate) use failure::failure;

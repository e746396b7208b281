//! The engine for a server: three pools with three powers. [`Server`] writes, [`Pool`] reads (the whole truth, or as
//! the published login), [`Session`] is one transaction.

mod cells;
mod failure;
pub(crate) mod grants;
mod pool;
mod server;
mod session;

pub(crate) use failure::{explain, failure};
pub(crate) use pool::Pool;
pub(crate) use server::Server;
pub(crate) use session::Session;

//! What the figures are compared with, apart from nginx.

pub mod commit;
pub mod plain;
mod store;

//! The kit: a newsroom in a folder on each database, the commands on it, the server over it, and a plain HTTP client.

mod command;
mod database;
mod folder;
mod http;
mod items;
mod made;
mod newsroom;
mod nginx;
mod pebble;
mod postgres;
mod server;
mod tls;
mod waiting;

pub use command::{Ran, finish, khabar, run_on, run_on_a_terminal};
pub use database::Database;
pub use folder::copy_folder;
pub use http::{Answer, Call, Fault, connect, get, post, read_answer};
pub use items::{item, ndjson};
pub use newsroom::{Kind, Newsroom};
pub use nginx::Nginx;
pub use pebble::Pebble;
pub use server::Server;
pub use tls::{Secure, ask_over_tls, trusting};
pub use waiting::{free, until, within};

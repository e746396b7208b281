//! Starting servers and load, each on a core of its own, and stopping what was started.

pub mod http;
pub mod newsroom;
pub mod nginx;
pub mod pinned;
pub mod wrk;

use std::net::TcpListener;

/// The core that servers run on.
pub const SERVER_CORE: &str = "0";
/// The core that load runs on.
pub const LOAD_CORE: &str = "1";

/// Whether there is such a program.
pub fn has(program: &str) -> bool {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders).chain(["/usr/sbin".into()]).any(|folder| folder.join(program).is_file())
}

/// A port nobody listens on just now.
pub fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

//! The newsroom under measurement: the `khabar` binary beside this one, on a data folder.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::Context;

use super::pinned::{self, Pinned};
use super::{SERVER_CORE, free_port, http};

/// A running newsroom.
pub struct Newsroom {
    /// Where its site listens.
    pub site: SocketAddr,
    /// From the start of the process to the first 200.
    pub ready_after: Duration,
    /// The process.
    pub process: Pinned,
}

/// The binary, which is built beside this one.
pub fn binary() -> anyhow::Result<PathBuf> {
    let path = std::env::current_exe()?.with_file_name("khabar");
    anyhow::ensure!(
        path.is_file(),
        "{} is missing; build it: cargo build --release -p khabar -p bench",
        path.display()
    );
    Ok(path)
}

/// Runs one of its commands to the end and returns what it printed.
pub fn command(data: &Path, arguments: &[&str]) -> anyhow::Result<String> {
    let output = Command::new(binary()?).args(arguments).env("KHABAR_DATA", data).output()?;
    let complaint = String::from_utf8_lossy(&output.stderr);
    anyhow::ensure!(output.status.success(), "khabar {}: {complaint}", arguments.join(" "));
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

impl Newsroom {
    /// Starts it on `data` with these settings in its environment, and waits for its first 200.
    pub fn start(data: &Path, settings: &[(&str, &str)]) -> anyhow::Result<Newsroom> {
        let address = |port| SocketAddr::from(([127, 0, 0, 1], port));
        let (site, ops) = (address(free_port()?), address(free_port()?));
        let mut command = pinned::on_core(SERVER_CORE, binary()?);
        command.args(["serve", "--listen", &site.to_string(), "--ops-listen", &ops.to_string()]);
        command.env("KHABAR_DATA", data).env("KHABAR_LOG", "error").envs(settings.iter().copied());
        let begun = Instant::now();
        let process = Pinned::start(command)?;
        let ready = http::wait_until_ready(ops, "/ready", Duration::from_secs(60)).context("khabar serve")?;
        Ok(Newsroom { site, ready_after: ready - begun, process })
    }

    /// The address of a path on its site.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.site)
    }
}

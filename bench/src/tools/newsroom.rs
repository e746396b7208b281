//! The newsroom under measurement: the `khabar` binary beside this one, on a data folder.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context;

use super::pinned::{self, Pinned};
use super::{SERVER_CORE, free_port, http};

/// A running newsroom.
pub struct Newsroom {
    /// Where its site listens.
    pub site: SocketAddr,
    /// Where it says how it is.
    pub ops: SocketAddr,
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

/// A token of an editor, opened by the product's own commands before the newsroom is served.
pub fn editor_token(data: &Path) -> anyhow::Result<String> {
    let email = "measure@example.org";
    let known = command(data, &["user", "list"])?;
    if !known.lines().any(|line| line.starts_with(email)) {
        command(data, &["user", "add", "--name", "Measure", "--role", "editor", email])?;
    }
    Ok(command(data, &["user", "token", "--name", "bench", email])?.trim().to_owned())
}

/// What running a command to its end came to.
pub struct Run {
    /// What it printed.
    pub printed: String,
    /// How long it took.
    pub seconds: f64,
    /// Its resident memory at its highest, in bytes.
    pub peak: u64,
}

/// Runs one of its commands to the end, and watches its memory.
pub fn measured(data: &Path, arguments: &[&str]) -> anyhow::Result<Run> {
    let mut command = pinned::on_all_cores(binary()?);
    command.args(arguments).env("KHABAR_DATA", data).env("KHABAR_LOG", "error");
    let begun = Instant::now();
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
    let out = child.stdout.take().context("what it prints cannot be read")?;
    let reading = std::thread::spawn(move || std::io::read_to_string(out));
    let (mut peak, id) = (0, child.id());
    let status = loop {
        // The highest so far, as the kernel keeps it: it only grows, so that the last look is the one that counts.
        peak = peak.max(pinned::memory(id, "VmHWM:"));
        match child.try_wait()? {
            Some(status) => break status,
            None => std::thread::sleep(Duration::from_millis(20)),
        }
    };
    let seconds = begun.elapsed().as_secs_f64();
    let printed = reading.join().map_err(|_| anyhow::anyhow!("what it prints cannot be read"))??;
    anyhow::ensure!(status.success(), "khabar {}: {status}", arguments.join(" "));
    Ok(Run { printed, seconds, peak })
}

impl Newsroom {
    /// Starts it on one core on `data` with these settings in its environment, and waits for its first 200.
    pub fn start(data: &Path, settings: &[(&str, &str)]) -> anyhow::Result<Newsroom> {
        Self::started(pinned::on_core(SERVER_CORE, binary()?), data, settings)
    }

    /// Starts it on the whole machine, as a newsroom has it.
    pub fn start_on_all_cores(data: &Path, settings: &[(&str, &str)]) -> anyhow::Result<Newsroom> {
        Self::started(pinned::on_all_cores(binary()?), data, settings)
    }

    fn started(mut command: Command, data: &Path, settings: &[(&str, &str)]) -> anyhow::Result<Newsroom> {
        let address = |port| SocketAddr::from(([127, 0, 0, 1], port));
        let (site, ops) = (address(free_port()?), address(free_port()?));
        command.args(["serve", "--listen", &site.to_string(), "--ops-listen", &ops.to_string()]);
        command.env("KHABAR_DATA", data).env("KHABAR_LOG", "error").envs(settings.iter().copied());
        let begun = Instant::now();
        let process = Pinned::start(command)?;
        let ready = http::wait_until_ready(ops, "/ready", Duration::from_secs(60)).context("khabar serve")?;
        Ok(Newsroom { site, ops, ready_after: ready - begun, process })
    }

    /// What it says of itself under this name, where no more is counted than one.
    pub fn says(&self, name: &str) -> anyhow::Result<f64> {
        let said = http::Client::connect(self.ops, "")?.get("/metrics")?;
        let said = String::from_utf8_lossy(&said.body).into_owned();
        let number = said.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        Ok(number.with_context(|| format!("the newsroom says no {name}"))?.trim().parse()?)
    }

    /// The address of a path on its site.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.site)
    }
}

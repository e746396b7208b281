//! A process on one core, stopped by its id when it is dropped.

use std::ffi::OsStr;
use std::fs;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::Context;

/// The kernel's name of a process's resident memory.
pub const RESIDENT: &str = "VmRSS:";

const PATIENCE: Duration = Duration::from_secs(15);

/// A running server.
pub struct Pinned {
    child: Child,
}

/// A command that will run on one core only.
pub fn on_core(core: &str, program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new("taskset");
    command.arg("-c").arg(core).arg(program);
    command
}

/// A command that may use every core, whatever this process is kept to.
pub fn on_all_cores(program: impl AsRef<OsStr>) -> Command {
    let cores = std::fs::read_to_string("/sys/devices/system/cpu/online").unwrap_or_default();
    match cores.trim() {
        cores if !cores.is_empty() && super::has("taskset") => on_core(cores, program),
        _ => Command::new(program),
    }
}

/// How long this core had nothing to do since the machine was started, as the kernel counts it: in hundredths of a second.
pub fn idle(core: &str) -> Duration {
    let stat = fs::read_to_string("/proc/stat").unwrap_or_default();
    let line = stat.lines().find_map(|line| line.strip_prefix(&format!("cpu{core} ")));
    // Idle, and idle but for what a disk was asked for.
    let idle = line.into_iter().flat_map(|line| line.split_whitespace().skip(3).take(2));
    ticks(idle.filter_map(|ticks| ticks.parse::<u64>().ok()).sum())
}

/// A tick of the kernel's clocks is ten milliseconds.
fn ticks(count: u64) -> Duration {
    Duration::from_millis(count * 10)
}

/// Runs the rest of this process's threads to come, and this one, on one core.
pub fn stay_on(core: &str) -> anyhow::Result<()> {
    let id = std::process::id().to_string();
    let output = Command::new("taskset")
        .args(["-cp", core, &id])
        .output()
        .context("taskset is needed (util-linux)")?;
    anyhow::ensure!(output.status.success(), "taskset refused: {}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}

impl Pinned {
    /// Starts it; what it prints goes nowhere, what it complains about comes through.
    pub fn start(mut command: Command) -> anyhow::Result<Pinned> {
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn();
        Ok(Pinned { child: child.with_context(|| format!("{command:?} did not start"))? })
    }

    /// Ends it without a word, as the loss of the machine would.
    pub fn kill(mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Its number.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Its resident memory now, in bytes.
    pub fn resident(&self) -> u64 {
        memory(self.child.id(), RESIDENT)
    }

    /// Waits until it does nothing any more: what is left over from a start is done.
    pub fn settle(&self, most: Duration) -> anyhow::Result<()> {
        let begun = Instant::now();
        let mut quiet = 0;
        while quiet < 3 {
            anyhow::ensure!(begun.elapsed() < most, "the server is still busy after {most:?}");
            let before = self.ran();
            sleep(Duration::from_millis(500));
            // Thirty milliseconds in half a second are idle loops.
            quiet = if self.ran() - before <= ticks(3) { quiet + 1 } else { 0 };
        }
        Ok(())
    }

    /// How long its threads had a core so far: in hundredths of a second.
    pub fn ran(&self) -> Duration {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap_or_default();
        let after_name = stat.rsplit_once(')').map(|(_, rest)| rest).unwrap_or_default();
        let both = after_name.split_whitespace().skip(11).take(2);
        ticks(both.filter_map(|ticks| ticks.parse::<u64>().ok()).sum())
    }
}

/// What the kernel says under this name of a process's memory, in bytes; 0 once it is gone.
pub fn memory(process: u32, name: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    line.trim().trim_end_matches("kB").trim().parse::<u64>().unwrap_or(0) * 1024
}

impl Drop for Pinned {
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

//! Load by `wrk`, on the core that is left to it.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

use anyhow::Context;

use super::{LOAD_CORE, pinned};

/// What one window came to. Times in milliseconds.
#[derive(Debug, Clone, Copy)]
pub struct Window {
    /// Requests answered per second.
    pub per_second: f64,
    /// One in a hundred was slower.
    pub p99: f64,
    /// One in a thousand was slower.
    pub p999: f64,
    /// The slowest.
    pub max: f64,
}

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Load {
    /// How many connections ask at the same time.
    pub connections: u32,
    /// For how long.
    pub seconds: u32,
    /// Whether gzip is wanted.
    pub gzip: bool,
    /// `http://host:port`, and for a single page its path.
    pub url: String,
    /// A file of paths, one a line, asked for one after the other from line `.1` on.
    pub paths: Option<(PathBuf, usize)>,
}

/// Says what came out in one line of numbers, and asks for the pages of a file where one is given. The requests are
/// written beforehand, so that the load costs the same whatever is asked for.
const SCRIPT: &str = r#"
local requests, at = {}, 0
function init(arguments)
  local file, first = arguments[1], tonumber(arguments[2] or "0")
  if file then
    for path in io.lines(file) do requests[#requests + 1] = wrk.format("GET", path) end
    at = first % #requests
    request = function()
      at = at % #requests + 1
      return requests[at]
    end
  end
end
function done(summary, latency)
  local wrong = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status + summary.errors.timeout
  io.write(string.format("window %d %d %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50),
    latency:percentile(99), latency:percentile(99.9), latency.max, wrong))
end
"#;

/// Measures one window. An answer that is not a good one is an error: it would be measured as fast.
pub fn run(load: &Load, scratch: &Path) -> anyhow::Result<Window> {
    let script = scratch.join("load.lua");
    std::fs::write(&script, SCRIPT)?;
    let mut command = pinned::on_core(LOAD_CORE, "wrk");
    command.args(["-t1", "--timeout", "5s", "-s"]).arg(&script);
    command.arg(format!("-c{}", load.connections)).arg(format!("-d{}s", load.seconds));
    if load.gzip {
        command.args(["-H", "accept-encoding: gzip"]);
    }
    command.arg(&load.url);
    if let Some((paths, first)) = &load.paths {
        command.arg("--").arg(paths).arg(first.to_string());
    }
    let output = command.output().context("wrk did not run")?;
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text.lines().find_map(|line| line.strip_prefix("window "));
    let line =
        line.with_context(|| format!("wrk said: {text}{}", String::from_utf8_lossy(&output.stderr)))?;
    let numbers: Vec<f64> = line.split(' ').filter_map(|number| number.parse().ok()).collect();
    let &[requests, duration, _, p99, p999, max, wrong] = numbers.as_slice() else {
        anyhow::bail!("wrk said: {line}");
    };
    anyhow::ensure!(
        wrong == 0.0 && requests > 0.0,
        "{wrong} of {requests} answers were no good ones: {}",
        load.url
    );
    let ms = |micros: f64| micros / 1000.0;
    let per_second = requests / (duration / 1_000_000.0);
    Ok(Window { per_second, p99: ms(p99), p999: ms(p999), max: ms(max) })
}

/// Asks for an address after which a number stands that nobody asked for before, and counts what was refused.
const FLOOD: &str = r#"
local beginning, at
function init(arguments)
  beginning, at = arguments[1], os.time() * 100000
end
function request()
  at = at + 1
  return wrk.format("GET", beginning .. at)
end
function done(summary, latency)
  io.write(string.format("flood %d %d %d %d\n", summary.requests, summary.errors.status, summary.duration,
    latency:percentile(99)))
end
"#;

/// A flood that goes on beside other loads.
pub struct Flood(Child);

/// What came of a flood, each second; times in milliseconds.
#[derive(Debug, Clone, Copy)]
pub struct Flooded {
    /// Answered well.
    pub good: f64,
    /// Answered with an error.
    pub refused: f64,
    /// One in a hundred answers, of whatever sort, took longer.
    pub p99: f64,
}

/// Begins a flood of addresses that begin so, for so many seconds.
pub fn flood(
    url: &str,
    beginning: &str,
    connections: u32,
    seconds: u32,
    scratch: &Path,
) -> anyhow::Result<Flood> {
    let script = scratch.join("flood.lua");
    std::fs::write(&script, FLOOD)?;
    let mut command = pinned::on_core(LOAD_CORE, "wrk");
    command.args(["-t1", "--timeout", "10s", "-s"]).arg(&script);
    command.arg(format!("-c{connections}")).arg(format!("-d{seconds}s")).args([url, "--", beginning]);
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    Ok(Flood(command.spawn().context("wrk did not run")?))
}

/// One that nobody waited for ends with whoever began it.
impl Drop for Flood {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Flood {
    /// Waits for its end.
    pub fn end(mut self) -> anyhow::Result<Flooded> {
        // It says one line, which waits in the pipe until it is read.
        let mut text = String::new();
        self.0.stdout.take().context("wrk says nothing")?.read_to_string(&mut text)?;
        self.0.wait()?;
        let line = text.lines().find_map(|line| line.strip_prefix("flood ")).context("wrk said nothing")?;
        let numbers: Vec<f64> = line.split(' ').filter_map(|number| number.parse().ok()).collect();
        let &[requests, refused, duration, p99] = numbers.as_slice() else {
            anyhow::bail!("wrk said: {line}")
        };
        let seconds = duration / 1_000_000.0;
        Ok(Flooded { good: (requests - refused) / seconds, refused: refused / seconds, p99: p99 / 1_000.0 })
    }
}

//! The running server: started on free ports, asked, stopped, paused, killed.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use super::command::khabar;
use super::waiting::within;

/// The first start of the sample newsroom imports it, pictures and all, on whatever machine this is.
const START: Duration = Duration::from_secs(300);

/// A server that runs until it is stopped or dropped.
pub struct Server {
    child: Child,
    /// Where the site is.
    pub address: SocketAddr,
    /// Where health and metrics are.
    pub ops: SocketAddr,
    /// Where plain HTTP leads to TLS, if it does.
    pub plain: Option<SocketAddr>,
    /// What it printed while it started.
    pub printed: Vec<String>,
    log: PathBuf,
}

impl Server {
    /// Starts it on a data folder; its log is kept beside that.
    #[track_caller]
    pub fn start(data: &Path, command: &str, environment: &[(&str, &str)]) -> Server {
        Server::start_with(data, command, &[], environment)
    }

    /// The same, with more words.
    #[track_caller]
    pub fn start_with(data: &Path, command: &str, words: &[&str], environment: &[(&str, &str)]) -> Server {
        let log = data.with_extension("log");
        let file = std::fs::File::options().create(true).append(true).open(&log).expect("a log can be kept");
        let mut program = khabar();
        program.arg(command).arg("--data").arg(data).args([
            "--listen",
            "127.0.0.1:0",
            "--ops-listen",
            "127.0.0.1:0",
        ]);
        program.args(words).envs(environment.iter().copied()).stdout(Stdio::piped()).stderr(file);
        let mut child = program.spawn().expect("the built program starts");
        let lines = lines_of(child.stdout.take().expect("a pipe"));
        let (address, ops) = (nowhere(), nowhere());
        let mut server = Server { child, address, ops, plain: None, printed: Vec::new(), log };
        server.wait_for_addresses(&lines);
        server
    }

    fn wait_for_addresses(&mut self, lines: &mpsc::Receiver<String>) {
        while self.ops == nowhere() {
            let Ok(line) = lines.recv_timeout(START) else {
                panic!("the server did not start: {}", self.log());
            };
            match address_in(&line) {
                Some(address) if line.starts_with("Health") => self.ops = address,
                Some(address) if line.starts_with("Plain") => self.plain = Some(address),
                Some(address) => self.address = address,
                None => {}
            }
            self.printed.push(line);
        }
    }

    /// All that it wrote to its log so far, and its predecessors on the same folder.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// The number of its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Kills it as a power cut would: it has no chance to finish anything.
    pub fn kill(mut self) {
        self.kill_in_place();
    }

    /// Bytes of memory that it holds now, and held at most since this was last asked. (Linux tells; elsewhere nothing.)
    pub fn memory(&self) -> Option<(u64, u64)> {
        let folder = Path::new("/proc").join(self.child.id().to_string());
        let status = std::fs::read_to_string(folder.join("status")).ok()?;
        let kilobytes = |name: &str| -> Option<u64> {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            line.split_whitespace().next()?.parse().ok()
        };
        let held = (kilobytes("VmRSS:")? << 10, kilobytes("VmHWM:")? << 10);
        std::fs::write(folder.join("clear_refs"), "5").ok()?;
        Some(held)
    }

    fn kill_in_place(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Takes its time away: it answers nothing until it is killed.
    pub fn pause(&self) {
        self.signal("-STOP");
        // The signal is on its way to each thread; on a busy machine one may still answer.
        assert!(within(Duration::from_secs(10), || self.is_paused()), "the server goes on");
    }

    /// Whether all its threads stand still. (Where the system does not say, they are taken to.)
    fn is_paused(&self) -> bool {
        let tasks = Path::new("/proc").join(self.child.id().to_string()).join("task");
        let Ok(mut tasks) = std::fs::read_dir(tasks) else { return true };
        tasks.all(|task| {
            let stat = task.and_then(|task| std::fs::read_to_string(task.path().join("stat")));
            // After the name, which may hold anything, in brackets.
            stat.is_ok_and(|stat| stat.rsplit_once(") ").is_some_and(|(_, rest)| rest.starts_with('T')))
        })
    }

    /// Asks it to stop.
    pub fn ask_to_stop(&self) {
        self.signal("-TERM");
    }

    /// Waits for its end, at most so long.
    #[track_caller]
    pub fn ends_within(mut self, most: Duration) -> (ExitStatus, Duration) {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("it is our child") {
                return (status, begun.elapsed());
            }
            assert!(begun.elapsed() < most, "the server did not stop within {most:?}: {}", self.log());
            std::thread::sleep(Duration::from_millis(3));
        }
    }

    /// Stops it, and it must do so in good order.
    #[track_caller]
    pub fn stop(self) {
        self.ask_to_stop();
        let (status, _) = self.ends_within(Duration::from_secs(15));
        assert_eq!(status.code(), Some(0));
    }

    fn signal(&self, name: &str) {
        let sent = Command::new("kill").arg(name).arg(self.child.id().to_string()).status();
        assert!(sent.is_ok_and(|status| status.success()), "the signal {name} could not be sent");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill_in_place();
    }
}

fn nowhere() -> SocketAddr {
    SocketAddr::from(([0, 0, 0, 0], 0))
}

/// Reads a child's lines for as long as it lives, so that it never waits for us.
fn lines_of(pipe: impl Read + Send + 'static) -> mpsc::Receiver<String> {
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            let _ = tell.send(line);
        }
    });
    told
}

fn address_in(line: &str) -> Option<SocketAddr> {
    let (_, rest) = line.split_once("http://").or_else(|| line.split_once("https://"))?;
    rest.split('/').next()?.trim().parse().ok()
}

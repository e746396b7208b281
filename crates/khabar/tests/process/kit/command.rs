//! One command of the program, run to its end.

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use super::waiting::within;

/// What a command did.
#[derive(Debug)]
pub struct Ran {
    /// The exit code; -1 when a signal ended it.
    pub code: i32,
    /// What it printed.
    pub out: String,
    /// What it said on standard error.
    pub err: String,
}

impl Ran {
    /// The same, once it has exited with this code.
    #[track_caller]
    pub fn exits(self, code: i32) -> Ran {
        assert_eq!(self.code, code, "stdout: {}\nstderr: {}", self.out, self.err);
        self
    }

    /// The same, once its standard error holds these words and no trace of a panic.
    #[track_caller]
    pub fn complains_of(self, words: &str) -> Ran {
        assert!(self.err.contains(words), "`{words}` is not in: {}", self.err);
        assert!(!self.err.contains("panicked"), "{}", self.err);
        self
    }
}

/// The program, with none of the settings that the environment of the tests may hold.
pub fn khabar() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_khabar"));
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("KHABAR")) {
        command.env_remove(name);
    }
    command.stdin(Stdio::null());
    command
}

/// Runs it on a data folder. The words before the first that begins with `-` name the command.
pub fn run_on(data: &Path, words: &[&str], environment: &[(&str, &str)]) -> Ran {
    let mut command = khabar();
    command.args(words).arg("--data").arg(data).envs(environment.iter().copied());
    finish(command)
}

/// Runs it on a data folder, for so long at most; `None` when it did not end by then.
pub fn run_on_for(most: Duration, data: &Path, words: &[&str]) -> Option<Ran> {
    let mut command = khabar();
    command.args(words).arg("--data").arg(data).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the built program starts");
    let ended = within(most, || child.try_wait().expect("it is our child").is_some());
    if !ended {
        child.kill().expect("it is our child");
    }
    let output = child.wait_with_output().expect("it is our child");
    ended.then(|| ran(&output))
}

/// Runs it on a terminal: what both outputs show there, in one. `None` where there is no `script` to make a terminal.
pub fn run_on_a_terminal(data: &Path, words: &[&str]) -> Option<Ran> {
    let is_installed = Command::new("script").arg("--version").output().is_ok();
    let program = khabar();
    let quoted = |word: &str| format!("'{word}'");
    let mut line = vec![quoted(&program.get_program().to_string_lossy())];
    line.extend(words.iter().map(|word| quoted(word)));
    line.extend(["--data".to_owned(), quoted(&data.to_string_lossy())]);
    let mut command = Command::new("script");
    for (name, _) in program.get_envs() {
        command.env_remove(name);
    }
    command.args(["-q", "-e", "-c", &line.join(" "), "/dev/null"]).env("TERM", "xterm").stdin(Stdio::null());
    is_installed.then(|| finish(command))
}

/// Runs it to its end.
pub fn finish(mut command: Command) -> Ran {
    ran(&command.output().expect("the built program starts"))
}

fn ran(output: &Output) -> Ran {
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

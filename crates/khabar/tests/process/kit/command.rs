//! One command of the program, run to its end.

use std::path::Path;
use std::process::{Command, Stdio};

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

/// Runs it to its end.
pub fn finish(mut command: Command) -> Ran {
    let output = command.output().expect("the built program starts");
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

//! A newsroom in a folder of its own, copied from one that was made once for this build of the program: each test may run
//! in a process of its own, so what they share is a folder and a lock file.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use tempfile::TempDir;

use super::command::{Ran, run_on};
use super::database::Database;
use super::folder::copy_folder;
use super::server::Server;

/// A newsroom.
pub struct Newsroom {
    folder: TempDir,
    origin: PathBuf,
    /// A token of an editor.
    pub token: String,
    /// Two cores and promises in milliseconds: one newsroom is at work at a time.
    _turn: File,
}

impl Newsroom {
    /// The sample newsroom, as after its first run.
    pub fn sample() -> Newsroom {
        Newsroom::like(SAMPLE)
    }

    /// A newsroom with editions and sections, and no article.
    pub fn bare() -> Newsroom {
        Newsroom::like(BARE)
    }

    fn like(which: &str) -> Newsroom {
        let shared = Path::new(env!("CARGO_TARGET_TMPDIR"));
        std::fs::create_dir_all(shared).expect("a folder can be made");
        let turn = File::create(shared.join("newsroom.turn")).expect("a lock file can be made");
        turn.lock().expect("the turn comes");
        let made = made(shared);
        let origin = made.join(which);
        let token = std::fs::read_to_string(made.join(TOKEN)).expect("the token was kept");
        Newsroom { folder: copy_of(&origin), origin, token, _turn: turn }
    }

    /// Begins again with a new copy.
    pub fn renew(&mut self) {
        self.folder = copy_of(&self.origin);
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A folder beside the data folder, for what a test needs.
    pub fn beside(&self, name: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(&path).expect("a folder can be made");
        path
    }

    /// Serves it.
    #[track_caller]
    pub fn serve(&self) -> Server {
        self.serve_with(&[])
    }

    /// Serves it with these in the environment.
    #[track_caller]
    pub fn serve_with(&self, environment: &[(&str, &str)]) -> Server {
        Server::start(&self.data(), "serve", environment)
    }

    /// Runs a command on it.
    pub fn run(&self, words: &[&str]) -> Ran {
        run_on(&self.data(), words, &[])
    }

    /// Runs a command on it with these in the environment.
    pub fn run_with(&self, words: &[&str], environment: &[(&str, &str)]) -> Ran {
        run_on(&self.data(), words, environment)
    }

    /// Its database, as it stands.
    pub fn database(&self) -> Database {
        Database::open(&self.data().join("khabar.db"))
    }

    /// Keeps the folder for whoever looks into a failure.
    pub fn keep(self) -> PathBuf {
        self.folder.keep()
    }
}

fn copy_of(origin: &Path) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    copy_folder(origin, &folder.path().join("data")).expect("a folder can be copied");
    folder
}

/// What `khabar demo` leaves.
const SAMPLE: &str = "sample";
/// Its editions, sections and accounts, without an article.
const BARE: &str = "bare";
/// A token of an editor in both.
const TOKEN: &str = "token";
const NAME: &str = "newsrooms-";

/// The folder of what is made once for this build. Whoever calls this has the turn.
fn made(shared: &Path) -> PathBuf {
    let program = std::fs::metadata(env!("CARGO_BIN_EXE_khabar")).expect("the program is built");
    let built =
        program.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    let folder = shared.join(format!("{NAME}{}-{}", built.as_nanos(), program.len()));
    // The token is written last: without it, what stands there is half made.
    if !folder.join(TOKEN).exists() {
        remove_those_of_other_builds(shared);
        make(&folder);
    }
    folder
}

fn make(folder: &Path) {
    let (sample, bare) = (folder.join(SAMPLE), folder.join(BARE));
    std::fs::create_dir_all(folder).expect("a folder can be made");
    Server::start(&sample, "demo", &[]).stop();
    let add =
        run_on(&sample, &["user", "add", "--name", "ليلى", "--role", "editor", "layla@example.org"], &[]);
    add.exits(0);
    let token = run_on(&sample, &["user", "token", "layla@example.org"], &[]).exits(0).out.trim().to_owned();
    Server::start(&bare, "serve", &[]).stop();
    take_over(&sample, &bare);
    run_on(&bare, &["rebuild", "published"], &[]).exits(0);
    std::fs::write(folder.join(TOKEN), token).expect("the token can be kept");
}

/// Gives an empty newsroom the other's editions, sections and people.
fn take_over(from: &Path, to: &Path) {
    let database = rusqlite::Connection::open(to.join("khabar.db")).expect("the database is there");
    let other = from.join("khabar.db").display().to_string();
    database.execute("attach database ?1 as other", [other]).expect("both are databases");
    for table in ["edition", "section", "account", "token"] {
        let copy = format!("insert into {table} select * from other.{table}");
        database.execute(&copy, []).expect("both have the same tables");
    }
}

fn remove_those_of_other_builds(shared: &Path) {
    for entry in std::fs::read_dir(shared).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(NAME) {
            std::fs::remove_dir_all(entry.path()).expect("what an earlier build left can be removed");
        }
    }
}

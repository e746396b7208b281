//! A newsroom in a folder of its own, copied from one that was made once for the whole test run.

use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use tempfile::TempDir;

use super::command::{Ran, run_on};
use super::database::Database;
use super::folder::copy_folder;
use super::server::Server;

/// Two cores and promises in milliseconds: one newsroom is at work at a time.
static TURN: Mutex<()> = Mutex::new(());
static MADE: LazyLock<Made> = LazyLock::new(make);

/// What is made once and copied for each test.
struct Made {
    /// What `khabar demo` leaves.
    sample: PathBuf,
    /// Its editions, sections and accounts, without an article.
    bare: PathBuf,
    /// A token of an editor in both.
    token: String,
}

/// A newsroom.
pub struct Newsroom {
    folder: TempDir,
    origin: &'static Path,
    /// A token of an editor.
    pub token: String,
    _turn: MutexGuard<'static, ()>,
}

impl Newsroom {
    /// The sample newsroom, as after its first run.
    pub fn sample() -> Newsroom {
        Newsroom::like(|made| &made.sample)
    }

    /// A newsroom with editions and sections, and no article.
    pub fn bare() -> Newsroom {
        Newsroom::like(|made| &made.bare)
    }

    fn like(which: fn(&'static Made) -> &'static PathBuf) -> Newsroom {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let origin = which(&MADE);
        Newsroom { folder: copy_of(origin), origin, token: MADE.token.clone(), _turn: turn }
    }

    /// Begins again with a new copy.
    pub fn renew(&mut self) {
        self.folder = copy_of(self.origin);
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

fn make() -> Made {
    remove_those_of_dead_runs();
    let root = std::env::temp_dir().join(format!("{NAME}{}", std::process::id()));
    let (sample, bare) = (root.join("sample"), root.join("bare"));
    std::fs::create_dir_all(&root).expect("a folder can be made");
    Server::start(&sample, "demo", &[]).stop();
    let add =
        run_on(&sample, &["user", "add", "--name", "ليلى", "--role", "editor", "layla@example.org"], &[]);
    add.exits(0);
    let token = run_on(&sample, &["user", "token", "layla@example.org"], &[]).exits(0).out.trim().to_owned();
    Server::start(&bare, "serve", &[]).stop();
    take_over(&sample, &bare);
    run_on(&bare, &["rebuild", "published"], &[]).exits(0);
    Made { sample, bare, token }
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

const NAME: &str = "khabar-process-";

/// A static is never dropped, so the folders of earlier runs are removed by the next.
fn remove_those_of_dead_runs() {
    for entry in std::fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let pid = name.strip_prefix(NAME).and_then(|pid| pid.parse::<u32>().ok());
        if pid.is_some_and(|pid| !Path::new("/proc").join(pid.to_string()).exists()) {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

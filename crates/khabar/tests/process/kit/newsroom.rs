//! A newsroom in a folder of its own, on each database that can be had here, copied from one that was made once for this
//! build of the program (`made.rs`).

use std::fmt;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::TempDir;

use super::command::{Ran, run_on, run_on_for};
use super::database::Database;
use super::folder::copy_folder;
use super::made::{self, Made};
use super::postgres::{Fresh, PostgresServer};
use super::server::Server;

/// What a newsroom keeps its truth in.
#[derive(Debug, Clone)]
pub enum Kind {
    /// A file in its folder.
    Sqlite,
    /// A database on a server.
    Postgres(PostgresServer),
}

/// A newsroom.
pub struct Newsroom {
    folder: TempDir,
    database: Option<Fresh>,
    /// What it keeps its truth in.
    pub kind: Kind,
    made: Made,
    which: Which,
    /// A token of an editor.
    pub token: String,
    /// Two cores and promises in milliseconds: one newsroom is at work at a time.
    _turn: File,
}

/// Which of those that were made it is a copy of.
#[derive(Debug, Clone, Copy)]
pub enum Which {
    /// What `khabar demo` leaves.
    Sample,
    /// Its editions, sections and accounts, without an article.
    Bare,
}

impl Newsroom {
    /// The sample newsroom as after its first run, on one database after the other.
    pub fn samples() -> impl Iterator<Item = Newsroom> {
        kinds().map(|kind| Newsroom::like(Which::Sample, kind))
    }

    /// A newsroom with editions and sections and no article, on one database after the other.
    pub fn bares() -> impl Iterator<Item = Newsroom> {
        kinds().map(|kind| Newsroom::like(Which::Bare, kind))
    }

    /// One in a file, for what never looks into the database.
    pub fn bare() -> Newsroom {
        Newsroom::like(Which::Bare, Kind::Sqlite)
    }

    fn like(which: Which, kind: Kind) -> Newsroom {
        let shared = Path::new(env!("CARGO_TARGET_TMPDIR"));
        std::fs::create_dir_all(shared).expect("a folder can be made");
        let turn = File::create(shared.join("newsroom.turn")).expect("a lock file can be made");
        turn.lock().expect("the turn comes");
        let made = made::of_this_build(shared, &kind);
        let (folder, database) = copy_of(&made, which, &kind);
        println!("on {kind}:");
        Newsroom { folder, database, token: made.token(), kind, made, which, _turn: turn }
    }

    /// Begins again with a new copy.
    pub fn renew(&mut self) {
        (self.folder, self.database) = copy_of(&self.made, self.which, &self.kind);
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

    /// Runs a command on it, for so long at most; `None` when it did not end by then.
    pub fn run_for(&self, most: Duration, words: &[&str]) -> Option<Ran> {
        run_on_for(most, &self.data(), words)
    }

    /// Its database, as it stands.
    pub fn database(&self) -> Database {
        match &self.database {
            Some(fresh) => Database::Server(fresh.open()),
            None => Database::file(&self.data().join(FILE)),
        }
    }

    /// Takes its database away under whoever uses it: the file and its log hold nothing any more, or the server knows it no longer.
    pub fn loses_its_database(&mut self) {
        if let Some(fresh) = self.database.take() {
            drop(fresh);
            return;
        }
        for name in [FILE.to_owned(), format!("{FILE}-wal")] {
            let path = self.data().join(name);
            let length = std::fs::metadata(&path).map_or(0, |about| about.len());
            let file = std::fs::File::options().write(true).open(&path);
            if let Ok(file) = file {
                file.set_len(0).and_then(|()| file.set_len(length)).expect("it can be emptied");
            }
        }
    }

    /// A data folder in which no newsroom was begun, on the same kind of database; and that database, which goes with the value.
    pub fn new_folder(&self, name: &str) -> (PathBuf, Option<Fresh>) {
        let folder = self.beside(name);
        let Kind::Postgres(server) = &self.kind else { return (folder, None) };
        let fresh = server.empty();
        std::fs::write(folder.join("khabar.toml"), fresh.settings()).expect("settings can be written");
        (folder, Some(fresh))
    }

    /// A copy of its database as a killed program left it, so that it is the program that mends the original. On a
    /// server there is nothing to mend: what was not committed was never seen.
    pub fn database_as_left(&self, copy: &Path) -> Database {
        if self.database.is_some() {
            return self.database();
        }
        for name in [FILE.to_owned(), format!("{FILE}-wal")] {
            let _ = std::fs::copy(self.data().join(&name), copy.join(&name));
        }
        Database::file(&copy.join(FILE))
    }

    /// Keeps the folder and the database for whoever looks into a failure.
    pub fn keep(self) -> PathBuf {
        std::mem::forget(self.database);
        self.folder.keep()
    }
}

/// The name of the database file in a data folder.
pub const FILE: &str = "khabar.db";

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Sqlite => "SQLite",
            Kind::Postgres(_) => "PostgreSQL",
        })
    }
}

/// SQLite always, PostgreSQL when a server is named.
pub fn kinds() -> impl Iterator<Item = Kind> {
    std::iter::once(Kind::Sqlite).chain(PostgresServer::named().map(Kind::Postgres))
}

fn copy_of(made: &Made, which: Which, kind: &Kind) -> (TempDir, Option<Fresh>) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let data = folder.path().join("data");
    copy_folder(&made.folder(which), &data).expect("a folder can be copied");
    // A newsroom of its own, and no copy that waits for a word before anything goes out.
    for name in ["instance", "beat"] {
        let _ = std::fs::remove_file(data.join(name));
    }
    let Kind::Postgres(server) = kind else {
        Database::file(&data.join(FILE)).change("delete from instance");
        return (folder, None);
    };
    let fresh = server.copy_of(&made.database(which));
    drop(fresh.open().ask("delete from instance"));
    std::fs::write(data.join("khabar.toml"), fresh.settings()).expect("settings can be written");
    (folder, Some(fresh))
}

//! The newsrooms that all tests begin with, made once for this build of the program. Each test may run in a process of
//! its own, so what they share is a folder, a database, and a lock file.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use super::command::run_on;
use super::database::Database;
use super::newsroom::{FILE, Kind, Which, kinds};
use super::postgres::PostgresServer;
use super::server::Server;

/// The beginning of the folders' names.
const NAME: &str = "newsrooms-";
/// A token of an editor in all of them. It is written last: without it, what stands there is half made.
const TOKEN: &str = "token";
/// What a bare newsroom has of the sample.
const KEPT: [&str; 4] = ["edition", "section", "account", "token"];
/// What every newsroom has from its first migration on.
const BORN_WITH: [&str; 4] = ["schema_migration", "event_head", "stage", "brake"];

/// What was made on one kind of database.
#[derive(Debug)]
pub struct Made {
    folder: PathBuf,
    key: String,
}

/// The newsrooms of this build. Whoever calls this has the turn.
pub fn of_this_build(shared: &Path, kind: &Kind) -> Made {
    let program = std::fs::metadata(env!("CARGO_BIN_EXE_khabar")).expect("the program is built");
    let built =
        program.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    let build = shared.join(format!("{NAME}{}-{}", built.as_nanos(), program.len()));
    if !build.exists() {
        remove_those_of_other_builds(shared);
    }
    let made = Made::under(&build, kind);
    if !made.is_there(kind) {
        make_all(&build);
    }
    made
}

/// Makes what is not there yet on each kind of database, at the same time.
fn make_all(build: &Path) {
    let kinds: Vec<Kind> = kinds().collect();
    std::thread::scope(|scope| {
        for kind in &kinds {
            let made = Made::under(build, kind);
            if !made.is_there(kind) {
                scope.spawn(move || made.make(kind));
            }
        }
    });
}

impl Made {
    fn under(build: &Path, kind: &Kind) -> Made {
        Made { folder: build.join(kind.to_string()), key: key_of(build) }
    }

    /// The data folder of one of them.
    pub fn folder(&self, which: Which) -> PathBuf {
        self.folder.join(name_of(which))
    }

    /// The database of one of them, on a server.
    pub fn database(&self, which: Which) -> String {
        database_of(&self.key, which)
    }

    /// The editor's token.
    pub fn token(&self) -> String {
        std::fs::read_to_string(self.folder.join(TOKEN)).expect("the token was kept")
    }

    fn is_there(&self, kind: &Kind) -> bool {
        let in_database = match kind {
            Kind::Sqlite => true,
            // The server of an earlier run may be gone.
            Kind::Postgres(server) => server.has(&self.database(Which::Bare)),
        };
        in_database && self.folder.join(TOKEN).exists()
    }

    fn make(&self, kind: &Kind) {
        let _ = std::fs::remove_dir_all(&self.folder);
        let (sample, bare) = (self.folder(Which::Sample), self.folder(Which::Bare));
        std::fs::create_dir_all(&sample).expect("a folder can be made");
        std::fs::create_dir_all(&bare).expect("a folder can be made");
        self.settle(kind, Which::Sample, None);
        Server::start(&sample, "demo", &[]).stop();
        let add = ["people", "add", "--name", "ليلى", "--role", "editor", "layla@example.org"];
        run_on(&sample, &add, &[]).exits(0);
        let token = run_on(&sample, &["people", "token", "layla@example.org"], &[]).exits(0).out;
        self.settle(kind, Which::Bare, Some(Which::Sample));
        match kind {
            Kind::Sqlite => {
                Server::start(&bare, "serve", &[]).stop();
                take_over(&sample, &bare);
            }
            Kind::Postgres(server) => {
                empty(&Database::Server(server.open(&self.database(Which::Bare))));
                Server::start(&bare, "serve", &[]).stop();
            }
        }
        run_on(&bare, &["rebuild", "published"], &[]).exits(0);
        std::fs::write(self.folder.join(TOKEN), token.trim()).expect("the token can be kept");
    }

    /// On a server: makes the database, empty or as a copy, and writes the settings that name it.
    fn settle(&self, kind: &Kind, which: Which, like: Option<Which>) {
        let Kind::Postgres(server) = kind else { return };
        let name = self.database(which);
        server.remove(&name);
        server.create(&name, like.map(|like| self.database(like)).as_deref());
        let settings = self.folder(which).join("khabar.toml");
        std::fs::write(settings, server.settings(&name)).expect("settings can be written");
    }
}

fn name_of(which: Which) -> &'static str {
    match which {
        Which::Sample => "sample",
        Which::Bare => "bare",
    }
}

/// Gives an empty newsroom in a file the other's editions, sections and people.
fn take_over(from: &Path, to: &Path) {
    let database = Database::file(&to.join(FILE));
    database.change(&format!("attach database '{}' as other", from.join(FILE).display()));
    for table in KEPT {
        database.change(&format!("insert into {table} select * from other.{table}"));
    }
}

/// Takes everything but that out of a copy on a server.
fn empty(database: &Database) {
    let tables = database.texts("select tablename from pg_tables where schemaname = 'public'");
    let all: Vec<&str> = tables
        .iter()
        .map(String::as_str)
        .filter(|table| !KEPT.contains(table) && !BORN_WITH.contains(table))
        .collect();
    database.change(&format!("truncate {}", all.join(", ")));
    database.change("update event_head set seq = 0");
}

/// What a build's databases are called by: other checkouts may use the same server.
fn key_of(build: &Path) -> String {
    let mut hasher = DefaultHasher::new();
    build.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

fn database_of(key: &str, which: Which) -> String {
    format!("khabar_made_{key}_{}", name_of(which))
}

fn remove_those_of_other_builds(shared: &Path) {
    let server = PostgresServer::named();
    for entry in std::fs::read_dir(shared).into_iter().flatten().flatten() {
        if !entry.file_name().to_string_lossy().starts_with(NAME) {
            continue;
        }
        for which in [Which::Sample, Which::Bare] {
            server.iter().for_each(|server| server.remove(&database_of(&key_of(&entry.path()), which)));
        }
        std::fs::remove_dir_all(entry.path()).expect("what an earlier build left can be removed");
    }
}

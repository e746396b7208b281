//! Databases on the PostgreSQL server that `KHABAR_TEST_POSTGRES` names by a superuser's address.

use std::time::Duration;

use tokio::runtime::Runtime;
use tokio_postgres::{Client, NoTls, SimpleQueryMessage};

use super::database::Row;

/// The login that reads published tables, made once on the server.
const LOGIN: &str = "khabar_published";

/// A server that this test may make databases on.
#[derive(Debug, Clone)]
pub struct PostgresServer(String);

/// A connection that is asked one thing after another.
pub struct Session {
    runtime: Runtime,
    client: Client,
}

/// A database that goes when it is dropped.
pub struct Fresh {
    server: PostgresServer,
    name: String,
}

impl PostgresServer {
    /// The one that the environment names, if it does; says so if not.
    pub fn named() -> Option<PostgresServer> {
        let named = std::env::var("KHABAR_TEST_POSTGRES").ok().filter(|url| !url.is_empty());
        if named.is_none() {
            println!("NOT RUN: the program on PostgreSQL (KHABAR_TEST_POSTGRES is not set)");
        }
        named.map(PostgresServer)
    }

    /// Whether there is a database of this name.
    pub fn has(&self, name: &str) -> bool {
        let question = format!("select 1 from pg_database where datname = '{name}'");
        !self.administration().ask(&question).is_empty()
    }

    /// Makes an empty database, or a copy of another one that nobody uses.
    pub fn create(&self, name: &str, like: Option<&str>) {
        let session = self.administration();
        session.ask(&format!(
            "do $$ begin create role {LOGIN} login password '{LOGIN}'; exception when others then null; end $$"
        ));
        let like = like.map(|like| format!(" template {like}")).unwrap_or_default();
        let create = format!("create database {name}{like}");
        // The connections of a program that has just ended are closed by the server in a moment.
        for _ in 0..100 {
            if session.try_to(&create).is_ok() {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        session.ask(&create);
    }

    /// A copy of another database, for as long as the value lives.
    pub fn copy_of(&self, like: &str) -> Fresh {
        self.fresh(Some(like))
    }

    /// An empty database, for as long as the value lives.
    pub fn empty(&self) -> Fresh {
        self.fresh(None)
    }

    #[expect(clippy::disallowed_methods, reason = "a database of a test has no App to ask for chance")]
    fn fresh(&self, like: Option<&str>) -> Fresh {
        let random = getrandom::u64().expect("the operating system gives randomness");
        let name = format!("khabar_process_{random:016x}");
        self.create(&name, like);
        Fresh { server: self.clone(), name }
    }

    /// Removes a database, whoever uses it.
    pub fn remove(&self, name: &str) {
        self.administration().ask(&format!("drop database if exists {name} with (force)"));
    }

    /// Opens a database.
    pub fn open(&self, name: &str) -> Session {
        Session::open(&self.urls(name).0)
    }

    /// The settings that have a newsroom use this database, as lines of `khabar.toml`.
    pub fn settings(&self, name: &str) -> String {
        let (url, published) = self.urls(name);
        format!("[database]\nurl = \"{url}\"\npublished_url = \"{published}\"\nreaders = 6\n")
    }

    fn administration(&self) -> Session {
        Session::open(&self.0)
    }

    /// The addresses of a database: for the whole truth, and for what is published.
    fn urls(&self, name: &str) -> (String, String) {
        let (scheme, rest) = self.0.split_once("://").expect("the server is named by an address");
        let server = rest.split(['/', '?']).next().unwrap_or_default();
        let host = server.rsplit_once('@').map_or(server, |(_, host)| host);
        (format!("{scheme}://{server}/{name}"), format!("{scheme}://{LOGIN}:{LOGIN}@{host}/{name}"))
    }
}

impl Fresh {
    /// Opens it.
    pub fn open(&self) -> Session {
        self.server.open(&self.name)
    }

    /// The settings that have a newsroom use it.
    pub fn settings(&self) -> String {
        self.server.settings(&self.name)
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        self.server.remove(&self.name);
    }
}

impl Session {
    fn open(url: &str) -> Session {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let client = runtime.block_on(async {
            let (client, connection) =
                tokio_postgres::connect(url, NoTls).await.expect("the test server answers");
            tokio::spawn(connection);
            client
        });
        Session { runtime, client }
    }

    /// The rows of the answer, as text.
    pub fn ask(&self, text: &str) -> Vec<Row> {
        self.try_to(text).unwrap_or_else(|error| panic!("{text}: {error:?}"))
    }

    fn try_to(&self, text: &str) -> Result<Vec<Row>, tokio_postgres::Error> {
        let messages = self.runtime.block_on(self.client.simple_query(text))?;
        let rows = messages.into_iter().filter_map(|message| match message {
            SimpleQueryMessage::Row(row) => Some(row),
            _ => None,
        });
        Ok(rows
            .map(|row| (0..row.len()).map(|at| row.get(at).unwrap_or("null").to_owned()).collect())
            .collect())
    }
}

//! Databases on a server: a template is migrated once per list of migrations, each test gets a copy.

use std::time::Duration;

use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, NoTls};

use crate::config::StoreConfig;
use crate::db::Db;

use super::template;

/// The login that reads published tables, made once on the server.
const LOGIN: &str = "khabar_published";
/// Any fixed number: test programs that start at once make one template.
const LOCK: i64 = 7310032172;

pub(super) struct Database {
    admin: String,
    name: String,
}

impl Database {
    pub(super) async fn create(admin: &str) -> Database {
        let client = connect(admin).await;
        let template = template(&client, admin).await;
        let name = format!("khabar_test_{}", super::unique());
        in_quiet(&client, &format!("create database {name} template {template}")).await;
        Database { admin: admin.to_owned(), name }
    }

    /// One without a table.
    pub(super) async fn create_empty(admin: &str) -> Database {
        let client = connect(admin).await;
        // Whoever makes the template makes the login.
        template(&client, admin).await;
        let name = format!("khabar_test_{}", super::unique());
        run(&client, &format!("create database {name}")).await;
        Database { admin: admin.to_owned(), name }
    }

    pub(super) fn config(&self) -> StoreConfig {
        config(&self.admin, &self.name)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let (admin, name) = (self.admin.clone(), self.name.clone());
        // A thread of its own: dropping happens inside a runtime, which must not be blocked on itself.
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.map(|runtime| {
                runtime.block_on(async {
                    let client = connect(&admin).await;
                    let _ = send_away(&client, &name).await;
                    client.batch_execute(&format!("drop database if exists {name} with (force)")).await
                })
            })
        });
        let _ = dropped.join();
    }
}

async fn template(client: &Client, admin: &str) -> String {
    let name = template::name();
    run(client, &format!("select pg_advisory_lock({LOCK})")).await;
    if !exists(client, "pg_roles", "rolname", LOGIN).await {
        run(client, &format!("create role {LOGIN} login password '{LOGIN}'")).await;
    }
    if !exists(client, "pg_database", "datname", &name).await {
        let draft = format!("{name}_draft");
        run(client, &format!("drop database if exists {draft} with (force)")).await;
        run(client, &format!("create database {draft}")).await;
        let db = Db::open(&config(admin, &draft)).await.expect("a new database opens");
        db.migrate().await.expect("the program's own migrations apply");
        drop(db);
        in_quiet(client, &format!("alter database {draft} rename to {name}")).await;
    }
    run(client, &format!("select pg_advisory_unlock({LOCK})")).await;
    name
}

async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.expect("the test server answers");
    tokio::spawn(connection);
    client
}

async fn run(client: &Client, text: &str) {
    client.batch_execute(text).await.expect("the test server's superuser may do this");
}

async fn exists(client: &Client, table: &str, column: &str, name: &str) -> bool {
    let text = format!("select 1 from {table} where {column} = $1");
    client.query_opt(&text, &[&name]).await.expect("the catalogue can be read").is_some()
}

/// Ends the connections to a database and waits until they are gone, for a moment. `drop database` does the same and looks again
/// only after a tenth of a second, which is as long as many a test takes.
async fn send_away(client: &Client, name: &str) -> Result<(), tokio_postgres::Error> {
    let text = "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = $1";
    for _ in 0..50 {
        let still_there: i64 = client.query_one(text, &[&name]).await?.get(0);
        if still_there == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    Ok(())
}

/// For commands that need a database without connections: those that are closing get a moment.
async fn in_quiet(client: &Client, text: &str) {
    for _ in 0..100 {
        match client.batch_execute(text).await {
            Ok(()) => return,
            Err(error) if error.code() == Some(&SqlState::OBJECT_IN_USE) => {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            Err(error) => panic!("{text}: {}", crate::postgres::explain(&error)),
        }
    }
    panic!("{text}: others kept using the database");
}

/// The same server, another database, with both logins.
fn config(admin: &str, name: &str) -> StoreConfig {
    let (scheme, rest) = admin.split_once("://").expect("the server is named by an address");
    let (place, query) = match rest.split_once('?') {
        Some((place, query)) => (place, format!("?{query}")),
        None => (rest, String::new()),
    };
    let server = place.split_once('/').map_or(place, |(server, _)| server);
    let host = server.rsplit_once('@').map_or(server, |(_, host)| host);
    StoreConfig {
        url: format!("{scheme}://{server}/{name}{query}"),
        published_url: Some(format!("{scheme}://{LOGIN}:{LOGIN}@{host}/{name}{query}")),
        readers: 6,
        ..StoreConfig::default()
    }
}

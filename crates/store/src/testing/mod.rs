//! Fresh, migrated databases for tests: one SQLite file, and one PostgreSQL database when `KHABAR_TEST_POSTGRES`
//! names a superuser's address such as `postgres://postgres@127.0.0.1:5433/postgres`. Both go when dropped.
//!
//! ```text
//! for test in store::testing::databases().await {
//!     let db = &test.db;
//! }
//! ```

mod folder;
mod prepare;
mod server;
mod template;

pub use prepare::prepare_all;

use crate::config::StoreConfig;
use crate::db::Db;
use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::migrate;

/// The variable that names the server.
pub const SERVER: &str = "KHABAR_TEST_POSTGRES";

/// What a SQLite file is called in its folder.
const FILE: &str = "test.db";

/// A database that lives as long as this value.
pub struct TestDb {
    /// The database, open and migrated.
    pub db: Db,
    config: StoreConfig,
    _home: Home,
}

#[expect(dead_code, reason = "kept for their drop, which removes what they name")]
enum Home {
    Folder(folder::Folder),
    Server(server::Database),
}

/// One of each kind that can be had here.
pub async fn databases() -> Vec<TestDb> {
    let mut found = vec![sqlite().await];
    found.extend(postgres().await);
    found
}

/// A database in this file as a program before this migration left it.
pub async fn file_before(file: &std::path::Path, migration: i64) {
    let config = StoreConfig { url: format!("sqlite:{}", file.display()), ..StoreConfig::default() };
    let db = Db::open(&config).await.expect("the file can be made");
    let earlier = migrate::embedded().expect("the embedded list is well formed").into_iter();
    let earlier = earlier.filter(|one| one.number < migration).collect();
    migrate::run(&db, earlier).await.expect("the program's own migrations apply");
}

/// One of each kind as a program before this migration left it: `db.migrate()` brings it up to date.
pub async fn databases_before(migration: i64) -> Vec<TestDb> {
    let mut found = vec![empty_file().await];
    if let Some(admin) = admin() {
        let database = server::Database::create_empty(&admin).await;
        found.push(on_server(database).await);
    }
    for test in &found {
        let earlier = migrate::embedded().expect("the embedded list is well formed").into_iter();
        let earlier = earlier.filter(|one| one.number < migration).collect();
        migrate::run(&test.db, earlier).await.expect("the program's own migrations apply");
    }
    found
}

/// A SQLite file of its own.
pub async fn sqlite() -> TestDb {
    let folder = folder::Folder::new();
    template::copy(&folder.path().join(FILE)).await;
    in_folder(folder).await
}

async fn empty_file() -> TestDb {
    in_folder(folder::Folder::new()).await
}

async fn in_folder(folder: folder::Folder) -> TestDb {
    let url = format!("sqlite:{}", folder.path().join(FILE).display());
    let config = StoreConfig { url, readers: 4, ..StoreConfig::default() };
    let db = Db::open(&config).await.expect("a new file opens");
    TestDb { db, config, _home: Home::Folder(folder) }
}

/// A PostgreSQL database of its own, if a server is named; says `NOT RUN` once on stdout if not.
pub async fn postgres() -> Option<TestDb> {
    Some(on_server(server::Database::create(&admin()?).await).await)
}

async fn on_server(database: server::Database) -> TestDb {
    let config = database.config();
    let db = Db::open(&config).await.expect("a new database opens");
    TestDb { db, config, _home: Home::Server(database) }
}

fn admin() -> Option<String> {
    let admin = std::env::var(SERVER).ok().filter(|url| !url.is_empty());
    if admin.is_none() {
        static SAID: std::sync::Once = std::sync::Once::new();
        SAID.call_once(|| println!("NOT RUN: store on PostgreSQL ({SERVER} is not set)"));
    }
    admin
}

impl TestDb {
    /// How to open the same database again.
    pub fn config(&self) -> &StoreConfig {
        &self.config
    }

    /// Which kind it is.
    pub fn dialect(&self) -> Dialect {
        self.db.dialect()
    }

    /// A second handle with its own connections, as another process would have.
    pub async fn another(&self) -> Result<Db, StoreError> {
        Db::open(&self.config).await
    }
}

/// Letters and digits that no one else has.
fn unique() -> String {
    let mut bytes = [0u8; 8];
    #[allow(clippy::disallowed_methods)] // A test database has no App to ask for chance.
    getrandom::fill(&mut bytes).expect("the system gives random bytes");
    data_encoding::HEXLOWER.encode(&bytes)
}

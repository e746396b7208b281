//! An older data folder is brought up to date, what it was is kept, and there is a way back. The folders of released
//! versions are in `fixtures/`.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde_json::json;

use crate::kit::{Database, Newsroom, Server, get, post, run_on};
use crate::what_is_due_goes_out::write;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/released")
}

#[test]
fn a_database_is_kept_as_it_was_before_an_upgrade_and_put_back() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let data = folder.path().join("data");
    std::fs::create_dir(&data).expect("a folder can be made");
    let (file, newest) =
        (data.join("khabar.db"), store::newest_migration().expect("the list is well formed"));
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(store::testing::file_before(&file, newest));
    drop(runtime);
    Database::file(&file).change("update event_head set seq = 5");
    let older = store::file_stands(&file).expect("it opens").expect("it has tables");
    assert!(older.migration < newest);

    Server::start(&data, "serve", &[]).stop();
    assert_eq!(store::file_stands(&file).expect("it opens").map(|stands| stands.migration), Some(newest));
    let kept: Vec<PathBuf> = std::fs::read_dir(data.join("before-upgrade"))
        .expect("it reads")
        .map(|entry| entry.expect("it reads").path())
        .collect();
    assert_eq!(kept.len(), 1);
    assert_eq!(store::file_stands(&kept[0]).expect("it opens"), Some(older));
    // A start that upgrades nothing keeps nothing; while a server runs nothing is put back.
    let server = Server::start(&data, "serve", &[]);
    run_on(&data, &["restore", "--before-upgrade"], &[]).exits(1).complains_of("stop it first");
    server.stop();
    // Nor while a server that is ending, which takes no errands any more, has its database open.
    let ending = rusqlite::Connection::open(&file).expect("it opens");
    let seq: i64 = ending.query_row("select seq from event_head", [], |row| row.get(0)).expect("it reads");
    assert!(seq > 0);
    run_on(&data, &["restore", "--before-upgrade"], &[]).exits(1).complains_of("wait until it ended");
    drop(ending);
    assert_eq!(std::fs::read_dir(data.join("before-upgrade")).expect("it reads").count(), 1);

    let told = run_on(&data, &["restore", "--before-upgrade"], &[]).exits(0).out;
    assert_eq!(store::file_stands(&file).expect("it opens"), Some(older), "{told}");
    let undone = std::fs::read_dir(data.join("before-upgrade"))
        .expect("it reads")
        .map(|entry| entry.expect("it reads").path())
        .find(|path| path.is_dir())
        .expect("what stood there is kept");
    let stood = store::file_stands(&undone.join("khabar.db")).expect("it opens").expect("it has tables");
    assert_eq!(stood.migration, newest);
    // Upgraded once more it is a newsroom whose database went back: it waits for a word.
    let server = Server::start(&data, "serve", &[]);
    assert_eq!(crate::what_is_due_goes_out::metric(&server, "newsroom_restored"), 1.0);
    server.stop();
}

#[test]
fn an_upgrade_that_is_cut_in_its_midst_and_goes_on_leads_back_to_before_its_first_step() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let data = folder.path().join("data");
    std::fs::create_dir(&data).expect("a folder can be made");
    let (file, newest) =
        (data.join("khabar.db"), store::newest_migration().expect("the list is well formed"));
    let before = |migration: i64| {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(store::testing::file_before(&file, migration));
    };
    before(newest - 1);
    Database::file(&file).change("update event_head set seq = 5");
    let older = store::file_stands(&file).expect("it opens").expect("it has tables");
    let as_it_was = folder.path().join("as-it-was.db");
    store::copy_file(&file, &as_it_was).expect("it can be copied");
    Server::start(&data, "serve", &[]).stop();
    // As a program leaves it that is killed before the last step.
    for end in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(data.join(format!("khabar.db{end}")));
    }
    std::fs::copy(&as_it_was, &file).expect("it can be copied");
    before(newest);
    let midst = store::file_stands(&file).expect("it opens").expect("it has tables");
    assert!(older.migration < midst.migration && midst.migration < newest);
    Server::start(&data, "serve", &[]).stop();
    assert_eq!(store::file_stands(&file).expect("it opens").map(|stands| stands.migration), Some(newest));
    assert_eq!(std::fs::read_dir(data.join("before-upgrade")).expect("it reads").count(), 1);
    run_on(&data, &["restore", "--before-upgrade"], &[]).exits(0);
    assert_eq!(store::file_stands(&file).expect("it opens"), Some(older));
}

#[test]
fn nothing_is_put_back_where_nothing_was_kept() {
    let newsroom = Newsroom::bare();
    newsroom.run(&["restore", "--before-upgrade"]).exits(1).complains_of("nothing is kept in");
}

#[test]
fn the_folder_of_every_released_version_opens_and_shows_its_article() {
    let mine = fixtures().join(format!("{}.db.gz", env!("CARGO_PKG_VERSION")));
    if !mine.exists() {
        make(&mine);
        panic!("there was no folder of this version; now {} is there: commit it", mine.display());
    }
    for entry in std::fs::read_dir(fixtures()).expect("it reads") {
        let path = entry.expect("it reads").path();
        let folder = tempfile::tempdir().expect("a folder can be made");
        let data = folder.path().join("data");
        std::fs::create_dir(&data).expect("a folder can be made");
        let mut database = Vec::new();
        let packed = std::fs::File::open(&path).expect("it opens");
        GzDecoder::new(packed).read_to_end(&mut database).expect("it unpacks");
        std::fs::write(data.join("khabar.db"), database).expect("it can be written");
        assert_eq!(Database::file(&data.join("khabar.db")).damage(), Vec::<String>::new());
        let server = Server::start(&data, "serve", &[]);
        let database = Database::file(&data.join("khabar.db"));
        let ids = database.texts("select id from published_article");
        let id = ids.first().expect("there is an article");
        let short = get(&format!("/s/{id}")).answer(server.address).with_status(301);
        let page = get(short.header("location").expect("an address")).answer(server.address).with_status(200);
        assert!(page.text().contains("خبر من إصدار"), "{}", path.display());
        get("/ar/").answer(server.address).with_status(200);
        server.stop();
    }
}

/// Makes the folder of this version, without anybody's token or password.
fn make(to: &Path) {
    let newsroom = Newsroom::bare();
    let server = newsroom.serve();
    let headline = format!("خبر من إصدار {}", env!("CARGO_PKG_VERSION"));
    let id = write(server.address, &newsroom.token, &headline, None);
    let publication = format!("/api/v1/articles/{id}/publication");
    post(&publication).token(&newsroom.token).json(&json!({})).answer(server.address).with_status(200);
    server.stop();
    newsroom.database().change("delete from instance; delete from token; vacuum");
    let database = std::fs::read(newsroom.data().join("khabar.db")).expect("it reads");
    std::fs::create_dir_all(fixtures()).expect("a folder can be made");
    let mut packed = GzEncoder::new(std::fs::File::create(to).expect("it can be made"), Compression::best());
    packed.write_all(&database).expect("it can be written");
    packed.finish().expect("it can be written");
}

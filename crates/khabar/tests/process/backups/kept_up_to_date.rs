//! The server keeps its backup up to date by itself, and it is told when it does not.

use std::time::Duration;

use serde_json::json;

use super::equal::differences;
use super::kit::Kept;
use crate::kit::{Database, Newsroom, Server, post, run_on, until};
use crate::what_is_due_goes_out::{metric, write};

#[test]
fn a_server_ships_what_is_written_and_what_it_shipped_survives_it() {
    let newsroom = Newsroom::bare();
    let kept = Kept::sealed(&newsroom.beside("kept"));
    let text = |path: &std::path::Path| path.display().to_string();
    let (to, key_file) = (text(&kept.folder), text(kept.key_file.as_deref().expect("it is sealed")));
    let environment = [
        ("KHABAR__BACKUP__TO", to.as_str()),
        ("KHABAR__BACKUP__KEY_FILE", key_file.as_str()),
        ("KHABAR__BACKUP__EVERY_SECONDS", "1"),
    ];
    let server = newsroom.serve_with(&environment);
    let database = newsroom.database();
    let shipped = |head: i64| {
        let (_, took) = until("a snapshot of the last word", Duration::from_secs(20), || {
            kept.folder
                .join("backup.json")
                .exists()
                .then(|| kept.list())
                .and_then(|list| list.last().is_some_and(|(_, sequence)| *sequence >= head).then_some(()))
        });
        took
    };
    shipped(database.number("select seq from event_head"));
    let id = write(server.address, &newsroom.token, "خبر", None);
    let path = format!("/api/v1/articles/{id}/publication");
    post(&path).token(&newsroom.token).json(&json!({})).answer(server.address).with_status(200);
    let took = shipped(database.number("select seq from event_head"));
    println!("the last word was shipped after {took:?}");
    until("its age", Duration::from_secs(5), || (metric(&server, "backup_age_seconds") < 30.0).then_some(()));
    let looked = newsroom.run_with(&["doctor"], &environment).exits(0).out;
    assert!(looked.contains("good  backup: "), "{looked}");
    // Nothing is written: nothing is saved.
    std::thread::sleep(Duration::from_secs(4));
    let quiet = kept.list().len();
    std::thread::sleep(Duration::from_secs(4));
    assert_eq!(kept.list().len(), quiet);
    server.kill();
    let place = newsroom.beside("restored").join("new");
    kept.restore(&place, &[]).exits(0);
    let (_, sequence) = kept.list().pop().expect("there are some");
    let restored = Database::file(&place.join("khabar.db"));
    assert_eq!(differences(&restored, &database, sequence), Vec::<String>::new());
    assert_eq!(restored.number("select count(*) from published_article"), 1);
    // A server that ships nothing is found out.
    let server = newsroom.serve();
    write(server.address, &newsroom.token, "خبر آخر", None);
    std::thread::sleep(Duration::from_secs(5));
    let looked = newsroom.run_with(&["doctor"], &environment).exits(1).out;
    assert!(looked.contains("BAD   backup: ") && looked.contains("more was written since"), "{looked}");
    server.stop();
}

#[test]
fn a_copy_leaves_the_originals_backup_alone_and_two_servers_do_not_share_one() {
    let newsroom = Newsroom::bare();
    newsroom.serve().stop();
    let kept = Kept::plain(&newsroom.beside("kept"));
    kept.save(&newsroom.data()).exits(0);
    let copy = newsroom.beside("restored").join("new");
    kept.restore(&copy, &[]).exits(0);
    let to = kept.folder.display().to_string();
    let environment = [("KHABAR__BACKUP__TO", to.as_str()), ("KHABAR__BACKUP__EVERY_SECONDS", "1")];
    let saved = kept.list();
    // Before anybody has served it, and while a server runs on it.
    run_on(&copy, &["backup"], &environment).exits(1).complains_of("khabar restored lift");
    let server = Server::start(&copy, "serve", &environment);
    std::thread::sleep(Duration::from_secs(4));
    assert!(server.log().contains("nothing is saved into the backup"), "{}", server.log());
    let looked = run_on(&copy, &["doctor"], &environment).exits(1).out;
    assert!(looked.contains("BAD   backup: "), "{looked}");
    run_on(&copy, &["backup"], &environment).exits(1).complains_of("khabar restored lift");
    assert_eq!(kept.list(), saved);
    // Elsewhere, because somebody says so.
    Kept::plain(&newsroom.beside("elsewhere")).save(&copy).exits(0);
    run_on(&copy, &["restored", "lift"], &[]).exits(0);
    until("a snapshot of what took the original's place", Duration::from_secs(20), || {
        (kept.list().len() > saved.len()).then_some(())
    });
    // Now the original comes back, and finds that its backup is taken.
    let original = newsroom.serve_with(&environment);
    until("the original's word", Duration::from_secs(20), || {
        original.log().contains("another server keeps this backup up to date").then_some(())
    });
    original.stop();
    server.stop();
}

#[test]
fn a_backup_that_cannot_be_opened_keeps_the_server_from_starting() {
    let newsroom = Newsroom::bare();
    let taken = newsroom.beside("taken");
    std::fs::write(taken.join("letter"), "something else").expect("a file can be written");
    let taken = taken.display().to_string();
    let environment = [("KHABAR__BACKUP__TO", taken.as_str()), ("KHABAR__LISTEN", "127.0.0.1:0")];
    newsroom.run_with(&["serve"], &environment).exits(1).complains_of("holds something that is no backup");
}

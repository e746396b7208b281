//! The clock of the machine is set wrong while the program runs and over a restart; the newsroom is copied, and an older
//! database is put under it. Nothing goes out early, and nothing goes out of a copy.
//!
//! `KHABAR_FULL=1` sets the clock in every way that is known; without it in one.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::json;

use crate::kit::{Newsroom, Server, copy_folder, post, run_on, until};
use crate::what_is_due_goes_out::{full, in_seconds, is_out, metric, now, schedule, write};

const LIBRARY: [&str; 3] = [
    "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
    "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1",
    "/usr/lib/faketime/libfaketime.so.1",
];

/// The clock that a program sees which runs under it.
struct Hands {
    library: &'static str,
    file: PathBuf,
    path: String,
}

impl Hands {
    /// Says aloud where there is nothing to set a clock with.
    fn of(newsroom: &Newsroom, what: &str) -> Option<Hands> {
        let Some(library) = LIBRARY.into_iter().find(|path| Path::new(path).exists()) else {
            println!("NOT RUN: {what} (there is no libfaketime here)");
            return None;
        };
        let file = newsroom.beside("clock").join("now");
        let hands = Hands { library, path: file.display().to_string(), file };
        hands.show("+0");
        Some(hands)
    }

    /// Sets it: so far ahead or behind, or stopped at a moment.
    fn show(&self, words: &str) {
        std::fs::write(&self.file, words).expect("the clock can be set");
    }

    /// What a program is started with.
    fn under(&self) -> [(&str, &str); 4] {
        [
            ("LD_PRELOAD", self.library),
            ("FAKETIME_TIMESTAMP_FILE", &self.path),
            ("FAKETIME_NO_CACHE", "1"),
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
        ]
    }
}

fn publish(address: SocketAddr, token: &str, id: &str) -> u16 {
    let path = format!("/api/v1/articles/{id}/publication");
    post(&path).token(token).json(&json!({})).answer(address).status
}

#[test]
fn a_clock_that_is_set_wrong_brings_nothing_out_early() {
    for newsroom in Newsroom::bares() {
        let Some(hands) = Hands::of(&newsroom, "the clock set wrong under the running program") else {
            return;
        };
        let ways: &[(&str, &str, bool)] = &[
            ("a day ahead", "+86400", true),
            ("five minutes ahead", "+300", true),
            ("an hour behind", "-3600", false),
            ("stopped", "2026-11-24 10:00:00", false),
        ];
        for (what, words, goes_on) in if full() { ways } else { &ways[..1] } {
            hands.show("+0");
            let under = hands.under();
            let server = newsroom.serve_with(&under);
            let (at, moment) = in_seconds(6.0);
            let plain = write(server.address, &newsroom.token, "خبر مجدول", None);
            let strict = write(server.address, &newsroom.token, "خبر محظور", Some(&at));
            for id in [&plain, &strict] {
                schedule(server.address, &newsroom.token, id, &at);
            }
            // While it runs, and over a restart.
            hands.show(words);
            std::thread::sleep(Duration::from_millis(1_200));
            assert_eq!(publish(server.address, &newsroom.token, &strict), 409);
            server.kill();
            let server = newsroom.serve_with(&under);
            while now() < moment {
                let (early, when) =
                    ((is_out(server.address, &plain), is_out(server.address, &strict)), now());
                assert!(when >= moment || early == (false, false), "{what}: early {early:?}");
                std::thread::sleep(Duration::from_millis(50));
            }
            if *goes_on {
                until("the plain one", Duration::from_secs(10), || {
                    is_out(server.address, &plain).then_some(())
                });
            }
            std::thread::sleep(Duration::from_millis(1_500));
            assert_eq!(is_out(server.address, &plain), *goes_on, "{what}");
            assert!(!is_out(server.address, &strict), "{what}: the embargo did not hold");
            assert_eq!(publish(server.address, &newsroom.token, &strict), 409, "{what}");
            until("the alarm", Duration::from_secs(8), || {
                (metric(&server, "clock_in_doubt") == 1.0).then_some(())
            });
            assert!(server.log().contains("the machine's clock is in doubt"));
            let looked = newsroom.run_with(&["doctor"], &under).exits(1);
            assert!(looked.out.contains("BAD   clock"), "{}", looked.out);
            // Somebody sets it right, and what waited goes out.
            hands.show("+0");
            until("what waited", Duration::from_secs(15), || {
                (is_out(server.address, &plain) && is_out(server.address, &strict)).then_some(())
            });
            println!(
                "{what} on {}: nothing early, the embargo held until the clock was right",
                newsroom.kind
            );
            server.stop();
        }
    }
}

#[test]
fn a_word_at_the_machine_ends_the_doubt() {
    let newsroom = Newsroom::bare();
    let Some(hands) = Hands::of(&newsroom, "a word that ends the doubt about the clock") else { return };
    let under = hands.under();
    let server = newsroom.serve_with(&under);
    let (at, _) = in_seconds(3_600.0);
    let strict = write(server.address, &newsroom.token, "خبر محظور", Some(&at));
    schedule(server.address, &newsroom.token, &strict, &at);
    hands.show("+7200");
    std::thread::sleep(Duration::from_secs(2));
    assert!(!is_out(server.address, &strict));
    let said = newsroom.run_with(&["clock", "confirm"], &under).exits(0).out;
    assert!(said.contains("goes out now"), "{said}");
    until("what was due by that clock", Duration::from_secs(8), || {
        is_out(server.address, &strict).then_some(())
    });
    // The word is kept over a kill.
    server.kill();
    let server = newsroom.serve_with(&under);
    assert_eq!(metric(&server, "clock_in_doubt"), 0.0);
    newsroom.run_with(&["doctor"], &under).exits(0);
    server.stop();
}

#[test]
fn a_copy_of_the_folder_waits_for_a_word() {
    let newsroom = Newsroom::bare();
    let server = newsroom.serve();
    let (at, _) = in_seconds(3.0);
    let id = write(server.address, &newsroom.token, "خبر النسخة", None);
    schedule(server.address, &newsroom.token, &id, &at);
    server.stop();
    let copy = newsroom.beside("copy").join("data");
    copy_folder(&newsroom.data(), &copy).expect("a folder can be copied");
    let server = Server::start(&copy, "serve", &[]);
    assert_eq!(metric(&server, "newsroom_restored"), 1.0);
    std::thread::sleep(Duration::from_secs(5));
    assert!(!is_out(server.address, &id), "it went out of a copy");
    assert_eq!(publish(server.address, &newsroom.token, &id), 409);
    let looked = run_on(&copy, &["doctor"], &[]).exits(1);
    assert!(looked.out.contains("khabar restored lift"), "{}", looked.out);
    run_on(&copy, &["restored", "lift"], &[]).exits(0);
    until("what waited", Duration::from_secs(5), || is_out(server.address, &id).then_some(()));
    server.stop();
    // The newsroom itself is none: the same, where nobody has to say a word.
    let server = newsroom.serve();
    assert_eq!(metric(&server, "newsroom_restored"), 0.0);
    until("what was due", Duration::from_secs(5), || is_out(server.address, &id).then_some(()));
    server.stop();
}

#[test]
fn an_older_database_under_the_folder_waits_for_a_word() {
    let newsroom = Newsroom::bare();
    newsroom.serve().stop();
    let (file, kept) = (newsroom.data().join("khabar.db"), newsroom.beside("backup").join("khabar.db"));
    std::fs::copy(&file, &kept).expect("a backup is made");
    newsroom.serve().stop();
    newsroom.serve().stop();
    for name in ["khabar.db-wal", "khabar.db-shm"] {
        let _ = std::fs::remove_file(newsroom.data().join(name));
    }
    std::fs::copy(&kept, &file).expect("it is brought back");
    let server = newsroom.serve();
    assert_eq!(metric(&server, "newsroom_restored"), 1.0);
    let id = write(server.address, &newsroom.token, "خبر", None);
    assert_eq!(publish(server.address, &newsroom.token, &id), 409);
    newsroom.run(&["restored", "lift"]).exits(0);
    assert_eq!(publish(server.address, &newsroom.token, &id), 200);
    server.stop();
    let server = newsroom.serve();
    assert_eq!(metric(&server, "newsroom_restored"), 0.0);
    server.stop();
}

//! Taken while several clients publish, killed in its midst, and brought back.

use std::io::Cursor;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use image::{ImageFormat, Rgb, RgbImage};
use serde_json::json;

use super::equal::differences;
use super::kit::{Kept, files_of};
use crate::durability::{Client, History, Outcome, loops, random_below, serve};
use crate::kit::{Database, Newsroom, Server, get, khabar, post, until};
use crate::what_is_due_goes_out::{in_seconds, is_out, metric, now, schedule, write};

const CLIENTS: usize = 2;
const SNAPSHOTS: usize = 3;

/// What no client of the load touches: a schedule, a redirect, a picture.
fn furnish(newsroom: &Newsroom, server: &Server) {
    let (token, address) = (&newsroom.token, server.address);
    let later = write(address, token, "خبر مجدول", None);
    schedule(address, token, &later, &in_seconds(3_600.0).0);
    let redirect = json!({"path": "/old/address", "to": "/ar/politics"});
    post("/api/v1/redirects").token(token).json(&redirect).answer(address).with_status(201);
    let mut picture = Cursor::new(Vec::new());
    let pixels = RgbImage::from_fn(64, 48, |x, y| Rgb([x as u8 * 3, y as u8 * 5, 90]));
    pixels.write_to(&mut picture, ImageFormat::Png).expect("the test picture encodes");
    let sent = post("/api/v1/media?caption=x").token(token).sending(&picture.into_inner());
    sent.answer(address).with_status(201);
}

/// Takes snapshots while clients publish, then kills the server.
fn saved_under_load(newsroom: &Newsroom, server: Server, kept: &Kept, history: &History) -> f64 {
    std::thread::scope(|scope| {
        for client in 0..CLIENTS {
            let (name, token) = (format!("c{client}"), newsroom.token.as_str());
            let client = Client { name, token, address: server.address, history };
            scope.spawn(move || client.write_until_the_end());
        }
        let most = Duration::from_secs(20);
        until("the first acknowledgement", most, || (history.count(Outcome::Acknowledged) > 0).then_some(()));
        let (begun, before) = (Instant::now(), history.count(Outcome::Acknowledged));
        for _ in 0..SNAPSHOTS {
            kept.save(&newsroom.data()).exits(0);
        }
        let written = history.count(Outcome::Acknowledged) - before;
        let rate = written as f64 / begun.elapsed().as_secs_f64();
        server.kill();
        rate
    })
}

#[test]
fn a_backup_taken_under_load_comes_back_equal_to_the_history_at_its_sequence() {
    let newsroom = Newsroom::bare();
    let kept = Kept::sealed(&newsroom.beside("kept"));
    let server = serve(&newsroom);
    furnish(&newsroom, &server);
    let history = History::in_file(newsroom.beside("history").join("load.jsonl"));
    let rate = saved_under_load(&newsroom, server, &kept, &history);
    let (live, snapshots) = (newsroom.database(), kept.list());
    assert_eq!(snapshots.len(), SNAPSHOTS);
    let moved = snapshots[SNAPSHOTS - 1].1 - snapshots[0].1;
    assert!(moved > 20, "the log moved by {moved} while snapshots were taken: too little to say anything");
    let place = newsroom.beside("restored");
    for (id, sequence) in &snapshots {
        let to = place.join(id);
        kept.restore(&to, &["--snapshot", id]).exits(0);
        let restored = Database::file(&to.join("khabar.db"));
        assert_eq!(differences(&restored, &live, *sequence), Vec::<String>::new(), "{id}");
        let originals = |folder: &Path| files_of(&folder.join("originals"));
        assert!(originals(&to) == originals(&newsroom.data()), "the originals differ");
        // They are made after the upload by and by, and move when they are published: what is in both is equal.
        let (made, all) = (files_of(&to.join("renditions")), files_of(&newsroom.data().join("renditions")));
        let differs =
            |name: &Path| made.get(name).zip(all.get(name)).is_some_and(|(one, other)| one != other);
        let other: Vec<_> = made.keys().filter(|name| differs(name)).collect();
        assert!(!made.is_empty() && other.is_empty(), "{other:?}");
        assert_eq!(
            std::fs::read(to.join("desk.key")).ok(),
            std::fs::read(newsroom.data().join("desk.key")).ok()
        );
    }
    println!(
        "{SNAPSHOTS} snapshots under {rate:.0} requests/s, the log moved by {moved}; each equal at its sequence"
    );
    the_checker_finds_what_is_wrong(&place.join(&snapshots[1].0), &live, snapshots[1].1);
    a_restored_newsroom_serves_and_waits_for_a_word(&place.join(&snapshots[2].0), &newsroom.token);
}

/// The control: another sequence, and a row more or less, are found out.
fn the_checker_finds_what_is_wrong(folder: &Path, live: &Database, sequence: i64) {
    let restored = Database::file(&folder.join("khabar.db"));
    assert!(differences(&restored, live, sequence - 1).len() >= 2, "one event earlier");
    assert!(differences(&restored, live, sequence + 1).len() >= 2, "one event later");
    let one = "(select id from article where live_revision is not null limit 1)";
    for change in [
        format!("update revision set content = content || ' ' where article = {one}"),
        format!("update article set live_revision = null where id = {one}"),
        "delete from redirect".to_owned(),
        "update account set role = 'admin'".to_owned(),
        "update article set scheduled_for = scheduled_for + 1 where scheduled_for is not null".to_owned(),
    ] {
        restored.change("begin");
        restored.change(&change);
        assert_eq!(differences(&restored, live, sequence).len(), 1, "{change}");
        restored.change("rollback");
    }
}

fn a_restored_newsroom_serves_and_waits_for_a_word(folder: &Path, token: &str) {
    let begun = Instant::now();
    let server = Server::start(folder, "serve", &[]);
    get("/ar/").answer(server.address).with_status(200);
    let first_page = begun.elapsed();
    assert!(first_page < Duration::from_secs(30), "{first_page:?}");
    assert_eq!(metric(&server, "newsroom_restored"), 1.0);
    let id = write(server.address, token, "خبر", None);
    let publish = || {
        let path = format!("/api/v1/articles/{id}/publication");
        post(&path).token(token).json(&json!({})).answer(server.address).status
    };
    assert_eq!(publish(), 409);
    crate::kit::run_on(folder, &["restored", "lift"], &[]).exits(0);
    assert_eq!(publish(), 200);
    assert!(is_out(server.address, &id));
    server.stop();
}

#[test]
fn a_newsroom_comes_back_as_it_stood_at_a_time() {
    let newsroom = Newsroom::bare();
    let kept = Kept::plain(&newsroom.beside("kept"));
    let server = newsroom.serve();
    let write = |headline| {
        let id = write(server.address, &newsroom.token, headline, None);
        let path = format!("/api/v1/articles/{id}/publication");
        post(&path).token(&newsroom.token).json(&json!({})).answer(server.address).with_status(200);
        id
    };
    let first = write("قبل");
    let told = kept.save(&newsroom.data()).exits(0).out;
    assert!(told.contains("desk.key is not in it"), "{told}");
    std::thread::sleep(Duration::from_millis(5));
    let between = text::dates::iso((now() / 1_000_000 + 1) * 1_000_000, "UTC");
    std::thread::sleep(Duration::from_millis(1_100));
    // A bad hour: what was out goes, and something else comes.
    let withdrawal = format!("/api/v1/articles/{first}/withdrawal");
    let reason = json!({"reason": "خطأ كبير"});
    post(&withdrawal).token(&newsroom.token).json(&reason).answer(server.address).with_status(200);
    let second = write("بعد");
    kept.save(&newsroom.data()).exits(0);
    server.stop();
    let place = newsroom.beside("restored");
    let live_in = |folder: &Path| {
        Database::file(&folder.join("khabar.db"))
            .texts("select id from article where live_revision is not null")
    };
    kept.restore(&place.join("then"), &["--at", &between]).exits(0);
    assert_eq!(live_in(&place.join("then")), [first].into());
    kept.restore(&place.join("now"), &[]).exits(0);
    assert_eq!(live_in(&place.join("now")), [second].into());
    kept.restore(&place.join("no"), &["--at", "2020-01-01T00:00:00Z"])
        .exits(1)
        .complains_of("from that time or before");
    kept.restore(&place.join("no"), &["--at", "yesterday"]).exits(1).complains_of("with the offset from UTC");
    let told = kept.restore(&place.join("no"), &["--verify"]).exits(0).out;
    assert!(told.contains("can be restored"), "{told}");
    assert_eq!(std::fs::read_dir(&place).expect("it reads").count(), 2, "what was tried is removed again");
}

#[test]
fn a_backup_that_is_killed_harms_none_before_it_and_none_after_it() {
    let newsroom = Newsroom::bare();
    let kept = Kept::plain(&newsroom.beside("kept"));
    kept.save(&newsroom.data()).exits(0);
    let server = newsroom.serve();
    let (mut cut, mut whole) = (0, 1);
    for turn in 0..loops(&newsroom) {
        write(server.address, &newsroom.token, &format!("خبر {turn}"), None);
        let mut command = khabar();
        command.arg("backup").arg("--to").arg(&kept.folder).arg("--data").arg(newsroom.data());
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        std::thread::sleep(Duration::from_millis(random_below(80)));
        let ended = child.try_wait().expect("it is our child").is_some();
        let _ = child.kill();
        child.wait().expect("it is our child");
        cut += usize::from(!ended);
        let here = kept.list().len();
        assert!(here == whole || here == whole + 1, "{here} snapshots after {whole}");
        kept.check().exits(0);
        kept.save(&newsroom.data()).exits(0);
        whole = kept.list().len();
        assert!(whole > here);
    }
    server.stop();
    let to = newsroom.beside("restored").join("last");
    kept.restore(&to, &[]).exits(0);
    let (restored, live) = (Database::file(&to.join("khabar.db")), newsroom.database());
    let (_, sequence) = kept.list().pop().expect("there are some");
    assert_eq!(differences(&restored, &live, sequence), Vec::<String>::new());
    println!("{cut} of {} backups were cut; every snapshot is whole", loops(&newsroom));
    assert!(cut > 0 || loops(&newsroom) < 10, "none was cut: too late to say anything");
}

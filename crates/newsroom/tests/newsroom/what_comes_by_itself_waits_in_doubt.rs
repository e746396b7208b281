//! What comes by itself waits while something is in doubt: the machine's clock, the rights of whoever set it, or whether this
//! is the newsroom at all and not a copy of it. Late is a fault, early is the worst fault.

use axum::http::Method;
use newsroom::features::accounts::Role;
use newsroom::features::machine::actions::{arrive, lift};
use newsroom::features::machine::{Folder, restored};
use newsroom::schedule::moved_by_zone_rules;
use serde_json::json;
use store::{params, sql};

use crate::kit::store::{revoke, rows_of};
use crate::kit::{DAY, HOUR, MINUTE, Newsroom, SECOND, newsrooms, piece};

sql! {
    OTHER_RULES = "tests.other_rules": "update job set payload = replace(payload, '\"ahead\":7200', '\"ahead\":10800') where name = 'articles.publish_due'";
}

/// The first screen, as somebody at the desk reads it in English.
async fn today(room: &Newsroom, role: Role) -> crate::kit::Answer {
    let person = room.colleague("زميلة", role).await;
    person.at_desk().await.opens("/desk").await.expects(200)
}

const DOUBT: &str = "The machine is in doubt";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn however_the_clock_is_set_nothing_comes_early() {
    for room in newsrooms().await {
        for jump in [DAY, 5 * MINUTE, -HOUR, 30 * DAY, 3 * SECOND] {
            let layla = room.editor("ليلى").await;
            let due = room.truth() + HOUR;
            let plain = layla.writes(piece(&format!("خبر مجدول {jump}")).paragraph("نص")).await;
            let strict = piece(&format!("خبر محظور {jump}")).paragraph("نص").embargoed_until(due);
            let strict = layla.writes(strict).await;
            for id in [&plain, &strict] {
                layla.schedules(id, due).await.expects(202);
            }
            let is_out = async |id| layla.reads(id).await["live_revision"].is_number();
            assert!(!today(&room, Role::Editor).await.says(DOUBT));

            room.somebody_sets_the_clock(jump);
            for at in [due - 59 * MINUTE, due - 1] {
                room.the_clock_reaches(at).await;
                assert!(
                    !is_out(&plain).await && !is_out(&strict).await,
                    "{:?} {jump}: early",
                    room.dialect()
                );
                layla.posts(&strict, "publication", json!({})).await.expects(409);
            }
            assert!(today(&room, Role::Editor).await.says(DOUBT));

            // Its time comes. What is under an embargo waits for a clock that can be trusted, the rest comes when it is sure.
            room.the_clock_reaches(due).await;
            assert_eq!(is_out(&plain).await, jump > 0, "{:?} {jump}", room.dialect());
            assert!(!is_out(&strict).await, "{:?} {jump}: the embargo did not hold", room.dialect());
            let refused = layla.posts(&strict, "publication", json!({})).await.expects(409).json();
            assert_eq!(refused["code"], "not_publishable", "{refused}");

            // The clock is set right, and nobody has to say anything.
            room.somebody_sets_the_clock(0);
            room.the_clock_reaches(due + 6 * SECOND).await;
            assert!(
                is_out(&plain).await && is_out(&strict).await,
                "{:?} {jump}: late for ever",
                room.dialect()
            );
            assert!(!today(&room, Role::Editor).await.says(DOUBT));
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_stands_still_is_noticed() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let due = room.truth() + HOUR;
        let id = layla.writes(piece("خبر محظور").paragraph("نص").embargoed_until(due)).await;
        layla.schedules(&id, due).await.expects(202);
        for minutes in 1..5 {
            room.somebody_sets_the_clock(-minutes * MINUTE);
            room.the_clock_reaches(due - HOUR + minutes * MINUTE).await;
        }
        assert!(today(&room, Role::Editor).await.says("240 seconds behind"));
        assert!(layla.reads(&id).await["live_revision"].is_null());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_chief_editor_says_that_the_clock_is_right() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let due = room.truth() + DAY;
        let id = layla.writes(piece("خبر محظور").paragraph("نص").embargoed_until(due)).await;
        layla.schedules(&id, due).await.expects(202);
        // The clock had been wrong, and is set right: only somebody who knows can tell.
        room.somebody_sets_the_clock(DAY);
        room.due_work_is_done().await;
        room.reader().misses("/ar/", "خبر محظور").await;
        let (chief, editor) = (room.colleague("رئيسة", Role::Chief).await, room.editor("محرر").await);
        let (chief, editor) = (chief.at_desk().await, editor.at_desk().await);
        assert!(!editor.opens("/desk").await.says("The clock is right"));
        editor.sends("/desk/clock", &[]).await.expects(403);
        assert!(chief.opens("/desk").await.says("The clock is right"));
        chief.sends("/desk/clock", &[]).await.expects(303);
        assert!(!chief.opens("/desk").await.says(DOUBT));
        room.due_work_is_done().await;
        room.reader().sees("/ar/", "خبر محظور").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_schedule_set_with_a_token_that_was_taken_back_is_held_and_asks() {
    for room in newsrooms().await {
        let (layla, chief) = (room.editor("ليلى").await, room.editor("رئيسة التحرير").await);
        let (held, other) = (
            layla.writes(piece("خبر الرمز المسحوب").paragraph("نص")).await,
            chief.writes(piece("خبر آخر").paragraph("نص")).await,
        );
        layla.schedules(&held, room.now() + HOUR).await.expects(202);
        chief.schedules(&other, room.now() + HOUR).await.expects(202);
        revoke(&room.app.db, &layla.account, room.now()).await;
        room.the_clock_reaches(room.now() + HOUR).await;
        room.reader().sees("/ar/", "خبر آخر").await;
        room.reader().misses("/ar/", "خبر الرمز المسحوب").await;
        let screen = today(&room, Role::Editor).await;
        assert!(screen.says("they were held") && screen.says("خبر الرمز المسحوب"), "{}", screen.body());
        // Somebody who may says it again, and it asks no more.
        chief.publishes_again(&held).await;
        room.reader().sees("/ar/", "خبر الرمز المسحوب").await;
        assert!(!today(&room, Role::Editor).await.says("they were held"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_moment_that_was_meant_stands_when_a_zone_gets_other_rules() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let id = layla.writes(piece("خبر بيروت").paragraph("نص")).await;
        let due = room.now() + HOUR;
        layla.schedules(&id, due).await.expects(202);
        assert!(moved_by_zone_rules(&room.app.db).await.expect("it is read").is_empty());
        assert!(!today(&room, Role::Editor).await.says("The clocks have other rules"));
        // As if it had been scheduled while summer time was still to last until December.
        let changed =
            room.app.db.write(move |tx| Box::pin(async move { tx.execute(&OTHER_RULES, params![]).await }));
        assert_eq!(changed.await.expect("it is changed"), 1);
        let moved = moved_by_zone_rules(&room.app.db).await.expect("it is read");
        assert_eq!(moved.len(), 1);
        assert_eq!((&moved[0].article, moved[0].at), (&id, due));
        assert_eq!(moved[0].meant() - due, HOUR);
        let screen = today(&room, Role::Editor).await;
        assert!(screen.says("The clocks have other rules") && screen.says("خبر بيروت"), "{}", screen.body());
        assert!(!today(&room, Role::Contributor).await.says("The clocks have other rules"));
        // It goes out at the same moment all the same.
        room.the_clock_reaches(due - 1).await;
        room.reader().misses("/ar/", "خبر بيروت").await;
        room.the_clock_reaches(due).await;
        room.reader().sees("/ar/", "خبر بيروت").await;
    }
}

fn folder(id: &str, mark: &str, beat: i64) -> Folder {
    Folder { id: id.to_owned(), is_new: beat == 0, mark: mark.to_owned(), beat }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_goes_out_of_a_copy_until_somebody_says_so() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let (due, now) = (
            layla.writes(piece("خبر النسخة").paragraph("نص")).await,
            layla.writes(piece("خبر بيد محررة").paragraph("نص")).await,
        );
        layla.schedules(&due, room.now() + HOUR).await.expects(202);
        let arrives = async |folder| arrive(&room.app, folder).await.expect("it arrives");
        let is_copy = async || restored(room.app.db.read()).await.expect("it is read").is_some();
        arrives(folder("a", "disk 1", 0)).await;
        arrives(folder("a", "disk 1", 1)).await;
        assert!(!is_copy().await, "the control: the newsroom itself is no copy");
        // The folder was copied with its database to another disk.
        arrives(folder("a", "disk 2", 2)).await;
        assert!(is_copy().await);
        room.browser()
            .posts("/desk/link", &[("email", &email(&room, &layla.account).await)])
            .await
            .expects(200);
        room.the_clock_reaches_while_stopped(room.now() + HOUR);
        goes_by(&room).await;
        room.reader().misses("/ar/", "خبر النسخة").await;
        assert_eq!(letters(&room), 0);
        let refused = layla.posts(&now, "publication", json!({})).await.expects(409).json();
        assert_eq!(refused["code"], "restored");
        assert!(today(&room, Role::Admin).await.says("khabar restored lift"));
        // Drafts are written all the same.
        layla.revises(&now, 1, piece("خبر بيد محررة").paragraph("نص أطول")).await.expects(201);
        layla.asks(Method::GET, "/sections", None).await.expects(200);

        assert!(lift(&room.app).await.expect("it is lifted"));
        assert!(!lift(&room.app).await.expect("nothing waits"));
        room.due_work_is_done().await;
        room.reader().sees("/ar/", "خبر النسخة").await;
        assert_eq!(letters(&room), 1);
        layla.publishes_again(&now).await;
        arrives(folder("a", "disk 2", 3)).await;
        assert!(!is_copy().await, "the folder is known where it stands now");
    }
}

async fn email(room: &Newsroom, account: &newsroom::id::AccountId) -> String {
    let found = newsroom::features::accounts::account_by_id(room.app.db.read(), account).await;
    found.expect("it is read").expect("it is there").email
}

fn letters(room: &Newsroom) -> usize {
    std::fs::read_dir(room.folder().join("outbox")).map_or(0, Iterator::count)
}

/// A runner looks at what is due for a while and takes none of it up.
async fn goes_by(room: &Newsroom) {
    let stop = tokio_util::sync::CancellationToken::new();
    let (app, stopping) = (room.app.clone(), stop.clone());
    let runner =
        tokio::spawn(async move { newsroom::schedule::run(&app, "copy".to_owned(), stopping).await });
    tokio::time::sleep(std::time::Duration::from_millis(800)).await;
    stop.cancel();
    runner.await.expect("the runner ends");
    let jobs = rows_of(&room.app.db, |table| table == "job").await;
    for name in ["articles.publish_due", "letters.send"] {
        assert!(
            jobs["job"].iter().any(|row| row.contains(name) && row.contains("waiting")),
            "{name} is gone"
        );
    }
}

//! A publish is not done until a reader can see it: each leaves a receipt, read back through the site's own address over
//! TCP, with every consumer running.

use axum::http::Method;
use newsroom::id::ArticleId;
use serde_json::Value;

use crate::kit::store::rows_of;
use crate::kit::{Colleague, Door, Newsroom, eventually, newsrooms, piece};

/// The receipt once it is finished, with the names of its steps in order.
async fn finished(of: &Colleague<'_>, id: &ArticleId) -> (Value, Vec<String>) {
    let receipt = of.finished_receipt(id).await;
    let steps = receipt["steps"].as_array().expect("a receipt has steps").iter();
    let names = steps.map(|step| step["step"].as_str().expect("a step has a name").to_owned()).collect();
    (receipt, names)
}

const ALL: [&str; 4] = ["purged", "read_back", "in_feed", "indexed"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_publication_is_read_back_through_the_public_address() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let live = layla.publishes(piece("خبر له إيصال").paragraph("نص")).await;
        let (receipt, steps) = finished(&layla, &live.id).await;
        assert_eq!(steps, ALL, "{:?}: {receipt}", room.dialect());
        assert_eq!(
            (receipt["id"].as_str(), receipt["kind"].as_str()),
            (Some(live.receipt.as_str()), Some("publish"))
        );
        let page = room.over_tcp(&live.href).await.expects(200);
        assert!(page.says("خبر له إيصال"));
        assert!(room.over_tcp("/ar/feed.json").await.expects(200).says(live.id.as_str()));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_update_a_correction_and_a_withdrawal_each_have_their_own() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let live = layla.publishes(piece("خبر").paragraph("نص")).await;
        finished(&layla, &live.id).await;
        room.the_clock_reaches(room.now() + 1_000_000).await;
        layla.revises(&live.id, 1, piece("خبر").paragraph("نص أحدث")).await.expects(201);
        let again = layla.publishes_again(&live.id).await;
        let (receipt, steps) = finished(&layla, &live.id).await;
        assert_eq!(
            (receipt["id"].as_str(), steps),
            (Some(again.receipt.as_str()), ALL.map(str::to_owned).to_vec())
        );
        assert_eq!(room.over_tcp(&live.href).await.expects(200).header("khabar-revision"), "2");
        for (kind, second) in [("correct", 2), ("withdraw", 3)] {
            room.the_clock_reaches(room.now() + second * 1_000_000).await;
            match kind {
                "correct" => layla.corrects(&live.id, "تصويب", serde_json::json!({})).await.expects(201),
                _ => layla.withdraws(&live.id, "خطأ").await.expects(200),
            };
            let (receipt, steps) = finished(&layla, &live.id).await;
            assert_eq!(
                (receipt["kind"].as_str(), steps),
                (Some(kind), ALL.map(str::to_owned).to_vec()),
                "{receipt}"
            );
        }
        room.over_tcp(&live.href).await.expects(410);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_article_that_was_never_published_has_none() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let id = layla.writes(piece("مسودة").paragraph("نص")).await;
        layla.asks(Method::GET, &format!("/articles/{id}/receipt"), None).await.expects(404);
    }
}

/// Overtaken is not late: nobody will see more of a change that another one replaced.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_that_is_overtaken_at_once_does_not_give_up() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let live = layla.publishes(piece("خبر يُسحب فورًا").paragraph("نص")).await;
        layla.withdraws(&live.id, "خطأ").await.expects(200);
        for number in 0..4 {
            layla.publishes(piece(&format!("خبر {number}")).paragraph("نص")).await;
        }
        room.settles().await;
        finished(&layla, &live.id).await;
        let receipts = || rows_of(&room.app.db, |table| table == "receipt");
        eventually(|| async { receipts().await["receipt"].iter().all(|row| row.contains("read_back")) })
            .await;
        let rows = receipts().await;
        assert_eq!(rows["receipt"].len(), 6);
        assert!(!rows["receipt"].iter().any(|row| row.contains("gave_up")), "{:?}: {rows:?}", room.dialect());
    }
}

/// Receipts are completed side by side, whether they were taken from the log together or one after another: one reader
/// who waits long for her page holds up nobody else's.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_waits_for_its_page_does_not_hold_up_the_others() {
    for test in store::testing::databases().await {
        let door = Door::new().await;
        let room = Newsroom::open_behind(test, Some(&door)).await;
        let layla = room.editor("ليلى").await;
        let before = layla.writes(piece("قبل الجميع").paragraph("نص")).await;
        door.holds(before.as_str());
        let before = layla.publishes_again(&before).await;
        let slow = layla.writes(piece("بطيء").paragraph("نص")).await;
        door.holds(slow.as_str());
        let slow = layla.publishes_again(&slow).await;
        let mut others = Vec::new();
        for number in 0..6 {
            others.push(layla.publishes(piece(&format!("سريع {number}")).paragraph("نص")).await);
        }
        room.settles().await;
        // The control: the door holds, and nobody is let past it.
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        assert!(layla.receipt(&before.id).await["finished_at"].is_null());
        door.lets_in(before.id.as_str());
        for live in [&before].into_iter().chain(&others) {
            let (receipt, steps) = finished(&layla, &live.id).await;
            assert_eq!(steps, ALL, "{:?}: in the order in which they are seen: {receipt}", room.dialect());
        }
        let waiting = layla.receipt(&slow.id).await;
        assert!(waiting["finished_at"].is_null(), "{:?}: it is still held: {waiting}", room.dialect());
        door.lets_in(slow.id.as_str());
        let (receipt, steps) = finished(&layla, &slow.id).await;
        assert_eq!(steps, ALL, "{:?}: {receipt}", room.dialect());
    }
}

/// What a process had begun to look for when it stopped, the next one looks for, without waiting for anything new.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_process_began_another_finishes() {
    for test in store::testing::databases().await {
        let door = Door::new().await;
        let room = Newsroom::open_behind(test, Some(&door)).await;
        let layla = room.editor("ليلى").await;
        let held = layla.writes(piece("بدأ ولم يكتمل").paragraph("نص")).await;
        door.holds(held.as_str());
        let held = layla.publishes_again(&held).await;
        room.settles().await;
        assert!(layla.receipt(&held.id).await["finished_at"].is_null(), "{:?}", room.dialect());
        room.stops();
        let _next = room.beside().await;
        let (receipt, steps) = finished(&layla, &held.id).await;
        assert_eq!(steps, ALL, "{:?}: {receipt}", room.dialect());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn that_readers_have_it_is_told_before_all_else_is_seen() {
    for test in store::testing::databases().await {
        let door = Door::new().await;
        let room = Newsroom::open_behind(test, Some(&door)).await;
        let layla = room.editor("ليلى").await;
        door.holds("feed.json");
        let live = layla.publishes(piece("عند القرّاء").paragraph("نص")).await;
        door.keeps("feed.json").await;
        room.the_clock_reaches(room.now() + 1_000_000).await;
        let names = |receipt: &Value| {
            let steps = receipt["steps"].as_array().cloned().unwrap_or_default();
            steps.iter().filter_map(|step| step["step"].as_str().map(str::to_owned)).collect::<Vec<_>>()
        };
        eventually(|| async { names(&layla.receipt(&live.id).await) == ALL[..2] }).await;
        let waiting = layla.receipt(&live.id).await;
        assert!(waiting["finished_at"].is_null(), "{:?}: {waiting}", room.dialect());
        door.lets_in("feed.json");
        let (receipt, steps) = finished(&layla, &live.id).await;
        assert_eq!(steps, ALL, "{:?}: {receipt}", room.dialect());
    }
}

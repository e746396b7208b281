//! Workflow is not publication: revisions come and go, readers see the live one, and nobody's writing is lost.

use serde_json::json;

use crate::kit::store::all_rows;
use crate::kit::{MINUTE, newsrooms, piece};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_revision_changes_nothing_until_it_is_published() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let live = layla.publishes(piece("خبر أول").paragraph("النص القديم")).await;
        layla.revises(&live.id, 1, piece("خبر أول").paragraph("النص الجديد")).await.expects(201);
        room.reader().sees(&live.href, "النص القديم").await;
        room.reader().misses(&live.href, "النص الجديد").await;

        room.the_clock_reaches(room.now() + MINUTE).await;
        let again = layla.publishes_again(&live.id).await;
        assert_eq!(again.href, live.href);
        // The page may be served once more while it is made anew behind.
        room.reader().opens(&live.href).await;
        crate::kit::eventually(|| async {
            room.reader().opens(&live.href).await.says("النص الجديد")
        })
        .await;
        room.reader().misses(&live.href, "النص القديم").await;
        let article = layla.reads(&live.id).await;
        assert_eq!((article["revision"].as_i64(), article["live_revision"].as_i64()), (Some(2), Some(2)));
        assert!(
            article["updated_at"].is_string() && article["updated_at"] != article["published_at"],
            "{article}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_headline_that_changes_keeps_its_address() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let live = layla.publishes(piece("عنوان قديم").paragraph("نص")).await;
        layla.revises(&live.id, 1, piece("عنوان جديد تمامًا").paragraph("نص")).await.expects(201);
        assert_eq!(layla.publishes_again(&live.id).await.href, live.href);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_revision_written_on_an_old_one_is_refused_and_nothing_is_saved() {
    for room in newsrooms().await {
        let (layla, samer) = (room.editor("ليلى").await, room.editor("سامر").await);
        let id = layla.writes(piece("خبر").paragraph("نص")).await;
        samer.revises(&id, 1, piece("خبر").paragraph("نص سامر").by("كاتب سامر")).await.expects(201);
        let before = all_rows(&room.app.db).await;
        let refused = layla
            .revises(&id, 1, piece("خبر").paragraph("نص ليلى").by("كاتب ليلى").about("موضوع ليلى"))
            .await
            .expects(409);
        assert_eq!(refused.json()["code"], "overtaken");
        assert!(before == all_rows(&room.app.db).await);
        layla.revises(&id, 3, piece("خبر").paragraph("من المستقبل")).await.expects(409);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_who_save_at_once_one_is_told() {
    for room in newsrooms().await {
        let (layla, samer) = (room.editor("ليلى").await, room.editor("سامر").await);
        let id = layla.writes(piece("خبر").paragraph("نص")).await;
        let (one, other) = tokio::join!(
            layla.revises(&id, 1, piece("خبر").paragraph("نص ليلى")),
            samer.revises(&id, 1, piece("خبر").paragraph("نص سامر")),
        );
        let mut answers = [one.status.as_u16(), other.status.as_u16()];
        answers.sort_unstable();
        assert_eq!(answers, [201, 409], "{:?}", room.dialect());
        assert_eq!(layla.reads(&id).await["revision"], 2);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn saying_the_same_again_makes_no_revision() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let id = layla.writes(piece("خبر").paragraph("نص").by("سلمى").about("الماء")).await;
        let written = layla.reads(&id).await["content"]["body"].clone();
        let same = json!({
            "expected": 1,
            "content": {"headline": "خبر", "body": written, "authors": ["سلمى"], "topics": ["الماء"]},
        });
        let before = all_rows(&room.app.db).await;
        layla.posts(&id, "revisions", same).await.expects(201);
        assert!(before == all_rows(&room.app.db).await);
        assert_eq!(layla.reads(&id).await["revision"], 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_older_revision_can_be_put_before_readers_again() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let live = layla.publishes(piece("خبر").paragraph("النص الأول")).await;
        layla.revises(&live.id, 1, piece("خبر").paragraph("النص الثاني")).await.expects(201);
        layla.publishes_again(&live.id).await;
        layla.posts(&live.id, "publication", json!({"revision": 1})).await.expects(200);
        crate::kit::eventually(|| async {
            room.reader().opens(&live.href).await.says("النص الأول")
        })
        .await;
        layla.posts(&live.id, "publication", json!({"revision": 9})).await.expects(404);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_published_is_refused_and_changes_nothing() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let (bare, silent) = (layla.writes(piece("")).await, layla.writes(piece("عنوان بلا نص")).await);
        let before = all_rows(&room.app.db).await;
        for id in [&bare, &silent] {
            layla.posts(id, "publication", json!({})).await.expects(409);
        }
        layla.begins(piece("خبر").with("picture", "01nosuchpicture0000000000x")).await.expects(422);
        layla.begins(piece("خبر").source("agency", "وكالة", "javascript:alert(1)", "")).await.expects(422);
        layla.begins(piece(&"ط".repeat(301))).await.expects(422);
        layla.begins(piece("خبر").in_section("ar", "nothing")).await.expects(422);
        layla.begins(piece("خبر").in_section("xx", "politics")).await.expects(422);
        assert!(before == all_rows(&room.app.db).await);
    }
}

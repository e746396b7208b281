//! What was wrong is taken back everywhere at once; what was corrected says so.

use serde_json::json;

use crate::kit::store::all_rows;
use crate::kit::{NewPicture, newsrooms, piece};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_withdrawn_article_is_gone_from_every_list() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let picture = layla.uploads(NewPicture::new(7).with("caption", "صورة مسحوبة")).await;
        let live = layla.publishes(piece("خبر يُسحب").paragraph("كلمة فريدة").with("picture", picture)).await;
        let reader = room.reader();
        let lists =
            ["/ar/", "/ar/politics/", "/ar/rss.xml", "/ar/atom.xml", "/ar/feed.json", "/ar/sitemap-0.xml"];
        for path in lists {
            reader.sees(path, live.id.as_str()).await;
        }
        let page = reader.opens(&live.href).await.body();
        let name = page
            .split("/media/")
            .nth(1)
            .and_then(|rest| rest.split(".webp").next())
            .expect("it has a picture")
            .to_owned();
        reader.meets(&format!("/media/{name}.webp"), 200).await;
        layla.withdraws(&live.id, "خطأ في المصدر").await.expects(200);
        for path in lists {
            reader.misses(path, live.id.as_str()).await;
        }
        let gone = reader.meets(&live.href, 410).await;
        assert!(gone.says("خطأ في المصدر"));
        reader.meets(&format!("/media/{name}.webp"), 404).await;
        reader.finds("كلمة فريدة", &[]).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn withdrawing_needs_a_reason_and_happens_once() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let live = layla.publishes(piece("خبر").paragraph("نص")).await;
        let before = all_rows(&room.app.db).await;
        layla.withdraws(&live.id, "  ").await.expects(422);
        layla.withdraws(&live.id, &"ط".repeat(2_001)).await.expects(422);
        assert!(before == all_rows(&room.app.db).await);
        layla.withdraws(&live.id, "السبب الأول").await.expects(200);
        let withdrawn = all_rows(&room.app.db).await;
        layla.withdraws(&live.id, "السبب الثاني").await.expects(200);
        assert!(withdrawn == all_rows(&room.app.db).await);
        layla.posts(&live.id, "publication", json!({})).await.expects(409);
        layla.schedules(&live.id, room.now() + 1_000_000).await.expects(409);
        layla.corrects(&live.id, "تصويب", json!({})).await.expects(409);
        room.reader().meets(&live.href, 410).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_correction_names_its_passage_and_brings_the_corrected_text() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let live = layla.publishes(piece("خبر").paragraph("حضر 46 نائبًا")).await;
        room.reader().sees(&live.href, "46").await;
        layla.revises(&live.id, 1, piece("خبر").paragraph("حضر 64 نائبًا")).await.expects(201);
        let block = layla.reads(&live.id).await["content"]["body"]["content"][0]["attrs"]["id"].clone();
        let more = json!({"block": block, "quoted": "46 نائبًا", "revision": 2, "kind": "error"});
        layla.corrects(&live.id, "كان الرقم معكوسًا", more).await.expects(201);
        let page = room.reader().opens(&live.href).await.expects(200);
        assert!(
            page.says("حضر 64 نائبًا") && page.says("كان الرقم معكوسًا") && !page.says("حضر 46"),
            "{}",
            page.body()
        );
        assert!(page.body().contains("CorrectionComment"));
        room.reader().sees("/ar/rss.xml", "حضر 64 نائبًا").await;
        room.reader().finds("\"64 نائبا\"", &[&live.id]).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_correction_that_cannot_be_is_refused_and_changes_nothing() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let live = layla.publishes(piece("خبر").paragraph("نص")).await;
        layla.revises(&live.id, 1, piece("").paragraph("نص بلا عنوان")).await.expects(201);
        let draft = layla.writes(piece("مسودة").paragraph("نص")).await;
        let before = all_rows(&room.app.db).await;
        layla.corrects(&live.id, "", json!({})).await.expects(422);
        layla.corrects(&live.id, "تصويب", json!({"block": "nosuchblock1"})).await.expects(422);
        layla.corrects(&live.id, "تصويب", json!({"revision": 9})).await.expects(404);
        layla.corrects(&live.id, "تصويب", json!({"kind": "nonsense"})).await.expects(422);
        layla.corrects(&draft, "تصويب", json!({})).await.expects(409);
        // What may not be published may not come in by way of a correction either.
        layla.corrects(&live.id, "تصويب", json!({"revision": 2})).await.expects(409);
        assert!(before == all_rows(&room.app.db).await);
    }
}

//! The pages of the paper as a whole: everything by date, everything that was put right, everything that can be followed.

use serde_json::json;

use crate::kit::{newsrooms, piece};

const FEEDS: [&str; 3] = ["rss.xml", "atom.xml", "feed.json"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_latest_lists_everything_page_by_page() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        for number in 1..=25 {
            let section = if number % 2 == 0 { "politics" } else { "world" };
            layla
                .publishes(piece(&format!("خبر رقم {number};")).in_section("ar", section).paragraph("نص"))
                .await;
            room.the_clock_reaches(room.now() + 60_000_000).await;
        }
        layla.writes(piece("مسودة لا تُرى").paragraph("نص")).await;
        let reader = room.reader();
        reader.sees("/ar/latest/", "خبر رقم 25;").await;
        reader.misses("/ar/latest/", "مسودة لا تُرى").await;
        let mut seen = Vec::new();
        let mut address = Some("/ar/latest/".to_owned());
        while let Some(page) = address {
            let body = reader.opens(&page).await.expects(200).body();
            let main = body.split("class=\"pages\"").next().expect("a main part").to_owned();
            seen.extend((1..=25).rev().filter(|number| main.contains(&format!("خبر رقم {number};"))));
            let older = body.split("rel=\"next\" href=\"").nth(1).and_then(|rest| rest.split('"').next());
            address = older.map(str::to_owned);
        }
        assert_eq!(seen, (1..=25).rev().collect::<Vec<_>>(), "each once, the newest first");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_put_right_and_what_was_taken_back_is_told() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let reader = room.reader();
        reader.opens("/ar/corrections/").await.expects(200);
        let wrong = layla.publishes(piece("خبر فيه رقم خاطئ").paragraph("نص")).await;
        let gone = layla.publishes(piece("خبر لا أصل له").paragraph("نص")).await;
        layla.corrects(&wrong.id, "النصاب 41 لا 40", json!({ "kind": "error" })).await;
        layla.withdraws(&gone.id, "لم يؤكّده مصدر ثانٍ").await.expects(200);
        room.settles().await;
        let pages = ["".to_owned()].into_iter().chain(FEEDS.map(str::to_owned));
        for address in pages.map(|file| format!("/ar/corrections/{file}")) {
            for words in ["النصاب 41 لا 40", "خبر فيه رقم خاطئ", "لم يؤكّده مصدر ثانٍ"]
            {
                reader.sees(&address, words).await;
            }
            reader.misses(&address, "خبر لا أصل له").await;
            reader.misses(&address.replace("/ar/", "/en/"), "النصاب 41").await;
        }
        let page = reader.opens("/ar/corrections/").await.expects(200);
        assert!(page.body().contains(&wrong.href) && page.body().contains(&format!("/s/{}", gone.id)));
        assert!(page.says("تصويب") && page.says("سحب"));
        reader.meets(&format!("/s/{}", gone.id), 410).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_that_can_be_followed_answers() {
    for room in newsrooms().await {
        room.editor("ليلى").await.publishes(piece("خبر").paragraph("نص")).await;
        let reader = room.reader();
        let body = reader.opens("/ar/follow/").await.expects(200).body();
        let main = body.split("<footer").next().expect("a main part");
        let feeds: Vec<&str> = main
            .split("href=\"")
            .filter_map(|rest| rest.split('"').next())
            .filter(|address| FEEDS.iter().any(|file| address.ends_with(file)))
            .collect();
        for wanted in
            ["/ar/rss.xml", "/ar/politics/atom.xml", "/ar/world/feed.json", "/ar/corrections/rss.xml"]
        {
            assert!(feeds.contains(&wanted), "{wanted}: {feeds:?}");
        }
        for address in feeds {
            reader.opens(address).await.expects(200);
        }
    }
}

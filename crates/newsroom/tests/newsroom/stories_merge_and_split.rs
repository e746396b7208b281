//! Two stories become one, and one becomes two: no address is lost and no piece.

use axum::http::Method;
use serde_json::json;

use crate::kit::{Answer, Colleague, newsrooms, piece};

async fn with_pieces(layla: &Colleague<'_>, name: &str, headlines: &[&str]) -> String {
    let story = layla.opens_story("ar", name).await;
    for headline in headlines {
        let live = layla.publishes(piece(headline).paragraph("نص")).await;
        layla.places(&story, &live.id).await.expects(200);
    }
    story
}

async fn merges(layla: &Colleague<'_>, story: &str, into: &str) -> Answer {
    layla.asks(Method::POST, &format!("/stories/{story}/merger"), Some(json!({"into": into}))).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_merged_story_leads_to_the_other_for_ever() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let reader = room.reader();
        let small = with_pieces(&layla, "small", &["خبر صغير"]).await;
        let large = with_pieces(&layla, "large", &["خبر كبير"]).await;
        let largest = with_pieces(&layla, "largest", &["خبر أكبر"]).await;
        let shared = layla.publishes(piece("خبر في ملفين").paragraph("نص")).await;
        for story in [&small, &large] {
            layla.places(story, &shared.id).await.expects(200);
        }
        for address in ["/ar/story/small/", "/ar/story/large/"] {
            reader.sees(address, "خبر في ملفين").await;
        }
        merges(&layla, &small, &large).await.expects(200);
        for (old, new) in [
            ("/ar/story/small/", "/ar/story/large/"),
            ("/ar/story/small", "/ar/story/large/"),
            ("/ar/story/small/rss.xml", "/ar/story/large/rss.xml"),
        ] {
            assert_eq!(reader.meets(old, 301).await.header("location"), new);
        }
        reader.sees("/ar/story/large/", "خبر صغير").await;
        reader.sees("/ar/story/large/", "3 أخبار").await;
        reader.misses("/ar/stories/", "small").await;
        layla.changes(&small, json!({"name": "اسم"})).await.expects(409);
        merges(&layla, &small, &largest).await.expects(409);

        merges(&layla, &large, &largest).await.expects(200);
        for old in ["/ar/story/small/", "/ar/story/large/"] {
            assert_eq!(reader.meets(old, 301).await.header("location"), "/ar/story/largest/", "{old}");
        }
        reader.sees("/ar/story/largest/", "4 أخبار").await;
        reader.sees(&shared.href, "largest").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stories_of_two_editions_do_not_merge() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let arabic = with_pieces(&layla, "small", &["خبر"]).await;
        let english = layla.opens_story("en", "English").await;
        merges(&layla, &arabic, &english).await.expects(422);
        room.reader().sees("/ar/story/small/", "خبر").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_split_takes_the_chosen_pieces_into_a_new_story() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let reader = room.reader();
        let whole = with_pieces(&layla, "whole", &["خبر يبقى"]).await;
        let leaves = layla.publishes(piece("خبر ينتقل").paragraph("نص")).await;
        layla.places(&whole, &leaves.id).await.expects(200);
        layla.changes(&whole, json!({"explainer": leaves.id})).await.expects(200);
        reader.sees("/ar/story/whole/", "خبر ينتقل").await;
        let split = json!({"name": "الملف الجديد", "slug": "part", "articles": [leaves.id]});
        let part =
            layla.asks(Method::POST, &format!("/stories/{whole}/split"), Some(split)).await.expects(201);
        assert_eq!(part.json()["href"], "/ar/story/part/");
        reader.misses("/ar/story/whole/", "خبر ينتقل").await;
        reader.sees("/ar/story/part/", "خبر ينتقل").await;
        reader.sees(&leaves.href, "الملف الجديد").await;
        let all = json!({"name": "كل شيء", "articles": [leaves.id]});
        let part = part.json()["id"].as_str().expect("it has an id").to_owned();
        layla.asks(Method::POST, &format!("/stories/{part}/split"), Some(all)).await.expects(422);
    }
}

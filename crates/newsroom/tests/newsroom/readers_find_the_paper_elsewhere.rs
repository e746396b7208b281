//! Channels elsewhere and the links at the head: set by the newsroom, shown on every page, checked before.

use axum::http::Method;
use newsroom::features::accounts::{Actor, Role};
use newsroom::features::articles::actions::rebuild_published;
use serde_json::{Value, json};

use crate::kit::store::{difference, published_rows};
use crate::kit::{Answer, Colleague, eventually, newsrooms, piece};

async fn sets(who: &Colleague<'_>, edition: &str, channels: Value) -> Answer {
    let body = json!({"channels": channels});
    who.asks(Method::PUT, &format!("/channels/{edition}"), Some(body)).await
}

async fn heads(who: &Colleague<'_>, links: Value) -> Answer {
    who.asks(Method::PUT, "/menus/ar/head", Some(json!({"links": links}))).await
}

/// The links of the masthead's line, in order.
fn nav(page: &str) -> Vec<String> {
    let nav = page.split("class=\"nav\"").nth(1).and_then(|rest| rest.split("</nav>").next());
    let links = nav.unwrap_or_default().split("href=\"").skip(1);
    links.filter_map(|link| link.split('"').next()).map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn channels_stand_on_the_follow_page_at_the_foot_and_for_machines() {
    for room in newsrooms().await {
        let (salma, reader) = (room.colleague("سلمى", Role::Admin).await, room.reader());
        let control = reader.opens("/ar/").await.expects(200).body();
        assert!(!control.contains("sameAs") && !control.contains("foot-channels"));
        let channels = json!([
            {"platform": "whatsapp", "name": "خبر", "href": "https://whatsapp.com/channel/0029"},
            {"platform": "x", "name": "@khabar", "href": "https://x.com/khabar"},
            {"platform": "newsletter", "name": "موجز الصباح", "href": "https://letters.example/khabar"},
        ]);
        let set = sets(&salma, "ar", channels.clone()).await.expects(200).json();
        assert_eq!(set["channels"], channels);
        reader.sees("/ar/follow/", "موجز الصباح").await;
        let page = reader.opens("/ar/follow/").await.expects(200).body();
        // In the block and at the foot, in the newsroom's order.
        assert_eq!(page.matches("href=\"https://x.com/khabar\"").count(), 2, "{page}");
        assert_eq!(page.matches("rel=\"me noopener\"").count(), 6);
        assert!(page.find("قناة واتساب") < page.find("@khabar"));
        reader.sees("/ar/latest/", "موجز الصباح").await;
        reader
            .sees("/ar/", "\"sameAs\":[\"https://whatsapp.com/channel/0029\",\"https://x.com/khabar\"")
            .await;
        assert!(!reader.opens("/en/follow/").await.expects(200).says("@khabar"), "each edition has its own");
        let before = published_rows(&room.app.db).await;
        rebuild_published(&room.app, &Actor::Console, |_| ()).await.expect("the rows are made again");
        let after = published_rows(&room.app.db).await;
        assert!(before == after, "{:?}:\n{}", room.dialect(), difference(&before, &after));
        assert_eq!(before["published_channel"].len(), 3);
        let kept = salma.asks(Method::GET, "/channels/ar", None).await.expects(200).json();
        assert_eq!(kept["channels"], channels);
        sets(&salma, "ar", json!([])).await.expects(200);
        // The first reader may still be given the old page.
        eventually(|| async { !reader.opens("/ar/follow/").await.says("@khabar") }).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_reader_is_led_where_the_platform_is_not() {
    for room in newsrooms().await {
        let salma = room.colleague("سلمى", Role::Admin).await;
        let before = published_rows(&room.app.db).await;
        for (platform, href) in [
            ("x", "https://evil.example/khabar"),
            ("x", "http://x.com/khabar"),
            ("telegram", "javascript:alert(1)"),
            ("youtube", "https://youtube.com.evil.example/c"),
            ("myspace", "https://myspace.com/khabar"),
        ] {
            let channel = json!([{"platform": platform, "name": "خبر", "href": href}]);
            sets(&salma, "ar", channel).await.expects(422);
        }
        sets(&salma, "xx", json!([])).await.expects(404);
        let layla = room.editor("ليلى").await;
        sets(&layla, "ar", json!([])).await.expects(403);
        assert!(before == published_rows(&room.app.db).await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_head_has_the_roots_and_what_else_there_is_until_somebody_sets_it() {
    for room in newsrooms().await {
        let (salma, reader) = (room.colleague("سلمى", Role::Admin).await, room.reader());
        let page = reader.opens("/ar/").await.expects(200).body();
        assert_eq!(nav(&page), ["/ar/politics/", "/ar/world/"]);
        let video = json!({"file": "https://files.example/harith.mp4", "seconds": 65, "caption": "لقطات"});
        salma
            .publishes(piece("فيديو الافتتاح").of_kind("video").with("recording", video).paragraph("نص"))
            .await;
        let live = salma.publishes(piece("خبر").paragraph("نص")).await;
        let story = salma.opens_story("ar", "الملف").await;
        salma.places(&story, &live.id).await.expects(200);
        reader.sees("/ar/latest/", "href=\"/ar/stories/\"").await;
        eventually(|| async { nav(&reader.opens("/ar/latest/").await.body()).len() == 4 }).await;
        let page = reader.opens("/ar/latest/").await.expects(200).body();
        assert_eq!(nav(&page), ["/ar/politics/", "/ar/world/", "/ar/stories/", "/ar/video/"]);

        let links = json!([
            {"name": "العالم", "href": "/ar/world/"},
            {"name": "أسعار العملات", "href": "https://rates.example/"},
        ]);
        let set = heads(&salma, links.clone()).await.expects(200).json();
        assert_eq!((&set["head"], &set["links"]), (&links, &json!([])));
        reader.sees("/ar/latest/", "أسعار العملات").await;
        let page = reader.opens("/ar/latest/").await.expects(200).body();
        assert_eq!(nav(&page), ["/ar/world/", "https://rates.example/"]);
        // The foot is set apart from the head.
        let foot = json!({"links": [{"name": "دليلنا", "href": "https://example.org/guide"}]});
        salma.asks(Method::PUT, "/menus/ar", Some(foot)).await.expects(200);
        let menu = salma.asks(Method::GET, "/menus/ar", None).await.expects(200).json();
        assert_eq!((&menu["head"], menu["links"].as_array().map(Vec::len)), (&links, Some(1)));
        for bad in [
            json!([{"name": "خطر", "href": "javascript:alert(1)"}]),
            json!([{"name": "خ".repeat(25), "href": "/ar/"}]),
            json!(vec![json!({"name": "خبر", "href": "/ar/"}); 17]),
        ] {
            heads(&salma, bad).await.expects(422);
        }
        heads(&salma, json!([])).await.expects(200);
        reader.sees("/ar/latest/", "href=\"/ar/politics/\"").await;
    }
}

//! Standing pages and the menu at the foot: written, published, linked from everywhere, taken down again.

use axum::http::Method;
use newsroom::features::accounts::Role;
use serde_json::{Value, json};

use crate::kit::store::{difference, published_rows};
use crate::kit::{Answer, Colleague, newsrooms, piece};

async fn writes(who: &Colleague<'_>, page: &str, expected: i64, title: &str, html: &str) -> Answer {
    let body = json!({"expected": expected, "title": title, "body_html": html});
    who.asks(Method::PUT, &format!("/pages/{page}"), Some(body)).await
}

async fn publishes(who: &Colleague<'_>, page: &str) -> Answer {
    who.asks(Method::POST, &format!("/pages/{page}/publication"), None).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_is_written_published_and_linked_from_the_foot() {
    for room in newsrooms().await {
        let (salma, reader) = (room.colleague("سلمى", Role::Admin).await, room.reader());
        reader.meets("/ar/about/", 404).await;
        writes(&salma, "ar/about", 0, "من نحن", "<p>غرفة أخبار.</p>").await.expects(200);
        reader.meets("/ar/about/", 404).await;
        let out = publishes(&salma, "ar/about").await.expects(200).json();
        assert_eq!((out["href"].as_str(), out["live_revision"].as_i64()), (Some("/ar/about/"), Some(1)));
        let page = reader.opens("/ar/about/").await.expects(200);
        assert!(page.says("من نحن") && page.says("غرفة أخبار."));
        assert!(page.body().contains("AboutPage"));
        reader.sees("/ar/", "href=\"/ar/about/\"").await;
        reader.meets("/en/about/", 404).await;
        assert!(!reader.opens("/en/").await.expects(200).body().contains("/en/about/"));
        assert_eq!(reader.meets("/ar/about", 301).await.header("location"), "/ar/about/");

        writes(&salma, "ar/about", 1, "من نحن", "<p>غرفة أخبار أخرى.</p>").await.expects(200);
        reader.misses("/ar/about/", "أخبار أخرى").await;
        publishes(&salma, "ar/about").await.expects(200);
        reader.sees("/ar/about/", "غرفة أخبار أخرى.").await;

        salma.asks(Method::DELETE, "/pages/ar/about/publication", None).await.expects(200);
        reader.meets("/ar/about/", 404).await;
        let kept = salma.asks(Method::GET, "/pages/ar/about", None).await.expects(200).json();
        assert_eq!((kept["revision"].as_i64(), &kept["live_revision"]), (Some(2), &Value::Null));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_people_do_not_write_over_each_other() {
    for room in newsrooms().await {
        let salma = room.colleague("سلمى", Role::Admin).await;
        writes(&salma, "ar/terms", 0, "الشروط", "<p>أول.</p>").await.expects(200);
        let late = writes(&salma, "ar/terms", 0, "الشروط", "<p>ثان.</p>").await.expects(409);
        assert_eq!(late.json()["code"], "overtaken");
        let kept = salma.asks(Method::GET, "/pages/ar/terms", None).await.expects(200).json();
        let again = json!({"expected": 1, "title": kept["title"], "body": kept["body"]});
        let same = salma.asks(Method::PUT, "/pages/ar/terms", Some(again)).await.expects(200).json();
        assert_eq!(same["revision"].as_i64(), Some(1), "what says the same makes no revision");
        for (page, title, html, status) in [
            ("ar/terms", "", "<p>نص.</p>", 422),
            ("ar/terms", "الشروط", "", 422),
            ("ar/politics", "السياسة", "<p>نص.</p>", 404),
            ("xx/terms", "الشروط", "<p>نص.</p>", 404),
        ] {
            writes(&salma, page, 1, title, html).await.expects(status);
        }
        publishes(&salma, "ar/contact").await.expects(404);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_menu_is_the_newsrooms_own_and_shows_nothing_that_is_not_there() {
    for room in newsrooms().await {
        let (salma, reader) = (room.colleague("سلمى", Role::Admin).await, room.reader());
        writes(&salma, "ar/privacy", 0, "الخصوصية", "<p>نص.</p>").await.expects(200);
        publishes(&salma, "ar/privacy").await.expects(200);
        reader.sees("/ar/latest/", "href=\"/ar/privacy/\"").await;
        let menu = json!({"links": [
            {"name": "دليلنا", "href": "https://example.org/guide"},
            {"name": "ما نحفظه عنك", "href": "/ar/privacy/"},
            {"name": "من نحن", "href": "/ar/about/"},
        ]});
        salma.asks(Method::PUT, "/menus/ar", Some(menu)).await.expects(200);
        reader.sees("/ar/latest/", "ما نحفظه عنك").await;
        let body = reader.opens("/ar/latest/").await.expects(200).body();
        assert!(body.contains("https://example.org/guide") && !body.contains("\"/ar/about/\""));
        let bad = json!({"links": [{"name": "خطر", "href": "javascript:alert(1)"}]});
        salma.asks(Method::PUT, "/menus/ar", Some(bad)).await.expects(422);
        salma.asks(Method::PUT, "/menus/xx", Some(json!({"links": []}))).await.expects(404);
        salma.asks(Method::PUT, "/menus/ar", Some(json!({"links": []}))).await.expects(200);
        reader.sees("/ar/latest/", "الخصوصية").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_and_menus_are_made_again_from_the_truth() {
    for room in newsrooms().await {
        let salma = room.colleague("سلمى", Role::Admin).await;
        salma.publishes(piece("خبر").paragraph("نص")).await;
        for (page, title) in [("ar/about", "من نحن"), ("en/about", "About us")] {
            writes(&salma, page, 0, title, "<h2>أ</h2><p>نص <b>قوي</b>.</p>").await.expects(200);
            publishes(&salma, page).await.expects(200);
            writes(&salma, page, 1, title, "<p>لم يُنشر بعد.</p>").await.expects(200);
        }
        let menu = json!({"links": [{"name": "من نحن", "href": "/ar/about/"}]});
        salma.asks(Method::PUT, "/menus/ar", Some(menu)).await.expects(200);
        let before = published_rows(&room.app.db).await;
        let actor = newsroom::features::accounts::Actor::Console;
        newsroom::features::articles::actions::rebuild_published(&room.app, &actor, |_| ())
            .await
            .expect("the rows are made again");
        let after = published_rows(&room.app.db).await;
        assert!(before == after, "{:?}:\n{}", room.dialect(), difference(&before, &after));
        assert_eq!((before["published_standing_page"].len(), before["published_menu"].len()), (2, 1));
    }
}

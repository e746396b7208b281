//! Old addresses lead on for ever: however they are written, in one step, never in a circle, never out of the house, and
//! never to what readers may not know of.

use axum::http::Method;
use serde_json::{Value, json};

use crate::kit::store::{difference, published_rows};
use crate::kit::{Answer, Colleague, HOUR, newsrooms, piece};

async fn leads(editor: &Colleague<'_>, path: &str, to: &str) -> Answer {
    editor.asks(Method::POST, "/redirects", Some(json!({"path": path, "to": to}))).await
}

async fn leads_to_article(editor: &Colleague<'_>, path: &str, id: &newsroom::id::ArticleId) -> Answer {
    editor.asks(Method::POST, "/redirects", Some(json!({"path": path, "article": id}))).await
}

async fn removes(editor: &Colleague<'_>, redirect: &Value) -> Answer {
    let id = redirect["id"].as_str().expect("a redirect has an id");
    editor.asks(Method::DELETE, &format!("/redirects/{id}"), None).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_old_address_leads_on_however_it_is_written() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let live = layla.publishes(piece("الميناء يتوسع").paragraph("نص")).await;
        let old = "/2019/05/%d8%a7%d9%84%d9%85%d9%8a%d9%86%d8%a7%d8%a1";
        // Asked before it leads anywhere: the answer that there is nothing must not stay.
        reader.meets(&format!("{old}/"), 404).await;
        leads_to_article(&layla, "/2019/05/الميناء/", &live.id).await.expects(201);
        for asked in [
            old.to_owned(),
            format!("{old}/"),
            format!("{old}/?utm_source=letter&page=2"),
            old.to_uppercase(),
            "/2019/05/%D8%A7%D9%84%D9%85%D9%8A%D9%86%D8%A7%D8%A1/".to_owned(),
        ] {
            let answer = reader.meets(&asked, 301).await;
            assert_eq!(answer.header("location"), live.href, "{asked}");
            // The second reader gets it from the cache.
            assert_eq!(reader.meets(&asked, 301).await.header("location"), live.href, "{asked}");
        }
        reader.opens(&live.href).await.expects(200);
        reader.meets("/2019/05/", 404).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_short_form_of_another_system_leads_on_and_every_other_query_leads_home() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let live = layla.publishes(piece("خبر").paragraph("نص")).await;
        assert_eq!(reader.meets("/?p=1789", 302).await.header("location"), "/ar/");
        leads_to_article(&layla, "/?p=1789", &live.id).await.expects(201);
        assert_eq!(reader.meets("/?utm=x&p=1789", 301).await.header("location"), live.href);
        for other in ["/", "/?p=17", "/?p=", "/?p=x", "/?q=1", "/?page=2", "/?p=17&page=2"] {
            assert_eq!(reader.meets(other, 302).await.header("location"), "/ar/", "{other}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_chain_is_followed_in_one_step_and_a_circle_is_refused() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        leads(&layla, "/second", "/third/").await.expects(201);
        leads(&layla, "/first", "/second/").await.expects(201);
        assert_eq!(reader.meets("/first", 301).await.header("location"), "/third/");
        leads(&layla, "/third", "/ar/latest/").await.expects(201);
        // What stood in the cache is made anew behind one reader.
        crate::kit::eventually(|| async {
            let mut led = Vec::new();
            for old in ["/first", "/second", "/third"] {
                led.push(reader.meets(old, 301).await.header("location").to_owned());
            }
            led == ["/ar/latest/"; 3]
        })
        .await;
        let before = crate::kit::store::all_rows(&room.app.db).await;
        for (path, to) in [("/x", "/x/"), ("/x", "/x")] {
            assert_eq!(leads(&layla, path, to).await.expects(409).json()["code"], "redirect_loop");
        }
        leads(&layla, "/ar/latest", "/first").await.expects(409);
        let after = crate::kit::store::all_rows(&room.app.db).await;
        assert!(before == after, "{}", difference(&before, &after));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_leads_out_of_the_house() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let bad = [
            "https://evil.example/",
            "//evil.example",
            "/\\evil.example",
            "/a\\b",
            "/a//b",
            "/x?y=1",
            "",
            "ar/",
        ];
        for to in bad {
            assert_eq!(leads(&layla, "/old", to).await.expects(422).json()["field"], "to", "{to}");
        }
        let long = format!("/{}", "x".repeat(2_100));
        for path in
            ["https://elsewhere.example/x", "//x", "/", "/api/v1/x", "/desk", "/media/x", "/%ff", &long]
        {
            assert_eq!(leads(&layla, path, "/ar/").await.expects(422).json()["field"], "path", "{path}");
        }
        let both = json!({"path": "/old", "to": "/ar/", "article": "2N4C675N2P3V"});
        layla.asks(Method::POST, "/redirects", Some(both)).await.expects(422);
        layla.asks(Method::POST, "/redirects", Some(json!({"path": "/old"}))).await.expects(422);
        leads_to_article(&layla, "/old", &"2N4C675N2P3V".into()).await.expects(404);
        room.reader().meets("/old", 404).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_article_nobody_has_seen_is_not_told_and_a_withdrawn_one_says_why() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let id = layla.writes(piece("خبر ينتظر").paragraph("نص")).await;
        leads_to_article(&layla, "/old", &id).await.expects(201);
        leads(&layla, "/older", "/old").await.expects(201);
        layla.schedules(&id, room.now() + HOUR).await.expects(202);
        let (old, never) = (reader.meets("/old", 404).await, reader.meets("/odd", 404).await);
        assert_eq!(old.body().replace("/old", "/odd"), never.body(), "as if it had never been");
        let rows = published_rows(&room.app.db).await;
        assert!(rows["published_redirect"].is_empty(), "{rows:?}");

        room.the_clock_reaches(room.now() + HOUR).await;
        let href = reader.meets(&format!("/s/{id}"), 301).await.header("location").to_owned();
        for old in ["/old", "/older"] {
            assert_eq!(reader.meets(old, 301).await.header("location"), href);
        }
        layla.withdraws(&id, "سُحب لخطأ في الأرقام").await.expects(200);
        for old in ["/old", "/older", &href] {
            assert!(reader.meets(old, 410).await.says("سُحب لخطأ في الأرقام"), "{old}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_redirect_that_is_removed_or_led_elsewhere_is_not_seen_again() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let first = leads(&layla, "/old", "/ar/politics/").await.expects(201).json();
        assert_eq!(reader.meets("/old", 301).await.header("location"), "/ar/politics/");
        let second = leads(&layla, "/old/", "/ar/world/").await.expects(201).json();
        assert_eq!(first["id"], second["id"]);
        assert_eq!(reader.meets("/old", 301).await.header("location"), "/ar/world/");
        let listed = layla.asks(Method::GET, "/redirects", None).await.expects(200).json();
        assert_eq!(listed, json!([second]));
        let rest = layla.asks(Method::GET, "/redirects?after=/old", None).await.expects(200).json();
        assert_eq!(rest, json!([]));
        removes(&layla, &second).await.expects(200);
        reader.meets("/old", 404).await;
        removes(&layla, &second).await.expects(404);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_site_answers_itself_goes_first_and_an_article_is_found_by_its_id_alone() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let live = layla.publishes(piece("عنوان أول").paragraph("نص")).await;
        leads(&layla, "/ar/politics/", "/ar/world/").await.expects(201);
        reader.meets("/ar/politics/", 200).await;
        // A headline that changes leaves the address; a section or a slug of another time leads to it.
        layla.revises(&live.id, 1, piece("عنوان آخر تمامًا").paragraph("نص")).await.expects(201);
        assert_eq!(layla.publishes_again(&live.id).await.href, live.href);
        let slug = live.href.rsplit('/').next().expect("an address has a slug");
        for old in [
            format!("/ar/world/{}/{slug}", live.id),
            format!("/ar/politics/{}/{}", live.id, text::percent::path("عنوان-آخر")),
            format!("/ar/no-such-section/{}", live.id),
        ] {
            assert_eq!(reader.meets(&old, 301).await.header("location"), live.href, "{old}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rebuilding_makes_the_same_rows() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let live = layla.publishes(piece("منشور").paragraph("نص")).await;
        let gone = layla.publishes(piece("مسحوب").paragraph("نص")).await;
        let draft = layla.writes(piece("مسودة").paragraph("نص")).await;
        layla.withdraws(&gone.id, "خطأ").await.expects(200);
        for (path, id) in [("/a", &live.id), ("/b", &gone.id), ("/c", &draft)] {
            leads_to_article(&layla, path, id).await.expects(201);
        }
        leads(&layla, "/d", "/c").await.expects(201);
        leads(&layla, "/e", "/ar/").await.expects(201);
        let before = published_rows(&room.app.db).await;
        assert_eq!(before["published_redirect"].len(), 3, "{:?}", before["published_redirect"]);
        let actor = newsroom::features::accounts::Actor::Console;
        newsroom::features::articles::actions::rebuild_published(&room.app, &actor, |_| ())
            .await
            .expect("the rows are made again");
        let after = published_rows(&room.app.db).await;
        assert!(before == after, "{:?}:\n{}", room.dialect(), difference(&before, &after));
    }
}

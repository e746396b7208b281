//! Sections stand in trees: a section's page and feed have the pieces of all that is below it, its address stays while it
//! is renamed and moved, and one that is closed takes nothing new and keeps what it has.

use axum::http::Method;
use newsroom::features::accounts::{Actor, Role};
use newsroom::features::articles::actions::rebuild_published;
use serde_json::{Value, json};
use store::{Dialect, Query, params, sql};

use crate::kit::store::{difference, published_rows};
use crate::kit::{Answer, Colleague, MINUTE, Newsroom, newsrooms, piece};

sql! {
    // In the shape of the lists of `articles/published/store.rs`.
    UNDER_ROOT = "tests.plan_under_root":
        "explain select article.headline, section.name, picture.alt from published_article article
         join published_section section on section.id = article.section
         left join published_picture picture on picture.id = article.picture
         where article.root = $1 order by article.published_at desc, article.id desc limit $2 offset $3";
    UNDER_BRANCH = "tests.plan_under_branch":
        "explain select article.headline, section.name, picture.alt from published_article article
         join published_section section on section.id = article.section
         left join published_picture picture on picture.id = article.picture
         where article.branch = $1 order by article.published_at desc, article.id desc limit $2 offset $3";
    BY_SLUG_ALONE = "tests.plan_by_slug_alone":
        "explain select article.headline, section.name, picture.alt from published_article article
         join published_section section on section.id = article.section
         left join published_picture picture on picture.id = article.picture
         where article.slug = $1 order by article.published_at desc, article.id desc limit $2 offset $3";
}

/// Opens a section and returns it.
async fn opens(who: &Colleague<'_>, slug: &str, name: &str, parent: Option<&Value>) -> Value {
    let parent = parent.map(|parent| parent["id"].clone());
    let new = json!({"edition": "ar", "slug": slug, "name": name, "position": 1, "parent": parent});
    who.asks(Method::POST, "/sections", Some(new)).await.expects(201).json()
}

async fn changes(who: &Colleague<'_>, section: &Value, change: Value) -> Answer {
    let mut body = change;
    body["expected"] = section["revision"].clone();
    who.asks(Method::PATCH, &format!("/sections/{}", id(section)), Some(body)).await
}

async fn closes(who: &Colleague<'_>, section: &Value, closed: bool) -> Answer {
    let body = json!({"expected": section["revision"], "closed": closed});
    who.asks(Method::PUT, &format!("/sections/{}/state", id(section)), Some(body)).await
}

fn id(section: &Value) -> &str {
    section["id"].as_str().expect("a section has an id")
}

async fn section(who: &Colleague<'_>, slug: &str) -> Value {
    let all = who.asks(Method::GET, "/sections", None).await.expects(200).json();
    let mut all = all.as_array().expect("a list").iter();
    all.find(|section| section["edition"] == "ar" && section["slug"] == slug).expect("it is there").clone()
}

async fn check_rebuilt(room: &Newsroom) {
    let before = published_rows(&room.app.db).await;
    rebuild_published(&room.app, &Actor::Console, |_| ()).await.expect("the rows are made again");
    let after = published_rows(&room.app.db).await;
    assert!(before == after, "{:?}:\n{}", room.dialect(), difference(&before, &after));
}

/// `world` of the newsroom with Asia and Japan below it, and a piece in each.
async fn asia(room: &Newsroom, salma: &Colleague<'_>) -> (Value, Value, Value) {
    let world = section(salma, "world").await;
    let asia = opens(salma, "asia", "آسيا", Some(&world)).await;
    let japan = opens(salma, "japan", "اليابان", Some(&asia)).await;
    for (slug, headline) in [("world", "قمة في جنيف"), ("asia", "أمطار في دكا"), ("japan", "قطار في أوساكا")]
    {
        room.the_clock_reaches(room.now() + MINUTE).await;
        salma.publishes(piece(headline).in_section("ar", slug).paragraph("نص")).await;
    }
    (world, asia, japan)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_section_lists_all_that_is_below_it() {
    for room in newsrooms().await {
        let (salma, reader) = (room.colleague("سلمى", Role::Admin).await, room.reader());
        let (_, asia, japan) = asia(&room, &salma).await;
        assert_eq!((&asia["level"], &japan["level"]), (&json!(2), &json!(3)));
        let all = ["قمة في جنيف", "أمطار في دكا", "قطار في أوساكا"];
        for (path, shown) in [
            ("/ar/world/", &all[..]),
            ("/ar/asia/", &all[1..]),
            ("/ar/japan/", &all[2..]),
            ("/ar/world/rss.xml", &all[..]),
            ("/ar/asia/feed.json", &all[1..]),
        ] {
            for headline in shown {
                reader.sees(path, headline).await;
            }
        }
        for (path, headline) in [("/ar/asia/atom.xml", all[0]), ("/ar/politics/rss.xml", all[2])] {
            reader.misses(path, headline).await;
        }
        // The newest first, wherever it is filed.
        let feed = reader.opens("/ar/world/rss.xml").await.body();
        let places: Vec<_> = all.iter().map(|headline| feed.find(headline)).collect();
        assert!(
            places.iter().all(Option::is_some) && places.is_sorted_by(|one, next| one > next),
            "{places:?}"
        );
        // A piece says which part it is of, and nothing where it is of no part.
        let page = reader.opens("/ar/world/").await.body();
        let kickers = |name: &str| page.matches(&format!("<span class=\"kick\">{name}</span>")).count();
        assert_eq!((kickers("اليابان"), kickers("آسيا"), kickers("العالم")), (1, 1, 0), "{page}");
        check_rebuilt(&room).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn readers_find_the_way_up_and_down() {
    for room in newsrooms().await {
        let (salma, reader) = (room.colleague("سلمى", Role::Admin).await, room.reader());
        asia(&room, &salma).await;
        let page = reader.opens("/ar/world/").await.expects(200).body();
        let main =
            page.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).expect("a main part");
        assert!(main.contains("href=\"/ar/asia/\"") && !main.contains("href=\"/ar/japan/\""), "{main}");
        let page = reader.opens("/ar/japan/").await.expects(200).body();
        let head = page.split("sect-head").nth(1).expect("a head");
        let (world, asia) = (head.find("/ar/world/"), head.find("/ar/asia/"));
        assert!(world.is_some() && world < asia, "the way begins at the root");
        assert!(
            page.contains("BreadcrumbList") && page.contains("/ar/asia/\",\"name\":\"آسيا\",\"position\":3"),
            "{page}"
        );
        let nav =
            page.split("class=\"nav\"").nth(1).and_then(|rest| rest.split("</nav>").next()).expect("a nav");
        assert!(nav.contains("/ar/world/\" aria-current") && !nav.contains("/ar/asia/"), "{nav}");
        let foot = page.split("id=\"sections\"").nth(1).and_then(|rest| rest.split("</nav>").next());
        let foot = foot.expect("all sections stand at the foot");
        assert!(foot.contains("/ar/japan/") && foot.matches("<ul>").count() == 3, "{foot}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_section_is_renamed_and_moved_and_keeps_its_address() {
    for room in newsrooms().await {
        let (salma, reader) = (room.colleague("سلمى", Role::Admin).await, room.reader());
        let (world, asia, japan) = asia(&room, &salma).await;
        let renamed = json!({"name": "القارة الآسيوية", "description": "من غربها إلى شرقها"});
        let asia = changes(&salma, &asia, renamed).await.expects(200).json();
        reader.sees("/ar/asia/", "من غربها إلى شرقها").await;
        reader.sees("/ar/latest/", "القارة الآسيوية").await;

        let politics = section(&salma, "politics").await;
        let moved = changes(&salma, &asia, json!({"parent": politics["id"]})).await.expects(200).json();
        assert_eq!((&moved["level"], &moved["slug"]), (&json!(2), &json!("asia")));
        reader.sees("/ar/politics/", "قطار في أوساكا").await;
        reader.sees("/ar/world/rss.xml", "قمة في جنيف").await;
        let late = reader.opens("/ar/world/rss.xml").await;
        assert!(!late.says("قطار في أوساكا"));
        check_rebuilt(&room).await;

        let root = changes(&salma, &moved, json!({"parent": null, "position": 0})).await.expects(200).json();
        assert_eq!((&root["level"], &root["parent"]), (&json!(1), &Value::Null));
        assert_eq!(section(&salma, "japan").await["level"], 2, "what is below goes with it");
        for (path, headline) in [("/ar/asia/", "أمطار في دكا"), ("/ar/japan/", "قطار في أوساكا")]
        {
            reader.sees(path, headline).await;
        }
        // What is published after a move is found where its section stands now.
        room.the_clock_reaches(room.now() + MINUTE).await;
        salma.publishes(piece("معرض في طوكيو").in_section("ar", "japan").paragraph("نص")).await;
        reader.sees("/ar/asia/", "معرض في طوكيو").await;
        reader.misses("/ar/politics/", "معرض في طوكيو").await;
        check_rebuilt(&room).await;
        assert_eq!((world["level"].as_i64(), japan["revision"].as_i64()), (Some(1), Some(1)));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_makes_no_tree_is_refused() {
    for room in newsrooms().await {
        let salma = room.colleague("سلمى", Role::Admin).await;
        let (world, asia, japan) = asia(&room, &salma).await;
        let before = published_rows(&room.app.db).await;
        for (section, parent, status) in [
            (&world, id(&world), 422),
            (&world, id(&japan), 422),
            (&world, "nowhere", 422),
            (&asia, id(&japan), 422),
        ] {
            changes(&salma, section, json!({"parent": parent})).await.expects(status);
        }
        let english = salma.asks(Method::GET, "/sections", None).await.json();
        let english =
            english.as_array().and_then(|all| all.iter().find(|one| one["edition"] == "en").cloned());
        let english = english.expect("the English edition has a section");
        changes(&salma, &asia, json!({"parent": english["id"]})).await.expects(422);
        let deep = json!({"edition": "ar", "slug": "osaka", "name": "أوساكا", "parent": japan["id"]});
        salma.asks(Method::POST, "/sections", Some(deep)).await.expects(422);
        let taken = json!({"edition": "ar", "slug": "asia", "name": "أخرى"});
        assert_eq!(
            salma.asks(Method::POST, "/sections", Some(taken)).await.expects(409).json()["code"],
            "slug_taken"
        );
        for (slug, name) in [("search", "بحث"), ("a/b", "قسم"), ("empty", " ")] {
            let new = json!({"edition": "ar", "slug": slug, "name": name});
            salma.asks(Method::POST, "/sections", Some(new)).await.expects(422);
        }
        let gone = json!({"expected": 1, "name": "اسم"});
        salma.asks(Method::PATCH, "/sections/nowhere", Some(gone)).await.expects(404);
        let slug = json!({"expected": 1, "slug": "other"});
        salma.asks(Method::PATCH, &format!("/sections/{}", id(&asia)), Some(slug)).await.expects(422);
        assert!(before == published_rows(&room.app.db).await, "what is refused changes nothing");
        changes(&salma, &asia, json!({"name": "آسيا الكبرى"})).await.expects(200);
        let late = changes(&salma, &asia, json!({"name": "آسيا الصغرى"})).await.expects(409).json();
        assert_eq!(late["code"], "overtaken", "two people do not write over each other");
        let layla = room.editor("ليلى").await;
        changes(&layla, &world, json!({"name": "لي"})).await.expects(403);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_closed_section_keeps_what_it_has_and_takes_nothing_new() {
    for room in newsrooms().await {
        let (salma, reader) = (room.colleague("سلمى", Role::Admin).await, room.reader());
        let (world, asia, japan) = asia(&room, &salma).await;
        let draft = salma.writes(piece("مسودة").in_section("ar", "japan").paragraph("نص")).await;
        let refused = closes(&salma, &asia, true).await.expects(409).json();
        assert!(refused["detail"].as_str().is_some_and(|why| why.contains("below it")), "{refused}");
        let japan = closes(&salma, &japan, true).await.expects(200).json();
        let asia = closes(&salma, &asia, true).await.expects(200).json();
        reader.sees("/ar/japan/", "هذا القسم مغلق").await;
        let page = reader.opens("/ar/japan/").await.expects(200);
        assert!(page.says("قطار في أوساكا"), "its pieces stay");
        reader.sees("/ar/world/", "قطار في أوساكا").await;
        let page = reader.opens("/ar/latest/").await.body();
        assert!(!page.contains("href=\"/ar/asia/\""), "it stands in no navigation");

        let new = piece("خبر متأخر").in_section("ar", "japan").paragraph("نص");
        let refused = salma.begins(new.clone()).await.expects(422).json();
        assert!(refused["detail"].as_str().is_some_and(|why| why.contains("closed")), "{refused}");
        // Nor what was begun before.
        salma.posts(&draft, "publication", json!({})).await.expects(409);
        let below = json!({"edition": "ar", "slug": "china", "name": "الصين", "parent": asia["id"]});
        salma.asks(Method::POST, "/sections", Some(below)).await.expects(409);
        closes(&salma, &japan, false).await.expects(409);
        check_rebuilt(&room).await;

        closes(&salma, &asia, false).await.expects(200);
        closes(&salma, &japan, false).await.expects(200);
        salma.begins(new).await.expects(201);
        salma.publishes_again(&draft).await;
        reader.sees("/ar/latest/", "آسيا").await;
        assert_eq!(world["closed"], false);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sections_list_is_a_range_of_an_index_on_every_level() {
    for room in newsrooms().await.iter().filter(|room| room.dialect() == Dialect::Sqlite) {
        let sorts = async |statement| {
            let steps: Vec<(i64, String)> =
                room.app.db.read().all(statement, params!["x", 25_i64, 0_i64]).await.expect("a plan");
            steps.iter().any(|(_, step)| matches!(step.as_str(), "SorterOpen" | "OpenEphemeral"))
        };
        assert!(!sorts(&UNDER_ROOT).await && !sorts(&UNDER_BRANCH).await);
        assert!(sorts(&BY_SLUG_ALONE).await, "the control: without an index it is sorted");
    }
}

//! Editors arrange fronts by hand over what fills itself: each save is a version, undo is one request, nobody writes over
//! anybody, and what is pinned comes and leaves at its time and with its article.

use axum::http::Method;
use newsroom::features::accounts::Actor;
use newsroom::features::articles::actions::rebuild_published;
use serde_json::{Value, json};

use crate::kit::store::{difference, published_rows, rows_of, suspend};
use crate::kit::{Answer, Colleague, Crawl, HOUR, Live, MINUTE, Newsroom, newsrooms, piece};

async fn arranges(who: &Colleague<'_>, front: &str, expected: i64, arrangement: Value) -> Answer {
    let mut body = arrangement;
    body["expected"] = json!(expected);
    who.asks(Method::PUT, &format!("/fronts/{front}"), Some(body)).await
}

async fn undoes(who: &Colleague<'_>, front: &str, expected: i64) -> Answer {
    who.asks(Method::POST, &format!("/fronts/{front}/undo"), Some(json!({"expected": expected}))).await
}

fn pin(slot: &str, live: &Live) -> Value {
    json!({"slot": slot, "article": live.id})
}

/// Publishes plain pieces, each a minute after the one before.
async fn publishes(room: &Newsroom, who: &Colleague<'_>, headlines: &[&str]) -> Vec<Live> {
    let mut all = Vec::new();
    for headline in headlines {
        room.the_clock_reaches(room.now() + MINUTE).await;
        all.push(who.publishes(piece(headline).paragraph("نص")).await);
    }
    all
}

async fn section(who: &Colleague<'_>, edition: &str, slug: &str) -> String {
    let all = who.asks(Method::GET, "/sections", None).await.expects(200).json();
    let mut all = all.as_array().expect("a list").iter();
    let found = all.find(|section| section["edition"] == edition && section["slug"] == slug);
    found.and_then(|section| section["id"].as_str()).expect("it is there").to_owned()
}

/// The page once it shows this revision of its arrangement.
async fn page_at(room: &Newsroom, path: &str, revision: i64) -> String {
    for _ in 0..100 {
        let page = room.reader().opens(path).await.expects(200);
        if page.headers.get("khabar-revision").is_some_and(|shown| shown == &revision.to_string()) {
            return page.body();
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("{:?}: {path} never shows revision {revision}", room.dialect());
}

/// Everything named stands on the page once, in this order.
fn check_order(page: &str, pieces: &[&Live]) {
    let places: Vec<usize> = pieces
        .iter()
        .map(|live| {
            assert_eq!(page.matches(&live.href).count(), 1, "{} stands once", live.href);
            page.find(&live.href).expect("it stands there")
        })
        .collect();
    assert!(places.is_sorted(), "{places:?}");
}

async fn check_rebuilt(room: &Newsroom) {
    let before = published_rows(&room.app.db).await;
    rebuild_published(&room.app, &Actor::Console, |_| ()).await.expect("the rows are made again");
    let after = published_rows(&room.app.db).await;
    assert!(before == after, "{:?}:\n{}", room.dialect(), difference(&before, &after));
    assert!(!before["published_front"].is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_pinned_stands_in_its_place_and_once() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let names = ["الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع"];
        let p = publishes(&room, &layla, &names).await;
        let page = room.reader().opens("/ar/").await.expects(200).body();
        check_order(&page, &[&p[6], &p[5]]);

        let pins = json!([pin("lead", &p[0]), pin("also", &p[2]), pin("also", &p[1]), pin("lines", &p[6])]);
        let done = arranges(&layla, "ar", 0, json!({"pins": pins, "note": "قصة اليوم"})).await.expects(200);
        let done = done.json();
        assert_eq!((&done["live"]["version"], &done["latest_version"]), (&json!(1), &json!(1)));
        let page = page_at(&room, "/ar/", 1).await;
        // The lead, three headlines of which the last fills itself, then three lines of which the first is pinned.
        check_order(&page, &[&p[0], &p[2], &p[1], &p[5], &p[6], &p[4], &p[3]]);
        let receipt = done["receipt"].as_str().expect("readers see it, so it has a receipt").to_owned();
        let kept = layla.asks(Method::GET, "/fronts/ar/receipt", None).await.expects(200).json();
        assert_eq!((kept["id"].as_str(), &kept["kind"]), (Some(receipt.as_str()), &json!("front")));
        check_rebuilt(&room).await;

        let same = arranges(&layla, "ar", 1, json!({"pins": pins})).await.expects(200).json();
        assert_eq!(same["latest_version"], 1, "what says the same makes no version");
        let english = room.reader().opens("/en/").await.expects(200);
        assert!(english.headers.get("khabar-revision").is_none(), "the other edition's front fills itself");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_save_is_undone_in_one_request_and_any_version_comes_back() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let p = publishes(&room, &layla, &["الأول", "الثاني", "الثالث"]).await;
        undoes(&layla, "ar", 0).await.expects(409);
        for (version, lead) in [(0, &p[0]), (1, &p[1])] {
            arranges(&layla, "ar", version, json!({"pins": [pin("lead", lead)]})).await.expects(200);
        }
        check_order(&page_at(&room, "/ar/", 2).await, &[&p[1], &p[2]]);
        let back = undoes(&layla, "ar", 2).await.expects(200).json();
        assert_eq!((&back["live"]["version"], &back["latest_version"]), (&json!(1), &json!(2)));
        check_order(&page_at(&room, "/ar/", 3).await, &[&p[0], &p[2]]);
        undoes(&layla, "ar", 2).await.expects(409);
        undoes(&layla, "ar", 1).await.expects(200);
        check_order(&page_at(&room, "/ar/", 4).await, &[&p[2], &p[1], &p[0]]);
        check_rebuilt(&room).await;

        let choice = json!({"expected": 0, "version": 2});
        layla.asks(Method::PUT, "/fronts/ar/live", Some(choice)).await.expects(200);
        check_order(&page_at(&room, "/ar/", 5).await, &[&p[1], &p[2]]);
        // A version that was gone back from keeps its number; the next one is made of what readers have.
        let next = arranges(&layla, "ar", 2, json!({"pins": [pin("lead", &p[2])], "note": "عودة"})).await;
        assert_eq!(next.expects(200).json()["live"]["version"], 3);
        let kept = layla.asks(Method::GET, "/fronts/ar/versions", None).await.expects(200).json();
        let told: Vec<_> = kept.as_array().expect("a list").iter().collect();
        assert_eq!(
            told.iter().map(|one| &one["version"]).collect::<Vec<_>>(),
            [&json!(3), &json!(2), &json!(1)]
        );
        assert_eq!((&told[0]["note"], &told[0]["base"]), (&json!("عودة"), &json!(2)));
        assert_eq!(told[0]["by"], json!(format!("account:{}", layla.account)));
        let none = json!({"expected": 3, "version": 9});
        layla.asks(Method::PUT, "/fronts/ar/live", Some(none)).await.expects(404);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_editors_do_not_write_over_each_other() {
    for room in newsrooms().await {
        let (layla, samer) = (room.editor("ليلى").await, room.editor("سامر").await);
        let p = publishes(&room, &layla, &["الأول", "الثاني", "الثالث"]).await;
        arranges(&layla, "ar", 0, json!({"pins": [pin("lead", &p[0])]})).await.expects(200);
        let before = published_rows(&room.app.db).await;
        let late = arranges(&samer, "ar", 0, json!({"pins": [pin("lead", &p[1])]})).await.expects(409).json();
        assert_eq!(late["code"], "overtaken");
        assert!(late["detail"].as_str().is_some_and(|why| why.contains("version 1")), "{late}");
        assert!(before == published_rows(&room.app.db).await);
        arranges(&samer, "ar", 1, json!({"pins": [pin("lead", &p[1])]})).await.expects(200);
        check_order(&page_at(&room, "/ar/", 2).await, &[&p[1], &p[2]]);
        // At the same moment, one of two is first.
        let both = tokio::join!(
            arranges(&layla, "ar", 2, json!({"pins": [pin("lead", &p[0])]})),
            arranges(&samer, "ar", 2, json!({"pins": [pin("lead", &p[2])]})),
        );
        let mut statuses = [both.0.status.as_u16(), both.1.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pin_comes_and_leaves_at_its_time() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let p = publishes(&room, &layla, &["الأول", "الثاني", "الثالث"]).await;
        let (from, until) = (room.now() + HOUR, room.now() + 2 * HOUR);
        let iso = |at| text::dates::iso(at, "UTC");
        let timed = json!({"slot": "lead", "article": p[0].id, "from": iso(from), "until": iso(until)});
        arranges(&layla, "ar", 0, json!({"pins": [timed]})).await.expects(200);
        check_order(&page_at(&room, "/ar/", 1).await, &[&p[2], &p[0]]);
        assert!(published_rows(&room.app.db).await["published_front_pin"].is_empty());
        room.the_clock_reaches(from - 1).await;
        check_order(&room.reader().opens("/ar/").await.body(), &[&p[2], &p[0]]);
        let leads = |page: &str, live: &Live| {
            page.find(&live.href)
                < p.iter()
                    .filter(|other| other.id != live.id)
                    .filter_map(|other| page.find(&other.href))
                    .min()
        };
        for (at, lead) in [(from, &p[0]), (until, &p[2])] {
            room.the_clock_reaches(at - 1).await;
            room.reader().opens("/ar/").await.expects(200);
            room.the_clock_reaches(at).await;
            let mut page = String::new();
            for _ in 0..100 {
                page = room.reader().opens("/ar/").await.expects(200).body();
                if leads(&page, lead) {
                    break;
                }
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
            assert!(leads(&page, lead), "{:?}: at {at}", room.dialect());
            check_rebuilt(&room).await;
        }
        let front = layla.asks(Method::GET, "/fronts/ar", None).await.expects(200).json();
        assert_eq!(
            front["live"]["pins"][0]["until"],
            json!(iso(until)),
            "the version is kept as it was saved"
        );
        arranges(
            &layla,
            "ar",
            1,
            json!({"pins": [{"slot": "lead", "article": p[1].id, "until": iso(until)}]}),
        )
        .await
        .expects(422);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_pinned_for_later_comes_on_the_word_of_someone_who_may() {
    for room in newsrooms().await {
        let (samer, reader) = (room.editor("سامر").await, room.reader());
        let p = publishes(&room, &samer, &["الأول", "الثاني", "الثالث"]).await;
        let at = room.now() + HOUR;
        let later = json!({"slot": "lead", "article": p[0].id, "from": text::dates::iso(at, "UTC")});
        let now = json!({"slot": "also", "article": p[1].id});
        arranges(&samer, "ar", 0, json!({"pins": [later, now]})).await.expects(200);
        suspend(&room.app.db, &samer.account, room.now()).await;
        room.the_clock_reaches(at).await;
        let pinned = &published_rows(&room.app.db).await["published_front_pin"];
        assert_eq!(pinned.len(), 1, "{:?}: what stood stays, what was to come does not", room.dialect());
        assert!(pinned[0].contains(p[1].id.as_str()));
        reader.opens("/ar/").await.expects(200);
        check_rebuilt(&room).await;
        // Whoever may brings the same version before readers on their own word.
        let layla = room.editor("ليلى").await;
        let choice = json!({"expected": 1, "version": 0});
        layla.asks(Method::PUT, "/fronts/ar/live", Some(choice)).await.expects(200);
        let choice = json!({"expected": 0, "version": 1});
        layla.asks(Method::PUT, "/fronts/ar/live", Some(choice)).await.expects(200);
        assert_eq!(published_rows(&room.app.db).await["published_front_pin"].len(), 2);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_version_that_comes_back_while_a_piece_is_withdrawn_never_shows_it() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let mut live = 0;
        for round in 1..=12 {
            let piece = layla.publishes(piece(&format!("خبر {round}")).paragraph("نص")).await;
            let arranged = json!({"pins": [pin("lead", &piece)], "note": round.to_string()});
            let arranged = arranges(&layla, "ar", live, arranged).await.expects(200).json();
            let pinning = arranged["latest_version"].clone();
            let none = arranges(&layla, "ar", pinning.as_i64().expect("a number"), json!({"note": "لا شيء"}));
            let none = none.await.expects(200).json()["latest_version"].as_i64().expect("a number");
            let back = layla.asks(
                Method::PUT,
                "/fronts/ar/live",
                Some(json!({"expected": none, "version": pinning})),
            );
            let (back, gone) = tokio::join!(back, layla.withdraws(&piece.id, "خطأ"));
            back.expects(200);
            gone.expects(200);
            live = pinning.as_i64().expect("a number");
            let pins = &published_rows(&room.app.db).await["published_front_pin"];
            assert!(pins.is_empty(), "{:?}, round {round}: {pins:?}", room.dialect());
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pinned_piece_comes_with_its_publication_and_leaves_with_its_withdrawal() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let p = publishes(&room, &layla, &["الأول", "الثاني"]).await;
        let world = section(&layla, "ar", "world").await;
        let marker = data_encoding::HEXLOWER.encode(&room.app.random::<16>());
        let id = layla.writes(piece(&marker).paragraph("نص")).await;
        for front in ["ar", &world] {
            arranges(&layla, front, 0, json!({"pins": [{"slot": "lead", "article": id}]})).await.expects(200);
        }
        check_order(&page_at(&room, "/ar/", 1).await, &[&p[1], &p[0]]);
        page_at(&room, "/ar/world/", 1).await;
        let crawl = Crawl::of(&room).await;
        assert!(!crawl.tells(&p[0].href).is_empty(), "the control: the crawl finds what is told");
        let kept = rows_of(&room.app.db, |table| table.starts_with("published_") || table == "job").await;
        for secret in [marker.as_str(), id.as_str()] {
            let told = crawl.tells(secret);
            let told: Vec<_> = told.iter().filter(|place| !place.contains(secret)).collect();
            assert!(told.is_empty(), "{:?}: {told:?}", room.dialect());
            assert!(!kept.values().flatten().any(|row| row.contains(secret)), "{:?}", room.dialect());
        }

        let live = layla.publishes_again(&id).await;
        for path in ["/ar/", "/ar/world/"] {
            room.reader().sees(path, &marker).await;
        }
        let page = room.reader().opens("/ar/").await.expects(200).body();
        check_order(&page, &[&live, &p[1], &p[0]]);
        check_rebuilt(&room).await;

        layla.withdraws(&id, "خطأ في المصدر").await.expects(200);
        for path in ["/ar/", "/ar/world/"] {
            room.reader().misses(path, &marker).await;
        }
        let page = room.reader().opens("/ar/").await.expects(200).body();
        check_order(&page, &[&p[1], &p[0]]);
        assert!(published_rows(&room.app.db).await["published_front_pin"].is_empty());
        check_rebuilt(&room).await;
        arranges(&layla, "ar", 1, json!({"pins": [{"slot": "lines", "article": id}]})).await.expects(422);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sections_are_set_in_order_cut_and_hidden_and_stories_chosen() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        // Enough to fill the top, and more in each section.
        for n in 0..12 {
            layla.publishes(piece(&format!("سياسة {n}")).paragraph("نص")).await;
            let world = piece(&format!("عالم {n}")).in_section("ar", "world").paragraph("نص");
            layla.publishes(world).await;
        }
        let (politics, world) =
            (section(&layla, "ar", "politics").await, section(&layla, "ar", "world").await);
        let place =
            |page: &str, slug: &str| page.find(&format!("<h2 id=\"block-1\"><a href=\"/ar/{slug}/\">"));
        let page = room.reader().opens("/ar/").await.expects(200).body();
        assert!(place(&page, "politics").is_some(), "{page}");

        let blocks = json!([{"section": world, "pieces": 2}, {"section": politics, "hidden": true}]);
        arranges(&layla, "ar", 0, json!({"blocks": blocks})).await.expects(200);
        let page = page_at(&room, "/ar/", 1).await;
        assert!(place(&page, "world").is_some() && !page.contains("id=\"block-2\""), "{page}");
        let block = page.split("id=\"block-1\"").nth(1).and_then(|rest| rest.split("</section>").next());
        assert_eq!(block.map(|block| block.matches("<h3").count()), Some(2));

        let mut stories = Vec::new();
        for name in ["ملف-أول", "ملف-ثان", "ملف-ثالث"] {
            let story = layla.opens_story("ar", name).await;
            let live = layla.publishes(piece(&format!("خبر {name}")).paragraph("نص")).await;
            layla.places(&story, &live.id).await.expects(200);
            stories.push(story);
        }
        let chosen = json!({"stories": [stories[0], stories[2]]});
        arranges(&layla, "ar", 1, chosen).await.expects(200);
        let page = page_at(&room, "/ar/", 2).await;
        let strip = page.split("class=\"strip\"").nth(1).and_then(|rest| rest.split("</section>").next());
        let strip = strip.expect("there is a strip");
        let places = ["ملف-أول", "ملف-ثالث"].map(|name| strip.find(name));
        assert!(places[0].is_some() && places[0] < places[1] && !strip.contains("ملف-ثان<"), "{strip}");
        layla.turns(&stories[0], "ended").await.expects(200);
        let mut strip = String::new();
        for _ in 0..100 {
            let page = room.reader().opens("/ar/").await.expects(200).body();
            strip = page.split("class=\"strip\"").nth(1).unwrap_or_default().to_owned();
            strip.truncate(strip.find("</section>").unwrap_or_default());
            if !strip.contains("ملف-أول") {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        assert!(strip.contains("ملف-ثالث") && !strip.contains("ملف-أول"), "what ended has left: {strip}");
        check_rebuilt(&room).await;
        arranges(&layla, "ar", 2, json!({"stories": []})).await.expects(200);
        assert!(
            !page_at(&room, "/ar/", 3).await.contains("class=\"strip\""),
            "an empty choice hides the strip"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_front_of_a_section_is_arranged_too() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let p = publishes(&room, &layla, &["الأول", "الثاني", "الثالث", "الرابع"]).await;
        let abroad = layla.publishes(piece("خبر من العالم").in_section("ar", "world").paragraph("نص")).await;
        let politics = section(&layla, "ar", "politics").await;
        let pins = json!([pin("rows", &abroad), pin("lead", &p[0]), pin("rows", &p[1])]);
        arranges(&layla, &politics, 0, json!({"pins": pins})).await.expects(200);
        let page = page_at(&room, "/ar/politics/", 1).await;
        check_order(&page, &[&p[0], &abroad, &p[1], &p[3], &p[2]]);
        let home = room.reader().opens("/ar/").await.expects(200);
        assert!(home.headers.get("khabar-revision").is_none(), "the home page is another front");
        let feed = room.reader().opens("/ar/politics/rss.xml").await.expects(200);
        assert!(!feed.body().contains(&abroad.href), "a feed tells what the section published");

        // It leaves a page that is not its own section's, at once.
        layla.withdraws(&abroad.id, "خطأ").await.expects(200);
        room.reader().misses("/ar/politics/", "خبر من العالم").await;
        check_rebuilt(&room).await;
        undoes(&layla, &politics, 1).await.expects(200);
        check_order(&page_at(&room, "/ar/politics/", 2).await, &[&p[3], &p[2], &p[1], &p[0]]);
        let home_only = json!({"stories": []});
        arranges(&layla, &politics, 0, home_only).await.expects(422);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_stand_is_refused_in_words_and_changes_nothing() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let p = publishes(&room, &layla, &["الأول", "الثاني"]).await;
        let foreign = layla.publishes(piece("English").in_section("en", "world").paragraph("text")).await;
        let (world, story) = (section(&layla, "en", "world").await, layla.opens_story("en", "English").await);
        let before = published_rows(&room.app.db).await;
        let table = [
            ("twice", json!({"pins": [pin("lead", &p[0]), pin("also", &p[0])]}), "twice"),
            ("no slot", json!({"pins": [pin("rows", &p[0])]}), "lead, also, duo, side, lines"),
            ("of another edition", json!({"pins": [pin("lead", &foreign)]}), foreign.id.as_str()),
            ("not there", json!({"pins": [{"slot": "lead", "article": "0D7K3F9QX2M1"}]}), "0D7K3F9QX2M1"),
            ("no time", json!({"pins": [{"slot": "lead", "article": p[0].id, "until": "tomorrow"}]}), "2026"),
            ("foreign section", json!({"blocks": [{"section": world}]}), world.as_str()),
            ("empty block", json!({"blocks": [{"section": world, "pieces": 0}]}), "between 1 and 9"),
            ("foreign story", json!({"stories": [story]}), story.as_str()),
            ("long note", json!({"note": "ن".repeat(301)}), "300"),
        ];
        for (what, arrangement, why) in table {
            let refused = arranges(&layla, "ar", 0, arrangement).await.expects(422).json();
            assert!(refused["detail"].as_str().is_some_and(|said| said.contains(why)), "{what}: {refused}");
        }
        arranges(&layla, "xx", 0, json!({})).await.expects(404);
        assert!(before == published_rows(&room.app.db).await);
        arranges(&layla, "ar", 0, json!({"pins": [{"slot": "cellar", "article": p[0].id}]}))
            .await
            .expects(422);
    }
}

//! A breaking alert stands on every page of its edition from its beginning to its end, in the cache or not.

use axum::http::Method;
use newsroom::features::accounts::Actor;
use newsroom::features::articles::actions::rebuild_published;
use serde_json::{Value, json};

use crate::kit::store::{difference, published_rows, suspend};
use crate::kit::{Answer, Colleague, HOUR, MINUTE, Newsroom, eventually, newsrooms, piece};

const WORDS: &str = "العمل بقانون المياه يبدأ غدًا";

async fn raises(who: &Colleague<'_>, more: Value) -> Answer {
    let mut body = json!({"edition": "ar", "words": WORDS});
    if let (Some(body), Some(more)) = (body.as_object_mut(), more.as_object()) {
        body.extend(more.clone());
    }
    who.asks(Method::POST, "/alerts", Some(body)).await
}

fn id_of(answer: &Answer) -> String {
    answer.json()["id"].as_str().expect("an alert has an id").to_owned()
}

async fn ends(who: &Colleague<'_>, alert: &str) -> Answer {
    who.asks(Method::DELETE, &format!("/alerts/{alert}"), None).await
}

async fn check_rebuilt(room: &Newsroom) {
    let before = published_rows(&room.app.db).await;
    rebuild_published(&room.app, &Actor::Console, |_| ()).await.expect("the rows are made again");
    let after = published_rows(&room.app.db).await;
    assert!(before == after, "{:?}:\n{}", room.dialect(), difference(&before, &after));
}

/// Pages of every sort, each in the cache already; the last answers that an article is gone.
async fn pages(room: &Newsroom, layla: &Colleague<'_>) -> Vec<String> {
    let live = layla.publishes(piece("خبر").paragraph("نص").about("موضوع").by("كاتبة")).await;
    let gone = layla.publishes(piece("خبر مسحوب").paragraph("نص")).await;
    layla.withdraws(&gone.id, "خطأ").await.expects(200);
    let story = layla.opens_story("ar", "ملف").await;
    layla.places(&story, &live.id).await.expects(200);
    let topic = format!("/ar/topic/{}/", text::percent::path("موضوع"));
    let author = format!("/ar/author/{}/", text::percent::path("كاتبة"));
    let story = format!("/ar/story/{}/", text::percent::path("ملف"));
    let (lite, lite_front) = (format!("/ar/lite/{}", live.id), "/ar/lite/".to_owned());
    let plain = ["/ar/", "/ar/politics/", "/ar/latest/", "/ar/stories/", "/ar/archive/", "/ar/corrections/"];
    let more = ["/ar/follow/", "/ar/credits/", "/ar/search/"];
    let mut pages: Vec<String> = plain.into_iter().chain(more).map(str::to_owned).collect();
    pages.extend([live.href, topic, author, story, lite, lite_front, gone.href]);
    for page in &pages {
        room.reader().opens(page).await;
    }
    pages
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_stands_on_all_pages_and_leaves_them_at_its_end() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let pages = pages(&room, &layla).await;
        let until = room.now() + HOUR;
        let raised = raises(&layla, json!({"ends_at": text::dates::iso(until, "UTC")})).await.expects(201);
        assert_eq!(raised.json()["stands"], json!(true));
        for page in &pages {
            let told = reader.opens(page).await;
            assert!(told.says(WORDS) && told.says("عاجل"), "{:?}: {page}", room.dialect());
            assert_eq!(told.body().matches(WORDS).count(), 1, "{page}");
        }
        let home = reader.opens("/ar/").await.body();
        assert!(home.contains("<aside class=\"alert\" aria-label=\"عاجل\">"), "{home}");
        assert!(!home.contains("aria-live"), "it takes nobody's turn to speak");
        // Not in another edition, and not where it would be kept after its end.
        reader.misses("/en/", WORDS).await;
        reader.misses("/ar/offline/", WORDS).await;
        check_rebuilt(&room).await;

        room.the_clock_reaches(until - 1).await;
        reader.sees("/ar/", WORDS).await;
        room.the_clock_reaches(until).await;
        for page in &pages {
            assert!(!reader.opens(page).await.says(WORDS), "{:?}: {page}", room.dialect());
        }
        check_rebuilt(&room).await;
        let over = layla.asks(Method::GET, &format!("/alerts/{}", id_of(&raised)), None).await.expects(200);
        assert_eq!(
            (&over.json()["stands"], &over.json()["ended_at"]),
            (&json!(false), &json!(text::dates::iso(until, "UTC")))
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_changed_and_ended_by_hand_and_the_newest_stands_first() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let pages = pages(&room, &layla).await;
        let first = id_of(&raises(&layla, json!({})).await.expects(201));
        room.the_clock_reaches(room.now() + MINUTE).await;
        let second = id_of(&raises(&layla, json!({"words": "خبر أحدث"})).await.expects(201));
        for page in &pages {
            let told = reader.opens(page).await.body();
            assert!(told.find("خبر أحدث") < told.find(WORDS), "{:?}: {page}", room.dialect());
        }
        let change = json!({"expected": 1, "words": "كلمات مصوّبة"});
        layla.asks(Method::PATCH, &format!("/alerts/{first}"), Some(change)).await.expects(200);
        for page in &pages {
            let told = reader.opens(page).await;
            assert!(told.says("كلمات مصوّبة") && !told.says(WORDS), "{:?}: {page}", room.dialect());
        }
        for alert in [&first, &second] {
            ends(&layla, alert).await.expects(200);
        }
        for page in &pages {
            let told = reader.opens(page).await;
            assert!(!told.says("كلمات مصوّبة") && !told.says("خبر أحدث"), "{:?}: {page}", room.dialect());
        }
        ends(&layla, &first).await.expects(200);
        let late = json!({"expected": 3, "words": "خ"});
        layla.asks(Method::PATCH, &format!("/alerts/{first}"), Some(late)).await.expects(409);
        check_rebuilt(&room).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_leads_to_its_article_once_that_is_published_and_ends_with_it() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let id = layla.writes(piece("الخبر كاملًا").paragraph("نص")).await;
        raises(&layla, json!({"article": id})).await.expects(201);
        let home = reader.opens("/ar/").await.expects(200).body();
        assert!(home.contains(WORDS) && !home.contains(id.as_str()), "a draft is not named: {home}");
        assert!(!published_rows(&room.app.db).await["published_alert"][0].contains(id.as_str()));
        let live = layla.publishes_again(&id).await;
        let bar = |page: String| {
            page.split("class=\"alert\"").nth(1).map(|rest| rest.chars().take(400).collect::<String>())
        };
        for (page, href) in [("/ar/follow/", live.href.clone()), ("/ar/lite/", format!("/ar/lite/{id}"))] {
            let bar = bar(reader.opens(page).await.expects(200).body()).expect("it stands there");
            assert!(bar.contains(&format!("href=\"{href}\"")), "{:?}: {page}: {bar}", room.dialect());
        }
        check_rebuilt(&room).await;
        layla.withdraws(&id, "خطأ في المصدر").await.expects(200);
        for page in ["/ar/", "/ar/follow/", "/ar/lite/", live.href.as_str()] {
            assert!(!reader.opens(page).await.says(WORDS), "{:?}: {page}", room.dialect());
        }
        raises(&layla, json!({"article": id})).await.expects(422);
        check_rebuilt(&room).await;

        let story = layla.opens_story("ar", "ملف").await;
        let other = layla.publishes(piece("خبر آخر").paragraph("نص")).await;
        layla.places(&story, &other.id).await.expects(200);
        raises(&layla, json!({"story": story})).await.expects(201);
        let bar = bar(reader.opens("/ar/follow/").await.body()).expect("it stands there");
        assert!(bar.contains(&format!("/ar/story/{}/", text::percent::path("ملف"))), "{bar}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_leads_to_its_story_while_readers_see_that() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let (story, other) = (layla.opens_story("ar", "ملف").await, layla.opens_story("ar", "آخر").await);
        let (here, there) = ("/ar/story/%D9%85%D9%84%D9%81/", "/ar/story/%D8%A2%D8%AE%D8%B1/");
        raises(&layla, json!({"story": story})).await.expects(201);
        let leads = async |wanted: bool| {
            for page in ["/ar/", "/ar/follow/", "/ar/lite/"] {
                let told = reader.opens(page).await.expects(200).body();
                let line = told.split(WORDS).next().expect("a part before it");
                assert!(told.contains(WORDS), "{page}");
                assert_eq!(
                    line.ends_with(&format!("<a href=\"{here}\">")),
                    wanted,
                    "{:?}: {page}",
                    room.dialect()
                );
            }
        };
        leads(false).await;
        let live = layla.publishes(piece("خبر").paragraph("نص")).await;
        layla.places(&story, &live.id).await.expects(200);
        leads(true).await;
        layla.takes_out(&story, &live.id).await.expects(200);
        leads(false).await;
        layla.places(&story, &live.id).await.expects(200);
        leads(true).await;
        layla.withdraws(&live.id, "خطأ").await.expects(200);
        leads(false).await;
        check_rebuilt(&room).await;

        // What was merged leads on from its old address, while readers see what it is a part of.
        let second = layla.publishes(piece("خبر ثان").paragraph("نص")).await;
        layla.places(&other, &second.id).await.expects(200);
        let merger = json!({"into": other});
        layla.asks(Method::POST, &format!("/stories/{story}/merger"), Some(merger)).await.expects(200);
        leads(true).await;
        assert_eq!(reader.opens(here).await.header("location"), there);
        layla.withdraws(&second.id, "خطأ").await.expects(200);
        leads(false).await;
        check_rebuilt(&room).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_changes_it_over_somebody_else_and_a_receipt_says_when_readers_saw_it() {
    for room in newsrooms().await {
        let (layla, samer) = (room.editor("ليلى").await, room.editor("سامر").await);
        let raised = raises(&layla, json!({})).await.expects(201).json();
        assert!(raised["revision"] == 1 && raised["receipt"].is_string(), "{raised}");
        let address = format!("/alerts/{}", raised["id"].as_str().expect("an id"));
        let seen = async |receipt: &Value| {
            let path = format!("{address}/receipt");
            eventually(|| async {
                !layla.asks(Method::GET, &path, None).await.expects(200).json()["finished_at"].is_null()
            })
            .await;
            let told = layla.asks(Method::GET, &path, None).await.json();
            assert_eq!((&told["id"], &told["kind"]), (receipt, &json!("alert")));
            let steps: Vec<&str> = told["steps"]
                .as_array()
                .expect("steps")
                .iter()
                .filter_map(|step| step["step"].as_str())
                .collect();
            assert_eq!(steps, ["purged", "read_back"], "{:?}", room.dialect());
        };
        seen(&raised["receipt"]).await;
        room.the_clock_reaches(room.now() + MINUTE).await;
        let change = |words: &str| Some(json!({"expected": 1, "words": words}));
        let changed = layla.asks(Method::PATCH, &address, change("كلمات ليلى")).await.expects(200).json();
        assert_eq!(changed["revision"], 2);
        seen(&changed["receipt"]).await;
        let refused = samer.asks(Method::PATCH, &address, change("كلمات سامر")).await.expects(409).json();
        assert!(refused.to_string().contains("revision 2"), "{refused}");
        assert!(room.reader().opens("/ar/").await.says("كلمات ليلى"));
        room.the_clock_reaches(room.now() + MINUTE).await;
        let ended = layla.asks(Method::DELETE, &address, None).await.expects(200).json();
        seen(&ended["receipt"]).await;
        let again = layla.asks(Method::DELETE, &address, None).await.expects(200).json();
        assert!(again["receipt"].is_null(), "ending it twice changes nothing");
        // One that nobody sees yet has nothing to be seen.
        let at = text::dates::iso(room.now() + HOUR, "UTC");
        let later = raises(&layla, json!({"begins_at": at})).await.expects(201).json();
        assert!(later["receipt"].is_null());
        let path = format!("/alerts/{}/receipt", later["id"].as_str().expect("an id"));
        layla.asks(Method::GET, &path, None).await.expects(404);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_is_set_for_later_begins_at_its_time_on_the_word_of_someone_who_may() {
    for room in newsrooms().await {
        let (layla, samer, reader) = (room.editor("ليلى").await, room.editor("سامر").await, room.reader());
        let at = room.now() + HOUR;
        let begins = json!({"begins_at": text::dates::iso(at, "UTC")});
        raises(&layla, begins.clone()).await.expects(201);
        let held =
            raises(&samer, json!({"begins_at": begins["begins_at"], "words": "لا يظهر"})).await.expects(201);
        suspend(&room.app.db, &samer.account, room.now()).await;
        room.the_clock_reaches(at - 1).await;
        reader.misses("/ar/", WORDS).await;
        assert!(published_rows(&room.app.db).await["published_alert"].is_empty());
        room.the_clock_reaches(at).await;
        assert!(reader.opens("/ar/").await.says(WORDS), "{:?}", room.dialect());
        reader.misses("/ar/", "لا يظهر").await;
        let held = layla.asks(Method::GET, &format!("/alerts/{}", id_of(&held)), None).await.expects(200);
        assert!(!held.json()["ended_at"].is_null());
        room.the_clock_reaches(at + 2 * HOUR).await;
        reader.misses("/ar/", WORDS).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_alert_is_refused_in_words() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let foreign = layla.publishes(piece("English").in_section("en", "world").paragraph("text")).await;
        let iso = |at| text::dates::iso(at, "UTC");
        let table = [
            (json!({"words": " "}), "between 1 and 120"),
            (json!({"words": "ا".repeat(121)}), "between 1 and 120"),
            (json!({"ends_at": iso(room.now() - 1)}), "ends after"),
            (json!({"ends_at": iso(room.now() + 25 * HOUR)}), "24 hours"),
            (json!({"begins_at": iso(room.now() + 31 * 24 * HOUR)}), "30 days"),
            (json!({"begins_at": "soon"}), "2026"),
            (json!({"edition": "xx"}), "no edition"),
            (json!({"article": foreign.id}), foreign.id.as_str()),
            (json!({"story": "none"}), "no story"),
        ];
        for (wrong, why) in table {
            let refused = raises(&layla, wrong.clone()).await.expects(422).json();
            assert!(refused["detail"].as_str().is_some_and(|said| said.contains(why)), "{wrong}: {refused}");
        }
        for _ in 0..5 {
            raises(&layla, json!({})).await.expects(201);
        }
        raises(&layla, json!({})).await.expects(409);
        let home = room.reader().opens("/ar/").await.expects(200).body();
        assert_eq!(home.matches(WORDS).count(), 3, "no more than three stand on a page");
        layla.asks(Method::DELETE, "/alerts/none", None).await.expects(404);
    }
}

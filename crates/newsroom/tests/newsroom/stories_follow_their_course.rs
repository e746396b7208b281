//! A story from its opening to its end: an editor opens it, places pieces, turns it, and readers see what is published of
//! it and no more.

use axum::http::Method;
use newsroom::id::ArticleId;
use serde_json::{Value, json};

use crate::kit::{
    Answer, Colleague, DAY, HOUR, Live, MINUTE, NewPicture, Newsroom, Piece, eventually, newsrooms, piece,
};

const STORY: &str = "/ar/story/water/";

fn news(headline: &str) -> Piece {
    piece(headline).lead(&format!("مقدمة {headline}")).paragraph("نص الخبر.")
}

async fn opens(layla: &Colleague<'_>, slug: &str, name: &str) -> String {
    let new = json!({
        "edition": "ar", "slug": slug, "name": name, "about": "عن الملف في جملة.",
        "key_points": ["النقطة الأولى", "النقطة الثانية"],
    });
    let answer = layla.asks(Method::POST, "/stories", Some(new)).await.expects(201);
    answer.json()["id"].as_str().expect("it has an id").to_owned()
}

/// The story with so many published pieces, an hour apart, the oldest first.
async fn with_pieces(room: &Newsroom, layla: &Colleague<'_>, story: &str, count: usize) -> Vec<Live> {
    let mut pieces = Vec::new();
    for number in 1..=count {
        let live = layla.publishes(news(&format!("خبر رقم {number}"))).await;
        layla.places(story, &live.id).await.expects(200);
        pieces.push(live);
        room.the_clock_reaches(room.now() + HOUR).await;
    }
    pieces
}

/// The words of a page's own part.
fn main_words(answer: &Answer) -> String {
    let body = answer.body();
    let main = body.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).unwrap_or_default();
    Answer { bytes: main.as_bytes().to_vec(), ..answer.clone() }.words()
}

/// These words stand on the page in this order.
fn check_order(page: &str, words: &[&str]) {
    let places: Vec<_> = words.iter().map(|word| page.find(word)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{words:?} at {places:?} in {page}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_story_is_there_from_its_first_published_piece_on_and_shows_only_what_is_published() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let reader = room.reader();
        let story = opens(&layla, "water", "مياه النهر").await;
        let draft = layla.writes(news("المسودة")).await;
        layla.places(&story, &draft).await.expects(200);
        for address in [STORY, "/ar/story/water/rss.xml"] {
            reader.meets(address, 404).await;
        }
        reader.misses("/ar/stories/", "مياه النهر").await;

        let live = layla.publishes(news("أول خبر")).await;
        let done = layla.places(&story, &live.id).await.expects(200).json();
        assert!(done["receipt"].is_string() && done["articles"] == 2, "{done}");
        for words in ["مياه النهر", "عن الملف في جملة.", "النقطة الأولى", "أول خبر", "خبر واحد", "مفتوح"]
        {
            reader.sees(STORY, words).await;
        }
        reader.misses(STORY, "المسودة").await;

        layla.publishes_again(&draft).await;
        reader.sees(STORY, "المسودة").await;
        reader.sees(STORY, "خبران").await;
        reader.sees("/ar/stories/", "مياه النهر").await;
        reader.sees("/ar/", "ملفات نتابعها").await;
        reader.sees("/ar/follow/", "مياه النهر").await;
        reader.sees("/ar/sitemap-0.xml", STORY).await;
        let page = reader.opens(STORY).await;
        for sign in ["CollectionPage", "BreadcrumbList", "hasPart"] {
            assert!(page.body().contains(sign), "{sign}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_withdrawn_leaves_at_once_and_with_the_last_piece_the_story_goes() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let reader = room.reader();
        let story = opens(&layla, "water", "مياه النهر").await;
        let pieces = with_pieces(&room, &layla, &story, 2).await;
        layla.changes(&story, json!({"explainer": pieces[0].id, "cover": pieces[0].id})).await.expects(200);
        for address in [STORY, "/ar/story/water/feed.json", &pieces[1].href] {
            reader.sees(address, "خبر رقم 1").await;
        }
        layla.withdraws(&pieces[0].id, "خطأ").await.expects(200);
        for address in [STORY, "/ar/story/water/feed.json", &pieces[1].href] {
            reader.misses(address, "خبر رقم 1").await;
        }
        reader.sees(STORY, "خبر واحد").await;
        layla.withdraws(&pieces[1].id, "خطأ").await.expects(200);
        reader.meets(STORY, 404).await;
        reader.meets("/ar/story/water/rss.xml", 404).await;
        reader.misses("/ar/stories/", "مياه النهر").await;
        reader.misses("/ar/", "مياه النهر").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn counts_are_said_in_the_right_form() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let story = opens(&layla, "water", "مياه النهر").await;
        let mut count = 0;
        for (wanted, words) in [(1, "خبر واحد"), (2, "خبران"), (3, "3 أخبار"), (11, "11 خبرًا")]
        {
            with_pieces(&room, &layla, &story, wanted - count).await;
            count = wanted;
            room.reader().sees(STORY, words).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_article_says_that_it_is_in_a_story_and_what_came_before_and_after() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let reader = room.reader();
        let (water, other) =
            (opens(&layla, "water", "مياه النهر").await, opens(&layla, "b", "المجالس").await);
        let pieces = with_pieces(&room, &layla, &water, 3).await;
        let alone = layla.publishes(news("خبر وحده")).await;
        layla.places(&other, &pieces[1].id).await.expects(200);
        reader.sees(&pieces[1].href, "وهو أيضًا في").await;
        let page = reader.opens(&pieces[1].href).await.expects(200);
        for words in ["في هذا الملف", "مياه النهر", "3 أخبار", "وهو أيضًا في"]
        {
            assert!(page.says(words), "{words}");
        }
        let body = page.body();
        let thread = body.split("class=\"thread\"").nth(1).and_then(|rest| rest.split("</ol>").next());
        check_order(thread.expect("a thread"), &["خبر رقم 3", "aria-current", "خبر رقم 2", "خبر رقم 1"]);
        let related = body.split("class=\"more-block\"").nth(1).unwrap_or_default();
        assert!(!related.contains("خبر رقم 1"), "nothing stands on a page twice");
        reader.misses(&alone.href, "في هذا الملف").await;

        // The second story becomes the first one of the article.
        let path = format!("/stories/{other}/articles/{}", pieces[1].id);
        layla.asks(Method::PUT, &path, Some(json!({"first": true}))).await.expects(200);
        reader.sees(&pieces[1].href, "خبر واحد").await;

        layla.takes_out(&water, &pieces[0].id).await.expects(200);
        reader.misses(&pieces[0].href, "في هذا الملف").await;
        reader.misses(STORY, "خبر رقم 1").await;
        let newer = reader.opens(&pieces[2].href).await.expects(200).body();
        let thread = newer.split("class=\"thread\"").nth(1).and_then(|rest| rest.split("</ol>").next());
        assert!(!thread.expect("a thread").contains("خبر رقم 1"), "it is no neighbour any more");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_timeline_goes_by_day_in_both_orders_and_over_pages() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let reader = room.reader();
        let story = opens(&layla, "water", "مياه النهر").await;
        with_pieces(&room, &layla, &story, 2).await;
        room.the_clock_reaches(room.now() + 20 * DAY).await;
        let pieces = with_pieces(&room, &layla, &story, 24).await;
        reader.sees(STORY, "خبر رقم 24").await;
        let newest = reader.opens(STORY).await.expects(200);
        check_order(&main_words(&newest), &["خبر رقم 24", "خبر رقم 3"]);
        assert!(!newest.says("يومًا بلا جديد") && newest.body().contains("?page=2"));
        reader.sees("/ar/story/water/?page=2", "خبر رقم 1").await;
        let oldest = reader.opens("/ar/story/water/?order=oldest").await.expects(200);
        check_order(
            &main_words(&oldest),
            &["خبر رقم 1", "خبر رقم 2", "يومًا بلا جديد", "خبر رقم 3", "خبر رقم 4"],
        );
        assert!(oldest.body().contains("noindex") && !newest.body().contains("noindex"));
        assert!(
            oldest.body().contains("?order=oldest&amp;page=2")
                || oldest.body().contains("?order=oldest&page=2")
        );
        reader.sees("/ar/story/water/?page=2&order=oldest", "خبر رقم 24").await;
        for wrong in ["?order=upwards", "?page=0", "?page=x", "?page=4", "?order=", "?order=oldest&page=9"] {
            let answer = reader.opens(&format!("{STORY}{wrong}")).await.expects(404);
            assert!(answer.says("لا صفحة على هذا العنوان"), "{wrong}: {}", answer.body());
        }

        // The editor has it read from its beginning: then that needs no word in the address.
        layla.changes(&story, json!({"order": "oldest"})).await.expects(200);
        room.settles().await;
        reader.sees(STORY, "يومًا بلا جديد").await;
        let newest = reader.opens("/ar/story/water/?order=newest").await.expects(200);
        check_order(&main_words(&newest), &["خبر رقم 24", "خبر رقم 23"]);

        layla.pins(&story, &pieces[4].id).await.expects(200);
        reader.sees(STORY, "الأهم").await;
        let page = main_words(&reader.opens(STORY).await);
        assert_eq!(page.matches("مقدمة خبر رقم 5").count(), 1, "a pinned piece stands there once: {page}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_story_pauses_goes_on_and_ends_before_its_readers() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let reader = room.reader();
        let story = opens(&layla, "water", "مياه النهر").await;
        let pieces = with_pieces(&room, &layla, &story, 1).await;
        for (state, words) in [("paused", "متوقف مؤقتًا"), ("running", "مفتوح"), ("ended", "مغلق")]
        {
            layla.turns(&story, state).await.expects(200);
            for address in [STORY, "/ar/stories/", &pieces[0].href] {
                reader.sees(address, words).await;
            }
        }
        reader.misses("/ar/", "مياه النهر").await;
        reader.misses("/ar/follow/", "مياه النهر").await;
        layla.turns(&story, "paused").await.expects(409);
        layla.turns(&story, "asleep").await.expects(422);
        let again = layla.turns(&story, "ended").await.expects(200).json();
        assert!(again["receipt"].is_null(), "what changes nothing leaves no receipt: {again}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_story_has_feeds_with_its_pieces_and_no_others() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let story = opens(&layla, "water", "مياه النهر").await;
        let pieces = with_pieces(&room, &layla, &story, 2).await;
        let other = layla.publishes(news("خبر وحده")).await;
        let page = room.reader().opens(STORY).await.expects(200).body();
        for file in ["rss.xml", "atom.xml", "feed.json"] {
            let address = format!("{STORY}{file}");
            assert!(page.contains(&format!("href=\"{address}\"")), "{file} is not named");
            room.reader().sees(&address, pieces[0].id.as_str()).await;
            room.reader().misses(&address, other.id.as_str()).await;
        }
        room.reader().meets("/ar/story/water/feed.xml", 404).await;
        let lost = room.reader().meets("/ar/story/water", 301).await;
        assert_eq!(lost.header("location"), STORY);
        assert_eq!(room.reader().meets("/ar/stories", 301).await.header("location"), "/ar/stories/");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn receipts_say_when_readers_saw_it() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let story = opens(&layla, "water", "مياه النهر").await;
        let draft = layla.writes(news("خبر في الملف")).await;
        layla.places(&story, &draft).await.expects(200);
        layla.asks(Method::GET, &format!("/stories/{story}/receipt"), None).await.expects(404);
        let live = layla.publishes_again(&draft).await;
        let steps = finished(&layla, &format!("/articles/{}/receipt", live.id)).await;
        assert_eq!(steps, ["purged", "read_back", "in_feed", "in_story", "indexed"], "{:?}", room.dialect());
        layla.changes(&story, json!({"name": "اسم جديد"})).await.expects(200);
        let steps = finished(&layla, &format!("/stories/{story}/receipt")).await;
        assert_eq!(steps, ["purged", "read_back"], "{:?}", room.dialect());
        let page =
            room.ask(axum::http::Request::get(STORY).body(axum::body::Body::empty()).expect("well formed"));
        assert!(page.await.says("اسم جديد"), "what was read back is what readers get");
        layla.withdraws(&live.id, "خطأ").await.expects(200);
        let steps = finished(&layla, &format!("/articles/{}/receipt", live.id)).await;
        assert!(
            steps.contains(&"in_story".to_owned()) && !steps.contains(&"gave_up".to_owned()),
            "{steps:?}"
        );
    }
}

async fn finished(layla: &Colleague<'_>, path: &str) -> Vec<String> {
    let receipt = async || layla.asks(Method::GET, path, None).await.expects(200).json();
    eventually(async || receipt().await["finished_at"].is_number()).await;
    let steps: Vec<Value> = receipt().await["steps"].as_array().cloned().unwrap_or_default();
    steps.iter().map(|step| step["step"].as_str().unwrap_or_default().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_is_refused_and_changes_nothing() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let story = opens(&layla, "water", "مياه النهر").await;
        let live = layla.publishes(news("خبر")).await;
        let english = layla.publishes(news("English").in_section("en", "world")).await;
        let before = crate::kit::store::all_rows(&room.app.db).await;
        let new = |slug: &str, name: &str| json!({"edition": "ar", "slug": slug, "name": name});
        let many = vec!["نقطة"; 11];
        let table = [
            (Method::POST, "/stories".to_owned(), new("water", "مكرر"), 409),
            (Method::POST, "/stories".to_owned(), new("a/b", "اسم"), 422),
            (Method::POST, "/stories".to_owned(), new("c", " "), 422),
            (Method::POST, "/stories".to_owned(), json!({"edition": "xx", "name": "اسم"}), 422),
            (Method::PATCH, format!("/stories/{story}"), json!({"key_points": many}), 422),
            (Method::PATCH, format!("/stories/{story}"), json!({"about": "ا".repeat(1_001)}), 422),
            (Method::PATCH, format!("/stories/{story}"), json!({"explainer": live.id}), 404),
            (Method::PATCH, format!("/stories/{story}"), json!({"slug": "other"}), 422),
            (Method::PUT, format!("/stories/{story}/articles/{}", english.id), json!({}), 404),
            (Method::PUT, format!("/stories/{story}/articles/0D7K3F9QX2MB"), json!({}), 404),
            (Method::PUT, format!("/stories/{story}/pins/{}", live.id), json!({}), 404),
            (Method::DELETE, format!("/stories/{story}/articles/{}", live.id), json!({}), 404),
            (Method::PUT, "/stories/none/state".to_owned(), json!({"state": "ended"}), 404),
            (Method::POST, format!("/stories/{story}/merger"), json!({"into": story}), 422),
            (Method::POST, format!("/stories/{story}/split"), json!({"name": "آخر", "articles": []}), 422),
        ];
        for (method, path, body, status) in table {
            let answer = layla.asks(method.clone(), &path, Some(body.clone())).await;
            assert_eq!(answer.status.as_u16(), status, "{method} {path} {body}: {}", answer.body());
        }
        let after = crate::kit::store::all_rows(&room.app.db).await;
        assert!(before == after, "{}", crate::kit::store::difference(&before, &after));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stories_and_pins_have_a_bound() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let live = layla.publishes(news("خبر")).await;
        for number in 1..=5 {
            let story = opens(&layla, &format!("s{number}"), &format!("ملف {number}")).await;
            layla.places(&story, &live.id).await.expects(200);
        }
        let sixth = opens(&layla, "s6", "ملف 6").await;
        layla.places(&sixth, &live.id).await.expects(409);
        let pieces: Vec<ArticleId> =
            with_pieces(&room, &layla, &sixth, 4).await.into_iter().map(|live| live.id).collect();
        for (number, article) in pieces.iter().enumerate() {
            layla.pins(&sixth, article).await.expects(if number < 3 { 200 } else { 409 });
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_whose_rights_end_leaves_the_story_too() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let until = room.now() + HOUR;
        let picture = NewPicture::new(6)
            .with("caption", "صورة الملف")
            .with("rights_until", &text::dates::iso(until, "UTC"));
        let picture = layla.uploads(picture).await;
        let live = layla.publishes(news("خبر بصورة").with("picture", picture)).await;
        let story = opens(&layla, "water", "مياه النهر").await;
        layla.places(&story, &live.id).await.expects(200);
        for address in [STORY, "/ar/stories/", "/ar/"] {
            room.reader().sees(address, "/media/").await;
        }
        room.the_clock_reaches(until + MINUTE).await;
        for address in [STORY, "/ar/stories/", "/ar/"] {
            room.reader().misses(address, "/media/").await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_editor_says_all_stories_of_a_piece_at_once_or_none() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let (one, two) = (opens(&layla, "one", "ملف أول").await, opens(&layla, "two", "ملف ثان").await);
        let live = layla.publishes(news("خبر")).await;
        let desk = layla.at_desk().await;
        let path = format!("/desk/articles/{}/stories", live.id);
        let says = async |stories: &[&str]| {
            desk.sends_bytes("PUT", &path, json!({"stories": stories}).to_string().into_bytes()).await
        };
        let first_told = async || {
            let page = room.reader().opens(&live.href).await.expects(200);
            (page.says("ملف أول"), page.says("ملف ثان"))
        };
        says(&[&one]).await.expects(200);
        eventually(async || first_told().await == (true, false)).await;

        // One of them is not there: the piece stays where it was.
        let before = crate::kit::store::all_rows(&room.app.db).await;
        says(&[&two, "01none"]).await.expects(422);
        let after = crate::kit::store::all_rows(&room.app.db).await;
        assert!(before == after, "{}", crate::kit::store::difference(&before, &after));

        // The first that is named is the one that the page shows, also when both were there before.
        says(&[&one, &two]).await.expects(200);
        says(&[&two, &one]).await.expects(200);
        eventually(async || first_told().await.1).await;
        room.reader().sees("/ar/story/two/", "خبر").await;
        room.reader().sees("/ar/story/one/", "خبر").await;
        says(&[]).await.expects(200);
        eventually(async || first_told().await == (false, false)).await;
        room.reader().meets("/ar/story/one/", 404).await;
    }
}

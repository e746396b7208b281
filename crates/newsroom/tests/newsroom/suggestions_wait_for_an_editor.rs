//! What is found in a text is offered, an editor says what it is, and that is learnt. The texts are those of the bench, whose
//! stories are known.

use newsroom::features::accounts::Role;
use newsroom::id::ArticleId;
use serde::Deserialize;
use serde_json::{Value, json};
use store::Query;

use crate::kit::{AtDesk, Colleague, Newsroom, newsrooms, piece};

const WRITTEN: &str = include_str!("../../../../bench/gold/data/stories.ar.jsonl");
const COPIES: &str = include_str!("../../../../bench/gold/data/copies.ar.jsonl");

#[derive(Deserialize)]
struct Written {
    id: String,
    #[serde(default)]
    story: String,
    title: String,
    #[serde(default)]
    lead: String,
    body: String,
}

fn written(lines: &str) -> Vec<Written> {
    lines.lines().map(|line| serde_json::from_str(line).expect("a line of the bench reads back")).collect()
}

fn of(story: &str) -> Vec<Written> {
    written(WRITTEN).into_iter().filter(|one| one.story == story).collect()
}

async fn writes(layla: &Colleague<'_>, one: &Written) -> ArticleId {
    let begun = piece(&one.title).lead(&one.lead);
    layla.writes(one.body.lines().fold(begun, |piece, line| piece.paragraph(line))).await
}

/// What else a newsroom writes about: from it is known which words are common.
async fn goes_on(layla: &Colleague<'_>, but: &[&str]) {
    for one in written(WRITTEN).iter().filter(|one| !but.contains(&one.story.as_str())) {
        writes(layla, one).await;
    }
}

/// Opens a story with the first so many pieces of one of the bench's.
async fn follows(layla: &Colleague<'_>, name: &str, story: &str, pieces: usize) -> String {
    let id = layla.opens_story("ar", name).await;
    for one in of(story).iter().take(pieces) {
        let article = writes(layla, one).await;
        layla.places(&id, &article).await.expects(200);
    }
    id
}

/// What is suggested, once the stories are read and the log is followed.
async fn suggested(desk: &AtDesk<'_>, article: &ArticleId, holds: impl Fn(&Value) -> bool) -> Value {
    let address = format!("/desk/articles/{article}/suggestions");
    let mut last = Value::Null;
    for _ in 0..400 {
        last = desk.opens(&address).await.expects(200).json();
        if last["ready"] == json!(true) && holds(&last) {
            return last;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("it was never suggested: {last:#}")
}

fn names(found: &Value, story: &str) -> bool {
    found["stories"].as_array().is_some_and(|stories| stories.iter().any(|one| one["id"] == story))
}

async fn says(desk: &AtDesk<'_>, article: &ArticleId, story: &str, accepted: bool) -> crate::kit::Answer {
    let body = json!({"story": story, "accepted": accepted}).to_string().into_bytes();
    desk.sends_bytes("POST", &format!("/desk/articles/{article}/suggestions/stories"), body).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_piece_is_offered_to_its_story_and_goes_there_on_one_word() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        goes_on(&layla, &["ar07", "ar05"]).await;
        let bank = follows(&layla, "مصرف الضفتين", "ar07", 5).await;
        let other = follows(&layla, "ملف آخر", "ar05", 5).await;
        let article = writes(&layla, &of("ar07")[5]).await;
        let desk = layla.at_desk().await;
        let found = suggested(&desk, &article, |found| names(found, &bank)).await;
        assert!(!names(&found, &other), "{found:#}");
        let first = &found["stories"][0];
        assert_eq!((first["id"].as_str(), first["pieces"].as_i64()), (Some(bank.as_str()), Some(5)));
        assert!(first["shared"].as_array().is_some_and(|shared| shared.len() > 1), "it says why: {first:#}");
        // The sheet offers the same.
        let sheet = format!("/desk/articles/{article}/sheet");
        assert!(desk.opens(&sheet).await.expects(200).says("مصرف الضفتين"));

        let answer = says(&desk, &article, &bank, true).await.expects(200).json();
        assert_eq!(answer["stories"][0]["name"], "مصرف الضفتين");
        let found = suggested(&desk, &article, |found| !names(found, &bank)).await;
        assert!(!names(&found, &bank), "it is in it: {found:#}");
        assert!(!desk.opens(&sheet).await.expects(200).says("مصرف الضفتين"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_refused_is_not_offered_again_even_after_a_start() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        goes_on(&layla, &["ar07"]).await;
        let bank = follows(&layla, "مصرف الضفتين", "ar07", 5).await;
        let article = writes(&layla, &of("ar07")[5]).await;
        let next = writes(&layla, &of("ar07")[6]).await;
        let desk = layla.at_desk().await;
        suggested(&desk, &article, |found| names(found, &bank)).await;
        let refusal = [("story", bank.as_str()), ("order", "reject")];
        let address = format!("/desk/articles/{article}/suggested-story");
        desk.sends(&address, &refusal).await.expects(303);
        suggested(&desk, &article, |found| !names(found, &bank)).await;
        suggested(&desk, &next, |found| names(found, &bank)).await;
        // Another process reads all of it anew.
        let beside = room.beside().await;
        let there = beside.colleague("منى", Role::Editor).await;
        let there = there.at_desk().await;
        suggested(&there, &next, |found| names(found, &bank)).await;
        let found = suggested(&there, &article, |_| true).await;
        assert!(!names(&found, &bank), "{found:#}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_text_that_came_before_is_found_with_what_differs() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let copy = &written(COPIES)[0];
        let all = written(WRITTEN);
        let line: Value = serde_json::from_str(COPIES.lines().next().expect("there is one")).expect("reads");
        let source = all.iter().find(|one| line["of"] == one.id.as_str()).expect("its source is there");
        let before = writes(&layla, source).await;
        room.the_clock_reaches(room.now() + 60_000_000).await;
        let article = writes(&layla, copy).await;
        let desk = layla.at_desk().await;
        let found = suggested(&desk, &article, |found| found["copies"][0].is_object()).await;
        let first = &found["copies"][0];
        assert_eq!(first["article"], before.as_str());
        assert_eq!((first["kind"].as_str(), first["first"].as_bool()), (Some("copy"), Some(true)));
        assert!(first["share"].as_i64().is_some_and(|share| share >= 50), "{first:#}");
        let turned = suggested(&desk, &before, |found| found["copies"][0].is_object()).await;
        assert_eq!(turned["copies"][0]["first"], json!(false));

        // Whoever may not read the other text is not told of it.
        let hind = room.colleague("هند", Role::Contributor).await;
        let own = writes(&hind, copy).await;
        let desk = hind.at_desk().await;
        let found = suggested(&desk, &own, |_| true).await;
        assert_eq!(found["copies"], json!([]), "{found:#}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn speech_and_sources_are_found_in_the_text_as_it_was_saved() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let text = piece("تصريح")
            .paragraph("قال وزير الصحة سامي الخوري: «بدأنا توزيع اللقاح في جميع المحافظات منذ الصباح».")
            .paragraph("وذكرت وكالة رويترز أن الشحنة وصلت أمس.");
        let article = layla.writes(text).await;
        let desk = layla.at_desk().await;
        let found = suggested(&desk, &article, |_| true).await;
        let first = &found["statements"][0];
        assert_eq!(first["direct"], json!(true), "{found:#}");
        assert_eq!(first["words"], "بدأنا توزيع اللقاح في جميع المحافظات منذ الصباح");
        assert!(first["speaker"].as_str().is_some_and(|speaker| speaker.contains("سامي الخوري")));
        assert!(first["block"].as_str().is_some_and(|block| !block.is_empty()));
        let sources = found["sources"].as_array().expect("a list");
        let is_agency = |one: &&Value| one["name"].as_str().is_some_and(|name| name.contains("رويترز"));
        assert_eq!(sources.iter().find(is_agency).map(|one| one["role"].clone()), Some(json!("agency")));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_keeps_coming_back_is_proposed_as_a_story_and_opened_with_its_pieces() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        goes_on(&layla, &[]).await;
        keeps_coming(&layla).await;
        let desk = layla.at_desk().await;
        let page = proposed(&desk, "name=\"articles\"").await;
        let articles = between(&page, "name=\"articles\" value=\"", "\"");
        assert!(articles.split(',').count() >= 5, "{articles}");
        let name = [("edition", "ar"), ("name", ""), ("articles", articles.as_str())];
        desk.sends("/desk/proposals/stories", &name).await.expects(409);
        let name = [("edition", "ar"), ("name", "ملف مقترح"), ("articles", articles.as_str())];
        desk.sends("/desk/proposals/stories", &name).await.expects(303);
        let again = desk.sends("/desk/proposals/stories", &name).await.expects(409);
        assert!(again.says("another name"), "{}", again.body());
        let page = desk.opens("/desk/proposals?edition=ar&done=opened").await.expects(200);
        assert!(!page.body().contains(&articles), "what was placed is not proposed again");
        let first: ArticleId = articles.split(',').next().expect("there is one").into();
        let tree = desk.opens(&format!("/desk/articles/{first}/tree")).await.expects(200).json();
        assert_eq!(tree["article"]["stories"][0]["name"], "ملف مقترح");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_story_is_not_proposed_again() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        goes_on(&layla, &[]).await;
        keeps_coming(&layla).await;
        let desk = layla.at_desk().await;
        let page = proposed(&desk, "name=\"articles\"").await;
        let articles = between(&page, "name=\"articles\" value=\"", "\"");
        let sent = [("edition", "ar"), ("articles", articles.as_str())];
        desk.sends("/desk/proposals/dismissals", &sent).await.expects(303);
        proposed(&desk, "Nothing keeps coming back").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_stories_that_look_like_one_are_merged_or_kept_apart() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        goes_on(&layla, &["ar01"]).await;
        let pieces = keeps_coming(&layla).await;
        let mut stories = Vec::new();
        for (name, part) in [("bridge one", &pieces[..4]), ("bridge two", &pieces[4..])] {
            let story = layla.opens_story("ar", name).await;
            for article in part {
                layla.places(&story, article).await.expects(200);
            }
            stories.push(story);
        }
        let desk = layla.at_desk().await;
        let page = proposed(&desk, "name=\"into\"").await;
        assert!(page.contains("bridge one") && page.contains("bridge two"));
        let pair =
            |order| [("edition", "ar"), ("story", &*stories[0]), ("into", &*stories[1]), ("order", order)];
        desk.sends("/desk/proposals/merges", &pair("apart")).await.expects(303);
        proposed(&desk, "No two stories look alike").await;
        desk.sends("/desk/proposals/merges", &pair("merge")).await.expects(303);
        desk.sends("/desk/proposals/merges", &pair("merge")).await.expects(409);
        desk.sends("/desk/proposals/merges", &pair("neither")).await.expects(422);
    }
}

/// What was said of stories: article, story, accepted.
async fn decisions(room: &Newsroom) -> Vec<(String, String, bool)> {
    room.app.db.read().all(&DECISIONS, store::params![]).await.expect("the database answers")
}

async fn kept_apart(room: &Newsroom) -> Vec<(String, String)> {
    room.app.db.read().all(&APART, store::params![]).await.expect("the database answers")
}

store::sql! {
    DECISIONS = "tests.said_of_stories":
        "select article, story, accepted from story_decision order by decided_at, article, story";
    APART = "tests.pairs_apart": "select one, other from stories_apart order by one, other"
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_piece_that_leaves_the_story_is_no_longer_an_acceptance_and_is_offered_again() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        goes_on(&layla, &["ar07"]).await;
        let bank = follows(&layla, "مصرف الضفتين", "ar07", 5).await;
        let (article, next) = (writes(&layla, &of("ar07")[5]).await, writes(&layla, &of("ar07")[6]).await);
        let desk = layla.at_desk().await;
        suggested(&desk, &article, |found| names(found, &bank)).await;
        for piece in [&article, &next] {
            says(&desk, piece, &bank, true).await.expects(200);
        }
        assert_eq!(decisions(&room).await.len(), 2, "the control: both are remembered");
        suggested(&desk, &article, |found| !names(found, &bank)).await;
        layla.takes_out(&bank, &article).await.expects(200);
        assert_eq!(decisions(&room).await, [(next.to_string(), bank.clone(), true)], "{:?}", room.dialect());
        suggested(&desk, &article, |found| names(found, &bank)).await;
        // What leaves for a story of its own was not rightly accepted either.
        let split = json!({"name": "ملف ثان", "articles": [next]});
        layla
            .asks(axum::http::Method::POST, &format!("/stories/{bank}/split"), Some(split))
            .await
            .expects(201);
        assert_eq!(decisions(&room).await, [], "{:?}", room.dialect());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_said_of_a_story_holds_for_the_one_it_becomes_part_of() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let mut stories = Vec::new();
        for name in ["ملف أول", "ملف ثان", "ملف ثالث"] {
            stories.push(layla.opens_story("ar", name).await);
        }
        let [gone, stays, third] = &stories[..] else { panic!("three were opened") };
        let refused = layla.writes(piece("ليس منه").paragraph("نص")).await;
        let inside = layla.writes(piece("في الباقي").paragraph("نص")).await;
        layla.places(stays, &inside).await.expects(200);
        let desk = layla.at_desk().await;
        for article in [&refused, &inside] {
            says(&desk, article, gone, false).await.expects(200);
        }
        let apart =
            [("edition", "ar"), ("story", gone.as_str()), ("into", third.as_str()), ("order", "apart")];
        desk.sends("/desk/proposals/merges", &apart).await.expects(303);
        let merger = json!({"into": stays});
        layla
            .asks(axum::http::Method::POST, &format!("/stories/{gone}/merger"), Some(merger))
            .await
            .expects(200);
        let of_stays: Vec<_> =
            decisions(&room).await.into_iter().filter(|(_, story, _)| story == stays).collect();
        let wanted = [(refused.to_string(), stays.clone(), false)];
        assert_eq!(of_stays, wanted, "{:?}: and not of what is in it", room.dialect());
        let pair =
            if stays < third { (stays.clone(), third.clone()) } else { (third.clone(), stays.clone()) };
        assert!(kept_apart(&room).await.contains(&pair), "{:?}", room.dialect());
        let found = suggested(&desk, &refused, |_| true).await;
        assert!(!names(&found, stays), "{found:#}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_came_in_twice_stands_together() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let one = &of("ar01")[0];
        let first = writes(&layla, one).await;
        room.the_clock_reaches(room.now() + 60_000_000).await;
        let second = writes(&layla, one).await;
        let desk = layla.at_desk().await;
        let page = proposed(&desk, second.as_str()).await;
        assert!(page.find(first.as_str()) < page.find(second.as_str()), "the older one is the head");
    }
}

/// The same matter in seven pieces from three agencies, none the copy of another.
async fn keeps_coming(layla: &Colleague<'_>) -> Vec<ArticleId> {
    let names = [
        "جسر الزرقان",
        "المهندس بهاء الدالي",
        "شركة السواتر",
        "النيابة العامة",
        "محافظ السهلة",
        "لجنة التحقيق",
    ];
    let mut written = Vec::new();
    for number in 0..7 {
        let name = |at: usize| names[(number + at * (1 + number % 2)) % names.len()];
        let text = piece(&format!("{} و{} بعد انهيار {}", name(0), name(1), names[0]))
            .paragraph(&format!("طلبت {} من {} وثائق {} في انهيار {}.", name(2), name(3), name(4), names[0]))
            .paragraph(&format!("ورد {} على {} أمام {}، وقال {} كلمته.", name(5), name(1), name(0), names[1]))
            .source("agency", ["سدرة", "الرافية", "المنارة"][number % 3], "", "");
        written.push(layla.writes(text).await);
    }
    written
}

async fn proposed(desk: &AtDesk<'_>, words: &str) -> String {
    let mut last = String::new();
    for _ in 0..400 {
        last = desk.opens("/desk/proposals?edition=ar").await.expects(200).body();
        if last.contains(words) {
            return last;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the page never said {words}: {last}")
}

fn between(page: &str, before: &str, after: &str) -> String {
    let rest = page.split(before).nth(1).expect("it is there");
    rest.split(after).next().expect("it ends").to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nonsense_is_refused_and_changes_nothing() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let article = writes(&layla, &of("ar01")[0]).await;
        let desk = layla.at_desk().await;
        says(&desk, &article, "none", true).await.expects(409);
        says(&desk, &article, "none", false).await.expects(404);
        let english = layla.opens_story("en", "Elsewhere").await;
        says(&desk, &article, &english, true).await.expects(409);
        says(&desk, &article, &english, false).await.expects(404);
        let address = format!("/desk/articles/{article}/suggestions/stories");
        desk.sends_bytes("POST", &address, b"{".to_vec()).await.expects(422);
        let many = (0..300).map(|number| format!("x{number}")).collect::<Vec<_>>().join(",");
        let sent = [("edition", "ar"), ("articles", many.as_str())];
        desk.sends("/desk/proposals/dismissals", &sent).await.expects(422);
        desk.sends("/desk/proposals/dismissals", &[("edition", "ar")]).await.expects(422);
        let none = [("edition", "ar"), ("articles", "0D7K3F9QX2M1")];
        desk.sends("/desk/proposals/dismissals", &none).await.expects(404);
        check_room(&room).await;
    }
}

async fn check_room(room: &Newsroom) {
    let rows = crate::kit::store::rows_of(&room.app.db, |table| {
        ["story_decision", "story_proposal_dismissed", "stories_apart", "story_article"].contains(&table)
    })
    .await;
    assert!(rows.values().all(Vec::is_empty), "{rows:?}");
}

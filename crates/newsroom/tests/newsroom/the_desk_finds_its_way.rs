//! The content list and today: every article by what is looked for, and what a person has before them.

use std::collections::BTreeSet;
use std::path::PathBuf;

use axum::http::Method;
use newsroom::features::accounts::{Actor, Role};
use newsroom::features::sittings::actions::{Wants, attend};
use serde_json::{Value, json};

use crate::kit::{Colleague, DAY, HOUR, MINUTE, NewPicture, newsrooms, piece};

async fn listed(person: &Colleague<'_>, query: &str) -> Vec<String> {
    let path = format!("/articles?edition=ar&{query}");
    let answer = person.asks(Method::GET, &path, None).await.expects(200).json();
    let all = answer["articles"].as_array().expect("a list").clone();
    all.iter().map(|one| one["headline"].as_str().expect("a headline").to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_list_finds_by_state_stage_holder_author_source_words_and_day() {
    for room in newsrooms().await {
        let (layla, huda) = (room.editor("ليلى").await, room.colleague("هدى", Role::Contributor).await);
        let live = layla.publishes(piece("منشور").paragraph("نص")).await;
        room.the_clock_reaches(room.now() + MINUTE).await;
        let changed = layla.publishes(piece("متغيّر").paragraph("نص")).await;
        layla.revises(&changed.id, 1, piece("متغيّر الآن").paragraph("نص")).await.expects(201);
        room.the_clock_reaches(room.now() + MINUTE).await;
        let scheduled = layla.writes(piece("مجدول").paragraph("نص").by("سلمى الخوري")).await;
        layla.schedules(&scheduled, room.now() + HOUR).await.expects(202);
        room.the_clock_reaches(room.now() + MINUTE).await;
        let gone = layla.publishes(piece("مسحوب").paragraph("نص")).await;
        layla.withdraws(&gone.id, "سبب").await.expects(200);
        room.the_clock_reaches(room.now() + MINUTE).await;
        let held = piece("محظور").paragraph("نسبة 50% من الماء").embargoed_until(room.now() + DAY);
        layla.writes(held).await;
        room.the_clock_reaches(room.now() + DAY / 2).await;
        let draft = huda.writes(piece("مسودة").source("agency", "وكالة \"س\"", "", "")).await;
        layla.writes(piece("World").in_section("en", "world")).await;

        let all = ["مسودة", "محظور", "مسحوب", "مجدول", "متغيّر الآن", "منشور"];
        room.the_clock_reaches(room.now() + MINUTE).await;
        for (query, wanted) in [
            ("", vec!["مسودة", "محظور", "مسحوب", "مجدول", "متغيّر الآن", "منشور"]),
            ("state=withdrawn", vec!["مسحوب"]),
            ("state=changed", vec!["متغيّر الآن"]),
            ("state=draft", vec!["مسودة"]),
            ("words=50%25", vec!["محظور"]),
            ("author=%D8%B3%D9%84%D9%85%D9%89", vec!["مجدول"]),
            ("source=%D9%88%D9%83%D8%A7%D9%84%D8%A9%20%22%D8%B3%22", vec!["مسودة"]),
            ("from=2026-11-24", vec!["مسودة"]),
            ("to=2026-11-22", vec![]),
            ("words=%25", vec!["محظور"]),
        ] {
            assert_eq!(listed(&layla, query).await, wanted, "{:?}: {query}", room.dialect());
        }
        assert_eq!(listed(&huda, "").await, ["مسودة"], "a contributor sees what is hers");
        assert!(listed(&layla, "state=live").await.contains(&"منشور".to_owned()) && all.len() == 6);

        let stage = format!("/articles/{draft}/stage");
        layla.asks(Method::PUT, &stage, Some(json!({"stage": "review"}))).await.expects(204);
        assert_eq!(listed(&layla, "stage=review").await, ["مسودة"]);
        assert!(!listed(&layla, "stage=writing").await.contains(&"مسودة".to_owned()));
        let to = json!({"account": layla.account.as_str()});
        layla.asks(Method::PUT, &format!("/articles/{}/assignment", live.id), Some(to)).await.expects(204);
        assert_eq!(listed(&layla, &format!("holder={}", layla.account)).await, ["منشور"]);
        layla.asks(Method::GET, "/articles?edition=xx", None).await.expects(422);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_of_the_list_meet_without_a_hole() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        for number in 0..57 {
            layla.writes(piece(&format!("خبر {number}")).paragraph("نص")).await;
        }
        let first = layla.asks(Method::GET, "/articles?edition=ar", None).await.expects(200).json();
        let next = first["next"].as_str().expect("there are more").to_owned();
        let path = format!("/articles?edition=ar&after={next}");
        let second = layla.asks(Method::GET, &path, None).await.expects(200).json();
        let ids = |page: &Value| -> Vec<String> {
            let all = page["articles"].as_array().expect("a list");
            all.iter().map(|one| one["id"].as_str().expect("an id").to_owned()).collect()
        };
        let mut all = [ids(&first), ids(&second)].concat();
        assert_eq!((ids(&first).len(), ids(&second).len()), (50, 7));
        assert!(second["next"].is_null());
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 57);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_order_moves_and_gives_many_and_a_filter_is_kept_for_its_owner() {
    for room in newsrooms().await {
        let (layla, huda) = (room.editor("ليلى").await, room.colleague("هدى", Role::Contributor).await);
        let (one, two) = (
            layla.writes(piece("أول").paragraph("نص")).await,
            huda.writes(piece("ثانٍ").paragraph("نص")).await,
        );
        let desk = layla.at_desk().await;
        let order = [
            ("id", one.as_str()),
            ("id", two.as_str()),
            ("order", "stage"),
            ("to_stage", "review"),
            ("query", "?edition=ar"),
        ];
        let answer = desk.sends("/desk/articles/many", &order).await.expects(303);
        assert_eq!(answer.header("location"), "/desk/articles?edition=ar&done=2&refused=0");
        assert_eq!(listed(&layla, "stage=review").await.len(), 2);
        let hers = huda.at_desk().await;
        let answer = hers.sends("/desk/articles/many", &order).await.expects(303);
        assert!(answer.header("location").ends_with("done=1&refused=1"), "each is judged by itself");
        let give = [("id", one.as_str()), ("order", "assign"), ("to_person", layla.account.as_str())];
        desk.sends("/desk/articles/many", &give).await.expects(303);

        desk.sends("/desk/articles/filters", &[("name", "للمراجعة"), ("stage", "review")]).await.expects(303);
        let page = desk.opens("/desk/articles?stage=review").await.expects(200);
        assert!(page.says("للمراجعة") && page.says("أول") && page.says("Review"), "{}", page.words());
        assert!(!hers.opens("/desk/articles").await.expects(200).says("للمراجعة"));
        desk.sends("/desk/articles/filters", &[("forget", "للمراجعة")]).await.expects(303);
        assert!(!desk.opens("/desk/articles").await.expects(200).says("للمراجعة"));
        desk.sends("/desk/articles/filters", &[("name", "")]).await.expects(422);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_of_the_list_is_renamed_and_says_who_is_in_it_and_many_are_filed_at_once() {
    for room in newsrooms().await {
        let (layla, samer) = (room.editor("ليلى").await, room.editor("سامر").await);
        let huda = room.colleague("هدى", Role::Contributor).await;
        let id = layla.publishes(piece("عنوان قديم").paragraph("نص يبقى")).await.id;
        let desk = layla.at_desk().await;
        let to = format!("/desk/articles/{id}/headline");
        let renamed = [("headline", "عنوان جديد"), ("revision", "1"), ("query", "?edition=ar")];
        let answer = desk.sends(&to, &renamed).await.expects(303);
        assert_eq!(answer.header("location"), "/desk/articles?edition=ar&done=1&refused=0");
        assert_eq!(listed(&layla, "words=عنوان").await, ["عنوان جديد"]);
        room.reader().sees("/ar/politics/", "عنوان قديم").await;
        let tree = desk.opens(&format!("/desk/articles/{id}/tree")).await.expects(200);
        assert!(tree.body().contains("نص يبقى"), "nothing but the headline is another");
        // Whoever saw an older one does not overwrite the newer, and keeps what they wrote.
        let late = [("headline", "عنوان متأخر"), ("revision", "1")];
        let refused = desk.sends(&to, &late).await.expects(409);
        assert!(refused.says("عنوان متأخر"), "{}", refused.words());
        huda.at_desk().await.sends(&to, &late).await.expects(403);
        desk.sends(&to, &[("headline", ""), ("revision", "x")]).await.expects(422);

        let actor = Actor::User { account: samer.account.clone(), standing: Role::Editor.into() };
        attend(&room.app, &actor, &id, "window-1".to_owned(), Wants::Write).await.expect("he is let in");
        assert!(desk.opens("/desk/articles").await.expects(200).says("Being written by سامر"));
        room.the_clock_reaches(room.now() + MINUTE).await;
        assert!(!desk.opens("/desk/articles").await.expects(200).says("Being written by"));

        let other = layla.writes(piece("ثانٍ").paragraph("نص")).await;
        let order = [("id", id.as_str()), ("id", other.as_str()), ("order", "file"), ("to_section", "world")];
        let answer = desk.sends("/desk/articles/many", &order).await.expects(303);
        assert!(answer.header("location").ends_with("done=2&refused=0"));
        room.reader().sees("/ar/world/", "عنوان قديم").await;
        let nowhere = [("id", other.as_str()), ("order", "file"), ("to_section", "nowhere")];
        let answer = desk.sends("/desk/articles/many", &nowhere).await.expects(303);
        assert!(answer.header("location").ends_with("done=0&refused=1"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn today_says_what_is_mine_what_waits_what_comes_and_what_is_late() {
    for room in newsrooms().await {
        let (layla, samer) = (room.editor("ليلى").await, room.editor("سامر").await);
        let live = layla.publishes(piece("حيّ الآن").paragraph("نص")).await;
        let mine = samer.writes(piece("خبر لسامر").paragraph("نص")).await;
        let waits = layla.writes(piece("ينتظر المراجعة").paragraph("نص")).await;
        layla
            .asks(Method::PUT, &format!("/articles/{waits}/stage"), Some(json!({"stage": "legal"})))
            .await
            .expects(204);
        let comes = layla.writes(piece("قادم").paragraph("نص")).await;
        layla.schedules(&comes, room.now() + HOUR).await.expects(202);
        room.reader().opens(&live.href).await.expects(200);
        let desk = samer.at_desk().await;
        let page = desk.opens("/desk").await.expects(200);
        for (heading, id) in [("mine", &mine), ("waiting", &waits), ("scheduled", &comes), ("live", &live.id)]
        {
            let body = page.body();
            let part = body.split(&format!("<h2 id=\"{heading}\">")).nth(1).expect("the list is there");
            let part = part.split("</section>").next().expect("it ends");
            assert!(part.contains(id.as_str()), "{heading}: {part}");
        }
        assert!(!page.says("Their time is over"));
        room.the_clock_reaches_while_stopped(room.now() + 2 * HOUR);
        let page = desk.opens("/desk").await.expects(200);
        assert!(page.says("Their time is over, and they were not published"), "{}", page.words());
        let hers = layla.at_desk().await.opens("/desk").await.expects(200);
        assert!(hers.says("Nobody is waiting for you"), "what she moved herself waits for somebody else");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_library_shows_its_pictures_to_those_who_work_with_them() {
    for room in newsrooms().await {
        let (layla, samer) = (room.editor("ليلى").await, room.colleague("سامر", Role::Contributor).await);
        let taken =
            layla.uploads(NewPicture::new(40).with("caption", "لم تُنشر").with("licence", "CC BY 4.0")).await;
        let listed = layla.at_desk().await.opens("/desk/media").await.expects(200).json();
        assert_eq!(listed["pictures"][0]["id"], json!(taken.as_str()));
        // A contributor writes with words: pictures of what is not published are not theirs to see.
        let other = samer.at_desk().await;
        for path in
            ["/desk/media".to_owned(), format!("/desk/media/{taken}"), format!("/desk/media/{taken}/preview")]
        {
            other.opens(&path).await.expects(403);
        }
    }
}

/// Every word that the desk's screens ask for by name stands in both of its languages.
#[test]
fn the_desk_lacks_no_words() {
    let spoken = |lang: &str| {
        let file = format!("{}/../../locales/{lang}.ftl", env!("CARGO_MANIFEST_DIR"));
        let words = std::fs::read_to_string(file).expect("the language is there");
        words.lines().filter_map(|line| Some(line.split_once(" =")?.0.to_owned())).collect::<BTreeSet<_>>()
    };
    let features = format!("{}/src/features", env!("CARGO_MANIFEST_DIR"));
    let mut asked = BTreeSet::new();
    let mut folders = vec![PathBuf::from(features)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "html") {
                let screen = std::fs::read_to_string(path).expect("a screen is text");
                for ask in ["words.say(\"", "words.count(\"", "words.say_of(\""] {
                    let names = screen.split(ask).skip(1).filter_map(|rest| rest.split('"').next());
                    asked.extend(names.map(str::to_owned));
                }
            }
        }
    }
    assert!(asked.len() > 100, "{asked:?}");
    // What people did has words too, whatever it was.
    let events =
        std::fs::read_to_string(format!("{}/src/event.rs", env!("CARGO_MANIFEST_DIR"))).expect("events");
    let names: Vec<&str> = events
        .lines()
        .filter(|line| line.trim_start().starts_with("Event::"))
        .filter_map(|line| line.split_once("=> \"")?.1.split('"').next())
        .collect();
    assert!(names.len() > 50, "{names:?}");
    asked.extend(names.iter().map(|name| format!("desk-did-{name}")));
    for lang in ["ar", "en"] {
        let spoken = spoken(lang);
        let lacking: Vec<_> = asked.iter().filter(|name| !spoken.contains(*name)).collect();
        assert!(lacking.is_empty(), "{lang}: {lacking:?}");
    }
    // The control: a word that nobody wrote.
    assert!(!spoken("ar").contains("desk-nobody-wrote-this"));
}

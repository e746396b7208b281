//! A long story is read at a glance: key pieces are chosen where nobody pinned any, older days are folded, whoever speaks in
//! it is named, and all that is said in it has a page.

use axum::http::Method;
use futures_util::future::join_all;
use newsroom::features::accounts::Actor;
use newsroom::features::articles::actions::{rebuild_names, rebuild_published};
use newsroom::features::stories::actions::catch_up_outlines;
use serde_json::json;

use crate::kit::store::{published_rows, rows_of};
use crate::kit::{
    Answer, Colleague, DAY, HOUR, Live, NewPicture, Newsroom, Piece, newsrooms, piece, statement,
};

fn news(headline: &str) -> Piece {
    piece(headline).lead("مقدمة").paragraph("نص الخبر.")
}

async fn publishes(room: &Newsroom, layla: &Colleague<'_>, story: &str, text: Piece) -> Live {
    let live = layla.publishes(text).await;
    layla.places(story, &live.id).await.expects(200);
    room.the_clock_reaches(room.now() + HOUR).await;
    live
}

/// A story of five days with four pieces each; somebody says three things in the first piece of the second day.
async fn of_five_days(room: &Newsroom, layla: &Colleague<'_>) -> (String, String) {
    let story = layla.opens_story("ar", "مياه النهر").await;
    for day in 1..=5 {
        for number in 1..=4 {
            let mut text = news(&format!("خبر {number} من اليوم {day}"));
            if (day, number) == (2, 1) {
                for words in ["لن نتأخر.", "لن نعتذر.", "سنعود."] {
                    text = text.block(statement("هند السرّاج", "وزيرة", words));
                }
            }
            let live = layla.publishes(text).await;
            layla.places(&story, &live.id).await.expects(200);
            room.the_clock_reaches_while_stopped(room.now() + HOUR);
        }
        // What was due meanwhile is done at the end of the day.
        room.the_clock_reaches(room.now() + DAY - 4 * HOUR).await;
    }
    (story, format!("/ar/story/{}/", text::percent::path("مياه-النهر")))
}

/// What stands between two marks of a page.
fn part<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    page.split_once(from).and_then(|(_, rest)| rest.split_once(to)).map_or("", |(part, _)| part)
}

/// The words of a part of a page, with plain spaces.
fn words(page: &Answer, html: &str) -> String {
    Answer { bytes: html.as_bytes().to_vec(), ..page.clone() }.words().replace('\u{a0}', " ")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn key_pieces_are_chosen_until_an_editor_pins_one() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let (story, address) = of_five_days(&room, &layla).await;
        reader.sees(&address, "خبر 4 من اليوم 5").await;
        let page = reader.opens(&address).await.expects(200);
        let body = page.body();
        let chosen = words(&page, part(&body, "<section class=\"day pinned\">", "</section>"));
        assert!(chosen.contains("اختيرت آليًا"), "it says who chose: {chosen}");
        let (second, first) = (chosen.find("خبر 1 من اليوم 2"), chosen.find("خبر 1 من اليوم 1"));
        assert!(second.is_some() && second < first, "who speaks, and where it began: {chosen}");
        assert_eq!(chosen.matches("من اليوم").count(), 2, "{chosen}");
        let shown = words(&page, part(&body, "<section aria-labelledby=\"timeline\">", "</main>"));
        assert_eq!(shown.matches("خبر 1 من اليوم 2").count(), 1, "nothing stands twice: {shown}");

        let pinned = publishes(&room, &layla, &story, news("ما ثُبّت")).await;
        layla.pins(&story, &pinned.id).await.expects(200);
        reader.sees(&address, "الأهم").await;
        reader.misses(&address, "اختيرت آليًا").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_older_days_the_first_piece_stands_open_and_the_rest_is_folded_and_counted() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let (_, address) = of_five_days(&room, &layla).await;
        reader.sees(&address, "خبر 4 من اليوم 5").await;
        let page = reader.opens(&address).await;
        let body = page.body();
        let folds: Vec<&str> = body.split("<details><summary>").skip(1).collect();
        assert_eq!(folds.len(), 2, "the newest three days stand open: {body}");
        for (fold, day) in folds.iter().zip([2, 1]) {
            let fold = words(&page, fold.split_once("</details>").map_or("", |(fold, _)| fold));
            assert!(fold.contains("وخبران آخران"), "{fold}");
            for number in [3, 2] {
                assert!(fold.contains(&format!("خبر {number} من اليوم {day}")), "{fold}");
            }
            assert!(!fold.contains(&format!("خبر 4 من اليوم {day}")), "the first one stands open: {fold}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_speaks_in_a_story_is_named_and_all_that_is_said_has_a_page() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let (story, address) = of_five_days(&room, &layla).await;
        let mut foreign = statement("Jean Duval", "", "Nous verrons.");
        foreign.attrs.lang = Some("fr".to_owned());
        let live = publishes(&room, &layla, &story, news("خبر أخير").block(foreign)).await;
        let draft = layla.writes(news("مسودة").block(statement("المجهول", "", "لا يُقال."))).await;
        layla.places(&story, &draft).await.expects(200);
        reader.sees(&address, "من في الملف").await;
        reader.sees(&address, "Jean Duval").await;
        let page = reader.opens(&address).await;
        let body = page.body();
        let people = part(&body, "<section class=\"who\"", "</section>");
        let said = words(&page, people);
        let (hind, jean) = (said.find("هند السرّاج 3 تصريحات"), said.find("Jean Duval تصريح واحد"));
        assert!(hind.is_some() && hind < jean, "who says most first: {said}");
        assert!(people.contains("href=\"/ar/speaker/jean-duval/\""), "{people}");
        assert!(!said.contains("المجهول"), "{said}");

        let statements = format!("{address}statements/");
        assert!(body.contains(&format!("href=\"{statements}\"")), "{body}");
        let page = reader.opens(&statements).await.expects(200);
        let (body, said) = (page.body(), page.words());
        let places = ["Jean Duval", "Nous verrons.", "هند السرّاج", "لن نعتذر."].map(|what| said.find(what));
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "who spoke last first: {said}");
        assert_eq!(body.matches("class=\"speaker\"").count(), 2, "a part for each: {body}");
        assert!(body.contains(&format!("href=\"{}#b-", live.href)), "each leads to its place: {body}");
        assert!(
            body.contains("<blockquote lang=\"fr\" dir=\"auto\">") && !said.contains("المجهول"),
            "{body}"
        );
        let bare = reader.opens(statements.trim_end_matches('/')).await.expects(301);
        assert_eq!(bare.header("location"), statements);
        reader.meets(&format!("{statements}?page=2"), 404).await;
        reader.meets("/ar/story/nothing/statements/", 404).await;

        layla.withdraws(&live.id, "خطأ").await.expects(200);
        reader.misses(&statements, "Nous verrons.").await;
        reader.misses(&address, "Jean Duval").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_story_brings_the_words_for_what_will_be_new_in_it() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let story = layla.opens_story("ar", "ملف").await;
        let live = publishes(&room, &layla, &story, news("خبر")).await;
        reader.sees(&live.href, "ملف").await;
        let body = reader.opens(&format!("/ar/story/{}/", text::percent::path("ملف"))).await.body();
        let line = part(&body, "<p class=\"since\"", ">").replace('\u{a0}', " ");
        assert!(line.starts_with(" hidden "), "nobody sees it before the script knows: {line}");
        for words in ["خبر جديد", "خبران جديدان", "3 أخبار جديدة", "11 خبرًا جديدًا", "100 خبر جديد"]
        {
            assert!(line.contains(words), "{words}: {line}");
        }
        assert!(!body.contains("/statements/"), "nobody says anything in it: {body}");
    }
}

/// The key pieces of a story's page, in words.
async fn key_pieces(room: &Newsroom, address: &str) -> String {
    let page = room.reader().opens(address).await.expects(200);
    words(&page, part(&page.body(), "<section class=\"day pinned\">", "</section>"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_breaking_alert_leads_to_stands_out_while_the_alert_stands() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let (story, address) = of_five_days(&room, &layla).await;
        let live = publishes(&room, &layla, &story, news("ما أُعلن عاجلًا")).await;
        reader.sees(&address, "ما أُعلن عاجلًا").await;
        assert!(
            !key_pieces(&room, &address).await.contains("عاجلًا"),
            "the control: it is a piece like others"
        );
        let until = text::dates::iso(room.now() + HOUR, "UTC");
        let alert = json!({"edition": "ar", "words": "انهيار السد", "article": live.id, "ends_at": until});
        layla.asks(Method::POST, "/alerts", Some(alert)).await.expects(201);
        reader.sees(&address, "انهيار السد").await;
        assert!(key_pieces(&room, &address).await.contains("عاجلًا"), "{:?}", room.dialect());
        room.the_clock_reaches(room.now() + 2 * HOUR).await;
        reader.misses(&address, "انهيار السد").await;
        assert!(!key_pieces(&room, &address).await.contains("عاجلًا"), "{:?}", room.dialect());
    }
}

store::sql! {
    PERSON = "tests.is_a_person": "update topic set kind = 'person' where name = $1";
    FORGET = "tests.forget_outlines": "update published_story set outline = '{}'";
    SPELLED = "tests.spelled_otherwise": "update published_statement set speaker_slug = 'old' where speaker_slug <> ''";
    OUTLINED_SO = "tests.outlined_so":
        "update published_story set outline = replace(outline, '\"speaks\":true', '\"speaks\":false')";
    AS_BEFORE = "tests.as_before_outlines": "delete from newsroom_setting where name = 'stories.outlined'"
}

async fn runs(room: &Newsroom, statement: &'static store::Statement, values: store::Params) {
    let done =
        room.app.db.write(move |tx| Box::pin(async move { tx.execute(statement, values).await.map(drop) }));
    done.await.unwrap_or_else(|error: store::StoreError| panic!("{error}"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn those_whom_its_pieces_are_about_are_named_after_those_who_speak_and_nobody_twice() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let story = layla.opens_story("ar", "ملف").await;
        let address = format!("/ar/story/{}/", text::percent::path("ملف"));
        let named = ["سالم حداد", "هند السرّاج"];
        let all = named.iter().fold(news("تمهيد"), |text, name| text.about(name));
        layla.writes(all.about("المياه")).await;
        for name in named {
            runs(&room, &PERSON, store::params![name]).await;
        }
        publishes(&room, &layla, &story, news("الأول").about("سالم حداد").about("المياه")).await;
        reader.sees(&address, "من في الملف").await;
        let body = reader.opens(&address).await.expects(200).body();
        assert!(!body.contains("/statements/\""), "nobody says anything in it yet: {body}");
        let said = statement("هند السرّاج", "وزيرة", "لن نتأخر.");
        let second = news("الثاني").about("سالم حداد").about("هند السرّاج").block(said);
        publishes(&room, &layla, &story, second).await;
        reader.sees(&address, "لن نتأخر").await;
        let page = reader.opens(&address).await.expects(200);
        let body = page.body();
        let who = part(&body, "<section class=\"who\"", "</section>");
        let told = words(&page, who);
        let (hind, salem) = (told.find("هند السرّاج تصريح واحد"), told.find("سالم حداد خبران"));
        assert!(hind.is_some() && hind < salem, "{told}");
        assert!(!told.contains("المياه") && told.matches("هند").count() == 1, "{told}");
        assert!(who.contains(&format!("href=\"/ar/topic/{}/\"", text::percent::path("سالم-حداد"))), "{who}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_story_that_is_older_than_outlines_gets_its_own_once() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        of_five_days(&room, &layla).await;
        let before = published_rows(&room.app.db).await.remove("published_story");
        runs(&room, &FORGET, store::params![]).await;
        catch_up_outlines(&room.app).await.expect("there is nothing to do");
        assert_ne!(
            published_rows(&room.app.db).await.remove("published_story"),
            before,
            "the control: it is lost"
        );
        runs(&room, &AS_BEFORE, store::params![]).await;
        let told = changes_told(&room).await;
        for _ in 0..2 {
            catch_up_outlines(&room.app).await.expect("it is made");
        }
        let after = published_rows(&room.app.db).await.remove("published_story");
        assert_eq!(after, before, "{:?}", room.dialect());
        assert_eq!(changes_told(&room).await, told + 1, "pages that were kept are made anew, once");
    }
}

/// How often the log says that a story changed.
async fn changes_told(room: &Newsroom) -> usize {
    let log = rows_of(&room.app.db, |table| table == "event_log").await;
    log["event_log"].iter().filter(|row| row.contains(" ¦ story_changed ¦ ")).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_names_are_made_anew_stories_lead_to_the_new_ones() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        of_five_days(&room, &layla).await;
        rebuild_names(&room.app, |_| ()).await.expect("nothing is otherwise");
        let (before, told) = (published_rows(&room.app.db).await, changes_told(&room).await);
        for statement in [&SPELLED, &OUTLINED_SO] {
            runs(&room, statement, store::params![]).await;
        }
        assert_ne!(published_rows(&room.app.db).await, before, "the control: names are otherwise");
        rebuild_names(&room.app, |_| ()).await.expect("they are made anew");
        assert_eq!(published_rows(&room.app.db).await, before, "{:?}", room.dialect());
        assert_eq!(changes_told(&room).await, told + 1, "nothing is told where nothing changed");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pieces_of_the_same_stories_go_out_at_once_while_alerts_begin_and_none_waits_in_a_circle() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let stories = [layla.opens_story("ar", "الأول").await, layla.opens_story("ar", "الثاني").await];
        let mut pieces = Vec::new();
        for number in 0..8 {
            let id = layla.writes(news(&format!("خبر {number}"))).await;
            // Each is in both, one in this order and the next in the other.
            for turn in 0..2 {
                layla.places(&stories[(number + turn) % 2], &id).await.expects(200);
            }
            pieces.push(id);
        }
        join_all(pieces.iter().map(|id| layla.publishes_again(id))).await;
        let until = text::dates::iso(room.now() + HOUR, "UTC");
        let alerts = pieces.iter().take(4).map(|id| {
            let alert = json!({"edition": "ar", "words": "عاجل", "article": id, "ends_at": until});
            layla.asks(Method::POST, "/alerts", Some(alert))
        });
        let again = pieces.iter().skip(4).map(|id| async {
            layla.revises(id, 1, news("خبر مجدّد")).await.expects(201);
            layla.publishes_again(id).await;
        });
        let (alerts, _) = tokio::join!(join_all(alerts), join_all(again));
        for alert in alerts {
            alert.expects(201);
        }
        let stood = published_rows(&room.app.db).await;
        assert_eq!(stood["published_story"].len(), 2, "{:?}", room.dialect());
        rebuild_published(&room.app, &Actor::Console, |_| ()).await.expect("the rows are made again");
        assert_eq!(published_rows(&room.app.db).await, stood, "{:?}", room.dialect());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_that_many_pieces_show_leaves_their_story_as_it_is_to_be() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let (story, address) = of_five_days(&room, &layla).await;
        let picture = NewPicture::new(7).with("caption", "شرح").with("credit", "وكالة");
        let picture = layla.uploads(picture).await;
        for number in 1..=3 {
            let text = news(&format!("مصوّر {number}")).with("picture", picture.as_str());
            publishes(&room, &layla, &story, text).await;
        }
        reader.sees(&address, "مصوّر 3").await;
        let before = published_rows(&room.app.db).await.remove("published_story");
        runs(&room, &FORGET, store::params![]).await;
        let said = [("caption", "شرح آخر"), ("credit", "وكالة"), ("focal_x", "50"), ("focal_y", "50")];
        let desk = layla.at_desk().await;
        desk.sends(&format!("/desk/library/{picture}"), &said).await.expects(303);
        room.due_work_is_done().await;
        let after = published_rows(&room.app.db).await.remove("published_story");
        assert_eq!(after, before, "{:?}", room.dialect());
    }
}

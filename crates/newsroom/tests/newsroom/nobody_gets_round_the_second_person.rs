//! A section that asks for two people asks it of whatever its readers come to see: whichever way a piece comes there, whoever
//! signs it, and whatever becomes of the section's rule meanwhile.

use axum::http::Method;
use newsroom::features::accounts::actions::{give_remit, suspend};
use newsroom::features::accounts::{Actor, Remit, Role};
use newsroom::features::sections::by_slug;
use newsroom::id::{ArticleId, SectionId};
use serde_json::{Value, json};

use crate::kit::store::all_rows;
use crate::kit::{Answer, AtDesk, Colleague, HOUR, MINUTE, Newsroom, newsrooms, piece};

pub async fn section(room: &Newsroom, slug: &str) -> SectionId {
    let found = by_slug(room.app.db.read(), &"ar".into(), slug).await.expect("the database answers");
    found.expect("the section is there").id
}

/// What a section of the Arabic edition asks from now on.
pub async fn asks(room: &Newsroom, slug: &str, rules: Value) {
    let chief = room.colleague("المدير", Role::Admin).await;
    let path = format!("/sections/{}/rules", section(room, slug).await);
    let stood = chief.asks(Method::GET, &path, None).await.expects(200).json()["revision"].clone();
    chief.asks(Method::PUT, &path, Some(json!({"expected": stood, "rules": rules}))).await.expects(204);
}

async fn part(room: &Newsroom, person: &Colleague<'_>, slug: &str, role: Role) {
    let remit = Remit { edition: "ar".into(), section: Some(section(room, slug).await), role };
    give_remit(&room.app, &Actor::Console, &person.account, remit).await.expect("it is theirs");
}

pub async fn files(desk: &AtDesk<'_>, id: &ArticleId, slug: &str) -> Answer {
    let path = format!("/desk/articles/{id}/section");
    desk.sends_bytes("PUT", &path, json!({"section": slug}).to_string().into_bytes()).await
}

pub async fn publishes(person: &Colleague<'_>, id: &ArticleId, revision: i64) -> Answer {
    person.posts(id, "publication", json!({"revision": revision})).await
}

async fn held_back(person: &Colleague<'_>, id: &ArticleId) -> Value {
    let path = format!("/articles/{id}/workflow");
    person.asks(Method::GET, &path, None).await.expects(200).json()["held_back_by"].clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_went_out_where_nothing_is_asked_does_not_move_in_on_one_persons_word() {
    for room in newsrooms().await {
        let (layla, samer) = (room.editor("ليلى").await, room.editor("سامر").await);
        asks(&room, "politics", json!({"two_persons": true})).await;
        let desk = layla.at_desk().await;
        let id = layla.writes(piece("خبر دقيق").paragraph("نص")).await;
        publishes(&layla, &id, 1).await.expects(409);
        // Round by the other section: it goes out there, and does not come back.
        files(&desk, &id, "world").await.expects(200);
        publishes(&layla, &id, 1).await.expects(200);
        let before = all_rows(&room.app.db).await;
        let refused = files(&desk, &id, "politics").await.expects(409).json();
        assert_eq!(refused["title"], "Conflict", "{refused}");
        assert!(
            refused["detail"].as_str().is_some_and(|why| why.contains("that section asks for two people")),
            "{refused}"
        );
        // So in the list, for many at once, and in its words.
        let order = [("id", id.as_str()), ("order", "file"), ("to_section", "politics"), ("query", "?")];
        let back = desk.sends("/desk/articles/many", &order).await.expects(303);
        let list = desk.opens(back.header("location")).await.expects(200);
        assert!(list.says("that section asks for two people"), "{}", list.words());
        assert!(before == all_rows(&room.app.db).await);

        // Approved for where it stands, it is approved there alone; and nobody is the second person of their own move.
        samer.posts(&id, "approval", json!({})).await.expects(204);
        files(&desk, &id, "politics").await.expects(409);
        let politics = section(&room, "politics").await;
        layla.posts(&id, "approval", json!({"section": politics})).await.expects(204);
        files(&desk, &id, "politics").await.expects(409);
        // Another does it on the sheet, and then it moves.
        let his = samer.at_desk().await;
        let sheet = his.opens(&format!("/desk/articles/{id}/sheet")).await.expects(200);
        assert!(
            sheet.says("Approve it for another section") && sheet.says("for السياسة"),
            "{}",
            sheet.words()
        );
        let word = [("revision", "1"), ("there", politics.as_str())];
        his.sends(&format!("/desk/articles/{id}/approval"), &word).await.expects(303);
        files(&desk, &id, "politics").await.expects(200);
        let href = layla.reads(&id).await["href"].as_str().expect("an address").to_owned();
        room.reader().sees(&href, "نص").await;
        // Out it goes and back, as long as it is the same revision; another one is another matter.
        files(&desk, &id, "world").await.expects(200);
        files(&desk, &id, "politics").await.expects(200);
        files(&desk, &id, "world").await.expects(200);
        layla.revises(&id, 1, piece("خبر دقيق").paragraph("نص آخر")).await.expects(201);
        publishes(&layla, &id, 2).await.expects(200);
        files(&desk, &id, "politics").await.expects(409);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_approval_counts_in_the_section_it_was_given_for() {
    for room in newsrooms().await {
        let (layla, huda) = (room.editor("ليلى").await, room.colleague("هدى", Role::Journalist).await);
        asks(&room, "politics", json!({"two_persons": true})).await;
        part(&room, &huda, "world", Role::Editor).await;
        let desk = layla.at_desk().await;
        let id = layla.writes(piece("خبر").paragraph("نص")).await;
        // She approves in her own section and for no other.
        huda.posts(&id, "approval", json!({})).await.expects(403);
        files(&desk, &id, "world").await.expects(200);
        huda.posts(&id, "approval", json!({})).await.expects(204);
        let politics = section(&room, "politics").await;
        huda.posts(&id, "approval", json!({"section": politics})).await.expects(403);
        huda.posts(&id, "approval", json!({"section": "nowhere"})).await.expects(404);
        let hers = huda.at_desk().await;
        let word = [("revision", "1"), ("there", politics.as_str())];
        hers.sends(&format!("/desk/articles/{id}/approval"), &word).await.expects(403);
        files(&desk, &id, "politics").await.expects(200);
        assert_eq!(held_back(&layla, &id).await, json!(["second_person"]));
        publishes(&layla, &id, 1).await.expects(409);
        // The control: where it is asked, an editor of that section.
        part(&room, &huda, "politics", Role::Editor).await;
        huda.posts(&id, "approval", json!({"revision": 1})).await.expects(204);
        publishes(&layla, &id, 1).await.expects(200);
        // What is ready by somebody without a say in the section is not approved by that.
        let other = layla.writes(piece("آخر").paragraph("نص").in_section("ar", "world")).await;
        let sara = room.colleague("سارة", Role::Journalist).await;
        part(&room, &sara, "politics", Role::Editor).await;
        let ready = json!({"stage": "ready", "revision": 1});
        sara.asks(Method::PUT, &format!("/articles/{other}/stage"), Some(ready)).await.expects(403);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_author_is_another_revision() {
    for room in newsrooms().await {
        let (layla, samer) = (room.editor("ليلى").await, room.editor("سامر").await);
        asks(&room, "politics", json!({"two_persons": true})).await;
        let id = layla.writes(piece("خبر").paragraph("نص").by("ليلى")).await;
        samer.posts(&id, "approval", json!({})).await.expects(204);
        // Signed by somebody else, and given to somebody else: neither makes one person two.
        layla.revises(&id, 1, piece("خبر").paragraph("نص").by("سامر")).await.expects(201);
        let to = json!({"account": samer.account});
        layla.asks(Method::PUT, &format!("/articles/{id}/assignment"), Some(to)).await.expects(204);
        publishes(&layla, &id, 2).await.expects(409);
        layla.posts(&id, "approval", json!({})).await.expects(204);
        publishes(&layla, &id, 2).await.expects(409);
        // Whoever wrote the last revision is not thereby the one who publishes: the other does.
        publishes(&samer, &id, 2).await.expects(200);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_waits_when_a_section_ceases_to_ask_waits_on() {
    for room in newsrooms().await {
        let (layla, samer) = (room.editor("ليلى").await, room.editor("سامر").await);
        asks(&room, "politics", json!({"two_persons": true})).await;
        let waits = layla.writes(piece("ينتظر").paragraph("نص")).await;
        room.the_clock_reaches(room.now() + MINUTE).await;
        asks(&room, "politics", json!({"two_persons": false})).await;
        room.the_clock_reaches(room.now() + MINUTE).await;
        // Neither it, nor what is saved over it, nor by way of another section.
        publishes(&layla, &waits, 1).await.expects(409);
        layla.revises(&waits, 1, piece("ينتظر").paragraph("نص آخر")).await.expects(201);
        assert_eq!(held_back(&layla, &waits).await, json!(["second_person"]));
        publishes(&layla, &waits, 2).await.expects(409);
        layla.schedules(&waits, room.now() + HOUR).await.expects(409);
        let desk = layla.at_desk().await;
        files(&desk, &waits, "world").await.expects(200);
        for revision in [1, 2] {
            publishes(&layla, &waits, revision).await.expects(200);
            files(&desk, &waits, "politics").await.expects(409);
        }
        // The control: what was begun afterwards goes out, and this one does with its second person.
        layla.publishes(piece("بعد ذلك").paragraph("نص")).await;
        let politics = section(&room, "politics").await;
        samer.posts(&waits, "approval", json!({"revision": 2, "section": politics})).await.expects(204);
        files(&desk, &waits, "politics").await.expects(200);
        // Once it is out there it waits no more.
        layla.revises(&waits, 2, piece("ينتظر").paragraph("ثالث")).await.expects(201);
        publishes(&layla, &waits, 3).await.expects(200);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_section_that_moves_away_from_the_rule_takes_what_waits_with_it() {
    for room in newsrooms().await {
        let (chief, layla) = (room.colleague("الرئيس", Role::Chief).await, room.editor("ليلى").await);
        let (politics, world) = (section(&room, "politics").await, section(&room, "world").await);
        let moves = async |parent: Value| {
            let path = format!("/sections/{world}");
            let stood = chief.asks(Method::GET, &path, None).await.expects(200).json()["revision"].clone();
            let change = json!({"expected": stood, "parent": parent});
            chief.asks(Method::PATCH, &path, Some(change)).await.expects(200);
        };
        asks(&room, "politics", json!({"two_persons": true})).await;
        moves(json!(politics)).await;
        let waits = layla.writes(piece("ينتظر").paragraph("نص").in_section("ar", "world")).await;
        publishes(&layla, &waits, 1).await.expects(409);
        room.the_clock_reaches(room.now() + MINUTE).await;
        moves(Value::Null).await;
        room.the_clock_reaches(room.now() + MINUTE).await;
        publishes(&layla, &waits, 1).await.expects(409);
        layla.publishes(piece("بعد ذلك").paragraph("نص").in_section("ar", "world")).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_scheduled_and_moved_in_is_held_when_its_time_comes() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        asks(&room, "politics", json!({"two_persons": true})).await;
        let id = layla.writes(piece("خبر الموعد").paragraph("نص").in_section("ar", "world")).await;
        layla.schedules(&id, room.now() + HOUR).await.expects(202);
        files(&layla.at_desk().await, &id, "politics").await.expects(200);
        room.the_clock_reaches(room.now() + HOUR).await;
        let article = layla.reads(&id).await;
        assert!(article["scheduled_for"].is_null() && article["live_revision"].is_null(), "{article}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_section_wants_of_a_piece_is_wanted_of_one_that_moves_in() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        asks(&room, "politics", json!({"weights": {"sources": "blocking"}})).await;
        let bare = layla.publishes(piece("بلا مصدر").paragraph("نص").in_section("ar", "world")).await.id;
        let desk = layla.at_desk().await;
        files(&desk, &bare, "politics").await.expects(409);
        let sourced =
            piece("له مصدر").paragraph("نص").in_section("ar", "world").source("agency", "وكالة", "", "");
        let sourced = layla.publishes(sourced).await.id;
        files(&desk, &sourced, "politics").await.expects(200);
        // What nobody sees yet moves freely: it is asked when it goes out.
        let draft = layla.writes(piece("مسودة").paragraph("نص").in_section("ar", "world")).await;
        files(&desk, &draft, "politics").await.expects(200);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_piece_is_offered_to_those_who_may_write_in_it() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى المحررة").await;
        let away = room.colleague("من رحلت", Role::Journalist).await;
        let part_of_it = room.colleague("مساهمة القسم", Role::Contributor).await;
        let elsewhere = room.colleague("مساهمة العالم", Role::Contributor).await;
        let writer = room.colleague("كاتبتها", Role::Contributor).await;
        suspend(&room.app, &Actor::Console, &away.account).await.expect("she is suspended");
        part(&room, &part_of_it, "politics", Role::Journalist).await;
        part(&room, &elsewhere, "world", Role::Journalist).await;
        let id = writer.writes(piece("خبر").paragraph("نص")).await;
        let desk = layla.at_desk().await;
        let sheet = desk.opens(&format!("/desk/articles/{id}/sheet")).await.expects(200);
        for (name, offered) in [
            ("ليلى المحررة", true),
            ("مساهمة القسم", true),
            ("كاتبتها", true),
            ("من رحلت", false),
            ("مساهمة العالم", false),
        ] {
            let option = format!(">{name}</option>");
            assert_eq!(sheet.body().contains(&option), offered, "{name}: {}", sheet.body());
        }
        // What is not offered is not taken either.
        let path = format!("/articles/{id}/assignment");
        for (person, status) in [(&elsewhere, 422), (&away, 422), (&part_of_it, 204), (&writer, 204)] {
            let to = json!({"account": person.account});
            layla.asks(Method::PUT, &path, Some(to)).await.expects(status);
        }
        // Whoever leads the section gives its pieces; who leads another does not.
        let (own, other) = (
            room.colleague("لها القسم", Role::Journalist).await,
            room.colleague("لها العالم", Role::Journalist).await,
        );
        part(&room, &own, "politics", Role::Editor).await;
        part(&room, &other, "world", Role::Editor).await;
        let to = json!({"account": layla.account});
        other.asks(Method::PUT, &path, Some(to.clone())).await.expects(403);
        own.asks(Method::PUT, &path, Some(to)).await.expects(204);
    }
}

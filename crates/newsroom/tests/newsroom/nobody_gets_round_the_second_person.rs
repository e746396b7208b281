//! A section that asks for two people asks it of whatever its readers come to see: whichever way a piece comes there, whoever
//! signs it, and whatever becomes of the section's rule meanwhile.

use axum::http::Method;
use newsroom::features::accounts::actions::{give_remit, suspend};
use newsroom::features::accounts::{Actor, Remit, Role};
use newsroom::features::sections::by_slug;
use newsroom::id::{ArticleId, SectionId};
use serde_json::{Value, json};

use crate::kit::store::{all_rows, rows_of};
use crate::kit::{Answer, AtDesk, Colleague, HOUR, MINUTE, NewPicture, Newsroom, newsrooms, piece};

async fn section(room: &Newsroom, slug: &str) -> SectionId {
    let found = by_slug(room.app.db.read(), &"ar".into(), slug).await.expect("the database answers");
    found.expect("the section is there").id
}

/// What a section of the Arabic edition asks from now on.
async fn asks(room: &Newsroom, slug: &str, rules: Value) {
    let chief = room.colleague("المدير", Role::Admin).await;
    let path = format!("/sections/{}/rules", section(room, slug).await);
    let stood = chief.asks(Method::GET, &path, None).await.expects(200).json()["revision"].clone();
    chief.asks(Method::PUT, &path, Some(json!({"expected": stood, "rules": rules}))).await.expects(204);
}

async fn part(room: &Newsroom, person: &Colleague<'_>, slug: &str, role: Role) {
    let remit = Remit { edition: "ar".into(), section: Some(section(room, slug).await), role };
    give_remit(&room.app, &Actor::Console, &person.account, remit).await.expect("it is theirs");
}

async fn files(desk: &AtDesk<'_>, id: &ArticleId, slug: &str) -> Answer {
    let path = format!("/desk/articles/{id}/section");
    desk.sends_bytes("PUT", &path, json!({"section": slug}).to_string().into_bytes()).await
}

async fn publishes(person: &Colleague<'_>, id: &ArticleId, revision: i64) -> Answer {
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

/// A page as it is once the first reader after a change has been there: that one may still get the old one.
async fn lately(room: &Newsroom, href: &str) -> Answer {
    room.reader().opens(href).await;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    room.reader().opens(href).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_note_for_readers_needs_two_people_where_a_revision_does() {
    for room in newsrooms().await {
        let (layla, samer) = (room.editor("ليلى").await, room.editor("سامر").await);
        asks(&room, "politics", json!({"two_persons": true})).await;
        let id = layla.writes(piece("خبر").paragraph("نص")).await;
        samer.posts(&id, "approval", json!({})).await.expects(204);
        publishes(&layla, &id, 1).await.expects(200);
        let href = layla.reads(&id).await["href"].as_str().expect("an address").to_owned();
        let sees = async |words: &str| lately(&room, &href).await.says(words);

        // The revision was approved, the note was not: neither she nor she again is two people.
        let note = json!({"kind": "error", "text": "ملاحظة لم يقرّها أحد"});
        let counted = async || rows_of(&room.app.db, |table| table == "reader_change").await;
        let changes = counted().await;
        for _ in 0..2 {
            let refused = layla.posts(&id, "corrections", note.clone()).await.expects(409).json();
            assert_eq!(refused["code"], "second_person", "{refused}");
        }
        assert!(!sees("لم يقرّها").await);
        // Who only asks has changed nothing that readers see.
        assert!(changes == counted().await);
        // Another's note is not written over; whose it is writes it anew.
        let other = json!({"kind": "error", "text": "ملاحظة أخرى"});
        let kept = all_rows(&room.app.db).await;
        let refused = samer.posts(&id, "corrections", other.clone()).await.expects(409).json();
        assert_eq!(refused["code"], "changed_meanwhile", "{refused}");
        assert!(kept == all_rows(&room.app.db).await);
        layla.posts(&id, "corrections", other.clone()).await.expects(409);
        assert!(!sees("ملاحظة").await);
        samer.posts(&id, "corrections", other).await.expects(201);
        assert!(sees("ملاحظة أخرى").await);

        // At the desk the second person sees the words and whose they are, and sends them as they stand.
        layla.revises(&id, 1, piece("خبر").paragraph("نص جديد")).await.expects(201);
        let (hers, his) = (layla.at_desk().await, samer.at_desk().await);
        let path = format!("/desk/articles/{id}/sheet");
        let order = [
            ("revision", "2"),
            ("when", "now"),
            ("change", "clarification"),
            ("note", "كان الرقم أدق"),
            ("quoted", "نص"),
            ("corrected", "نص جديد"),
            ("on_top", "yes"),
        ];
        assert!(hers.sends(&path, &order).await.expects(200).says("The section asks for two people"));
        let own = hers.opens(&path).await.expects(200);
        assert!(own.says("كان الرقم أدق") && !own.says("Agree and publish it"), "{}", own.words());
        let sheet = his.opens(&path).await.expects(200);
        for told in [
            "كان الرقم أدق",
            "ليلى",
            "Agree and publish it",
            "It read: نص",
            "It now reads: نص جديد",
            "goes out with Revision 2",
        ] {
            assert!(sheet.says(told), "{told}: {}", sheet.words());
        }
        assert!(sheet.says(&format!("/desk/articles/{id}/revisions?from=1")), "{}", sheet.body());
        assert_eq!(sheet.words().matches("Above the text").count(), 2, "{}", sheet.words());
        // What he would rather say is not kept in its place, and not lost: it stands in the form.
        let his_own = [("revision", "2"), ("when", "now"), ("change", "error"), ("note", "بل هكذا")];
        let refused = his.sends(&path, &his_own).await.expects(200);
        for told in ["Another note of a colleague waits", "بل هكذا", "كان الرقم أدق"] {
            assert!(refused.says(told), "{told}: {}", refused.words());
        }
        assert!(!sees("كان الرقم أدق").await && !sees("نص جديد").await);
        his.sends(&path, &order).await.expects(303);
        assert!(sees("كان الرقم أدق").await && sees("نص جديد").await);
        assert!(!his.opens(&path).await.expects(200).says("Agree and publish it"), "it waits no more");
        // The control: where nobody asks for two, one person's word is enough.
        let free = layla.publishes(piece("حر").paragraph("نص").in_section("ar", "world")).await;
        layla.posts(&free.id, "corrections", note).await.expects(201);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_note_written_where_nothing_is_asked_does_not_move_in_with_its_piece() {
    for room in newsrooms().await {
        let (layla, samer) = (room.editor("ليلى").await, room.editor("سامر").await);
        asks(&room, "politics", json!({"two_persons": true})).await;
        let id = layla.writes(piece("خبر").paragraph("نص")).await;
        samer.posts(&id, "approval", json!({})).await.expects(204);
        publishes(&layla, &id, 1).await.expects(200);
        let desk = layla.at_desk().await;
        // The control: out and back without a note.
        files(&desk, &id, "world").await.expects(200);
        files(&desk, &id, "politics").await.expects(200);
        // He approved what readers had then, and not this.
        files(&desk, &id, "world").await.expects(200);
        let note = json!({"kind": "error", "text": "ملاحظة واحدة"});
        layla.posts(&id, "corrections", note).await.expects(201);
        files(&desk, &id, "politics").await.expects(409);
        // Nor by the revision that stood before, or the next one.
        layla.revises(&id, 1, piece("خبر").paragraph("نص آخر")).await.expects(201);
        for revision in [1, 2] {
            publishes(&layla, &id, revision).await.expects(200);
            files(&desk, &id, "politics").await.expects(409);
        }
        // Who has seen both lets it in.
        let politics = section(&room, "politics").await;
        samer.posts(&id, "approval", json!({"section": politics, "revision": 2})).await.expects(204);
        files(&desk, &id, "politics").await.expects(200);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_note_is_refused_and_publishes_nothing() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let id = layla.publishes(piece("خبر").paragraph("نص")).await.id;
        layla.revises(&id, 1, piece("خبر").paragraph("نص جديد")).await.expects(201);
        let desk = layla.at_desk().await;
        let before = all_rows(&room.app.db).await;
        let withdrawal = json!({"kind": "withdrawal", "text": "سُحب"});
        layla.posts(&id, "corrections", withdrawal).await.expects(422);
        for (change, why) in [("withdrawal", "A withdrawal is not a note"), ("another", "there is no change")]
        {
            let order = [("revision", "2"), ("when", "now"), ("change", change), ("note", "سُحب")];
            let refused = desk.sends(&format!("/desk/articles/{id}/sheet"), &order).await.expects(200);
            assert!(refused.says(why) && refused.says("سُحب"), "{change}: {}", refused.words());
        }
        assert!(before == all_rows(&room.app.db).await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_note_that_waits_is_not_lost_and_not_let_out_by_what_happens_meanwhile() {
    for room in newsrooms().await {
        let (layla, samer) = (room.editor("ليلى").await, room.editor("سامر").await);
        asks(&room, "politics", json!({"two_persons": true})).await;
        let id = layla.writes(piece("خبر").paragraph("نص")).await;
        samer.posts(&id, "approval", json!({})).await.expects(204);
        publishes(&layla, &id, 1).await.expects(200);
        let note = json!({"kind": "error", "text": "ملاحظة تنتظر"});
        layla.posts(&id, "corrections", note.clone()).await.expects(409);
        // The section ceases to ask: what waited needs its second person still, whatever goes out before it.
        asks(&room, "politics", json!({"two_persons": false})).await;
        layla.posts(&id, "corrections", note.clone()).await.expects(409);
        publishes(&layla, &id, 1).await.expects(200);
        layla.posts(&id, "corrections", note.clone()).await.expects(409);
        samer.posts(&id, "corrections", note).await.expects(201);
        // The control: what is begun afterwards does not.
        layla.posts(&id, "corrections", json!({"kind": "update", "text": "بعد ذلك"})).await.expects(201);

        // It is not lost when a newer revision goes out: it is shown, and does not go out any more.
        asks(&room, "politics", json!({"two_persons": true})).await;
        layla.posts(&id, "corrections", json!({"kind": "error", "text": "سبقتها مراجعة"})).await.expects(409);
        layla.revises(&id, 1, piece("خبر").paragraph("نص آخر")).await.expects(201);
        samer.posts(&id, "approval", json!({"revision": 2})).await.expects(204);
        publishes(&layla, &id, 2).await.expects(200);
        let sheet = samer.at_desk().await.opens(&format!("/desk/articles/{id}/sheet")).await.expects(200);
        assert!(sheet.says("سبقتها مراجعة") && sheet.says("it goes out no more"), "{}", sheet.words());
        assert!(!sheet.says("Agree and publish it"), "{}", sheet.words());
        // It keeps nobody from writing another.
        let next = samer.posts(&id, "corrections", json!({"kind": "error", "text": "غيرها"})).await;
        assert_eq!(next.expects(409).json()["code"], "second_person");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_note_that_is_refused_goes_out_no_more_and_makes_room() {
    for room in newsrooms().await {
        let (layla, samer) = (room.editor("ليلى").await, room.editor("سامر").await);
        let id = layla.publishes(piece("خبر").paragraph("نص")).await.id;
        asks(&room, "politics", json!({"two_persons": true})).await;
        let writes = async |text: &str| {
            let note = json!({"kind": "error", "text": text});
            layla.posts(&id, "corrections", note).await.expects(409);
        };
        let (hers, his) = (layla.at_desk().await, samer.at_desk().await);
        let (sheet, away) =
            (format!("/desk/articles/{id}/sheet"), format!("/desk/articles/{id}/note-removal"));
        writes("ملاحظة أولى").await;
        let seen = his.opens(&sheet).await.expects(200);
        assert!(seen.says("Refuse it") && !seen.says("Take your note back"), "{}", seen.words());
        let first = hidden(&seen, "asked_at");

        // She writes it anew meanwhile: what he refuses is what he has read, and that is no more.
        room.the_clock_reaches(room.now() + MINUTE).await;
        writes("ملاحظة ثانية").await;
        let before = all_rows(&room.app.db).await;
        let refused = his.sends(&away, &[("asked_at", &first)]).await.expects(409);
        assert!(refused.says("does not wait any more"), "{}", refused.words());
        assert!(before == all_rows(&room.app.db).await);
        for wrong in ["", "x", "9223372036854775808"] {
            his.sends(&away, &[("asked_at", wrong)]).await.expects(422);
        }

        let second = hidden(&his.opens(&sheet).await.expects(200), "asked_at");
        his.sends(&away, &[("asked_at", &second)]).await.expects(303);
        let gone = his.opens(&format!("{sheet}?done=note_dropped")).await.expects(200);
        assert!(gone.says("readers are not told it") && !gone.says("ملاحظة ثانية"), "{}", gone.words());
        // Now there is room for his, and she may not be the second person of hers.
        let note = json!({"kind": "error", "text": "ملاحظته"});
        let asked = samer.posts(&id, "corrections", note).await.expects(409).json();
        assert_eq!(asked["code"], "second_person", "{asked}");
        // Whoever wrote it thinks better of it.
        let own = his.opens(&sheet).await.expects(200);
        assert!(own.says("Take your note back") && !own.says("Refuse it"), "{}", own.words());
        his.sends(&away, &[("asked_at", &hidden(&own, "asked_at"))]).await.expects(303);
        assert!(!hers.opens(&sheet).await.expects(200).says("ملاحظته"));
    }
}

/// What a hidden member of a form holds.
fn hidden(page: &Answer, name: &str) -> String {
    let body = page.body();
    let (_, rest) = body.split_once(&format!("name=\"{name}\" value=\"")).expect("the form has it");
    rest.split('"').next().expect("it ends").to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_colleague_says_of_a_picture_is_not_written_over_unseen() {
    for room in newsrooms().await {
        let (layla, samer) = (room.editor("ليلى").await, room.editor("سامر").await);
        let picture = layla.uploads(NewPicture::new(3)).await;
        layla.publishes(piece("خبر").paragraph("نص").with("picture", picture.as_str())).await;
        asks(&room, "politics", json!({"two_persons": true})).await;
        let (hers, his) = (layla.at_desk().await, samer.at_desk().await);
        let path = format!("/desk/library/{picture}");
        let says = |caption: &'static str, credit: &'static str| {
            vec![
                ("caption", caption),
                ("alt", "سوق"),
                ("credit", credit),
                ("focal_x", "50"),
                ("focal_y", "50"),
            ]
        };
        hers.sends(&path, &says("وصف ليلى", "خبر")).await.expects(303);
        // He writes something else: hers is shown, his is still in the form, and nothing is changed.
        let before = all_rows(&room.app.db).await;
        let refused = his.sends(&path, &says("", "وكالة سامر")).await.expects(409);
        for told in ["Other words of a colleague wait", "وصف ليلى", "وكالة سامر"] {
            assert!(refused.says(told), "{told}: {}", refused.words());
        }
        let patch = json!({"credit": "وكالة سامر"}).to_string().into_bytes();
        let refused_again =
            his.sends_bytes("PATCH", &format!("/desk/media/{picture}"), patch).await.expects(409);
        assert_eq!(refused_again.json()["detail"].as_str().map(|why| why.contains("colleague")), Some(true));
        assert!(before == all_rows(&room.app.db).await);
        // Hers changed since he saw it: he sees that as well. Then he means it.
        let seen = hidden(&refused, "seen_waiting");
        hers.sends(&path, &says("وصف ليلى الثاني", "خبر")).await.expects(303);
        let his_words = [says("", "وكالة سامر"), vec![("seen_waiting", seen.as_str())]].concat();
        let seen = hidden(&his.sends(&path, &his_words).await.expects(409), "seen_waiting");
        let his_words = [says("", "وكالة سامر"), vec![("seen_waiting", seen.as_str())]].concat();
        let waits = his.sends(&path, &his_words).await.expects(303);
        assert!(waits.header("location").ends_with("?waits=yes"), "{}", waits.header("location"));

        // Our right to show it waits for nobody, and that is said.
        let until = [says("", "وكالة سامر"), vec![("rights_until", "2099-01-01T00:00")]].concat();
        let waits = his.sends(&path, &until).await.expects(303);
        assert!(waits.header("location").ends_with("?waits=rights"), "{}", waits.header("location"));
        let page = his.opens(waits.header("location")).await.expects(200);
        assert!(page.says("holds already") && page.says("2099-01-01T00:00"), "{}", page.body());

        // A section that ceases to ask does not let out what waits; its second person does, and then it is over.
        asks(&room, "politics", json!({"two_persons": false})).await;
        let waits = his.sends(&path, &until).await.expects(303);
        assert!(waits.header("location").ends_with("?waits=yes"), "{}", waits.header("location"));
        let saved = hers.sends(&path, &until).await.expects(303);
        assert!(saved.header("location").contains("saved=1"), "{}", saved.header("location"));
        let saved = his.sends(&path, &says("بعد ذلك", "خبر")).await.expects(303);
        assert!(saved.header("location").contains("saved=1"), "{}", saved.header("location"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_said_of_a_picture_needs_two_people_where_readers_see_it_there() {
    for room in newsrooms().await {
        let (layla, samer) = (room.editor("ليلى").await, room.editor("سامر").await);
        let huda = room.colleague("هدى", Role::Journalist).await;
        asks(&room, "politics", json!({"two_persons": true})).await;
        let picture = layla.uploads(NewPicture::new(3)).await;
        let id = layla.writes(piece("خبر").paragraph("نص").with("picture", picture.as_str())).await;
        samer.posts(&id, "approval", json!({})).await.expects(204);
        let (hers, his, reporters) = (layla.at_desk().await, samer.at_desk().await, huda.at_desk().await);
        let path = format!("/desk/library/{picture}");
        let says = |caption: &'static str| {
            [("caption", caption), ("alt", "سوق"), ("credit", "خبر"), ("focal_x", "50"), ("focal_y", "50")]
        };
        // Words that change after somebody approved were not approved: it waits for a second person again.
        hers.sends(&path, &says("وصف أول")).await.expects(303);
        publishes(&layla, &id, 1).await.expects(409);
        samer.posts(&id, "approval", json!({})).await.expects(204);
        publishes(&layla, &id, 1).await.expects(200);
        let href = layla.reads(&id).await["href"].as_str().expect("an address").to_owned();
        let sees = async |words: &str| lately(&room, &href).await.says(words);
        assert!(sees("وصف أول").await);

        // Readers see it now, and one person's word is not enough: not by saying it twice, not by any way round.
        for _ in 0..2 {
            let waits = hers.sends(&path, &says("وصف كاذب")).await.expects(303);
            assert!(waits.header("location").ends_with("?waits=yes"), "{}", waits.header("location"));
        }
        let patch = json!({"caption": "وصف كاذب آخر"}).to_string().into_bytes();
        hers.sends_bytes("PATCH", &format!("/desk/media/{picture}"), patch).await.expects(409);
        let again = layla.publishes(
            piece("آخر").paragraph("نص").with("picture", picture.as_str()).in_section("ar", "world"),
        );
        again.await;
        publishes(&layla, &id, 1).await.expects(200);
        assert!(sees("وصف أول").await && !sees("كاذب").await);
        // A reporter says the same: she is another person, but not one who might publish it there.
        hers.sends(&path, &says("وصف ثان")).await.expects(303);
        reporters.sends(&path, &says("وصف ثان")).await.expects(303);
        assert!(!sees("وصف ثان").await);

        // The second person sees what waits and agrees.
        let page = his.opens(&path).await.expects(200);
        for told in ["وصف ثان", "هدى", "Agree to it as it is"] {
            assert!(page.says(told), "{told}: {}", page.words());
        }
        assert!(!reporters.opens(&path).await.expects(200).says("Agree to it as it is"));
        his.sends(&path, &says("وصف ثان")).await.expects(303);
        assert!(sees("وصف ثان").await && !sees("وصف أول").await);
        assert!(!his.opens(&path).await.expects(200).says("Agree to it as it is"), "it waits no more");

        // The control: a picture that nobody sees there changes at once.
        let other = layla.uploads(NewPicture::new(4)).await;
        let free = piece("حر").paragraph("نص").with("picture", other.as_str()).in_section("ar", "world");
        let free = layla.publishes(free).await;
        let saved = hers.sends(&format!("/desk/library/{other}"), &says("وصف حر")).await.expects(303);
        assert!(saved.header("location").contains("saved=1"), "{}", saved.header("location"));
        room.reader().sees(&free.href, "وصف حر").await;
    }
}

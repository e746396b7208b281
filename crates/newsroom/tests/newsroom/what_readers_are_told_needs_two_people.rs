//! What readers are told beside a revision needs two people where the revision does: a note for them, and what is said of a
//! picture. It waits for a colleague's word, is shown while it waits, and is refused or taken back.

use newsroom::features::accounts::Role;
use serde_json::json;

use crate::kit::store::{all_rows, rows_of};
use crate::kit::{Answer, MINUTE, NewPicture, Newsroom, newsrooms, piece};
use crate::nobody_gets_round_the_second_person::{asks, files, publishes, section};

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
        // What was refused waits for nobody's word: sent again, it is a first word, and no reader sees it.
        let again = json!({"kind": "error", "text": "ملاحظة ثانية"});
        let asked = samer.posts(&id, "corrections", again).await.expects(409).json();
        assert_eq!(asked["code"], "second_person", "{asked}");
        let href = layla.reads(&id).await["href"].as_str().expect("an address").to_owned();
        assert!(!lately(&room, &href).await.says("ملاحظة ثانية"));
        let kinds = rows_of(&room.app.db, |table| table == "event_log").await;
        assert!(format!("{kinds:?}").contains("note_dropped"), "who did it is in the trail");
        // Now there is room for his.
        let note = json!({"kind": "error", "text": "ملاحظته"});
        let asked = samer.posts(&id, "corrections", note).await.expects(409).json();
        assert_eq!(asked["code"], "second_person", "{asked}");
        // Whoever wrote it thinks better of it.
        let own = his.opens(&sheet).await.expects(200);
        assert!(own.says("Take your note back") && !own.says("Refuse it"), "{}", own.words());
        his.sends(&away, &[("asked_at", &hidden(&own, "asked_at"))]).await.expects(303);
        assert!(!hers.opens(&sheet).await.expects(200).says("ملاحظته"));
        // What he had written into the sheet stands there when he has refused hers.
        writes("ملاحظة ثالثة").await;
        let his_own = [("revision", "1"), ("when", "now"), ("change", "error"), ("note", "بل هكذا")];
        let refused = his.sends(&sheet, &his_own).await.expects(200);
        assert!(refused.says("Another note of a colleague waits"), "{}", refused.words());
        let asked_at = hidden(&refused, "asked_at");
        let kept = his.sends(&away, &[&his_own[..], &[("asked_at", &asked_at)]].concat()).await.expects(200);
        assert!(kept.says("بل هكذا") && !kept.says("ملاحظة ثالثة"), "{}", kept.words());
        // A note that waits when its section ceases to ask keeps its rule; refused, nothing is asked of the next.
        writes("ملاحظة رابعة").await;
        asks(&room, "politics", json!({"two_persons": false})).await;
        writes("ملاحظة رابعة").await;
        let asked_at = hidden(&his.opens(&sheet).await.expects(200), "asked_at");
        his.sends(&away, &[("asked_at", &asked_at)]).await.expects(303);
        let next = json!({"kind": "error", "text": "بعد ذلك"});
        layla.posts(&id, "corrections", next).await.expects(201);
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

//! Between writing and publishing: stages, a second person, what a section asks, and a brake. Readers see nothing of any of it.

use axum::http::Method;
use newsroom::features::accounts::{Actor, Role};
use newsroom::features::sections::by_slug;
use newsroom::features::workflow::Brake;
use newsroom::features::workflow::actions::{release_brake, set_brake};
use newsroom::id::ArticleId;
use serde_json::{Value, json};

use crate::kit::store::{all_rows, published_rows};
use crate::kit::{Colleague, HOUR, MINUTE, NewPicture, Newsroom, newsrooms, piece, statement};

fn as_person(person: &Colleague<'_>, role: Role) -> Actor {
    Actor::User { account: person.account.clone(), standing: role.into() }
}

async fn workflow(person: &Colleague<'_>, id: &ArticleId) -> Value {
    person.asks(Method::GET, &format!("/articles/{id}/workflow"), None).await.expects(200).json()
}

async fn moves(person: &Colleague<'_>, id: &ArticleId, stage: &str, status: u16) {
    let path = format!("/articles/{id}/stage");
    person.asks(Method::PUT, &path, Some(json!({"stage": stage}))).await.expects(status);
}

/// What the politics section of the Arabic edition asks from now on.
async fn asks(room: &Newsroom, rules: Value) {
    let chief = room.colleague("رئيس التحرير", Role::Admin).await;
    let section = by_slug(room.app.db.read(), &"ar".into(), "politics").await.expect("the database answers");
    let path = format!("/sections/{}/rules", section.expect("the section is there").id);
    let stood = chief.asks(Method::GET, &path, None).await.expects(200).json()["revision"].clone();
    let wanted = json!({"expected": stood, "rules": rules});
    chief.asks(Method::PUT, &path, Some(wanted.clone())).await.expects(204);
    chief.asks(Method::PUT, &path, Some(wanted)).await.expects(409);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_who_set_what_a_section_asks_at_once_one_is_told() {
    for room in newsrooms().await {
        let (salma, omar) =
            (room.colleague("سلمى", Role::Admin).await, room.colleague("عمر", Role::Admin).await);
        let section =
            by_slug(room.app.db.read(), &"ar".into(), "politics").await.expect("the database answers");
        let path = format!("/sections/{}/rules", section.expect("the section is there").id);
        // From nothing of its own on, and then from what the one before set.
        for round in 0..12 {
            let asks = |two: bool| json!({"expected": round, "rules": {"two_persons": two}});
            let sets =
                async |who: &Colleague<'_>, two| who.asks(Method::PUT, &path, Some(asks(two))).await.status;
            let (one, other) = tokio::join!(sets(&salma, true), sets(&omar, false));
            let mut told = [one.as_u16(), other.as_u16()];
            told.sort_unstable();
            assert_eq!(told, [204, 409], "{:?} in round {round}", room.dialect());
            let stands = salma.asks(Method::GET, &path, None).await.expects(200).json();
            assert_eq!(stands["revision"], round + 1);
            assert_eq!(
                stands["rules"]["two_persons"],
                one.as_u16() == 204,
                "whoever was told it is set set it"
            );
        }
    }
}

fn unmet(workflow: &Value) -> Vec<String> {
    let all = workflow["checklist"].as_array().expect("a checklist");
    let lacking = all.iter().filter(|one| one["met"] == false);
    lacking.map(|one| one["rule"].as_str().expect("a rule has a name").to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_candidate_goes_its_way_while_the_live_one_stays_up() {
    for room in newsrooms().await {
        let (layla, samer) = (room.editor("ليلى").await, room.colleague("سامر", Role::Contributor).await);
        let live = layla.publishes(piece("خبر").paragraph("النص المنشور")).await;
        layla.revises(&live.id, 1, piece("خبر").paragraph("النص المرشّح")).await.expects(201);
        let before = published_rows(&room.app.db).await;
        assert_eq!(workflow(&layla, &live.id).await["stage"], "writing");
        for stage in ["review", "legal"] {
            moves(&layla, &live.id, stage, 204).await;
            assert_eq!(workflow(&layla, &live.id).await["stage"], stage);
        }
        moves(&layla, &live.id, "nowhere", 422).await;
        moves(&samer, &live.id, "review", 403).await;
        assert!(before == published_rows(&room.app.db).await, "readers see nothing of it");
        room.reader().sees(&live.href, "النص المنشور").await;

        // Ready is said of one revision, and not of what came after; whoever names none approves none.
        moves(&layla, &live.id, "ready", 204).await;
        assert_eq!(workflow(&layla, &live.id).await["approvals"], json!([]));
        let path = format!("/articles/{}/stage", live.id);
        layla.asks(Method::PUT, &path, Some(json!({"stage": "ready", "revision": 2}))).await.expects(204);
        let stands = workflow(&layla, &live.id).await;
        assert_eq!((&stands["stage"], &stands["approvals"][0]["name"]), (&json!("ready"), &json!("ليلى")));
        layla.revises(&live.id, 2, piece("خبر").paragraph("تغيّر بعد ذلك")).await.expects(201);
        let stands = workflow(&layla, &live.id).await;
        assert_eq!((&stands["stage"], &stands["approvals"]), (&json!("legal"), &json!([])));
        layla.publishes_again(&live.id).await;
        assert_eq!(workflow(&layla, &live.id).await["candidates"], json!([]), "what is out is no candidate");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_checklist_says_what_is_lacking_and_a_section_decides_what_blocks() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let bare = layla
            .writes(piece(&"كلمة ".repeat(30)).block(content::tree::Block::Statement(statement(
                "",
                "",
                "سنعود",
            ))))
            .await;
        assert_eq!(
            unmet(&workflow(&layla, &bare).await),
            ["headline_length", "lead", "authors", "sources", "speakers", "picture", "topics"]
        );
        let dark = NewPicture::new(7).with("rights_until", &text::dates::iso(room.now() + HOUR, "UTC"));
        let picture = layla.uploads(dark).await;
        let whole = piece("عنوان قصير")
            .lead("مقدمة")
            .by("سلمى")
            .about("الماء")
            .source("agency", "وكالة", "", "")
            .block(content::tree::Block::Statement(statement("الوزير", "", "سنعود")))
            .with("picture", picture.as_str());
        let whole = layla.writes(whole).await;
        assert_eq!(unmet(&workflow(&layla, &whole).await), ["picture_alt", "picture_credit"]);

        asks(&room, json!({"weights": {"sources": "blocking", "lead": "off", "picture_rights": "blocking"}}))
            .await;
        let before = all_rows(&room.app.db).await;
        let refused = layla.posts(&bare, "publication", json!({})).await.expects(409).json();
        assert_eq!(refused["code"], "checklist");
        assert!(refused["detail"].as_str().is_some_and(|why| why.ends_with(": sources")), "{refused}");
        layla.schedules(&bare, room.now() + HOUR).await.expects(409);
        assert!(before == all_rows(&room.app.db).await);
        let found = workflow(&layla, &bare).await;
        assert_eq!(found["held_back_by"], json!(["checklist"]));
        assert!(!unmet(&found).contains(&"lead".to_owned()), "what is off is not looked at");
        // The rights end before its time.
        layla.schedules(&whole, room.now() + 2 * HOUR).await.expects(409);
        layla.posts(&whole, "publication", json!({})).await.expects(200);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_two_people_are_asked_nobody_publishes_alone() {
    for room in newsrooms().await {
        let (layla, samer) = (room.editor("ليلى").await, room.editor("سامر").await);
        asks(&room, json!({"two_persons": true})).await;
        let id = layla.writes(piece("خبر دقيق").paragraph("نص")).await;
        let refused = layla.posts(&id, "publication", json!({})).await.expects(409).json();
        assert_eq!(refused["code"], "second_person");
        layla.posts(&id, "approval", json!({})).await.expects(204);
        layla.posts(&id, "publication", json!({})).await.expects(409);
        assert_eq!(workflow(&layla, &id).await["held_back_by"], json!(["second_person"]));
        samer.posts(&id, "approval", json!({"revision": 1})).await.expects(204);
        layla.revises(&id, 1, piece("خبر دقيق").paragraph("نص آخر")).await.expects(201);
        layla.posts(&id, "publication", json!({})).await.expects(409);
        layla.posts(&id, "publication", json!({"revision": 1})).await.expects(200);
        // A correction goes the same way; a withdrawal never waits.
        layla.corrects(&id, "تصويب", json!({"revision": 2})).await.expects(409);
        // The revision alone is not the note: that waits for somebody else to send the same.
        samer.posts(&id, "approval", json!({})).await.expects(204);
        layla.corrects(&id, "تصويب", json!({"revision": 2})).await.expects(409);
        samer.corrects(&id, "تصويب", json!({"revision": 2})).await.expects(201);
        layla.withdraws(&id, "سبب").await.expects(200);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_asked_is_asked_again_when_its_time_comes() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let id = layla.writes(piece("خبر الموعد").paragraph("نص")).await;
        layla.schedules(&id, room.now() + HOUR).await.expects(202);
        asks(&room, json!({"weights": {"sources": "blocking"}})).await;
        room.the_clock_reaches(room.now() + HOUR).await;
        room.reader().misses("/ar/", "خبر الموعد").await;
        let article = layla.reads(&id).await;
        assert!(article["scheduled_for"].is_null() && article["live_revision"].is_null(), "{article}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_changes_very_much_says_that_they_mean_it() {
    for room in newsrooms().await {
        let (chief, layla) = (room.colleague("المدير", Role::Admin).await, room.editor("ليلى").await);
        let brake = Brake { publications: 3, withdrawals: 1, minutes: 10 };
        set_brake(&room.app, &as_person(&chief, Role::Admin), brake).await.expect("it is set");
        let none = Brake { publications: 0, ..brake };
        set_brake(&room.app, &as_person(&chief, Role::Admin), none).await.expect_err("that is no brake");
        let mut ids = Vec::new();
        for number in 0..3 {
            ids.push(layla.publishes(piece(&format!("خبر {number}")).paragraph("نص")).await.id);
        }
        let fourth = layla.writes(piece("خبر رابع").paragraph("نص")).await;
        let before = all_rows(&room.app.db).await;
        let refused = layla.posts(&fourth, "publication", json!({})).await.expects(409).json();
        assert_eq!(refused["code"], "brake");
        assert!(before == all_rows(&room.app.db).await);
        // A moment's delay is no way round; what is set for later can be seen and taken back until then.
        let soon = layla.schedules(&fourth, room.now() + MINUTE).await.expects(409).json();
        assert_eq!(soon["code"], "brake");
        assert!(before == all_rows(&room.app.db).await);
        layla.schedules(&fourth, room.now() + HOUR).await.expects(202);
        layla.withdraws(&ids[0], "سبب").await.expects(200);
        layla.withdraws(&ids[1], "سبب").await.expects(409);
        // It is hers alone, it is released for a while, and it ends by itself.
        let samer = room.editor("سامر").await;
        samer.posts(&fourth, "publication", json!({})).await.expects(200);
        // A token that was stolen releases nothing: that is for somebody who is there.
        layla.asks(Method::POST, "/brake/release", None).await.expects(405);
        release_brake(&room.app, &as_person(&layla, Role::Editor)).await.expect("she means it");
        layla.withdraws(&ids[1], "سبب").await.expects(200);
        room.the_clock_reaches(room.now() + HOUR).await;
        layla.withdraws(&ids[2], "سبب").await.expects(200);
        // At the desk, whoever goes on proves first who they are; what they wrote stands in the sheet meanwhile.
        let waiting = layla.publishes(piece("ينتظر").paragraph("نص")).await.id;
        let desk = layla.at_desk().await;
        let go_on = format!("/desk/articles/{waiting}/brake-release");
        let order = [("revision", "1"), ("change", "error"), ("note", "كان الرقم خطأ")];
        let released = desk.sends(&go_on, &order).await.expects(200);
        assert!(
            released.says("كان الرقم خطأ") && released.says("The brake is released"),
            "{}",
            released.words()
        );
        room.the_clock_reaches(room.now() + 16 * MINUTE).await;
        let kept = desk.sends(&go_on, &order).await.expects(200);
        assert!(kept.says("كان الرقم خطأ") && kept.says("Prove who you are"), "{}", kept.words());
        assert!(kept.body().contains(&format!("/desk/prove?to=/desk/articles/{waiting}/sheet")));
        let foreign = desk.opens("/desk/prove?to=https://elsewhere.example/desk").await.expects(200);
        assert!(!foreign.body().contains("elsewhere"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_article_is_somebodys_and_a_journalist_takes_only_for_herself() {
    for room in newsrooms().await {
        let (chief, huda) = (room.editor("المحررة").await, room.colleague("هدى", Role::Journalist).await);
        let id = chief.writes(piece("خبر").paragraph("نص")).await;
        let path = format!("/articles/{id}/assignment");
        let to = |account: &str, due: Value| Some(json!({"account": account, "due_at": due}));
        let due = text::dates::iso(room.now() + HOUR, "UTC");
        huda.asks(Method::PUT, &path, to(huda.account.as_str(), json!(due))).await.expects(204);
        let assigned = workflow(&chief, &id).await["assigned"].clone();
        assert_eq!((&assigned["name"], &assigned["due_at"]), (&json!("هدى"), &json!(due)));
        huda.asks(Method::PUT, &path, to(chief.account.as_str(), Value::Null)).await.expects(403);
        chief.asks(Method::PUT, &path, to(chief.account.as_str(), Value::Null)).await.expects(204);
        huda.asks(Method::PUT, &path, Some(json!({}))).await.expects(403);
        chief.asks(Method::PUT, &path, to("01nobody", Value::Null)).await.expects(422);
        chief.asks(Method::PUT, &path, Some(json!({}))).await.expects(204);
        assert!(workflow(&chief, &id).await["assigned"].is_null());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_stages_are_the_newsrooms_own() {
    for room in newsrooms().await {
        let chief = room.colleague("المدير", Role::Admin).await;
        let stages = json!({"stages": [
            {"code": "writing", "role": "contributor"},
            {"code": "copy", "name": "التدقيق اللغوي", "role": "journalist"},
            {"code": "ready", "role": "editor"},
        ]});
        chief.asks(Method::PUT, "/stages", Some(stages.clone())).await.expects(204);
        let id = chief.writes(piece("خبر").paragraph("نص")).await;
        moves(&chief, &id, "copy", 204).await;
        moves(&chief, &id, "legal", 422).await;
        chief.asks(Method::PUT, "/stages", Some(json!({"stages": []}))).await.expects(422);
        let desk = chief.at_desk().await;
        let sheet = desk.opens(&format!("/desk/articles/{id}/sheet")).await.expects(200);
        assert!(sheet.says("التدقيق اللغوي") && sheet.says("Writing"), "{}", sheet.words());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_sheet_publishes_schedules_corrects_and_withdraws() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let desk = layla.at_desk().await;
        let id = layla.writes(piece("خبر من الورقة").paragraph("نص أول")).await;
        let sheet = format!("/desk/articles/{id}/sheet");
        let before = desk.opens(&sheet).await.expects(200);
        assert!(before.says("It has a lead picture") && before.says("/ar/politics/"), "{}", before.words());

        // By the clock on the wall of the edition's zone, two hours ahead of Greenwich.
        let wall = text::dates::iso(room.now() + HOUR, "Asia/Beirut")[..16].to_owned();
        let later = [("revision", "1"), ("when", "later"), ("at", wall.as_str())];
        desk.sends(&sheet, &later).await.expects(303);
        let at = text::dates::iso((room.now() + HOUR) / 60_000_000 * 60_000_000, "UTC");
        assert_eq!(layla.reads(&id).await["scheduled_for"], at);
        desk.sends(&format!("/desk/articles/{id}/schedule-removal"), &[]).await.expects(303);
        let past = [("revision", "1"), ("when", "later"), ("at", "2020-01-01T00:00")];
        desk.sends(&sheet, &past).await.expects(200);
        desk.sends(&sheet, &[("when", "now")]).await.expects(422);

        desk.sends(&sheet, &[("revision", "1"), ("when", "now")]).await.expects(303);
        layla.finished_receipt(&id).await;
        let after = desk.opens(&format!("{sheet}?done=published")).await.expects(200);
        assert!(after.says("Readers saw it after"), "{}", after.words());
        let receipt = desk.opens(&format!("/desk/articles/{id}/receipt")).await.expects(200).json();
        assert_eq!(receipt["finished"], true);
        assert!(receipt["said"].as_str().is_some_and(|said| said.starts_with("Readers saw it after")));
        let href = layla.reads(&id).await["href"].as_str().expect("it has an address").to_owned();
        room.reader().sees(&href, "نص أول").await;

        layla.revises(&id, 1, piece("خبر من الورقة").paragraph("نص مصحح")).await.expects(201);
        let silent = [("revision", "2"), ("when", "now"), ("change", "error"), ("note", "")];
        let kept = desk.sends(&sheet, &silent).await.expects(200);
        assert!(kept.says("Write what readers are told"), "{}", kept.words());
        // A note is for now; the sheet that refuses it for later keeps it.
        let for_later = [
            ("revision", "2"),
            ("when", "later"),
            ("at", wall.as_str()),
            ("change", "error"),
            ("note", "الرقم كان خطأ"),
        ];
        let kept = desk.sends(&sheet, &for_later).await.expects(200);
        assert!(kept.says("go out as they are made") && kept.says("الرقم كان خطأ"), "{}", kept.words());
        assert!(kept.body().contains(r#"value="error" checked"#) && kept.body().contains(&wall));
        let told = [("revision", "2"), ("when", "now"), ("change", "error"), ("note", "الرقم كان خطأ")];
        desk.sends(&sheet, &told).await.expects(303);
        room.reader().sees(&href, "الرقم كان خطأ").await;
        let old = desk.sends(&sheet, &[("revision", "1"), ("when", "now")]).await.expects(200);
        assert!(old.says("A newer revision than this went out"), "{}", old.words());
        assert_eq!(layla.reads(&id).await["live_revision"], 2);
        desk.sends(&format!("/desk/articles/{id}/withdrawal"), &[("reason", "لم يثبت")]).await.expects(303);
        room.reader().meets(&href, 410).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn at_the_desk_two_revisions_stand_side_by_side_and_a_part_comes_back() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let desk = layla.at_desk().await;
        let id = layla.writes(piece("مقتل 5 أشخاص").paragraph("نص")).await;
        layla.revises(&id, 1, piece("مقتل 7 أشخاص").paragraph("نص")).await.expects(201);
        let path = format!("/desk/articles/{id}/revisions");
        let page = desk.opens(&path).await.expects(200);
        let body = page.body();
        assert!(body.contains("<del>5</del>") && body.contains("<ins>7</ins>"), "{body}");
        assert!(body.contains("lang=\"ar\" dir=\"rtl\""), "each side reads as the piece reads");
        let back = [("expected", "2"), ("from", "1"), ("line", "headline")];
        desk.sends(&format!("/desk/articles/{id}/restoration"), &back).await.expects(303);
        assert_eq!(layla.reads(&id).await["content"]["headline"], "مقتل 5 أشخاص");
        desk.opens(&format!("{path}?from=1&to=99")).await.expects(404);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_correction_waits_for_the_embargo_and_takes_the_place_of_what_was_to_come() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let live = layla.publishes(piece("خبر").paragraph("أول")).await;
        layla.revises(&live.id, 1, piece("خبر").paragraph("سر المساء")).await.expects(201);
        let desk = layla.at_desk().await;
        let embargo = format!("/desk/articles/{}/embargo", live.id);
        let wall = text::dates::iso(room.now() + HOUR, "Asia/Beirut")[..16].to_owned();
        desk.sends(&embargo, &[("until", wall.as_str())]).await.expects(303);
        let corrected = |revision| json!({"kind": "error", "text": "كان خطأ", "revision": revision});
        let before = all_rows(&room.app.db).await;
        layla.posts(&live.id, "corrections", corrected(2)).await.expects(409);
        assert!(before == all_rows(&room.app.db).await);
        room.reader().misses(&live.href, "سر المساء").await;

        desk.sends(&embargo, &[("until", "")]).await.expects(303);
        layla.schedules(&live.id, room.now() + HOUR).await.expects(202);
        layla.revises(&live.id, 2, piece("خبر").paragraph("مصحح")).await.expects(201);
        let done = layla.posts(&live.id, "corrections", corrected(3)).await;
        assert!(done.status.is_success(), "{}", done.body());
        assert_eq!(layla.reads(&live.id).await["scheduled_for"], Value::Null);
        room.the_clock_reaches(room.now() + 2 * HOUR).await;
        room.reader().sees(&live.href, "مصحح").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_sheet_says_in_words_why_nothing_goes_out() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let desk = layla.at_desk().await;
        let [bare, nameless, gone] = [
            layla.writes(piece("خبر بلا نص")).await,
            layla.writes(piece("").paragraph("نص بلا عنوان")).await,
            layla.publishes(piece("خبر سُحب").paragraph("نص")).await.id,
        ];
        layla.withdraws(&gone, "لم يثبت").await.expects(200);
        for (id, said) in [
            (&bare, "Nothing goes out without a text."),
            (&nameless, "Nothing goes out without a headline."),
            (&gone, "This article was withdrawn."),
        ] {
            let sheet = format!("/desk/articles/{id}/sheet");
            let refused = desk.sends(&sheet, &[("revision", "1"), ("when", "now")]).await.expects(200);
            assert!(refused.says(said), "{}", refused.words());
        }
    }
}

//! A role in one section or one edition is a role there: what belongs to another part of the paper is judged by the role that its
//! person has there, whatever they may do at home.

use axum::http::Method;
use newsroom::features::accounts::actions::give_remit;
use newsroom::features::accounts::{Actor, Remit, Role};
use newsroom::features::sections::by_slug;
use newsroom::id::SectionId;
use serde_json::{Value, json};

use crate::kit::store::all_rows;
use crate::kit::{Colleague, HOUR, NewPicture, Newsroom, newsrooms, piece};

async fn section(room: &Newsroom, edition: &str, slug: &str) -> SectionId {
    let found = by_slug(room.app.db.read(), &edition.into(), slug).await.expect("the database answers");
    found.expect("the section is there").id
}

async fn gets(
    room: &Newsroom,
    person: &Colleague<'_>,
    edition: &str,
    section: Option<SectionId>,
    role: Role,
) {
    let remit = Remit { edition: edition.into(), section, role };
    give_remit(&room.app, &Actor::Console, &person.account, remit).await.expect("it is theirs");
}

async fn tries(person: &Colleague<'_>, method: Method, path: &str, body: Value, status: u16) -> Value {
    let answer = person.asks(method, path, Some(body)).await.expects(status);
    if answer.body().is_empty() { Value::Null } else { answer.json() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_editions_editor_leads_its_stories_and_alerts_and_no_others() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let noor = room.colleague("نور", Role::Journalist).await;
        gets(&room, &noor, "en", None, Role::Editor).await;
        let (here, there) = (layla.opens_story("ar", "ملف").await, layla.opens_story("en", "Story").await);
        let arabic = layla.writes(piece("خبر").paragraph("نص")).await;
        let english = layla.writes(piece("News").paragraph("Text").in_section("en", "world")).await;
        let alert = |edition: &str| json!({"edition": edition, "words": "عاجل", "ends_at": text::dates::iso(room.now() + HOUR, "UTC")});
        let raised = tries(&layla, Method::POST, "/alerts", alert("ar"), 201).await;
        let raised = raised["id"].as_str().expect("it has an id").to_owned();
        let desk = noor.at_desk().await;
        let before = all_rows(&room.app.db).await;
        for (method, path, body) in [
            (Method::POST, "/stories".to_owned(), json!({"edition": "ar", "name": "ملفها"})),
            (Method::PATCH, format!("/stories/{here}"), json!({"name": "غيره"})),
            (Method::PUT, format!("/stories/{here}/state"), json!({"state": "paused"})),
            (Method::PUT, format!("/stories/{here}/articles/{arabic}"), json!({})),
            (Method::DELETE, format!("/stories/{here}/articles/{arabic}"), json!({})),
            (Method::PUT, format!("/stories/{here}/pins/{arabic}"), json!({})),
            (Method::POST, format!("/stories/{here}/merger"), json!({"into": there})),
            (Method::POST, format!("/stories/{there}/merger"), json!({"into": here})),
            (Method::POST, format!("/stories/{here}/split"), json!({"name": "جزء", "articles": [arabic]})),
            (Method::POST, "/alerts".to_owned(), alert("ar")),
            (Method::PATCH, format!("/alerts/{raised}"), json!({"expected": 1, "words": "غيره"})),
            (Method::DELETE, format!("/alerts/{raised}"), json!({})),
            (Method::PUT, format!("/articles/{english}/translation"), json!({"original": arabic})),
            (Method::PUT, format!("/articles/{arabic}/translation"), json!({"original": english})),
            (Method::DELETE, format!("/articles/{arabic}/translation"), json!({})),
        ] {
            tries(&noor, method, &path, body, 403).await;
        }
        let stories = json!({"stories": [here]}).to_string().into_bytes();
        desk.sends_bytes("PUT", &format!("/desk/articles/{arabic}/stories"), stories).await.expects(403);
        assert!(before == all_rows(&room.app.db).await, "{:?}", room.dialect());
        // The control: in her edition she does all of it.
        tries(&noor, Method::PATCH, &format!("/stories/{there}"), json!({"name": "Other"}), 200).await;
        tries(&noor, Method::PUT, &format!("/stories/{there}/articles/{english}"), json!({}), 200).await;
        tries(&noor, Method::PUT, &format!("/stories/{there}/pins/{english}"), json!({}), 200).await;
        let stories = json!({"stories": []}).to_string().into_bytes();
        desk.sends_bytes("PUT", &format!("/desk/articles/{english}/stories"), stories).await.expects(200);
        let own = tries(&noor, Method::POST, "/alerts", alert("en"), 201).await;
        let own = format!("/alerts/{}", own["id"].as_str().expect("it has an id"));
        tries(&noor, Method::PATCH, &own, json!({"expected": 1, "words": "Other"}), 200).await;
        tries(&noor, Method::DELETE, &own, json!({}), 200).await;
        layla
            .asks(Method::PUT, &format!("/articles/{english}/translation"), Some(json!({"original": arabic})))
            .await
            .expects(200);
        tries(&noor, Method::DELETE, &format!("/articles/{english}/translation"), json!({}), 200).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_alert_that_was_set_by_somebody_who_lost_the_edition_does_not_begin() {
    for room in newsrooms().await {
        let noor = room.colleague("نور", Role::Journalist).await;
        gets(&room, &noor, "en", None, Role::Editor).await;
        let alert = |words: &str| json!({"edition": "en", "words": words, "begins_at": text::dates::iso(room.now() + HOUR, "UTC")});
        tries(&noor, Method::POST, "/alerts", alert("Breaking later"), 201).await;
        newsroom::features::accounts::actions::take_remit(
            &room.app,
            &Actor::Console,
            &noor.account,
            &"en".into(),
            None,
        )
        .await
        .expect("it is hers no more");
        // A part elsewhere does not stand for it.
        gets(&room, &noor, "ar", None, Role::Chief).await;
        room.the_clock_reaches(room.now() + HOUR).await;
        room.reader().misses("/en/", "Breaking later").await;
        gets(&room, &noor, "en", None, Role::Editor).await;
        tries(&noor, Method::POST, "/alerts", alert("Breaking now"), 201).await;
        room.the_clock_reaches(room.now() + HOUR).await;
        room.reader().sees("/en/", "Breaking now").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_editions_chief_arranges_it_and_no_other() {
    for room in newsrooms().await {
        let noor = room.colleague("نور", Role::Journalist).await;
        gets(&room, &noor, "en", None, Role::Chief).await;
        let page =
            |expected: i64| json!({"title": "About", "body_html": "<p>About us</p>", "expected": expected});
        let (foreign, own) = (section(&room, "ar", "world").await, section(&room, "en", "world").await);
        let before = all_rows(&room.app.db).await;
        for (method, path, body) in [
            (
                Method::POST,
                "/sections".to_owned(),
                json!({"edition": "ar", "slug": "sport", "name": "رياضة"}),
            ),
            (Method::PATCH, format!("/sections/{foreign}"), json!({"expected": 1, "name": "غيره"})),
            (Method::PUT, format!("/sections/{foreign}/state"), json!({"expected": 1, "closed": true})),
            (Method::PUT, "/menus/ar".to_owned(), json!({"links": []})),
            (Method::PUT, "/menus/ar/head".to_owned(), json!({"links": []})),
            (Method::PUT, "/channels/ar".to_owned(), json!({"channels": []})),
            (Method::PUT, "/pages/ar/about".to_owned(), page(0)),
            (Method::POST, "/pages/ar/about/publication".to_owned(), json!({})),
            (Method::DELETE, "/pages/ar/about/publication".to_owned(), json!({})),
            // What is the whole house's is not an edition's.
            (Method::PUT, "/stages".to_owned(), json!({"stages": []})),
            (Method::PUT, format!("/sections/{own}/rules"), json!({"expected": 0, "rules": {}})),
            (Method::PATCH, "/editions/en".to_owned(), json!({"name": "Mine"})),
            (Method::POST, "/redirects".to_owned(), json!({"path": "/en/old", "to": "/en/"})),
        ] {
            tries(&noor, method, &path, body, 403).await;
        }
        assert!(before == all_rows(&room.app.db).await, "{:?}", room.dialect());
        // The control.
        tries(
            &noor,
            Method::POST,
            "/sections",
            json!({"edition": "en", "slug": "sport", "name": "Sport"}),
            201,
        )
        .await;
        tries(
            &noor,
            Method::PATCH,
            &format!("/sections/{own}"),
            json!({"expected": 1, "name": "The world"}),
            200,
        )
        .await;
        tries(&noor, Method::PUT, "/menus/en", json!({"links": []}), 200).await;
        tries(&noor, Method::PUT, "/channels/en", json!({"channels": []}), 200).await;
        tries(&noor, Method::PUT, "/pages/en/about", page(0), 200).await;
        tries(&noor, Method::POST, "/pages/en/about/publication", json!({}), 200).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sections_editor_moves_gives_and_sees_what_waits_in_her_section() {
    for room in newsrooms().await {
        let (layla, noor) = (room.editor("ليلى").await, room.colleague("نور", Role::Journalist).await);
        gets(&room, &noor, "ar", Some(section(&room, "ar", "politics").await), Role::Editor).await;
        let own = layla.writes(piece("في قسمها").paragraph("نص")).await;
        let other = layla.writes(piece("في غيره").paragraph("نص").in_section("ar", "world")).await;
        let desk = noor.at_desk().await;
        for (id, status) in [(&own, 204), (&other, 403)] {
            let to = json!({"account": layla.account});
            tries(&noor, Method::PUT, &format!("/articles/{id}/assignment"), to, status).await;
            tries(&noor, Method::PUT, &format!("/articles/{id}/stage"), json!({"stage": "legal"}), status)
                .await;
            tries(&noor, Method::POST, &format!("/articles/{id}/approval"), json!({}), status).await;
        }
        // Many at once are judged one by one.
        let order = [("id", own.as_str()), ("id", other.as_str()), ("order", "stage"), ("to_stage", "ready")];
        let back = desk.sends("/desk/articles/many", &order).await.expects(303);
        assert!(back.header("location").contains("done=1&refused=1"), "{}", back.header("location"));
        // What stands in a stage that is an editor's waits for her in her section alone.
        for id in [&own, &other] {
            tries(&layla, Method::PUT, &format!("/articles/{id}/stage"), json!({"stage": "legal"}), 204)
                .await;
        }
        let today = desk.opens("/desk").await.expects(200);
        assert!(today.says("في قسمها") && !today.says("في غيره"), "{}", today.words());
        // The brake is everybody's own, where they publish.
        let release = |id: &newsroom::id::ArticleId| format!("/desk/articles/{id}/brake-release");
        desk.sends(&release(&own), &[("revision", "1")]).await.expects(200);
        desk.sends(&release(&other), &[("revision", "1")]).await.expects(403);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sections_editor_does_not_turn_rights_that_reach_further() {
    for room in newsrooms().await {
        let (layla, noor) = (room.editor("ليلى").await, room.colleague("نور", Role::Journalist).await);
        gets(&room, &noor, "ar", Some(section(&room, "ar", "politics").await), Role::Editor).await;
        let picture = layla.uploads(NewPicture::new(5)).await;
        let own = piece("في قسمها").paragraph("نص").with("picture", picture.as_str());
        layla.publishes(own).await;
        let other =
            piece("في غيره").paragraph("نص").in_section("ar", "world").with("picture", picture.as_str());
        layla.publishes(other).await;
        let fields = [
            ("caption", "وصف جديد"),
            ("focal_x", "50"),
            ("focal_y", "50"),
            ("rights_until", "2030-01-01T00:00"),
        ];
        let path = format!("/desk/library/{picture}");
        noor.at_desk().await.sends(&path, &fields).await.expects(422);
        // She may say what is seen; her word puts it on no page of another section.
        let before = crate::kit::store::published_rows(&room.app.db).await;
        noor.at_desk().await.sends(&path, &fields[..3]).await.expects(303);
        assert!(before == crate::kit::store::published_rows(&room.app.db).await);
        layla.at_desk().await.sends(&path, &fields).await.expects(303);
        assert!(before != crate::kit::store::published_rows(&room.app.db).await, "the control");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_may_not_know_of_is_named_in_vain() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let (local, leads) = (
            room.colleague("محررة القسم", Role::Contributor).await,
            room.colleague("محررة الطبعة", Role::Contributor).await,
        );
        let politics = section(&room, "ar", "politics").await;
        gets(&room, &local, "ar", Some(politics.clone()), Role::Editor).await;
        gets(&room, &leads, "ar", None, Role::Editor).await;
        let own = layla.writes(piece("خبر").paragraph("نص")).await;
        let elsewhere = layla.writes(piece("مخفي").paragraph("نص").in_section("ar", "world")).await;
        let abroad = layla.writes(piece("Hidden").paragraph("Text").in_section("en", "world")).await;
        let never = newsroom::id::ArticleId::from("0D7K3F9QX2M1");
        let told = |answer: crate::kit::Answer, id: &newsroom::id::ArticleId| {
            (answer.status.as_u16(), answer.body().replace(id.as_str(), "ID"))
        };
        // As the original of her own piece; and of one that she may not link, she learns nothing of either.
        for (translated, status) in [(&own, 404), (&elsewhere, 404)] {
            let links = async |original: &newsroom::id::ArticleId| {
                let path = format!("/articles/{translated}/translation");
                let body = json!({"original": original});
                told(local.asks(Method::PUT, &path, Some(body)).await, original)
            };
            let hidden = links(&abroad).await;
            assert_eq!((hidden.0, &hidden), (status, &links(&never).await));
        }
        // As a pin of her own front.
        let pins = async |article: &newsroom::id::ArticleId| {
            let pins = json!({"expected": 0, "pins": [{"slot": "lead", "article": article}]});
            told(local.asks(Method::PUT, &format!("/fronts/{politics}"), Some(pins)).await, article)
        };
        let hidden = pins(&elsewhere).await;
        assert_eq!((hidden.0 / 100, &hidden), (4, &pins(&never).await));
        // In a proposal of another edition.
        let desk = leads.at_desk().await;
        let dismisses = async |article: &newsroom::id::ArticleId| {
            let sent = [("edition", "ar"), ("articles", article.as_str())];
            desk.sends("/desk/proposals/dismissals", &sent).await.status.as_u16()
        };
        assert_eq!((dismisses(&abroad).await, dismisses(&never).await), (404, 404));
        // The controls: what she may know of is pinned, dismissed and linked.
        assert_eq!(pins(&own).await.0, 200);
        assert_eq!(dismisses(&own).await, 303);
        gets(&room, &local, "en", None, Role::Editor).await;
        let path = format!("/articles/{own}/translation");
        tries(&local, Method::PUT, &path, json!({"original": abroad}), 200).await;
    }
}

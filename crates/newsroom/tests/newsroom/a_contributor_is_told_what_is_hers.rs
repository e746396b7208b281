//! A contributor writes, and sees of what others write nothing that readers do not see: not in the lists, not in what is offered
//! while she types, not by asking for it.

use axum::http::Method;
use newsroom::features::accounts::actions::give_remit;
use newsroom::features::accounts::{Actor, Remit, Role};
use newsroom::features::sections::by_slug;
use serde_json::{Value, json};

use crate::kit::{AtDesk, Colleague, HOUR, NewPicture, newsrooms, piece};

/// What is offered while a name is typed.
async fn offered(desk: &AtDesk<'_>, of: &str, typed: &str) -> Vec<String> {
    let typed: String = typed.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let answer = desk.opens(&format!("/desk/names?edition=ar&of={of}&q={typed}")).await.expects(200).json();
    let names = answer["names"].as_array().expect("names");
    names.iter().map(|one| one["name"].as_str().expect("a name").to_owned()).collect()
}

async fn assigns(editor: &Colleague<'_>, to: &Colleague<'_>, id: &newsroom::id::ArticleId) {
    let to = json!({"account": to.account});
    editor.asks(Method::PUT, &format!("/articles/{id}/assignment"), Some(to)).await.expects(204);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn names_that_only_drafts_of_others_have_are_not_offered() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let writer = room.colleague("مساهمة", Role::Contributor).await;
        let (desk, editors) = (writer.at_desk().await, layla.at_desk().await);
        let secret = piece("سر").paragraph("نص").about("نازلة سرية").by("نائل السري");
        let secret = layla.writes(secret).await;
        layla.publishes(piece("معلن").paragraph("نص").about("نازلة معلنة").by("نائل المعلن")).await;
        writer.writes(piece("لها").paragraph("نص").about("نازلة لها").by("نائل لها")).await;
        let (dark, open) =
            (layla.opens_story("ar", "ملف سري").await, layla.opens_story("ar", "ملف معلن").await);
        layla.places(&dark, &secret).await.expects(200);
        let live = layla.publishes(piece("في ملف").paragraph("نص")).await;
        layla.places(&open, &live.id).await.expects(200);

        for (of, typed, told, kept) in [
            ("topics", "نازلة", &["نازلة معلنة", "نازلة لها"][..], "نازلة سرية"),
            ("authors", "نائل", &["نائل المعلن", "نائل لها"], "نائل السري"),
            ("stories", "ملف", &["ملف معلن"], "ملف سري"),
            ("stories", "", &["ملف معلن"], "ملف سري"),
        ] {
            let names = offered(&desk, of, typed).await;
            assert!(told.iter().all(|name| names.iter().any(|one| one == name)), "{of} {typed}: {names:?}");
            assert!(!names.iter().any(|name| name == kept), "{of} {typed}: {names:?}");
            // The control: whoever may read the draft is offered its names.
            let names = offered(&editors, of, typed).await;
            assert!(names.iter().any(|name| name == kept), "{of} {typed}: {names:?}");
        }
        // Who has a part in its section may read it, and is told; who has another is not.
        for (slug, told) in [("world", false), ("politics", true)] {
            let there = by_slug(room.app.db.read(), &"ar".into(), slug).await.expect("it is read");
            let remit =
                Remit { edition: "ar".into(), section: there.map(|one| one.id), role: Role::Journalist };
            give_remit(&room.app, &Actor::Console, &writer.account, remit).await.expect("it is hers");
            let names = offered(&desk, "topics", "نازلة").await;
            assert_eq!(names.iter().any(|name| name == "نازلة سرية"), told, "{slug}: {names:?}");
        }
        // And once readers see it, everybody is told.
        let stranger = room.colleague("مساهم آخر", Role::Contributor).await;
        layla.publishes_again(&secret).await;
        let names = offered(&stranger.at_desk().await, "topics", "نازلة").await;
        assert!(names.iter().any(|name| name == "نازلة سرية"), "{names:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stories_that_readers_do_not_see_and_what_is_in_them_are_not_told() {
    for room in newsrooms().await {
        let (layla, writer) = (room.editor("ليلى").await, room.colleague("مساهمة", Role::Contributor).await);
        let story = layla.opens_story("ar", "ملف سري").await;
        for path in ["/stories".to_owned(), format!("/stories/{story}"), format!("/stories/{story}/receipt")]
        {
            let answer = writer.asks(Method::GET, &path, None).await.expects(403);
            assert!(!answer.says("سري"), "{}", answer.body());
        }
        writer.asks(Method::GET, "/stories/01NOBODY", None).await.expects(403);
        let reporter = room.colleague("صحفية", Role::Journalist).await;
        let told = reporter.asks(Method::GET, &format!("/stories/{story}"), None).await.expects(200).json();
        assert_eq!(told["name"], "ملف سري", "the control");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_given_to_somebody_is_told_while_they_may_read_it() {
    for room in newsrooms().await {
        let (layla, writer) = (room.editor("ليلى").await, room.colleague("مساهمة", Role::Contributor).await);
        let politics = by_slug(room.app.db.read(), &"ar".into(), "politics").await.expect("it is read");
        let there = politics.map(|one| one.id);
        let remit = Remit { edition: "ar".into(), section: there.clone(), role: Role::Journalist };
        give_remit(&room.app, &Actor::Console, &writer.account, remit).await.expect("it is hers");
        let given = layla.writes(piece("أُعطيت لها").paragraph("نص")).await;
        assigns(&layla, &writer, &given).await;
        let desk = writer.at_desk().await;
        assert!(desk.opens("/desk").await.expects(200).says("أُعطيت لها"), "the control");
        // Her part is taken back: what she was given says nothing to her any more, whatever becomes of it.
        newsroom::features::accounts::actions::take_remit(
            &room.app,
            &Actor::Console,
            &writer.account,
            &"ar".into(),
            there.as_ref(),
        )
        .await
        .expect("it is hers no more");
        layla.revises(&given, 1, piece("سر بعد ذلك").paragraph("نص")).await.expects(201);
        let today = desk.opens("/desk").await.expects(200);
        assert!(!today.says("سر بعد ذلك") && !today.says("أُعطيت لها"), "{}", today.words());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_a_contributor_asks_she_is_told_of_her_own_drafts_alone() {
    for room in newsrooms().await {
        let (layla, writer) = (room.editor("ليلى").await, room.colleague("مساهمة", Role::Contributor).await);
        let picture = layla.uploads(NewPicture::new(9).with("caption", "صورة سرية")).await;
        let kept = piece("سرٌّ لم يُنشر").paragraph("نص سري").about("موضوع سري").by("كاتب سري");
        let kept = layla.writes(kept.with("picture", picture.as_str())).await;
        layla.revises(&kept, 1, piece("سرٌّ لم يُنشر").paragraph("نص سري ثان")).await.expects(201);
        layla.schedules(&kept, room.now() + HOUR).await.expects(202);
        assigns(&layla, &layla, &kept).await;
        let own = writer.writes(piece("لها").paragraph("نص")).await;
        let (desk, editors) = (writer.at_desk().await, layla.at_desk().await);

        let lists = [
            "/desk",
            "/desk/articles",
            "/desk/articles?edition=ar&words=%D8%B3%D8%B1",
            "/desk/articles?edition=ar&state=scheduled",
            "/desk/articles?edition=ar&author=%D8%B3%D8%B1%D9%8A",
        ];
        for path in lists {
            let page = desk.opens(path).await.expects(200);
            // Her own words stand in the form again.
            assert!(!page.says("سرٌّ") && !page.says("موضوع سري"), "{path}: {}", page.words());
        }
        let of_the_article = [
            "",
            "/tree",
            "/revisions",
            "/sheet",
            "/preview",
            "/preview/page",
            "/preview/card",
            "/notes",
            "/colleagues",
            "/receipt",
        ];
        for part in of_the_article {
            let answer = desk.opens(&format!("/desk/articles/{kept}{part}")).await.expects(404);
            assert!(!answer.says("سري"), "{part}: {}", answer.body());
        }
        for path in
            ["/desk/library".to_owned(), format!("/desk/library/{picture}"), format!("/desk/media/{picture}")]
        {
            let answer = desk.opens(&path).await.expects(403);
            assert!(!answer.says("سري"), "{path}: {}", answer.body());
        }
        for part in ["", "/revisions", "/comparison?from=1&to=2", "/workflow", "/receipt"] {
            writer.asks(Method::GET, &format!("/articles/{kept}{part}"), None).await.expects(404);
        }
        let listed = writer.asks(Method::GET, "/articles?edition=ar", None).await.expects(200).json();
        let ids: Vec<&Value> =
            listed["articles"].as_array().expect("a list").iter().map(|one| &one["id"]).collect();
        assert_eq!(ids, [&json!(own)]);
        // Naming it in a text of her own, or a picture of it, tells nothing of it.
        let naming = piece("لها").paragraph("نص").naming(&kept);
        writer.revises(&own, 1, naming).await.expects(201);
        let page = desk.opens(&format!("/desk/articles/{own}/preview/page")).await.expects(200);
        assert!(!page.says("سرٌّ"), "{}", page.words());
        // The control: an editor is told all of it.
        assert!(editors.opens("/desk/articles").await.expects(200).says("سرٌّ لم يُنشر"));
        for part in ["", "/tree", "/sheet", "/preview/page", "/notes"] {
            editors.opens(&format!("/desk/articles/{kept}{part}")).await.expects(200);
        }
    }
}

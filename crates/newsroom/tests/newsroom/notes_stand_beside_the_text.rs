//! Notes: what colleagues say to each other beside a text, whom they name, and who reads none of it.

use newsroom::features::accounts::actions::give_remit;
use newsroom::features::accounts::{Actor, Remit, Role};
use newsroom::id::ArticleId;
use serde_json::{Value, json};

use crate::kit::store::{all_rows, suspend};
use crate::kit::{Answer, AtDesk, MINUTE, Newsroom, newsrooms, piece};

async fn notes(desk: &AtDesk<'_>, id: &ArticleId, note: Value) -> Answer {
    let note = note.to_string().into_bytes();
    desk.sends_bytes("POST", &format!("/desk/articles/{id}/notes"), note).await
}

async fn resolves(desk: &AtDesk<'_>, id: &ArticleId, note: &str, resolved: bool) -> Answer {
    let body = json!({"resolved": resolved}).to_string().into_bytes();
    desk.sends_bytes("POST", &format!("/desk/articles/{id}/notes/{note}/resolution"), body).await
}

async fn reads(desk: &AtDesk<'_>, id: &ArticleId) -> Vec<Value> {
    let read = desk.opens(&format!("/desk/articles/{id}/notes")).await.expects(200).json();
    read["notes"].as_array().expect("a list").clone()
}

/// Editor in the world section alone.
async fn world(room: &Newsroom) -> Remit {
    let world = newsroom::features::sections::by_slug(room.app.db.read(), &"ar".into(), "world").await;
    let section = Some(world.expect("it is read").expect("it is there").id);
    Remit { edition: "ar".into(), section, role: Role::Editor }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_note_names_a_colleague_who_answers_and_resolves_it() {
    for room in newsrooms().await {
        let (layla, samer) = (room.editor("ليلى").await, room.editor("سامر الخوري").await);
        let id = layla.writes(piece("خبر السدّ").paragraph("بلغ المنسوب 12 مترًا")).await;
        let (hers, his) = (layla.at_desk().await, samer.at_desk().await);
        let offered = hers.opens(&format!("/desk/articles/{id}/colleagues?q=%D8%A7%D9%84%D8%AE")).await;
        let offered = offered.expects(200).json();
        assert_eq!(offered["names"], json!([{"id": samer.account, "name": "سامر الخوري"}]));
        let note = json!({
            "body": "@سامر الخوري من أين الرقم؟", "block": "p1", "quoted": "12 مترًا", "named": [samer.account],
        });
        let first = notes(&hers, &id, note).await.expects(201).json();
        let first = first["id"].as_str().expect("an id").to_owned();
        let today = his.opens("/desk").await.expects(200);
        assert!(today.says("Notes that mention you") && today.says("من أين الرقم؟"), "{}", today.words());
        assert!(today.body().contains(&format!("/desk/articles/{id}#note-{first}")));
        assert!(
            !hers.opens("/desk").await.says("Notes that mention you"),
            "nobody is told of their own note"
        );
        room.the_clock_reaches(room.now() + MINUTE).await;
        let answer = json!({"body": "من بيان المصلحة", "parent": first});
        notes(&his, &id, answer).await.expects(201);
        let stand = reads(&hers, &id).await;
        assert_eq!((stand[0]["quoted"].clone(), stand[0]["mine"].clone()), (json!("12 مترًا"), json!(true)));
        assert_eq!(stand[0]["named"], json!(["سامر الخوري"]));
        assert_eq!(
            (stand[1]["parent"].clone(), stand[1]["by"].clone()),
            (json!(first), json!("سامر الخوري"))
        );
        resolves(&his, &id, &first, true).await.expects(200);
        assert_eq!(reads(&hers, &id).await[0]["resolved"]["by"], json!("سامر الخوري"));
        assert!(
            !his.opens("/desk").await.says("Notes that mention you"),
            "what is done with is off the table"
        );
        resolves(&hers, &id, &first, false).await.expects(200);
        assert!(his.opens("/desk").await.says("Notes that mention you"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_may_not_read_the_article_reads_no_note_and_is_not_named() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let id = layla.writes(piece("خبر").paragraph("نص")).await;
        let hers = layla.at_desk().await;
        let first = notes(&hers, &id, json!({"body": "سرّ بيننا"})).await.expects(201).json();
        let first = first["id"].as_str().expect("an id").to_owned();
        // A contributor with a remit elsewhere, a contributor, a moderator, and somebody who was suspended.
        let foreign = room.colleague("كاتب العالم", Role::Contributor).await;
        give_remit(&room.app, &Actor::Console, &foreign.account, world(&room).await)
            .await
            .expect("it is given");
        let gone = room.editor("من رحل").await;
        let others = [
            foreign,
            room.colleague("متعاونة", Role::Contributor).await,
            room.colleague("مشرفة", Role::Moderator).await,
        ];
        let left = gone.at_desk().await;
        suspend(&room.app.db, &gone.account, room.now()).await;
        left.opens(&format!("/desk/articles/{id}/notes")).await.expects(401);
        for person in &others {
            let desk = person.at_desk().await;
            let before = all_rows(&room.app.db).await;
            desk.opens(&format!("/desk/articles/{id}/notes")).await.expects(404);
            desk.opens(&format!("/desk/articles/{id}/colleagues?q=")).await.expects(404);
            notes(&desk, &id, json!({"body": "دخيل"})).await.expects(404);
            resolves(&desk, &id, &first, true).await.expects(404);
            let refused =
                notes(&hers, &id, json!({"body": "@", "named": [person.account]})).await.expects(422);
            assert!(refused.says("may not read this article"));
            assert!(before == all_rows(&room.app.db).await, "{:?}: nothing changed", room.dialect());
        }
        notes(&hers, &id, json!({"body": "@", "named": [gone.account]})).await.expects(422);
        let offered = hers.opens(&format!("/desk/articles/{id}/colleagues?q=")).await.expects(200).json();
        assert_eq!(offered["names"], json!([]), "nobody else may read it");
        // Whoever was named and may read it no more is told nothing of it.
        let samer = room.colleague("سامر", Role::Journalist).await;
        notes(&hers, &id, json!({"body": "@سامر انظر", "named": [samer.account]})).await.expects(201);
        assert!(samer.at_desk().await.opens("/desk").await.says("انظر"));
        crate::kit::store::set_role(&room.app.db, &samer.account, "contributor").await;
        assert!(!samer.at_desk().await.opens("/desk").await.expects(200).says("انظر"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_note_has_its_bounds_and_its_own_article() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let (one, two) = (
            layla.writes(piece("أول").paragraph("نص")).await,
            layla.writes(piece("ثانٍ").paragraph("نص")).await,
        );
        let desk = layla.at_desk().await;
        let note = notes(&desk, &one, json!({"body": "ملاحظة"})).await.expects(201).json();
        let note = note["id"].as_str().expect("an id").to_owned();
        let answer = notes(&desk, &one, json!({"body": "جواب", "parent": note})).await.expects(201).json();
        let answer = answer["id"].as_str().expect("an id").to_owned();
        let before = all_rows(&room.app.db).await;
        for wrong in [json!({"body": " "}), json!({"body": "ط".repeat(2_001)}), json!({}), json!({"body": 7})]
        {
            notes(&desk, &one, wrong).await.expects(422);
        }
        notes(&desk, &one, json!({"body": "جواب الجواب", "parent": answer})).await.expects(404);
        notes(&desk, &two, json!({"body": "جواب", "parent": note})).await.expects(404);
        resolves(&desk, &two, &note, true).await.expects(404);
        resolves(&desk, &one, &answer, true).await.expects(404);
        notes(&desk, &ArticleId("0D7K3F9QX2M1".to_owned()), json!({"body": "نص"})).await.expects(404);
        assert!(before == all_rows(&room.app.db).await, "{:?}", room.dialect());
    }
}

//! The desk finds drafts and revisions by their words, in an index of its own: soon after a save, for whoever may read them, and
//! never through anything that readers can ask.

use newsroom::consumers::reindex_desk;
use newsroom::features::accounts::actions::give_remit;
use newsroom::features::accounts::{Actor, Remit, Role};
use newsroom::features::articles::Reach;
use newsroom::features::desk_search::Question;
use newsroom::features::sections::by_slug;

use crate::kit::{AtDesk, Colleague, Crawl, HOUR, Newsroom, newsrooms, piece, statement};

/// The headlines that the list shows for these words.
async fn found(room: &Newsroom, desk: &AtDesk<'_>, words: &str, more: &str) -> Vec<String> {
    room.settles().await;
    let path = format!("/desk/articles?words={}{more}", text::percent::path(words));
    let body = desk.opens(&path).await.expects(200).body();
    let lines = body.split("<a id=\"h-").skip(1);
    lines.filter_map(|line| line.split("<bdi>").nth(1)?.split("</bdi>").next()).map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draft_is_found_by_its_words_as_soon_as_it_is_saved() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let desk = layla.at_desk().await;
        let draft = layla
            .writes(piece("مسودة أولى").paragraph("تحدث عن المحادثات في القاهرة").source(
                "agency",
                "وكالة نادرة",
                "",
                "",
            ))
            .await;
        let said = piece("تصريح").block(statement("هند السراج", "", "قول عن الخزان"));
        layla.writes(said).await;
        // As search knows Arabic: with the article and without it, however the hamza is written.
        for words in ["محادثات", "المحادثات القاهره", "مسوده", "نادرة"] {
            assert_eq!(found(&room, &desk, words, "").await, ["مسودة أولى"], "{:?}: {words}", room.dialect());
        }
        assert_eq!(found(&room, &desk, "السراج", "").await, ["تصريح"]);
        layla.revises(&draft, 1, piece("مسودة ثانية").paragraph("عن المفاوضات")).await.expects(201);
        assert_eq!(found(&room, &desk, "المفاوضات", "").await, ["مسودة ثانية"]);
        assert!(found(&room, &desk, "المحادثات", "").await.is_empty(), "what it says no more is not found");
        // What readers still see is found with what replaces it.
        let live = layla.publishes(piece("منشور").paragraph("نهر قديم")).await;
        layla.revises(&live.id, 1, piece("منشور بعد").paragraph("بحر جديد")).await.expects(201);
        for words in ["نهر", "بحر"] {
            assert_eq!(found(&room, &desk, words, "").await, ["منشور بعد"], "{words}");
        }
        // The other filters hold.
        assert_eq!(found(&room, &desk, "بحر", "&state=changed").await, ["منشور بعد"]);
        assert!(found(&room, &desk, "بحر", "&state=draft").await.is_empty());
        assert!(found(&room, &desk, "بحر", "&edition=en").await.is_empty());
        layla.posts(&live.id, "withdrawal", serde_json::json!({"reason": "خطأ"})).await.expects(200);
        assert_eq!(found(&room, &desk, "بحر", "&state=withdrawn").await, ["منشور بعد"]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_may_not_read_is_neither_shown_nor_counted() {
    for room in newsrooms().await {
        let (layla, huda) = (room.editor("ليلى").await, room.colleague("هدى", Role::Contributor).await);
        for number in 0..60 {
            layla.writes(piece(&format!("سر {number}")).paragraph("كلمة نادرة")).await;
        }
        huda.writes(piece("مسودة هدى").paragraph("كلمة نادرة")).await;
        let (hers, all) = (huda.at_desk().await, layla.at_desk().await);
        assert_eq!(found(&room, &hers, "نادرة", "").await, ["مسودة هدى"], "{:?}", room.dialect());
        assert!(
            !hers
                .opens("/desk/articles?words=%D9%86%D8%A7%D8%AF%D8%B1%D8%A9")
                .await
                .body()
                .contains("after=")
        );
        assert_eq!(found(&room, &all, "نادرة", "").await.len(), 50);
        // Who has a part in the section may read what stands in it; in another, not.
        layla.writes(piece("سر العالم").in_section("ar", "world").paragraph("كلمة نادرة")).await;
        let world = by_slug(room.app.db.read(), &"ar".into(), "world").await.expect("it is read");
        let remit = Remit { edition: "ar".into(), section: world.map(|one| one.id), role: Role::Journalist };
        give_remit(&room.app, &Actor::Console, &huda.account, remit).await.expect("it is hers");
        let mut told = found(&room, &hers, "نادرة", "").await;
        told.sort();
        assert_eq!(told, ["سر العالم", "مسودة هدى"]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_of_what_is_found_meet_without_a_hole() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        for number in 0..57 {
            layla.writes(piece(&format!("خبر رقم {number}.")).paragraph("كلمة نادرة")).await;
        }
        let desk = layla.at_desk().await;
        let mut all = found(&room, &desk, "نادرة", "").await;
        all.extend(found(&room, &desk, "نادرة", "&after=w50").await);
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 57, "{:?}", room.dialect());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_whole_index_is_built_anew_and_another_node_has_its_own() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        layla.writes(piece("مسودة").paragraph("كلمة نادرة")).await;
        layla.publishes(piece("منشور").paragraph("كلمة نادرة")).await;
        assert_eq!(reindex_desk(&room.app, &room.desk_index).await.expect("it is built"), 2);
        let desk = layla.at_desk().await;
        assert_eq!(found(&room, &desk, "نادرة", "").await.len(), 2, "{:?}", room.dialect());
        let beside = room.beside().await;
        beside.settles().await;
        let reach = Reach::of(&Actor::Console, &"ar".into());
        let edition = "ar".into();
        let question = Question {
            words: "نادرة",
            edition: &edition,
            section: "",
            reach: &reach,
            offset: 0,
            limit: 10,
            now: room.now(),
        };
        assert_eq!(beside.desk_index.find(&question).await.expect("it answers").len(), 2);
    }
}

async fn secret(layla: &Colleague<'_>, marker: &str) {
    let draft = layla.writes(piece(marker).paragraph(marker)).await;
    layla.schedules(&draft, layla.room.now() + HOUR).await.expects(202);
}

/// The index is full of what nobody may know, and the site is asked everything, by its own search too. That a handler of the site
/// cannot be given the index at all is tried where it is made: `DeskIndex` has an example that must not compile.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_readers_ask_reaches_the_desks_index() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        layla.publishes(piece("خبر للجميع").paragraph("نص")).await;
        let marker = data_encoding::HEXLOWER.encode(&room.app.random::<16>());
        secret(&layla, &marker).await;
        // The control: the desk finds it.
        assert_eq!(found(&room, &layla.at_desk().await, &marker, "").await, std::slice::from_ref(&marker));
        let mut crawl = Crawl::of(&room).await;
        crawl.and_asks(&room, [format!("/ar/search/?q={}", &marker[..marker.len() - 1])]).await;
        assert!(crawl.tells(&marker).is_empty(), "{:?}: {:?}", room.dialect(), crawl.tells(&marker));
        room.reader().finds(&marker, &[]).await;
    }
}

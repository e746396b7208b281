//! What was published stays to be found by month and day, in the edition's own calendar and zone.

use newsroom::features::accounts::Actor;
use newsroom::features::articles::actions::{Publication, publish, rebuild_published};
use newsroom::features::editions::actions::save_edition;
use newsroom::features::editions::editions;
use newsroom::id::ArticleId;

use crate::kit::store::{difference, published_rows};
use crate::kit::{DAY, HOUR, Newsroom, newsrooms, piece};

/// Publishes a piece that first appeared elsewhere at `at`.
async fn appeared(room: &Newsroom, headline: &str, at: i64) -> ArticleId {
    let id = room.editor("ليلى").await.writes(piece(headline).paragraph("نص")).await;
    let dated = Publication { dated: Some(at), ..Publication::default() };
    publish(&room.app, &Actor::Console, &id, dated).await.expect("the piece is published");
    id
}

fn at(iso: &str) -> i64 {
    text::dates::parse_iso(iso).expect("a time").micros
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_piece_stands_on_its_day_of_the_editions_zone() {
    for room in newsrooms().await {
        let reader = room.reader();
        assert!(reader.opens("/ar/archive/").await.expects(200).says("لا أخبار هنا بعد"));
        appeared(&room, "خبر قبل منتصف الليل", at("2026-11-20T23:59:00+02:00")).await;
        appeared(&room, "خبر بعد منتصف الليل", at("2026-11-21T00:01:00+02:00")).await;
        appeared(&room, "مقال من عام بعيد", at("1906-02-03T10:00:00+00:00")).await;
        reader.sees("/ar/archive/", "1906").await;
        let overview = reader.opens("/ar/archive/").await.expects(200);
        for words in ["2026", "1906", "نوفمبر", "فبراير", "خبران", "خبر واحد"] {
            assert!(overview.says(words), "{words}: {}", overview.words());
        }
        for link in ["/ar/archive/2026/11/", "/ar/archive/1906/02/"] {
            assert!(overview.body().contains(&format!("href=\"{link}\"")), "{link}");
        }
        let month = reader.opens("/ar/archive/2026/11/").await.expects(200);
        assert!(month.says("الجمعة، 20 نوفمبر") && month.says("السبت، 21 نوفمبر"));
        assert!(month.says("فبراير 1906"), "the month before that has something in it");
        reader.sees("/ar/archive/2026/11/20/", "خبر قبل منتصف الليل").await;
        reader.misses("/ar/archive/2026/11/20/", "خبر بعد منتصف الليل").await;
        reader.sees("/ar/archive/2026/11/21/", "خبر بعد منتصف الليل").await;
        let old = reader.opens("/ar/archive/1906/02/03/").await.expects(200);
        assert!(old.says("مقال من عام بعيد") && old.body().contains("href=\"/ar/archive/2026/11/20/\""));
        assert!(!reader.opens("/en/archive/").await.expects(200).says("1906"), "each edition has its own");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_another_zone_the_days_are_counted_anew() {
    for room in newsrooms().await {
        let reader = room.reader();
        appeared(&room, "خبر قبل منتصف الليل", at("2026-11-20T23:59:00+02:00")).await;
        appeared(&room, "خبر بعد منتصف الليل", at("2026-11-21T00:01:00+02:00")).await;
        for day in ["20", "21"] {
            reader.sees("/ar/archive/2026/11/", &format!("{day} نوفمبر")).await;
        }
        let all = editions(room.app.db.read()).await.expect("the editions are read");
        let mut arabic = all.into_iter().find(|edition| edition.code.as_str() == "ar").expect("there is one");
        arabic.voice.dates.zone = "UTC".to_owned();
        save_edition(&room.app, &Actor::Console, arabic).await.expect("the edition is saved");
        room.due_work_is_done().await;
        // In universal time both appeared on one day.
        reader.sees("/ar/archive/2026/11/", "خبران").await;
        reader.misses("/ar/archive/2026/11/", "21 نوفمبر").await;
        reader.sees("/ar/archive/2026/11/20/", "خبر بعد منتصف الليل").await;
        let before = published_rows(&room.app.db).await;
        rebuild_published(&room.app, &Actor::Console, |_| ()).await.expect("the rows are made again");
        let after = published_rows(&room.app.db).await;
        assert!(before == after, "{:?}:\n{}", room.dialect(), difference(&before, &after));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_day_is_counted_as_pieces_come_change_and_go() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let kept = layla.publishes(piece("خبر يبقى").paragraph("نص")).await;
        let gone = layla.publishes(piece("خبر يُسحب").paragraph("نص")).await;
        layla.writes(piece("مسودة").paragraph("نص")).await;
        reader.sees("/ar/archive/", "خبران").await;
        room.the_clock_reaches(room.now() + DAY).await;
        layla.revises(&kept.id, 1, piece("خبر يبقى معدّلًا").paragraph("نص")).await.expects(201);
        layla.publishes_again(&kept.id).await;
        reader.sees("/ar/archive/2026/11/", "خبران").await;
        reader.meets("/ar/archive/2026/11/24/", 404).await;
        layla.withdraws(&gone.id, "خطأ").await.expects(200);
        reader.sees("/ar/archive/", "خبر واحد").await;
        reader.misses("/ar/archive/2026/11/23/", "خبر يُسحب").await;
        layla.withdraws(&kept.id, "خطأ").await.expects(200);
        reader.sees("/ar/archive/", "لا أخبار هنا بعد").await;
        reader.meets("/ar/archive/2026/11/", 404).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_day_goes_on_page_by_page() {
    for room in newsrooms().await {
        for number in 0..26 {
            appeared(
                &room,
                &format!("خبر رقم {number};"),
                at("2011-01-25T08:00:00+02:00") + number * HOUR / 10,
            )
            .await;
        }
        let reader = room.reader();
        let first = reader.opens("/ar/archive/2011/01/25/").await.expects(200);
        assert!(first.says("خبر رقم 25;") && !first.says("خبر رقم 1;"));
        assert!(first.body().contains("rel=\"next\" href=\"/ar/archive/2011/01/25/?page=2\""));
        reader.sees("/ar/archive/2011/01/25/?page=2", "خبر رقم 1;").await;
        reader.meets("/ar/archive/2011/01/25/?page=3", 404).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_date_that_is_none_is_told_in_the_readers_language() {
    for room in newsrooms().await {
        room.editor("ليلى").await.publishes(piece("خبر اليوم").paragraph("نص")).await;
        let reader = room.reader();
        for wrong in [
            "2026/13/",
            "2026/00/",
            "2026/11/31/",
            "2026/02/30/",
            "abcd/11/",
            "2026/x/",
            "99999/11/",
            "2026/11/23x/",
            "-1/11/",
            "2026/10/",
            "2026/11/22/",
            "2026/11/23/?page=0",
        ] {
            let answer = reader.meets(&format!("/ar/archive/{wrong}"), 404).await;
            assert!(answer.says("لا صفحة على هذا العنوان"), "{wrong}");
            let answer = reader.meets(&format!("/en/archive/{wrong}"), 404).await;
            assert!(answer.says("There is no page at this address"), "{wrong}");
        }
        for (lost, whole) in [
            ("/ar/archive", "/ar/archive/"),
            ("/ar/archive/2026/11", "/ar/archive/2026/11/"),
            ("/ar/archive/2026/11/23", "/ar/archive/2026/11/23/"),
            ("/ar/archive/02026/11/23/", ""),
        ] {
            match whole {
                "" => drop(reader.meets(lost, 404).await),
                whole => assert_eq!(reader.meets(lost, 301).await.header("location"), whole),
            }
        }
    }
}

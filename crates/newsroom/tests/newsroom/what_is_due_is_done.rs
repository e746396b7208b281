//! A schedule cannot be missed and an embargo cannot leak: late is a fault, early is the worst fault.

use std::collections::HashMap;

use newsroom::features::accounts::Actor;
use newsroom::features::articles::ArticleKind;
use newsroom::features::articles::actions::{
    Draft, NewArticle, NotOut, create_in, publish_together, schedule_in,
};
use newsroom::features::sections::by_slug;
use newsroom::id::ArticleId;
use newsroom::schedule::{self, DuePublication};
use serde_json::json;
use store::{params, sql};
use tokio_util::sync::CancellationToken;

use crate::kit::store::{all_rows, set_role, suspend};
use crate::kit::{DAY, HOUR, MINUTE, Newsroom, eventually, newsrooms, piece};

sql! {
    BREAK = "tests.break_revision": "update revision set content = '{' where article = $1";
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_scheduled_article_appears_at_its_time_and_not_before() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let id = layla.writes(piece("خبر الساعة الواحدة").paragraph("نص")).await;
        let at = room.now() + HOUR;
        let scheduled = layla.schedules(&id, at).await.expects(202).json();
        assert_eq!(scheduled["scheduled_for"], text::dates::iso(at, "UTC"));
        room.the_clock_reaches(at - 1).await;
        room.reader().misses("/ar/", "خبر الساعة الواحدة").await;
        room.reader().meets(&format!("/s/{id}"), 404).await;
        room.the_clock_reaches(at).await;
        room.reader().sees("/ar/", "خبر الساعة الواحدة").await;
        room.reader().meets(&format!("/s/{id}"), 301).await;
        let article = layla.reads(&id).await;
        assert_eq!(article["published_at"], text::dates::iso(at, "UTC"));
        assert!(article["scheduled_for"].is_null());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_publication_that_comes_due_never_waits_for_drawing() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let id = layla.writes(piece("خبر الساعة الواحدة").paragraph("نص")).await;
        let at = room.now() + HOUR;
        layla.schedules(&id, at).await.expects(202);
        room.the_clock_reaches_while_stopped(at);
        // An import brought a thousand pieces, each of which is to have a card, and they were there first.
        let app = room.app.clone();
        let imported = room.app.db.write(move |tx| {
            Box::pin(async move {
                for piece in 0..1_000 {
                    let piece = newsroom::id::ArticleId(format!("{piece:012}"));
                    schedule::draw_cards(tx, &app, &[(&piece, at - HOUR)]).await?;
                }
                Ok::<_, store::StoreError>(())
            })
        });
        imported.await.expect("the queue takes them");
        let stop = CancellationToken::new();
        let (app, stopping) = (room.app.clone(), stop.clone());
        let runner = tokio::spawn(async move { schedule::run(&app, "one".to_owned(), stopping).await });
        eventually(async || layla.reads(&id).await["published_at"].is_string()).await;
        let left = jobs::standing(room.app.db.read()).await.expect("the queue can be read").waiting;
        assert!(left > 800, "{:?}: it went first: {left} are left", room.dialect());
        stop.cancel();
        runner.await.expect("the runner ends");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_came_due_while_the_machine_was_off_is_caught_up() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let (one, two) = (
            layla.writes(piece("خبر الدقيقة").paragraph("نص")).await,
            layla.writes(piece("خبر الساعة").paragraph("نص")).await,
        );
        layla.schedules(&one, room.now() + MINUTE).await.expects(202);
        layla.schedules(&two, room.now() + HOUR).await.expects(202);
        room.the_clock_reaches_while_stopped(room.now() + DAY);
        room.reader().misses("/ar/", "خبر الدقيقة").await;
        room.due_work_is_done().await;
        room.reader().sees("/ar/", "خبر الدقيقة").await;
        room.reader().sees("/ar/", "خبر الساعة").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_revision_that_was_scheduled_is_the_one_that_appears() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let id = layla.writes(piece("خبر").paragraph("النص المجدول")).await;
        layla.schedules(&id, room.now() + HOUR).await.expects(202);
        layla.revises(&id, 1, piece("خبر").paragraph("نص لم يُقرّ")).await.expects(201);
        room.the_clock_reaches(room.now() + HOUR).await;
        let href = layla.reads(&id).await["href"].as_str().expect("it has an address").to_owned();
        room.reader().sees(&href, "النص المجدول").await;
        room.reader().misses(&href, "نص لم يُقرّ").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_schedule_of_someone_who_may_no_longer_publish_is_held() {
    for room in newsrooms().await {
        let (layla, samer) = (room.editor("ليلى").await, room.editor("سامر").await);
        let (one, two) = (
            layla.writes(piece("خبر ليلى").paragraph("نص")).await,
            samer.writes(piece("خبر سامر").paragraph("نص")).await,
        );
        layla.schedules(&one, room.now() + HOUR).await.expects(202);
        samer.schedules(&two, room.now() + HOUR).await.expects(202);
        set_role(&room.app.db, &layla.account, "journalist").await;
        suspend(&room.app.db, &samer.account, room.now()).await;
        room.the_clock_reaches(room.now() + HOUR).await;
        room.reader().misses("/ar/", "خبر ليلى").await;
        room.reader().misses("/ar/", "خبر سامر").await;
        let chief = room.editor("رئيسة التحرير").await;
        for id in [&one, &two] {
            let article = chief.reads(id).await;
            assert!(article["scheduled_for"].is_null() && article["live_revision"].is_null(), "{article}");
        }
        chief.publishes_again(&one).await;
        room.reader().sees("/ar/", "خبر ليلى").await;
    }
}

fn due(ids: &[&ArticleId]) -> Vec<DuePublication> {
    ids.iter().map(|id| DuePublication { article: (*id).clone(), token: None, wall: None }).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_goes_out_together_shows_its_own_and_what_may_not_go_keeps_nobody_back() {
    for room in newsrooms().await {
        let (layla, samer) = (room.editor("ليلى").await, room.editor("سامر").await);
        let nadia = room.editor("نادية").await;
        let at = room.now() + HOUR;
        let read = layla.writes(piece("خبر يُقرأ أيضاً").by("هالة").about("النفط").paragraph("نص")).await;
        let naming =
            nadia.writes(piece("خبر يسمّي").about("الماء").about("النفط").naming(&read).paragraph("نص")).await;
        let suspended = samer.writes(piece("خبر من أوقف").paragraph("نص")).await;
        let later = layla.writes(piece("خبر أُجّل").paragraph("نص")).await;
        let taken = layla.writes(piece("خبر أُخذ موعده").paragraph("نص")).await;
        let story = layla.opens_story("ar", "ملف النفط").await;
        layla.places(&story, &read).await.expects(200);
        for (who, id) in [(&layla, &read), (&nadia, &naming), (&samer, &suspended)] {
            who.schedules(id, at).await.expects(202);
        }
        layla.schedules(&later, at + MINUTE).await.expects(202);
        suspend(&room.app.db, &samer.account, room.now()).await;
        room.the_clock_reaches_while_stopped(at);
        let all = [&naming, &suspended, &read, &later, &taken];
        let fates = publish_together(room.app.clone(), due(&all)).await;
        let [Ok(()), Err(NotOut::NotAllowed), Ok(()), Err(NotOut::Early), Ok(())] = fates.as_slice() else {
            panic!("{:?}: {fates:?}", room.dialect());
        };
        let href = layla.reads(&naming).await["href"].as_str().expect("it has an address").to_owned();
        room.reader().sees(&href, "خبر يُقرأ أيضاً").await;
        let page = |kind: &str, slug: &str| format!("/ar/{kind}/{}/", text::percent::path(slug));
        room.reader().sees(&page("story", "ملف-النفط"), "خبر يُقرأ أيضاً").await;
        room.reader().sees(&page("topic", "النفط"), "خبر يسمّي").await;
        room.reader().sees(&page("topic", "الماء"), "خبر يسمّي").await;
        let counted = publications(&room).await;
        assert_eq!(counted.len(), 2, "{counted:?}");
        for (who, id) in [(&layla, &read), (&nadia, &naming)] {
            assert_eq!(who.finished_receipt(id).await["kind"], "publish");
        }
        for id in [&suspended, &later, &taken] {
            room.reader().meets(&format!("/s/{id}"), 404).await;
        }
        // Again, as after a runner that was killed before it could say so.
        let again = publish_together(room.app.clone(), due(&[&read, &naming])).await;
        assert!(matches!(again.as_slice(), [Ok(()), Ok(())]), "{again:?}");
        assert_eq!(publications(&room).await, counted);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_the_database_cannot_read_keeps_nobody_back() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let at = room.now() + HOUR;
        let mut ids = Vec::new();
        for number in 0..40 {
            let id = layla.writes(piece(&format!("خبر الموعد {number}")).paragraph("نص")).await;
            layla.schedules(&id, at).await.expects(202);
            ids.push(id);
        }
        let broken = ids.remove(7);
        let id = broken.clone();
        let work =
            room.app.db.write(move |tx| Box::pin(async move { tx.execute(&BREAK, params![&id]).await }));
        assert_eq!(work.await.expect("it is broken"), 1);
        room.the_clock_reaches(at).await;
        let counted = publications(&room).await;
        assert!(counted.len() == 39 && counted.values().all(|times| *times == 1), "{counted:?}");
        assert!(!counted.contains_key(broken.as_str()));
        room.reader().sees("/ar/", "خبر الموعد 39").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_embargo_holds_to_the_microsecond() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let until = room.now() + HOUR;
        let id = layla.writes(piece("خبر محظور").paragraph("نص").embargoed_until(until)).await;
        let before = all_rows(&room.app.db).await;
        layla.posts(&id, "publication", json!({})).await.expects(409);
        layla.schedules(&id, until - 1).await.expects(409);
        assert!(before == all_rows(&room.app.db).await);
        room.the_clock_reaches(until - 1).await;
        let refused = layla.posts(&id, "publication", json!({})).await.expects(409);
        assert_eq!(refused.json()["code"], "not_publishable");
        room.reader().meets(&format!("/s/{id}"), 404).await;
        room.the_clock_reaches(until).await;
        layla.publishes_again(&id).await;
        room.reader().meets(&format!("/s/{id}"), 301).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_schedule_can_be_moved_and_taken_back() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let (moved, taken) = (
            layla.writes(piece("خبر منقول").paragraph("نص")).await,
            layla.writes(piece("خبر ملغى").paragraph("نص")).await,
        );
        let noon = room.now();
        layla.schedules(&moved, noon + HOUR).await.expects(202);
        layla.schedules(&moved, noon + 2 * HOUR).await.expects(202);
        layla.schedules(&taken, noon + HOUR).await.expects(202);
        layla
            .asks(axum::http::Method::DELETE, &format!("/articles/{taken}/schedule"), None)
            .await
            .expects(200);
        room.the_clock_reaches(noon + HOUR + MINUTE).await;
        room.reader().misses("/ar/", "خبر منقول").await;
        room.the_clock_reaches(noon + 2 * HOUR).await;
        room.reader().sees("/ar/", "خبر منقول").await;
        room.the_clock_reaches(noon + DAY).await;
        room.reader().misses("/ar/", "خبر ملغى").await;
        layla.schedules(&taken, noon).await.expects(422);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_article_withdrawn_before_its_time_does_not_appear() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let id = layla.writes(piece("خبر مسحوب قبل وقته").paragraph("نص")).await;
        layla.schedules(&id, room.now() + HOUR).await.expects(202);
        layla.withdraws(&id, "لا حاجة إليه").await.expects(200);
        room.the_clock_reaches(room.now() + DAY).await;
        room.reader().misses("/ar/", "خبر مسحوب قبل وقته").await;
        // Readers never saw it: its address does not say that it was ever there.
        room.reader().meets(&format!("/ar/politics/{id}"), 404).await;
    }
}

/// How often each article was published, by the log.
async fn publications(room: &Newsroom) -> HashMap<String, usize> {
    let mut counted = HashMap::new();
    let mut after = 0;
    loop {
        let page = room.app.db.log().after(after, 1_000).await.expect("the log answers");
        let Some(last) = page.last() else { return counted };
        after = last.seq;
        for logged in page.iter().filter(|logged| logged.kind == "article_published") {
            let said: serde_json::Value = serde_json::from_str(&logged.data).expect("an event is JSON");
            *counted
                .entry(said["article"].as_str().expect("it names its article").to_owned())
                .or_default() += 1;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_that_are_due_in_one_second_all_go_out_and_each_once() {
    for room in newsrooms().await {
        let at = room.now() + HOUR;
        let section =
            by_slug(room.app.db.read(), &"ar".into(), "politics").await.expect("the database answers");
        let section = section.expect("the section is there").id;
        let app = room.app.clone();
        let work = room.app.db.write(move |tx| {
            Box::pin(async move {
                for number in 0..1_000_i64 {
                    let content = json!({"headline": format!("خبر {number}"), "lead": "مقدمة", "body": content::Tree::new(Vec::new())});
                    let content = serde_json::from_value(content).expect("this is content");
                    let new = NewArticle {
                        edition: "ar".into(),
                        section: section.clone(),
                        kind: ArticleKind::News,
                        embargo_until: None,
                        draft: Draft { content, note: String::new() },
                    };
                    let begun = create_in(tx, &app, &Actor::Console, new).await;
                    let (article, _) = begun.map_err(|error| store::StoreError::Database(error.to_string()))?;
                    let scheduled = schedule_in(tx, &app, &Actor::Console, &article.id, None, at + number * 1_000).await;
                    scheduled.map_err(|error| store::StoreError::Database(error.to_string()))?;
                }
                Ok::<_, store::StoreError>(())
            })
        });
        work.await.expect("they are written");
        room.the_clock_reaches_while_stopped(at - 1);
        assert_eq!(publications(&room).await.len(), 0);
        room.the_clock_reaches_while_stopped(at + 1_000_000);
        let begun = std::time::Instant::now();
        let stop = CancellationToken::new();
        // Two processes at once: each takes what the other has not claimed.
        let runners = ["one", "two"].map(|owner| {
            let (app, stopping) = (room.app.clone(), stop.clone());
            tokio::spawn(async move { schedule::run(&app, owner.to_owned(), stopping).await })
        });
        while publications(&room).await.len() < 1_000 {
            assert!(
                begun.elapsed().as_secs() < 240,
                "{:?}: {} went out",
                room.dialect(),
                publications(&room).await.len()
            );
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        stop.cancel();
        for runner in runners {
            runner.await.expect("the runner ends");
        }
        let counted = publications(&room).await;
        assert!(counted.len() == 1_000 && counted.values().all(|times| *times == 1), "{:?}", room.dialect());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_goes_back_publishes_nothing_early_and_nothing_twice() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let (one, two) = (
            layla.writes(piece("خبر الساعة").paragraph("نص")).await,
            layla.writes(piece("خبر الساعتين").paragraph("نص")).await,
        );
        let noon = room.now();
        layla.schedules(&one, noon + HOUR).await.expects(202);
        layla.schedules(&two, noon + 2 * HOUR).await.expects(202);
        room.the_clock_reaches(noon + HOUR).await;
        for at in [noon - HOUR, noon + HOUR, noon + 2 * HOUR - 1] {
            room.the_clock_reaches(at).await;
            assert!(layla.reads(&two).await["published_at"].is_null(), "{:?}: early", room.dialect());
        }
        room.the_clock_reaches(noon + 2 * HOUR).await;
        room.the_clock_reaches(noon + DAY).await;
        let counted = publications(&room).await;
        assert_eq!((counted.get(one.as_str()), counted.get(two.as_str())), (Some(&1), Some(&1)));
    }
}

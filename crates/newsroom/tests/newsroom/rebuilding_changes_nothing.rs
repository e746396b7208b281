//! All that readers see can be made again from the truth: after any history, rebuilding gives the very same rows.

use axum::http::Method;
use serde_json::json;

use crate::kit::store::{all_rows, difference, published_rows};
use crate::kit::{HOUR, MINUTE, NewPicture, Newsroom, newsrooms, piece, statement};

/// The rows stand as they stood before.
async fn check_rebuilt(room: &Newsroom) {
    let before = published_rows(&room.app.db).await;
    let actor = newsroom::features::accounts::Actor::Console;
    newsroom::features::articles::actions::rebuild_published(&room.app, &actor, |_| ())
        .await
        .expect("the rows are made again");
    let after = published_rows(&room.app.db).await;
    assert!(before == after, "{:?}:\n{}", room.dialect(), difference(&before, &after));
    assert!(!before["published_article"].is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_mixed_history() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let shared = layla.uploads(NewPicture::new(1).with("caption", "صورة مشتركة")).await;
        let other =
            layla.uploads(NewPicture::new(2).with("caption", "صورة أخرى").with("archive", "true")).await;
        let full = |headline: &str| {
            piece(headline)
                .lead("مقدمة")
                .paragraph("نص")
                .by("سلمى الخوّاص")
                .about("المياه")
                .source("agency", "وكالة", "", "")
                .with("picture", shared.clone())
        };
        let first = layla.publishes(full("الأول").block(statement("سلمى حداد", "وزيرة", "قلت"))).await;
        room.the_clock_reaches(room.now() + MINUTE).await;
        let second = layla.publishes(full("الثاني").about("البرلمان").picture_in_text(&other)).await;
        layla
            .revises(&first.id, 1, full("الأول بعد التعديل").by("سمير").paragraph("زيادة"))
            .await
            .expects(201);
        layla.publishes_again(&first.id).await;
        layla.revises(&first.id, 2, full("الأول لم يُنشر بعد").by("كاتب لم يُنشر")).await.expects(201);
        room.the_clock_reaches(room.now() + HOUR).await;
        layla.corrects(&second.id, "تصويب أول", json!({"on_top": true})).await.expects(201);
        layla.revises(&second.id, 1, full("الثاني مصوّب").about("البرلمان")).await.expects(201);
        layla
            .corrects(&second.id, "تصويب ثان", json!({"kind": "clarification", "revision": 2}))
            .await
            .expects(201);
        let third =
            layla.publishes(full("الثالث").about("لا يبقى").by("لا يبقى").picture_in_text(&other)).await;
        layla.withdraws(&third.id, "خطأ").await.expects(200);
        layla.withdraws(&layla.writes(full("لم يُنشر قط")).await, "خطأ").await.expects(200);
        layla
            .publishes(full("English").in_section("en", "world").with("lang", "en").of_kind("analysis"))
            .await;
        let gallery = full("صور").of_kind("gallery").picture_in_text(&other);
        let gallery = layla.publishes(gallery).await;
        let said = json!({"embed": "https://vimeo.com/1", "seconds": 5, "caption": "شرح", "transcript_html": "<p>قال</p>"});
        let video = layla.publishes(full("فيديو").of_kind("video").with("recording", said.clone())).await;
        layla.publishes_again(&video.id).await;
        layla
            .corrects(&gallery.id, "تصويب للصور", json!({"quoted": "صور", "corrected": "صور"}))
            .await
            .expects(201);
        let gone = layla.publishes(full("فيديو زال").of_kind("audio").with("recording", said)).await;
        layla.withdraws(&gone.id, "خطأ").await.expects(200);
        check_rebuilt(&room).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_articles_that_name_each_other_in_both_orders() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let plain = |headline: &str| piece(headline).paragraph("نص");
        let (early, late) = (layla.writes(plain("المبكر")).await, layla.writes(plain("المتأخر")).await);
        layla.revises(&early, 1, plain("المبكر").naming(&late)).await.expects(201);
        layla.revises(&late, 1, plain("المتأخر").naming(&early)).await.expects(201);
        let early = layla.publishes_again(&early).await;
        room.reader().misses(&early.href, "المتأخر").await;
        let late = layla.publishes_again(&late).await;
        room.reader().sees(&early.href, "المتأخر").await;
        room.reader().sees(&late.href, "المبكر").await;
        check_rebuilt(&room).await;

        layla.revises(&late.id, 2, plain("المتأخر بعنوان جديد").naming(&early.id)).await.expects(201);
        layla.publishes_again(&late.id).await;
        room.reader().sees(&early.href, "المتأخر بعنوان جديد").await;
        check_rebuilt(&room).await;

        layla.withdraws(&late.id, "خطأ").await.expects(200);
        room.reader().misses(&early.href, "المتأخر").await;
        check_rebuilt(&room).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_many_that_name_one_another_came_due_together() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let at = room.now() + HOUR;
        // On a day on which nothing stands yet: what is counted and counted anew in one transaction comes to what there is.
        let named = layla.writes(piece("المذكور").paragraph("نص")).await;
        let mut all = vec![named.clone()];
        for number in 0..20 {
            let naming = piece(&format!("يذكر غيره {number}")).naming(&named).paragraph("نص");
            all.push(layla.writes(naming).await);
        }
        layla.revises(&named, 1, piece("المذكور").naming(&all[1]).paragraph("نص")).await.expects(201);
        for id in &all {
            layla.schedules(id, at).await.expects(202);
        }
        room.the_clock_reaches(at).await;
        for id in &all {
            layla.finished_receipt(id).await;
        }
        room.reader().sees("/ar/archive/", "21 خبرًا").await;
        check_rebuilt(&room).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_correction_that_changes_a_headline_others_name() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let named = layla.publishes(piece("عنوان خاطئ").paragraph("نص")).await;
        let naming = layla.publishes(piece("يسمي غيره").paragraph("نص").naming(&named.id)).await;
        room.reader().sees(&naming.href, "عنوان خاطئ").await;
        layla.revises(&named.id, 1, piece("عنوان صحيح").paragraph("نص")).await.expects(201);
        layla.corrects(&named.id, "صُوّب العنوان", json!({"revision": 2})).await.expects(201);
        room.reader().sees(&naming.href, "عنوان صحيح").await;
        room.reader().misses("/ar/", "عنوان خاطئ").await;
        room.reader().misses("/ar/feed.json", "عنوان خاطئ").await;
        check_rebuilt(&room).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_stories_that_were_placed_pinned_merged_and_split() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let cover = layla.uploads(NewPicture::new(7)).await;
        let plain = |headline: &str| piece(headline).paragraph("نص");
        let first = layla.publishes(plain("الأول").with("picture", cover)).await;
        room.the_clock_reaches(room.now() + HOUR).await;
        let second = layla.publishes(plain("الثاني").naming(&first.id)).await;
        let third = layla.publishes(plain("الثالث")).await;
        let drafted = layla.writes(plain("مسودة")).await;
        let (one, two) = (layla.opens_story("ar", "ملف أول").await, layla.opens_story("ar", "ملف ثان").await);
        for (story, article) in
            [(&one, &first.id), (&one, &second.id), (&one, &drafted), (&two, &second.id), (&two, &third.id)]
        {
            layla.places(story, article).await.expects(200);
        }
        layla.pins(&one, &second.id).await.expects(200);
        layla.changes(&one, json!({"explainer": first.id, "key_points": ["نقطة"]})).await.expects(200);
        layla.turns(&two, "paused").await.expects(200);
        layla.opens_story("ar", "ملف لا يظهر").await;
        check_rebuilt(&room).await;

        layla.publishes_again(&drafted).await;
        layla.withdraws(&third.id, "خطأ").await.expects(200);
        check_rebuilt(&room).await;

        let merger = json!({"into": one});
        layla.asks(Method::POST, &format!("/stories/{two}/merger"), Some(merger)).await.expects(200);
        check_rebuilt(&room).await;
        let split = json!({"name": "ملف ثالث", "articles": [second.id]});
        layla.asks(Method::POST, &format!("/stories/{one}/split"), Some(split)).await.expects(201);
        check_rebuilt(&room).await;
        let rows = published_rows(&room.app.db).await;
        assert_eq!(rows["published_story"].len(), 3, "two that stand and one that leads on");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_long_story_with_speakers_links_and_an_alert() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let story = layla.opens_story("ar", "ملف طويل").await;
        let mut lives: Vec<crate::kit::Live> = Vec::new();
        for number in 0..10 {
            let mut text = piece(&format!("خبر {number}")).paragraph("نص").about("المياه");
            if number % 3 == 2 {
                text = text.block(statement("هند السرّاج", "وزيرة", "قالت")).naming(&lives[0].id);
            }
            let live = layla.publishes(text).await;
            layla.places(&story, &live.id).await.expects(200);
            lives.push(live);
            room.the_clock_reaches(room.now() + HOUR).await;
        }
        let until = text::dates::iso(room.now() + HOUR, "UTC");
        let alert = json!({"edition": "ar", "words": "عاجل", "article": lives[7].id, "ends_at": until});
        layla.asks(Method::POST, "/alerts", Some(alert)).await.expects(201);
        let outline = |rows: &crate::kit::store::Rows| format!("{:?}", rows["published_story"]);
        let shown = outline(&published_rows(&room.app.db).await);
        assert!(shown.contains("picked") && shown.matches(lives[7].id.as_str()).count() > 0, "{shown}");
        check_rebuilt(&room).await;
        layla.withdraws(&lives[8].id, "خطأ").await.expects(200);
        check_rebuilt(&room).await;
        room.the_clock_reaches(room.now() + 2 * HOUR).await;
        check_rebuilt(&room).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_rights_that_have_ended() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let until = room.now() + HOUR;
        let picture = NewPicture::new(3)
            .with("caption", "صورة بحقوق تنتهي")
            .with("rights_until", &text::dates::iso(until, "UTC"));
        let picture = layla.uploads(picture).await;
        let live = layla.publishes(piece("خبر بصورة").paragraph("نص").with("picture", picture)).await;
        let page = room.reader().opens(&live.href).await.expects(200);
        assert!(page.says("صورة بحقوق تنتهي"));
        let name = page
            .body()
            .split("/media/")
            .nth(1)
            .and_then(|rest| rest.split(".webp").next())
            .expect("a picture")
            .to_owned();
        room.reader().meets(&format!("/media/{name}.webp"), 200).await;
        room.the_clock_reaches(until).await;
        for path in [live.href.as_str(), "/ar/", "/ar/politics/", "/ar/feed.json"] {
            room.reader().misses(path, "صورة بحقوق تنتهي").await;
            room.reader().misses(path, &name).await;
        }
        room.reader().meets(&format!("/media/{name}.webp"), 404).await;
        check_rebuilt(&room).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_rights_that_have_begun() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let from = room.now() + HOUR;
        let picture = NewPicture::new(4)
            .with("caption", "صورة بحقوق تبدأ")
            .with("rights_from", &text::dates::iso(from, "UTC"));
        let picture = layla.uploads(picture).await;
        let live = layla.publishes(piece("خبر بصورة").paragraph("نص").with("picture", picture)).await;
        room.reader().misses(&live.href, "صورة بحقوق تبدأ").await;
        check_rebuilt(&room).await;
        room.the_clock_reaches(from).await;
        for path in [live.href.as_str(), "/ar/", "/ar/politics/"] {
            room.reader().sees(path, "/media/").await;
        }
        room.reader().sees(&live.href, "صورة بحقوق تبدأ").await;
        check_rebuilt(&room).await;
    }
}

store::sql! {
    LOSE = "tests.lose_names": "delete from revision_names";
    MISTAKE = "tests.mistaken_name": "insert into revision_names (article, revision, named) values ($1, 1, 'nobody')"
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_texts_name_is_made_again_from_them() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let picture = layla.uploads(NewPicture::new(4)).await;
        let full = |headline: &str| {
            piece(headline).paragraph("نص").by("سلمى").about("الماء").with("picture", picture.clone())
        };
        let draft = layla.writes(full("مسودة").picture_in_text(&picture)).await;
        let live = layla.publishes(full("منشور").about("البرلمان")).await;
        layla.revises(&live.id, 1, full("منشور").by("رنا")).await.expects(201);
        layla.writes(piece("بلا أسماء").paragraph("نص")).await;
        let names =
            async || all_rows(&room.app.db).await.remove("revision_names").expect("the table is known");
        let before = names().await;
        assert!(before.len() > 8, "{before:?}");
        let lost = room.app.db.write(move |tx| {
            Box::pin(async move {
                tx.execute(&LOSE, store::params![]).await?;
                tx.execute(&MISTAKE, store::params![&draft]).await.map(drop)
            })
        });
        lost.await.unwrap_or_else(|error: store::StoreError| panic!("{error}"));
        assert_eq!(names().await.len(), 1, "the control: they are gone");
        let done = newsroom::features::articles::actions::rebuild_names(&room.app, |_| ()).await;
        assert_eq!(done.expect("they are made again"), 3);
        assert_eq!(names().await, before, "{:?}", room.dialect());
    }
}

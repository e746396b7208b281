//! A correction and the passage it is about lead to each other, and both ways of saying it can be read wherever it is told.

use serde_json::{Value, json};

use crate::kit::store::all_rows;
use crate::kit::{Colleague, DAY, Live, NewPicture, newsrooms, piece, statement};

async fn block_of(layla: &Colleague<'_>, live: &Live, place: usize) -> String {
    let read = layla.reads(&live.id).await;
    read["content"]["body"]["content"][place]["attrs"]["id"].as_str().expect("it has an id").to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_passage_leads_to_the_correction_and_back() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let wrong = piece("التصويت على القانون").paragraph("الفقرة الأولى.").paragraph("حضر 46 نائبًا الجلسة.");
        let live = layla.publishes(wrong).await;
        let right = piece("التصويت على القانون").paragraph("الفقرة الأولى.").paragraph("حضر 64 نائبًا الجلسة.");
        layla.revises(&live.id, 1, right).await.expects(201);
        let block = block_of(&layla, &live, 1).await;
        let more = json!({"block": block, "quoted": "46 نائبًا", "corrected": "64 نائبًا", "revision": 2});
        layla.corrects(&live.id, "كان الرقم معكوسًا.", more).await.expects(201);
        let reader = room.reader();
        let page = reader.opens(&live.href).await.expects(200);
        let body = page.body();
        let note = body
            .split("id=\"c-")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .expect("the note has an anchor");
        let passage =
            body.split(&format!("<p id=\"b-{block}\">")).nth(1).and_then(|rest| rest.split("</p>").next());
        let passage = passage.expect("the passage has an anchor");
        assert!(
            passage.contains("64") && passage.contains(&format!("href=\"#c-{note}\">تصويب</a>")),
            "{passage}"
        );
        assert!(body.contains(&format!("href=\"#b-{block}\"")), "and the note leads back");
        assert!(
            body.contains("<del><bdi>46 نائبًا</bdi></del>")
                && body.contains("<ins><bdi>64 نائبًا</bdi></ins>"),
            "{body}"
        );
        assert_eq!(body.matches("class=\"noted\"").count(), 1, "no other passage is marked");
        let head = page.head();
        let told = head
            .iter()
            .find(|tag| tag.attribute("type") == "application/ld+json")
            .expect("it is told to machines");
        let told: Value = serde_json::from_str(&told.text).expect("it is JSON");
        let comment = &told["correction"][0];
        assert_eq!(
            (&comment["@type"], &comment["text"]),
            (&json!("CorrectionComment"), &json!("كان الرقم معكوسًا."))
        );
        assert_eq!(comment["about"]["text"], "46 نائبًا");
        assert!(comment["url"].as_str().is_some_and(|url| url.ends_with(&format!("#c-{note}"))), "{comment}");

        reader.sees("/ar/corrections/", "46 نائبًا").await;
        let list = reader.opens("/ar/corrections/").await.expects(200).body();
        assert!(
            list.contains(&format!("{}#b-{block}", live.href))
                && list.contains("<ins><bdi>64 نائبًا</bdi></ins>"),
            "{list}"
        );
        for file in ["rss.xml", "atom.xml", "feed.json"] {
            for words in ["46 نائبًا", "64 نائبًا", &format!("#b-{block}")] {
                reader.sees(&format!("/ar/corrections/{file}"), words).await;
            }
        }
        // What leads about on the page leads to the page from a feed.
        let feed = reader.opens("/ar/rss.xml").await.expects(200).body();
        assert!(
            !feed.contains("href=\"#")
                && !feed.contains("href=&quot;#")
                && feed.contains(&format!("#c-{note}")),
            "{feed}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_passage_that_is_gone_is_quoted_and_not_led_to() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let live = layla.publishes(piece("خبر").paragraph("فقرة تبقى").paragraph("فقرة تزول")).await;
        let block = block_of(&layla, &live, 1).await;
        let more = json!({"kind": "clarification", "block": block, "quoted": "فقرة تزول"});
        layla.corrects(&live.id, "إيضاح للفقرة.", more).await.expects(201);
        let reader = room.reader();
        reader.sees(&live.href, "إيضاح للفقرة.").await;
        assert!(
            reader.opens(&live.href).await.body().contains(&format!("href=\"#b-{block}\"")),
            "the control"
        );
        layla.revises(&live.id, 1, piece("خبر").paragraph("فقرة تبقى")).await.expects(201);
        layla.publishes_again(&live.id).await;
        reader.misses(&live.href, &format!("b-{block}")).await;
        let page = reader.opens(&live.href).await.expects(200);
        assert!(
            page.body().contains("<del><bdi>فقرة تزول</bdi></del>")
                && !page.body().contains("class=\"noted\""),
            "{}",
            page.body()
        );
        reader.misses("/ar/corrections/", &format!("#b-{block}")).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_correction_quotes_what_is_written() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let live = layla.publishes(piece("خبر").paragraph("حضر 46   نائبًا").paragraph("فقرة أخرى")).await;
        let block = block_of(&layla, &live, 0).await;
        let before = all_rows(&room.app.db).await;
        let corrects = |more: Value| layla.corrects(&live.id, "تصويب", more);
        corrects(json!({"block": block, "quoted": "64 نائبًا"})).await.expects(422);
        corrects(json!({"block": block, "quoted": "فقرة أخرى"})).await.expects(422);
        corrects(json!({"block": block, "quoted": "46 نائبًا", "corrected": "64 نائبًا"})).await.expects(422);
        corrects(json!({"corrected": "ك".repeat(2_001)})).await.expects(422);
        assert!(before == all_rows(&room.app.db).await);
        corrects(json!({"block": block, "quoted": "46 نائبًا"})).await.expects(201);
        // Without a block it is about the whole: what it quotes stands anywhere in it, in the headline too.
        corrects(json!({"kind": "update", "quoted": "عنوان لم يكن"})).await.expects(422);
        corrects(json!({"kind": "update", "quoted": "خبر", "corrected": "فقرة أخرى"})).await.expects(201);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_passage_in_another_language_says_which() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let foreign = |words: &str| {
            let mut said = statement("The minister", "", words);
            said.attrs.lang = Some("en".to_owned());
            piece("تصريح الوزير").paragraph("قال الوزير:").block(said)
        };
        let live = layla.publishes(foreign("We have 46 votes.")).await;
        layla.revises(&live.id, 1, foreign("We have 64 votes.")).await.expects(201);
        let block = block_of(&layla, &live, 1).await;
        let more = json!({"block": block, "quoted": "46 votes", "corrected": "64 votes", "revision": 2});
        layla.corrects(&live.id, "كان الرقم معكوسًا.", more).await.expects(201);
        let own = layla.publishes(piece("خبر").paragraph("فقرة من الخبر")).await;
        let block = block_of(&layla, &own, 0).await;
        layla
            .corrects(&own.id, "إيضاح.", json!({"block": block, "quoted": "فقرة من الخبر"}))
            .await
            .expects(201);
        let reader = room.reader();
        for page in [live.href.as_str(), "/ar/corrections/"] {
            reader.sees(page, "46 votes").await;
            let body = reader.opens(page).await.expects(200).body();
            assert!(body.contains("<del><bdi lang=\"en\">46 votes</bdi></del>"), "{page}: {body}");
            assert!(body.contains("<ins><bdi lang=\"en\">64 votes</bdi></ins>"), "{page}: {body}");
        }
        let list = reader.opens("/ar/corrections/").await.body();
        assert!(list.contains("<del><bdi>فقرة من الخبر</bdi></del>"), "the control: {list}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_that_is_not_shown_has_no_note_standing_alone() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let until = room.now() + DAY;
        let until = text::dates::iso(until, "UTC");
        let picture = layla.uploads(NewPicture::new(9).with("rights_until", &until)).await;
        let live = layla.publishes(piece("خبر").paragraph("نص").picture_in_text(&picture)).await;
        let block = block_of(&layla, &live, 1).await;
        layla.corrects(&live.id, "صورة أخرى.", json!({"block": block})).await.expects(201);
        let reader = room.reader();
        reader.sees(&live.href, "صورة أخرى.").await;
        let body = reader.opens(&live.href).await.body();
        assert_eq!(body.matches("<p class=\"noted\">").count(), 1, "the control: {body}");
        room.the_clock_reaches(room.now() + 2 * DAY).await;
        reader.sees(&live.href, "صورة أخرى.").await;
        let body = reader.opens(&live.href).await.body();
        assert!(!body.contains("class=\"noted\"") && !body.contains(&format!("b-{block}")), "{body}");
    }
}

//! The lite page says all that the full page says, and carries its one sheet in itself.

use content::tree::{Block, Heading, HeadingAttrs, HeadingLevel, Inline};
use serde_json::json;

use crate::kit::{NewPicture, newsrooms, piece, statement};

fn lite(live: &crate::kit::Live) -> String {
    format!("/ar/lite/{}", live.id)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn headings_statements_sources_and_corrections_are_there() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let picture = layla.uploads(NewPicture::new(7).with("alt", "جسر فوق النهر")).await;
        let heading = Heading {
            attrs: HeadingAttrs { level: HeadingLevel::Two, ..HeadingAttrs::default() },
            content: vec![Inline::text("ما جرى")],
        };
        let text = |number: &str| {
            piece("خبر كامل")
                .with("kicker", "المياه")
                .block(Block::from(heading.clone()))
                .paragraph(&format!("حضر {number} نائبًا."))
                .block(statement("هند السرّاج", "وزيرة", "لن نتأخر."))
                .picture_in_text(&picture)
                .source("agency", "Reuters", "https://reuters.example/", "برقية الثلاثاء")
                .about("نهر اللجين")
        };
        let live = layla.publishes(text("46")).await;
        layla.revises(&live.id, 1, text("64")).await.expects(201);
        let more = json!({"quoted": "46 نائبًا", "corrected": "64 نائبًا", "revision": 2, "on_top": true});
        layla.corrects(&live.id, "كان الرقم معكوسًا.", more).await.expects(201);
        let page = reader.opens(&lite(&live)).await.expects(200);
        for words in [
            "المياه",
            "حضر 64 نائبًا.",
            "لن نتأخر.",
            "هند السرّاج",
            "وزيرة",
            "كان الرقم معكوسًا.",
            "46 نائبًا",
            "برقية الثلاثاء",
            "نهر اللجين",
        ] {
            assert!(page.says(words), "{words}: {}", page.body());
        }
        let body = page.body();
        assert!(body.contains(">ما جرى</h2>") && body.contains("<blockquote"), "{body}");
        assert!(body.contains(">صورة: جسر فوق النهر</a>") && !body.contains("<img"), "{body}");
        assert!(body.contains("href=\"https://reuters.example/\""));
        page.carries_its_sheet();
        reader.opens("/ar/lite/").await.expects(200).carries_its_sheet();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_recording_is_a_link_and_its_words_are_paragraphs() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let recording = json!({
            "embed": "https://www.youtube.com/embed/abc-1", "seconds": 245, "caption": "جولة على المجرى",
            "transcript_html": "<p>يبدأ النهر من عين.</p><p>ثم يمضي.</p>",
        });
        let video = layla.publishes(piece("أربع دقائق").of_kind("video").with("recording", recording)).await;
        let body = reader.opens(&lite(&video)).await.expects(200).body();
        assert!(
            body.contains(
                "href=\"https://www.youtube.com/watch?v=abc-1\">شاهد على \u{2068}YouTube\u{2069}</a>"
            ),
            "{body}"
        );
        assert!(body.contains("يبدأ النهر من عين.</p>") && body.contains("ثم يمضي.</p>"), "{body}");
        assert!(
            body.contains(">نص التسجيل</h2>") && body.contains("4:05") && body.contains("جولة على المجرى")
        );
        let file = json!({"file": "https://files.example/harith.mp3", "seconds": 3723});
        let sound = piece("حديث").of_kind("audio").paragraph("نص").with("recording", file);
        let sound = layla.publishes(sound).await;
        let body = reader.opens(&lite(&sound)).await.expects(200).body();
        assert!(body.contains("href=\"https://files.example/harith.mp3\">صوت</a>"), "{body}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn its_head_says_what_it_is_of_and_contradicts_nobody() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let original = layla.publishes(piece("البرلمان يقر القانون").lead("مقدمة")).await;
        let translated = piece("Parliament passes the law").in_section("en", "world").lead("A lead");
        let translated = layla.publishes(translated).await;
        let path = format!("/articles/{}/translation", translated.id);
        let link = json!({"original": original.id.as_str()});
        layla.asks(axum::http::Method::PUT, &path, Some(link)).await.expects(200);
        let page = reader.opens(&lite(&original)).await.expects(200);
        let head = page.head();
        let has = |name: &str, value: &str| head.iter().any(|tag| tag.attribute(name) == value);
        let canonical = head.iter().find(|tag| tag.attribute("rel") == "canonical").expect("there is one");
        assert_eq!(canonical.attribute("href"), room.app.absolute(&original.href));
        let named = |tag: &crate::kit::Tag| tag.name == "link" && !tag.attribute("hreflang").is_empty();
        assert!(!head.iter().any(named), "only the full page names versions");
        assert!(has("property", "og:title") && has("property", "og:image") && has("name", "twitter:card"));
        assert!(has("type", "application/rss+xml") && has("type", "application/ld+json"));
        let body = page.body();
        assert!(body.contains(&format!("href=\"/en/lite/{}\"", translated.id)), "{body}");
        let first = body.split("<body>").nth(1).expect("it has a body").trim_start();
        assert!(first.starts_with("<a class=\"skip\" href=\"#main\">"), "{first}");
        let front = reader.opens("/ar/lite/").await.body();
        assert!(
            front.contains("href=\"/en/lite/\""),
            "whoever reads lite pages does so in the other edition too"
        );
    }
}

//! An editor publishes, a reader sees: on the page, in the lists, in the feeds, in the map, in search.

use axum::http::Request;
use serde_json::json;

use crate::kit::{Live, NewPicture, Newsroom, Piece, newsrooms, piece, statement};

const HEADLINE: &str = "البرلمان يقرّ قانون المياه بعد جلسة طويلة";
const PARAGRAPHS: [&str; 3] =
    ["صوّت 64 نائبًا لمصلحة القانون.", "ويحدّد القانون حصص المحافظات.", "ويبدأ العمل به مطلع العام."];

async fn whole_piece(room: &Newsroom) -> Piece {
    let layla = room.editor("ليلى").await;
    let picture = NewPicture::new(40)
        .with("caption", "قاعة البرلمان عند التصويت")
        .with("alt", "نواب يرفعون أيديهم")
        .with("credit", "تصوير سمير")
        .with("licence", "https://creativecommons.org/licenses/by-sa/4.0/")
        .with("archive", "true")
        .with("taken_on", "1998-05");
    let picture = layla.uploads(picture).await;
    let inner =
        layla.uploads(NewPicture::new(90).with("caption", "خزان مياه").with("credit", "أرشيف الدولة")).await;
    let said = content::tree::StatementAttrs {
        to: "إذاعة الصباح".to_owned(),
        place: "دمشق".to_owned(),
        date: "2026-11-22".to_owned(),
        source: "بيان الوزارة".to_owned(),
        ..statement("سلمى حداد", "وزيرة المياه", "لن تُترك محافظة بلا ماء").attrs
    };
    let said = content::tree::Statement {
        attrs: said, ..statement("", "", "لن تُترك محافظة بلا ماء")
    };
    let all = piece(HEADLINE)
        .lead("حصص جديدة للمحافظات")
        .with("kicker", "جلسة الليل")
        .with("place", "دار السرو")
        .with("picture", picture);
    PARAGRAPHS
        .iter()
        .fold(all, |piece, words| piece.paragraph(words))
        .block(said)
        .picture_in_text(&inner)
        .source("agency", "وكالة الأنباء الوطنية", "https://agency.example/1", "نتيجة التصويت")
        .source("desk", "خبر", "", "")
        .by("سلمى الخوّاص")
        .about("قانون المياه")
}

async fn published(room: &Newsroom) -> Live {
    let piece = whole_piece(room).await;
    room.editor("سامر").await.publishes(piece).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_shows_all_that_was_written() {
    for room in newsrooms().await {
        let live = published(&room).await;
        let page = room.reader().opens(&live.href).await.expects(200);
        for words in [
            HEADLINE,
            "حصص جديدة للمحافظات",
            "جلسة الليل",
            "دار السرو",
            "المصدر: وكالة الأنباء الوطنية + خبر",
            "سلمى حداد",
            "وزيرة المياه",
            "لن تُترك محافظة بلا ماء",
            "إذاعة الصباح",
            "بيان الوزارة",
            "قاعة البرلمان عند التصويت",
            "نواب يرفعون أيديهم",
            "تصوير سمير",
            r#"<a rel="license noopener" href="https://creativecommons.org/licenses/by-sa/4.0/"><bdi>CC BY-SA 4.0</bdi>"#,
            r#""license":"https://creativecommons.org/licenses/by-sa/4.0/""#,
            "خزان مياه",
            "أرشيف الدولة",
            "مايو 1998",
            "سلمى الخوّاص",
            "قانون المياه",
            "\"@type\":\"NewsArticle\"",
            &format!("/s/{}", live.id),
        ] {
            assert!(
                page.says(words),
                "{:?}: the page does not say “{words}”:\n{}",
                room.dialect(),
                page.body()
            );
        }
        let words = page.words();
        let places: Vec<_> = PARAGRAPHS.iter().map(|paragraph| words.find(paragraph)).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?} in {words}");
        assert!(page.body().contains(r#"dir="rtl""#) && page.body().contains(r#"lang="ar""#));
        assert_eq!(page.header("khabar-revision"), "1");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lists_feeds_the_map_and_search_name_it() {
    for room in newsrooms().await {
        let live = published(&room).await;
        let reader = room.reader();
        for path in ["/ar/", "/ar/politics/", "/ar/rss.xml", "/ar/atom.xml", "/ar/feed.json"] {
            reader.sees(path, HEADLINE).await;
            reader.sees(path, live.id.as_str()).await;
        }
        reader.sees("/ar/sitemap-0.xml", live.id.as_str()).await;
        reader.sees("/sitemap.xml", "/ar/sitemap-0.xml").await;
        reader.sees("/robots.txt", "/sitemap.xml").await;
        reader.sees("/ar/rss.xml", PARAGRAPHS[2]).await;
        for path in ["/en/", "/en/feed.json", "/en/sitemap-0.xml"] {
            reader.misses(path, live.id.as_str()).await;
        }
        reader.finds("المحافظات", &[&live.id]).await;
        reader.finds("قانون مياه", &[&live.id]).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_rendition_that_the_page_names_is_served() {
    for room in newsrooms().await {
        let live = published(&room).await;
        let page = room.reader().opens(&live.href).await.expects(200).body();
        let names: Vec<&str> = page
            .split("/media/")
            .skip(1)
            .map(|rest| rest.split(".webp").next().unwrap_or_default())
            .collect();
        assert!(names.len() >= 2, "{page}");
        for name in names {
            let picture = room.reader().meets(&format!("/media/{name}.webp"), 200).await;
            assert_eq!(picture.header("content-type"), "image/webp");
            assert_eq!(&picture.bytes[..4], b"RIFF");
            // A cache before many asks each minute whether it may still be seen, and is not sent it again.
            assert!(picture.header("cache-control").contains("s-maxage=60"));
            let marked =
                Request::get(format!("/media/{name}.webp")).header("if-none-match", picture.header("etag"));
            let again = room.reader().asks(marked).await.expects(304);
            assert!(again.bytes.is_empty() && again.header("etag") == picture.header("etag"));
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_has_not_changed_is_not_sent_twice() {
    for room in newsrooms().await {
        let live = published(&room).await;
        let reader = room.reader();
        let page = reader.opens(&live.href).await.expects(200);
        let etag = page.header("etag").to_owned();
        assert!(!etag.is_empty());
        let again = reader.asks(Request::get(&live.href).header("if-none-match", &etag)).await.expects(304);
        assert!(again.bytes.is_empty());
        let head = reader.asks(Request::head(&live.href)).await.expects(200);
        assert!(head.bytes.is_empty());
        assert_eq!(
            (head.header("etag"), head.header("content-length")),
            (etag.as_str(), page.bytes.len().to_string().as_str())
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_other_address_of_an_article_leads_to_its_own() {
    for room in newsrooms().await {
        let live = published(&room).await;
        let reader = room.reader();
        let id = &live.id;
        for path in [
            format!("/s/{id}"),
            format!("/ar/politics/{id}"),
            format!("/ar/politics/{id}/another-slug"),
            format!("/ar/world/{id}/x"),
        ] {
            let answer = reader.meets(&path, 301).await;
            assert_eq!(answer.header("location"), live.href, "{path}");
        }
        assert_eq!(reader.meets("/", 302).await.header("location"), "/ar/");
        assert_eq!(reader.meets("/ar", 301).await.header("location"), "/ar/");
        assert_eq!(reader.meets("/ar/politics", 301).await.header("location"), "/ar/politics/");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_there_is_not_is_said_in_the_readers_language() {
    for room in newsrooms().await {
        published(&room).await;
        let reader = room.reader();
        for path in [
            "/ar/politics/0123456789AB/x",
            "/ar/politics/0123456789AB",
            "/ar/nothing/",
            "/ar/politics/not-an-id",
            "/nothing/at/all/here/x",
        ] {
            let missing = reader.meets(path, 404).await;
            assert!(
                missing.says("الصفحة") && missing.body().contains(r#"lang="ar""#),
                "{path}: {}",
                missing.body()
            );
        }
        let english = reader.meets("/en/world/0123456789AB", 404).await;
        assert!(english.body().contains(r#"lang="en""#), "{}", english.body());
        reader.meets("/s/0123456789AB", 404).await;
        reader.meets("/media/00000000000000000000000000000000-640.webp", 404).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_withdrawn_article_says_that_it_is_gone_and_why() {
    for room in newsrooms().await {
        let live = published(&room).await;
        let layla = room.editor("ليلى").await;
        layla.withdraws(&live.id, "نُشر خطأً قبل التحقق").await.expects(200);
        let gone = room.reader().meets(&live.href, 410).await;
        assert!(gone.says("نُشر خطأً قبل التحقق"), "{}", gone.body());
        assert!(!gone.says(HEADLINE), "{}", gone.body());
        room.reader().meets(&format!("/s/{}", live.id), 410).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_correction_stands_on_the_page_and_in_its_data() {
    for room in newsrooms().await {
        let live = published(&room).await;
        let layla = room.editor("ليلى").await;
        layla.corrects(&live.id, "عدد النواب 64 لا 46", json!({"on_top": true})).await.expects(201);
        let page = room.reader().opens(&live.href).await.expects(200);
        assert!(page.says("عدد النواب 64 لا 46"), "{}", page.body());
        assert!(page.body().contains("CorrectionComment"), "{}", page.body());
    }
}

/// Machines are told who said what, and the way to the page.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn machines_are_told_who_said_what_and_where_the_page_stands() {
    for room in newsrooms().await {
        let live = published(&room).await;
        let page = room.reader().opens(&live.href).await.expects(200);
        let head = page.head();
        let script = head.iter().find(|tag| tag.attribute("type") == "application/ld+json");
        let data: serde_json::Value =
            serde_json::from_str(&script.expect("it has structured data").text).expect("it is JSON");
        let said = &data["hasPart"][0];
        assert_eq!(
            (said["@type"].as_str(), said["text"].as_str(), said["spokenByCharacter"]["name"].as_str()),
            (Some("Quotation"), Some("لن تُترك محافظة بلا ماء"), Some("سلمى حداد")),
            "{data}"
        );
        assert_eq!(said["dateCreated"], "2026-11-22");
        let anchor =
            said["url"].as_str().and_then(|url| url.split_once('#')).expect("it leads to the words").1;
        assert!(page.body().contains(&format!("id=\"{anchor}\"")), "{anchor}");
        let way = &data["mainEntityOfPage"]["breadcrumb"]["itemListElement"];
        let names: Vec<_> = way.as_array().expect("a way").iter().map(|step| step["name"].as_str()).collect();
        assert_eq!(names, [Some("خبر"), Some("السياسة")]);
        // The control: an article in which nobody says anything.
        let silent = room.editor("سامر").await.publishes(piece("بلا أقوال").paragraph("نص")).await;
        assert!(!room.reader().opens(&silent.href).await.expects(200).says("hasPart"));
    }
}

//! An article and its translation lead to each other while both are published, and neither names the other otherwise.

use axum::http::Method;
use serde_json::{Value, json};

use crate::kit::store::all_rows;
use crate::kit::{Answer, Colleague, HOUR, Live, Newsroom, Piece, newsrooms, piece};
use newsroom::id::ArticleId;

fn arabic(headline: &str) -> Piece {
    piece(headline).lead("مقدمة").paragraph("نص")
}

fn english(headline: &str) -> Piece {
    piece(headline).in_section("en", "world").lead("A lead").paragraph("Text")
}

async fn links(editor: &Colleague<'_>, article: &ArticleId, original: &ArticleId) -> Answer {
    let path = format!("/articles/{article}/translation");
    editor.asks(Method::PUT, &path, Some(json!({"original": original.as_str()}))).await
}

async fn unlinks(editor: &Colleague<'_>, article: &ArticleId) -> Answer {
    editor.asks(Method::DELETE, &format!("/articles/{article}/translation"), None).await
}

fn structured(page: &Answer) -> Value {
    let body = page.body();
    let data = body.split("application/ld+json\">").nth(1).and_then(|rest| rest.split("</script>").next());
    serde_json::from_str(data.expect("the page has structured data")).expect("it is JSON")
}

/// Neither page nor map of the one says anything of the other.
async fn check_apart(room: &Newsroom, live: &Live, other: &ArticleId, other_headline: &str) {
    for path in [live.href.as_str(), "/ar/sitemap-0.xml", "/en/sitemap-0.xml"] {
        let answer = room.reader().meets(path, 200).await;
        let own = path.starts_with("/en/") != live.href.starts_with("/en/");
        assert!(
            own || !answer.body().contains(other.as_str()),
            "{:?}: {path} names the other",
            room.dialect()
        );
        assert!(!answer.says(other_headline), "{:?}: {path} says its headline", room.dialect());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_article_and_its_translation_lead_to_each_other() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let original = layla.publishes(arabic("البرلمان يقر القانون")).await;
        let translated = layla.publishes(english("Parliament passes the law")).await;
        let reader = room.reader();
        check_apart(&room, &original, &translated.id, "Parliament passes the law").await;
        let plain = reader.opens(&original.href).await;
        assert!(plain.body().contains("hreflang=\"en\" href=\"/en/\""), "the switch leads to the other home");

        let linked = links(&layla, &translated.id, &original.id).await.expects(200).json();
        assert_eq!(linked["translations"].as_array().map(Vec::len), Some(2));
        reader.sees(&original.href, "اقرأ بالإنجليزية").await;
        reader.sees(&translated.href, "Read in Arabic").await;

        let page = reader.opens(&original.href).await;
        let switch = format!("hreflang=\"en\" href=\"{}\"", translated.href);
        assert_eq!(page.body().matches(&switch).count(), 2, "the switch and the line under the headline");
        let alternate = room.app.absolute(&translated.href);
        assert!(
            page.body().contains(&format!("<link rel=\"alternate\" hreflang=\"en\" href=\"{alternate}\">"))
        );
        let told = structured(&page);
        assert_eq!(told["workTranslation"][0]["url"], alternate);
        assert_eq!(told["workTranslation"][0]["inLanguage"], "en");
        assert!(told.get("translationOfWork").is_none());
        let other = reader.opens(&translated.href).await;
        assert_eq!(structured(&other)["translationOfWork"]["url"], room.app.absolute(&original.href));
        assert!(structured(&other).get("workTranslation").is_none());

        let before = all_rows(&room.app.db).await;
        links(&layla, &translated.id, &original.id).await.expects(200);
        assert!(before == all_rows(&room.app.db).await, "linking twice changes nothing");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_maps_of_both_editions_name_both() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let original = layla.publishes(arabic("خبر")).await;
        let translated = layla.writes(english("News")).await;
        links(&layla, &translated, &original.id).await.expects(200);
        let translated = layla.publishes_again(&translated).await;
        for path in ["/ar/sitemap-0.xml", "/en/sitemap-0.xml"] {
            let map = room.reader().meets(path, 200).await.body();
            for live in [&original, &translated] {
                assert!(map.contains(&room.app.absolute(&live.href)), "{path} names {}", live.href);
            }
            assert_eq!(map.matches("hreflang=").count(), 2, "{path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_maps_follow_when_published_pieces_are_linked_and_parted() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let original = layla.publishes(arabic("خبر")).await;
        let translated = layla.publishes(english("News")).await;
        let maps = ["/ar/sitemap-0.xml", "/en/sitemap-0.xml"];
        for path in maps {
            reader.misses(path, "hreflang=").await;
        }
        links(&layla, &translated.id, &original.id).await.expects(200);
        for path in maps {
            reader.sees(path, "hreflang=").await;
        }
        unlinks(&layla, &translated.id).await.expects(200);
        for path in maps {
            for _ in 0..100 {
                if !reader.opens(path).await.body().contains("hreflang=") {
                    break;
                }
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
            reader.misses(path, "hreflang=").await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sibling_that_readers_may_not_see_is_never_named() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let original = layla.publishes(arabic("الأصل")).await;
        let draft = layla.writes(english("Nobody knows yet")).await;
        links(&layla, &draft, &original.id).await.expects(200);
        check_apart(&room, &original, &draft, "Nobody knows yet").await;
        layla.schedules(&draft, room.now() + HOUR).await.expects(202);
        check_apart(&room, &original, &draft, "Nobody knows yet").await;

        let translated = layla.publishes_again(&draft).await;
        room.reader().sees(&original.href, "Nobody knows yet").await;
        layla.revises(&draft, 1, english("Everybody knows")).await.expects(201);
        layla.publishes_again(&draft).await;
        room.reader().sees(&original.href, "Everybody knows").await;

        layla.withdraws(&draft, "A mistake").await.expects(200);
        check_apart(&room, &original, &draft, "Everybody knows").await;
        room.reader().meets(&translated.href, 410).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn unlinking_parts_them_and_what_cannot_belong_together_is_refused() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let original = layla.publishes(arabic("الأصل")).await;
        let translated = layla.publishes(english("The translation")).await;
        let second = layla.publishes(english("Another translation")).await;
        links(&layla, &translated.id, &original.id).await.expects(200);
        let before = all_rows(&room.app.db).await;
        links(&layla, &second.id, &original.id).await.expects(409);
        links(&layla, &second.id, &translated.id).await.expects(409);
        links(&layla, &second.id, &second.id).await.expects(409);
        links(&layla, &second.id, &ArticleId::from("0000000000")).await.expects(404);
        assert!(before == all_rows(&room.app.db).await, "a refusal changes nothing");

        unlinks(&layla, &original.id).await.expects(200);
        room.reader().opens(&original.href).await;
        room.reader().sees(&translated.href, "hreflang=\"ar\" href=\"/ar/\"").await;
        check_apart(&room, &translated, &original.id, "الأصل").await;
        links(&layla, &second.id, &original.id).await.expects(200);
        room.reader().sees(&original.href, "Another translation").await;
    }
}

/// The versions that a page names to machines, as language and address.
fn versions(page: &Answer) -> Vec<(String, String)> {
    let head = page.head();
    let named = head.iter().filter(|tag| tag.name == "link" && !tag.attribute("hreflang").is_empty());
    named.map(|tag| (tag.attribute("hreflang").to_owned(), tag.attribute("href").to_owned())).collect()
}

fn sorted(mut versions: Vec<(String, String)>) -> Vec<(String, String)> {
    versions.sort();
    versions
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_name_the_same_versions_and_the_same_one_for_everybody_else() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let translated = layla.publishes(english("News")).await;
        let original = layla.publishes(arabic("خبر")).await;
        let alone = versions(&reader.opens(&original.href).await);
        assert_eq!(alone.len(), 1, "one that stands alone names itself: {alone:?}");
        links(&layla, &translated.id, &original.id).await.expects(200);
        reader.sees(&original.href, "اقرأ بالإنجليزية").await;
        reader.sees(&translated.href, "Read in Arabic").await;
        let (ar, en) = (room.app.absolute(&original.href), room.app.absolute(&translated.href));
        let wanted = [("ar", &ar), ("en", &en), ("x-default", &ar)];
        let wanted = wanted.map(|(lang, href)| (lang.to_owned(), href.clone())).to_vec();
        for page in [&original, &translated] {
            assert_eq!(sorted(versions(&reader.opens(&page.href).await)), wanted, "{}", page.href);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fronts_and_sections_of_one_address_name_each_other() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        for number in 0..30 {
            layla.publishes(piece(&format!("خبر {number}")).in_section("ar", "world").lead("مقدمة")).await;
        }
        let absolute = |path: &str| room.app.absolute(path);
        for (ar, en) in [("/ar/", "/en/"), ("/ar/world/", "/en/world/")] {
            for page in [ar, en] {
                let wanted = [("ar", ar), ("en", en), ("x-default", ar)];
                let wanted = wanted.map(|(lang, path)| (lang.to_owned(), absolute(path))).to_vec();
                assert_eq!(sorted(versions(&reader.opens(page).await)), wanted, "{page}");
            }
        }
        let page = reader.opens("/ar/world/").await.body();
        assert!(page.contains("hreflang=\"en\" href=\"/en/world/\""), "the switch leads to the same section");
        // What the other edition has not, and older pages, which have nothing in common, name themselves.
        for page in ["/ar/politics/", "/ar/world/?page=2"] {
            let versions = versions(&reader.opens(page).await.expects(200));
            assert_eq!(versions, [("ar".to_owned(), absolute(page))], "{page}");
        }
    }
}

//! What a page says to those who share its address: Open Graph, the lasting address, the language. Whatever stands in a
//! headline stays a headline.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::kit::{Answer, NewPicture, Newsroom, Tag, newsrooms, piece, tags_of_head};

/// Every Open Graph property; each may stand there once.
fn card(page: &Answer) -> BTreeMap<String, String> {
    let mut card = BTreeMap::new();
    for tag in page.head().iter().filter(|tag| tag.attribute("property").starts_with("og:")) {
        let (property, content) = (tag.attribute("property").to_owned(), tag.attribute("content").to_owned());
        assert_eq!(card.insert(property.clone(), content), None, "{property} stands there twice");
    }
    card
}

fn named<'a>(head: &'a [Tag], name: &str, is: (&str, &str)) -> Vec<&'a Tag> {
    head.iter().filter(|tag| tag.name == name && tag.attribute(is.0) == is.1).collect()
}

fn one<'a>(head: &'a [Tag], name: &str, is: (&str, &str)) -> &'a Tag {
    let found = named(head, name, is);
    assert_eq!(found.len(), 1, "one {name} with {is:?}, and not {found:?}");
    found[0]
}

/// Opens an absolute address of ours.
async fn follows(room: &Newsroom, address: &str) -> Answer {
    let home = &room.app.config.public_url;
    let path = address.strip_prefix(home.as_str()).unwrap_or_else(|| panic!("{address} is not at {home}"));
    room.reader().opens(path).await.expects(200)
}

const PROPERTIES: [&str; 10] = [
    "og:description",
    "og:image",
    "og:image:alt",
    "og:image:height",
    "og:image:width",
    "og:locale",
    "og:site_name",
    "og:title",
    "og:type",
    "og:url",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_articles_card_says_all_there_is_to_say() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let picture = NewPicture::new(40).with("alt", "نواب يرفعون أيديهم").with("caption", "قاعة البرلمان");
        let picture = layla.uploads(picture).await;
        let written = piece("البرلمان يقرّ قانون المياه")
            .lead("حصص جديدة للمحافظات")
            .with("headlines", json!({"social": "الماء للجميع", "search": "قانون المياه 2026"}))
            .with("picture", picture)
            .paragraph("نص");
        let live = layla.publishes(written).await;
        let page = room.reader().opens(&live.href).await.expects(200);
        let (head, card) = (page.head(), card(&page));
        assert_eq!(card.keys().map(String::as_str).collect::<Vec<_>>(), PROPERTIES, "{:?}", room.dialect());
        let lasting = format!("{}{}", room.app.config.public_url, live.href);
        for (property, wanted) in [
            ("og:site_name", "خبر"),
            ("og:type", "article"),
            ("og:title", "الماء للجميع"),
            ("og:description", "حصص جديدة للمحافظات"),
            ("og:url", lasting.as_str()),
            ("og:locale", "ar"),
            ("og:image:alt", "نواب يرفعون أيديهم"),
        ] {
            assert_eq!(card[property], wanted, "{property}");
        }
        assert_eq!(one(&head, "link", ("rel", "canonical")).attribute("href"), lasting);
        assert_eq!(one(&head, "link", ("hreflang", "ar")).attribute("href"), lasting);
        assert_eq!(one(&head, "meta", ("name", "description")).attribute("content"), "حصص جديدة للمحافظات");
        assert_eq!(one(&head, "meta", ("name", "twitter:card")).attribute("content"), "summary_large_image");
        let title = head.iter().find(|tag| tag.name == "title").expect("a title");
        assert_eq!(title.text, "قانون المياه 2026 · خبر");
        let size = |side: &str| card[&format!("og:image:{side}")].parse::<u32>().expect("a number of pixels");
        assert_eq!((size("width") > 0, size("height") > 0), (true, true));
        let shown = follows(&room, &card["og:image"]).await;
        assert_eq!(shown.header("content-type"), "image/webp");
        follows(&room, &card["og:url"]).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_picture_and_other_headlines_the_card_has_the_houses_own() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let written = piece("Parliament passes the water law").in_section("en", "world");
        let live = layla.publishes(written.lead("New shares").paragraph("Text.")).await;
        let card = card(&room.reader().opens(&live.href).await.expects(200));
        assert_eq!(card.keys().map(String::as_str).collect::<Vec<_>>(), PROPERTIES);
        assert_eq!((card["og:locale"].as_str(), card["og:site_name"].as_str()), ("en", "Khabar"));
        assert_eq!(card["og:title"], "Parliament passes the water law");
        assert_eq!((card["og:image:width"].as_str(), card["og:image:height"].as_str()), ("1200", "630"));
        let shown = follows(&room, &card["og:image"]).await;
        assert_eq!(shown.header("content-type"), "image/png");
    }
}

/// Quotes, angle brackets, what looks like the end of a script, and controls that turn text around.
const HOSTILE: &str =
    "قال: \"نعم\" <b>لا</b> & 'اقتباس' </script><script>x</script> \u{202e}مقلوب\u{202c} \u{2066}x";

fn is_control(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
}

fn without_controls(text: &str) -> String {
    text.chars().filter(|letter| !is_control(*letter)).collect()
}

/// Names and attributes, and not what they say: what a headline must not change.
fn shape(head: &[Tag]) -> Vec<(String, Vec<String>)> {
    head.iter().map(|tag| (tag.name.clone(), tag.attributes.keys().cloned().collect())).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_stands_in_a_headline_stays_a_headline() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let publish = async |words: &str| {
            let written = piece(words)
                .lead(words)
                .with("headlines", json!({"social": words, "search": words}))
                .paragraph("نص");
            let live = layla.publishes(written).await;
            room.reader().opens(&live.href).await.expects(200)
        };
        let (plain, hostile) = (publish("خبر").await, publish(HOSTILE).await);
        let (head, card) = (hostile.head(), card(&hostile));
        assert_eq!(
            shape(&head),
            shape(&plain.head()),
            "{:?}: a headline became more than text",
            room.dialect()
        );
        let wanted = without_controls(HOSTILE);
        let wanted = wanted.trim();
        for property in ["og:title", "og:description"] {
            assert_eq!(without_controls(&card[property]).trim(), wanted, "{property}");
            let open =
                card[property].chars().filter(|letter| matches!(letter, '\u{202a}'..='\u{202e}')).count();
            assert_eq!(
                open, 0,
                "{property}: a control that turns text around reaches whoever shows the card"
            );
        }
        let title = head.iter().find(|tag| tag.name == "title").expect("a title");
        assert_eq!(without_controls(&title.text).trim(), format!("{wanted} · خبر"));
        let script = one(&head, "script", ("type", "application/ld+json"));
        let told: Value = serde_json::from_str(&script.text).expect("structured data is JSON");
        assert_eq!(without_controls(told["headline"].as_str().expect("a headline")).trim(), wanted);
        // The control: the same page with one reference undone is another page to a browser.
        let broken = hostile.body().replace("&lt;b&gt;", "\"><b>");
        assert_ne!(shape(&tags_of_head(&broken)), shape(&plain.head()));
    }
}

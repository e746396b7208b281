//! Feeds and site maps: read back what was written.

use formats::feed::{Feed, FeedItem, FeedPicture, FeedRecording};
use formats::robots::{Group, Robots};
use formats::sitemap::{self, News, Page, Urlset};
use formats::{atom, json_feed, robots, rss};
use proptest::prelude::*;
use quick_xml::events::Event;
use quick_xml::reader::Reader;

const MOMENT: i64 = 1_795_430_400_000_000;

/// An element with its path, attributes and text, as a reader of the format sees it.
#[derive(Debug, PartialEq)]
struct Element {
    path: String,
    attributes: Vec<(String, String)>,
    text: String,
}

/// Reads a whole document; panics when it is not well-formed.
fn elements(xml: &str) -> Vec<Element> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let (mut path, mut open, mut all): (Vec<String>, Vec<usize>, Vec<Element>) = Default::default();
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(start) => {
                path.push(start.name().as_ref().to_owned());
                open.push(all.len());
                all.push(Element {
                    path: path.join("/"),
                    attributes: attributes(&start),
                    text: String::new(),
                });
            }
            Event::Empty(start) => {
                let path = [path.as_slice(), &[start.name().as_ref().to_owned()]].concat().join("/");
                all.push(Element { path, attributes: attributes(&start), text: String::new() });
            }
            Event::End(_) => {
                path.pop();
                open.pop();
            }
            Event::Text(text) => {
                if let Some(&last) = open.last() {
                    all[last].text.push_str(&text.into_inner());
                }
            }
            Event::GeneralRef(reference) => {
                let text = format!("&{};", reference.into_inner());
                let last = *open.last().expect("inside the root");
                all[last].text.push_str(&quick_xml::escape::unescape(&text).expect("a known reference"));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(path.is_empty());
    all
}

fn attributes(start: &quick_xml::events::BytesStart) -> Vec<(String, String)> {
    let read = |attribute: quick_xml::events::attributes::Attribute| {
        let value = quick_xml::escape::unescape(&attribute.value).expect("known references").into_owned();
        (attribute.key.as_ref().to_owned(), value)
    };
    start.attributes().map(|attribute| read(attribute.expect("an attribute"))).collect()
}

fn texts<'a>(elements: &'a [Element], path: &str) -> Vec<&'a str> {
    elements.iter().filter(|element| element.path == path).map(|element| element.text.as_str()).collect()
}

fn attribute<'a>(elements: &'a [Element], path: &str, name: &str) -> Option<&'a str> {
    let element = elements.iter().find(|element| element.path == path)?;
    element.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
}

fn feed() -> Feed {
    Feed {
        title: "خبر".to_owned(),
        home: "https://khabar.example/ar".to_owned(),
        self_href: "https://khabar.example/ar/feed.xml".to_owned(),
        language: "ar".to_owned(),
        updated_micros: MOMENT,
        description: "أخبار & تحليلات".to_owned(),
        icon: Some("https://khabar.example/icon.png".to_owned()),
        items: vec![
            FeedItem {
                id: "tag:khabar.example,2026:1".to_owned(),
                url: "https://khabar.example/ar/1/%D8%AE".to_owned(),
                title: "«المحادثات» <تبدأ> ]]> & \"غدًا\"\u{0}\u{B}".to_owned(),
                summary: Some("ملخص".to_owned()),
                html: Some("<p lang=\"ar\">نص &amp; <b>أكثر</b></p>".to_owned()),
                authors: vec!["ليلى حداد".to_owned(), "\u{2068}Reuters\u{2069}".to_owned()],
                published_micros: MOMENT,
                updated_micros: MOMENT + 60_000_000,
                categories: vec!["سياسة".to_owned()],
                picture: Some(FeedPicture {
                    url: "https://khabar.example/m/1.jpg?a=1&b=2".to_owned(),
                    mime: "image/jpeg".to_owned(),
                    length: Some(2048),
                    caption: Some("تعليق".to_owned()),
                    credit: Some("أ.ف.ب".to_owned()),
                    width: Some(1200),
                    height: Some(630),
                }),
                recording: Some(FeedRecording {
                    url: "https://khabar.example/media/1.mp3?a=1&b=2".to_owned(),
                    mime: "audio/mpeg".to_owned(),
                    length: 1_048_576,
                    seconds: Some(245),
                }),
                source_line: Some("المصدر: رويترز + خبر".to_owned()),
            },
            FeedItem {
                id: "https://khabar.example/ar/2".to_owned(),
                url: "https://khabar.example/ar/2".to_owned(),
                title: "عنوان وحده".to_owned(),
                ..FeedItem::default()
            },
        ],
    }
}

const TITLE: &str = "«المحادثات» <تبدأ> ]]> & \"غدًا\"";

#[test]
fn rss_is_read_back() {
    let read = elements(&rss::write(&feed()));
    assert_eq!(texts(&read, "rss/channel/item/title"), [TITLE, "عنوان وحده"]);
    assert_eq!(texts(&read, "rss/channel/item/content:encoded"), ["<p lang=\"ar\">نص &amp; <b>أكثر</b></p>"]);
    assert_eq!(texts(&read, "rss/channel/item/dc:creator"), ["ليلى حداد", "\u{2068}Reuters\u{2069}"]);
    assert_eq!(texts(&read, "rss/channel/item/pubDate")[0], "Mon, 23 Nov 2026 10:40:00 +0000");
    assert_eq!(texts(&read, "rss/channel/item/media:content/media:credit"), ["أ.ف.ب"]);
    assert_eq!(
        attribute(&read, "rss/channel/item/media:content", "url"),
        Some("https://khabar.example/m/1.jpg?a=1&b=2")
    );
    let enclosure = |name| attribute(&read, "rss/channel/item/enclosure", name);
    assert_eq!(enclosure("url"), Some("https://khabar.example/media/1.mp3?a=1&b=2"));
    assert_eq!((enclosure("length"), enclosure("type")), (Some("1048576"), Some("audio/mpeg")));
    assert_eq!(texts(&read, "rss/channel/item/itunes:duration"), ["245"]);
    assert_eq!(attribute(&read, "rss/channel/atom:link", "rel"), Some("self"));
    assert_eq!(attribute(&read, "rss/channel", "xml:lang"), Some("ar"));
    let permanent: Vec<_> =
        read.iter().filter(|e| e.path.ends_with("guid")).map(|e| e.attributes[0].1.as_str()).collect();
    assert_eq!(permanent, ["false", "true"]);
}

#[test]
fn atom_is_read_back() {
    let read = elements(&atom::write(&feed()));
    assert_eq!(texts(&read, "feed/entry/title"), [TITLE, "عنوان وحده"]);
    assert_eq!(texts(&read, "feed/entry/published")[0], "2026-11-23T10:40:00Z");
    assert_eq!(texts(&read, "feed/entry/updated")[0], "2026-11-23T10:41:00Z");
    assert_eq!(texts(&read, "feed/entry/summary"), ["ملخص", "عنوان وحده"]);
    assert_eq!(texts(&read, "feed/author/name"), ["خبر"]);
    assert_eq!(attribute(&read, "feed", "xml:lang"), Some("ar"));
    let enclosed: Vec<_> =
        read.iter().filter(|e| e.attributes.contains(&("rel".into(), "enclosure".into()))).collect();
    assert_eq!(enclosed.len(), 2, "what is heard, and its picture");
    assert!(
        enclosed[0].attributes.contains(&("length".into(), "1048576".into())),
        "what is heard comes first"
    );
    for required in ["id", "title", "updated"] {
        assert_eq!(texts(&read, &format!("feed/{required}")).len(), 1);
        assert_eq!(texts(&read, &format!("feed/entry/{required}")).len(), 2);
    }
}

#[test]
fn json_feed_is_read_back() {
    let read: serde_json::Value = serde_json::from_str(&json_feed::write(&feed())).expect("JSON");
    assert_eq!(read["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(read["items"][0]["title"], TITLE);
    assert_eq!(read["items"][0]["authors"][1]["name"], "\u{2068}Reuters\u{2069}");
    let attached = &read["items"][0]["attachments"];
    assert_eq!(
        (&attached[0]["mime_type"], &attached[0]["duration_in_seconds"]),
        (&"audio/mpeg".into(), &245.into())
    );
    assert_eq!(attached[1]["size_in_bytes"], 2048);
    assert_eq!(read["items"][0]["_khabar"]["source"], "المصدر: رويترز + خبر");
    assert_eq!(read["items"][1]["content_text"], "عنوان وحده");
}

#[test]
fn a_sitemap_is_read_back_and_bounded() {
    let page = Page {
        url: "https://khabar.example/ar/1?a=1&b=2".to_owned(),
        changed_micros: Some(MOMENT),
        translations: vec![("en".to_owned(), "https://khabar.example/en/1".to_owned())],
        pictures: vec!["https://khabar.example/m/1.jpg".to_owned()],
        news: Some(News {
            publication: "خبر".to_owned(),
            language: "ar".to_owned(),
            title: TITLE.to_owned(),
            published_micros: MOMENT,
        }),
    };
    let mut map = Urlset::new();
    assert!(map.is_empty() && map.push(&page) && map.len() == 1);
    let read = elements(&map.finish());
    assert_eq!(texts(&read, "urlset/url/loc"), ["https://khabar.example/ar/1?a=1&b=2"]);
    assert_eq!(texts(&read, "urlset/url/news:news/news:title"), [TITLE]);
    assert_eq!(attribute(&read, "urlset/url/xhtml:link", "hreflang"), Some("en"));

    let mut map = Urlset::new();
    let page = Page { url: "https://khabar.example/".to_owned(), ..Page::default() };
    assert_eq!((0..50_010).filter(|_| map.push(&page)).count(), 50_000);
    let mut map = Urlset::new();
    let page = Page { url: "&".repeat(1024 * 1024), ..Page::default() };
    while map.push(&page) {}
    assert!(map.finish().len() <= sitemap::MOST_BYTES);
}

#[test]
fn an_index_is_read_back_and_bounded() {
    let maps = vec![
        ("https://khabar.example/1.xml".to_owned(), Some(MOMENT)),
        ("https://khabar.example/2.xml".to_owned(), None),
    ];
    let read = elements(&sitemap::index(&maps).expect("two"));
    assert_eq!(texts(&read, "sitemapindex/sitemap/loc").len(), 2);
    assert!(sitemap::index(&vec![(String::new(), None); 50_001]).is_err());
}

#[test]
fn no_value_can_add_a_rule_for_robots() {
    let written = robots::write(&Robots {
        groups: vec![
            Group { disallow: vec!["/desk\nAllow: /".to_owned()], ..Group::default() },
            Group { agents: vec!["GPTBot".to_owned()], disallow: vec!["/".to_owned()], ..Group::default() },
            Group { agents: vec!["Nice".to_owned()], ..Group::default() },
        ],
        sitemaps: vec!["https://khabar.example/sitemap.xml".to_owned()],
    });
    let expected = "User-agent: *\nDisallow: /desk\n\nUser-agent: GPTBot\nDisallow: /\n\nUser-agent: Nice\nDisallow:\n\n\
                    Sitemap: https://khabar.example/sitemap.xml\n";
    assert_eq!(written, expected);
}

/// What XML can carry of a text.
fn carried(text: &str) -> String {
    let keeps = |c: &char| {
        matches!(c, '\t' | '\n' | '\r') || !(c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}'))
    };
    text.chars().filter(keeps).collect()
}

proptest! {
    #[test]
    fn any_text_survives(text in any::<String>(), micros in any::<i64>()) {
        let kept = carried(&text);
        let mut feed = feed();
        feed.title = text.clone();
        feed.updated_micros = micros;
        feed.items[0].html = Some(text.clone());
        feed.items[0].published_micros = micros;
        feed.items[0].categories = vec![text.clone()];
        let read = elements(&rss::write(&feed));
        prop_assert_eq!(texts(&read, "rss/channel/title"), [carried(&text)]);
        prop_assert_eq!(texts(&read, "rss/channel/item/content:encoded"), [carried(&text)]);
        let read = elements(&atom::write(&feed));
        prop_assert_eq!(texts(&read, "feed/entry/content"), [carried(&text)]);
        prop_assert_eq!(attribute(&read, "feed/entry/category", "term"), Some(kept.as_str()));
        let read: serde_json::Value = serde_json::from_str(&json_feed::write(&feed)).expect("JSON");
        prop_assert_eq!(read["title"].as_str(), Some(kept.as_str()));
    }
}

//! Feeds of whatever articles: each is well-formed, and a strict reader reads back the headlines that were written.

use formats::feed::{Feed, FeedItem, FeedPicture, FeedRecording};
use quick_xml::events::Event;
use quick_xml::reader::Reader;

use crate::drawn::Drawn;

/// Writes the same feed in three forms, and reads each back.
pub fn out(bytes: &[u8]) {
    let feed = feed(&mut Drawn(bytes));
    for xml in [formats::rss::write(&feed), formats::atom::write(&feed)] {
        let titles = titles(&xml);
        for item in &feed.items {
            let written = without_what_xml_cannot_hold(&item.title);
            assert!(titles.contains(&written), "«{written}» is not read back from {xml}");
        }
    }
    let json: serde_json::Value =
        serde_json::from_str(&formats::json_feed::write(&feed)).expect("a JSON feed is JSON");
    assert_eq!(json["items"].as_array().map(Vec::len), Some(feed.items.len()));
}

fn feed(from: &mut Drawn<'_>) -> Feed {
    Feed {
        title: from.text(),
        home: from.text(),
        self_href: from.text(),
        language: from.text(),
        updated_micros: from.number(),
        description: from.text(),
        icon: from.maybe(),
        items: (0..from.byte() % 4).map(|_| item(from)).collect(),
    }
}

fn item(from: &mut Drawn<'_>) -> FeedItem {
    FeedItem {
        id: from.text(),
        url: from.text(),
        title: from.text(),
        summary: from.maybe(),
        html: from.maybe(),
        authors: from.texts(),
        published_micros: from.number(),
        updated_micros: from.number(),
        categories: from.texts(),
        picture: from.maybe().map(|url| FeedPicture {
            url,
            mime: from.text(),
            length: Some(from.number().unsigned_abs()),
            caption: from.maybe(),
            credit: from.maybe(),
            width: Some(from.number() as u32),
            height: None,
        }),
        source_line: from.maybe(),
        recording: from.maybe().map(|url| FeedRecording {
            url,
            mime: from.text(),
            length: from.number().unsigned_abs(),
            seconds: Some(from.number().unsigned_abs()),
        }),
    }
}

/// The texts of all elements called `title`, from a document that must be well-formed to its end.
fn titles(xml: &str) -> Vec<String> {
    assert!(xml.chars().all(is_of_xml), "a character that XML does not know: {xml:?}");
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let (mut depth, mut in_title, mut titles) = (0usize, false, Vec::new());
    loop {
        match reader.read_event().expect("what we write is well-formed") {
            Event::Start(start) => {
                start.attributes().for_each(|one| drop(one.expect("attributes are well-formed")));
                depth += 1;
                in_title = start.name().into_inner() == "title";
                if in_title {
                    titles.push(String::new());
                }
            }
            Event::End(_) => {
                depth -= 1;
                in_title = false;
            }
            Event::Text(text) => add(&mut titles, in_title, &text.into_inner()),
            Event::CData(text) => add(&mut titles, in_title, &text.into_inner()),
            Event::GeneralRef(reference) => {
                let written = format!("&{};", reference.into_inner());
                let meant = quick_xml::escape::unescape(&written).expect("a known reference");
                add(&mut titles, in_title, &meant);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "an element is left open");
    titles
}

fn add(titles: &mut [String], in_title: bool, text: &str) {
    if let (true, Some(title)) = (in_title, titles.last_mut()) {
        title.push_str(text);
    }
}

fn is_of_xml(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

fn without_what_xml_cannot_hold(text: &str) -> String {
    let stands = |character: &char| {
        is_of_xml(*character) && (!character.is_control() || "\t\n\r".contains(*character))
    };
    text.chars().filter(stands).collect()
}

//! RSS 2.0, with the whole text, the authors, the recording, the picture and its credit.

use crate::feed::{Feed, FeedItem, FeedPicture, rfc2822};
use crate::xml::Xml;

/// What to send it as.
pub const MIME: &str = "application/rss+xml; charset=utf-8";

/// The feed as RSS 2.0. Characters XML cannot hold are dropped.
pub fn write(feed: &Feed) -> String {
    let mut xml = Xml::new();
    xml.open("rss", &NAMESPACES);
    xml.open("channel", &[("xml:lang", &feed.language)]);
    xml.leaf("title", &[], &feed.title).leaf("link", &[], &feed.home).leaf(
        "description",
        &[],
        &feed.description,
    );
    xml.empty("atom:link", &[("rel", "self"), ("type", "application/rss+xml"), ("href", &feed.self_href)]);
    xml.leaf("language", &[], &feed.language).leaf("lastBuildDate", &[], &rfc2822(feed.updated_micros));
    if let Some(icon) = &feed.icon {
        // The standard asks that the picture's title and link be the channel's.
        xml.open("image", &[])
            .leaf("url", &[], icon)
            .leaf("title", &[], &feed.title)
            .leaf("link", &[], &feed.home)
            .close();
    }
    for item in &feed.items {
        write_item(&mut xml, item);
    }
    xml.finish()
}

const NAMESPACES: [(&str, &str); 6] = [
    ("version", "2.0"),
    ("xmlns:atom", "http://www.w3.org/2005/Atom"),
    ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("xmlns:media", "http://search.yahoo.com/mrss/"),
    ("xmlns:itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd"),
];

fn write_item(xml: &mut Xml, item: &FeedItem) {
    let is_link = if item.id == item.url { "true" } else { "false" };
    xml.open("item", &[]);
    xml.leaf("title", &[], &item.title).leaf("link", &[], &item.url);
    xml.leaf("guid", &[("isPermaLink", is_link)], &item.id);
    xml.leaf("pubDate", &[], &rfc2822(item.published_micros));
    for author in &item.authors {
        xml.leaf("dc:creator", &[], author);
    }
    for category in &item.categories {
        xml.leaf("category", &[], category);
    }
    if let Some(summary) = &item.summary {
        xml.leaf("description", &[], summary);
    }
    if let Some(html) = &item.html {
        xml.leaf("content:encoded", &[], html);
    }
    if let Some(source) = &item.source_line {
        xml.leaf("dc:source", &[], source);
    }
    if let Some(recording) = &item.recording {
        let length = recording.length.to_string();
        xml.empty(
            "enclosure",
            &[
                ("url", recording.url.as_str()),
                ("length", length.as_str()),
                ("type", recording.mime.as_str()),
            ],
        );
        if let Some(seconds) = recording.seconds {
            xml.leaf("itunes:duration", &[], &seconds.to_string());
        }
    }
    if let Some(picture) = &item.picture {
        write_picture(xml, picture);
    }
    xml.close();
}

fn write_picture(xml: &mut Xml, picture: &FeedPicture) {
    let number = |number: Option<u64>| number.map(|number| number.to_string());
    let (width, height) = (number(picture.width.map(u64::from)), number(picture.height.map(u64::from)));
    let length = number(picture.length);
    let mut attributes =
        vec![("url", picture.url.as_str()), ("type", picture.mime.as_str()), ("medium", "image")];
    for (name, value) in [("fileSize", &length), ("width", &width), ("height", &height)] {
        attributes.extend(value.as_ref().map(|value| (name, value.as_str())));
    }
    xml.open("media:content", &attributes);
    if let Some(caption) = &picture.caption {
        xml.leaf("media:description", &[("type", "plain")], caption);
    }
    if let Some(credit) = &picture.credit {
        xml.leaf("media:credit", &[], credit);
    }
    xml.close();
}

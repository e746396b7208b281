//! Atom 1.0 (RFC 4287).

use crate::feed::{Feed, FeedItem, rfc3339};
use crate::xml::Xml;

/// What to send it as.
pub const MIME: &str = "application/atom+xml; charset=utf-8";

/// The feed as Atom 1.0. Characters XML cannot hold are dropped.
pub fn write(feed: &Feed) -> String {
    let mut xml = Xml::new();
    xml.open(
        "feed",
        &[
            ("xmlns", "http://www.w3.org/2005/Atom"),
            ("xmlns:media", "http://search.yahoo.com/mrss/"),
            ("xml:lang", &feed.language),
        ],
    );
    xml.leaf("id", &[], &feed.self_href).leaf("title", &[], &feed.title);
    if !feed.description.is_empty() {
        xml.leaf("subtitle", &[], &feed.description);
    }
    xml.leaf("updated", &[], &rfc3339(feed.updated_micros));
    xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &feed.self_href)]);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &feed.home)]);
    if let Some(icon) = &feed.icon {
        xml.leaf("icon", &[], icon);
    }
    // Entries without an author take the feed's, which the standard wants to be there.
    xml.open("author", &[]).leaf("name", &[], &feed.title).close();
    for item in &feed.items {
        write_entry(&mut xml, item);
    }
    xml.finish()
}

fn write_entry(xml: &mut Xml, item: &FeedItem) {
    xml.open("entry", &[]);
    xml.leaf("id", &[], &item.id).leaf("title", &[], &item.title);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &item.url)]);
    xml.leaf("published", &[], &rfc3339(item.published_micros));
    xml.leaf("updated", &[], &rfc3339(item.updated_micros.max(item.published_micros)));
    for author in &item.authors {
        xml.open("author", &[]).leaf("name", &[], author).close();
    }
    for category in &item.categories {
        xml.empty("category", &[("term", category)]);
    }
    // The standard wants a summary or a content where there is no more; a headline alone is a summary of itself.
    match (&item.summary, &item.html) {
        (Some(summary), _) => xml.leaf("summary", &[], summary),
        (None, Some(_)) => xml,
        (None, None) => xml.leaf("summary", &[], &item.title),
    };
    if let Some(html) = &item.html {
        xml.leaf("content", &[("type", "html")], html);
    }
    if let Some(source) = &item.source_line {
        xml.leaf("rights", &[], source);
    }
    if let Some(recording) = &item.recording {
        let length = recording.length.to_string();
        let at = [("rel", "enclosure"), ("type", recording.mime.as_str()), ("href", recording.url.as_str())];
        xml.empty("link", &[at.as_slice(), &[("length", length.as_str())]].concat());
    }
    if let Some(picture) = &item.picture {
        let length = picture.length.map(|length| length.to_string());
        let mut attributes =
            vec![("rel", "enclosure"), ("type", picture.mime.as_str()), ("href", picture.url.as_str())];
        attributes.extend(length.as_ref().map(|length| ("length", length.as_str())));
        attributes.extend(picture.caption.as_ref().map(|caption| ("title", caption.as_str())));
        xml.empty("link", &attributes);
        if let Some(credit) = &picture.credit {
            xml.leaf("media:credit", &[], credit);
        }
    }
    xml.close();
}

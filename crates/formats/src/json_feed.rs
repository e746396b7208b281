//! JSON Feed 1.1. It has no member for direction; readers take it from the language.

use serde_json::{Map, Value, json};

use crate::feed::{Feed, FeedItem, FeedPicture, FeedRecording, rfc3339};
use crate::xml::without_controls;

/// What to send it as.
pub const MIME: &str = "application/feed+json; charset=utf-8";

/// The feed as JSON Feed 1.1. Control characters are dropped, as in the other formats.
pub fn write(feed: &Feed) -> String {
    let mut root = Map::new();
    put(&mut root, "version", "https://jsonfeed.org/version/1.1");
    put(&mut root, "title", &feed.title);
    put(&mut root, "home_page_url", &feed.home);
    put(&mut root, "feed_url", &feed.self_href);
    put(&mut root, "language", &feed.language);
    if !feed.description.is_empty() {
        put(&mut root, "description", &feed.description);
    }
    put_if(&mut root, "icon", feed.icon.as_deref());
    root.insert("items".to_owned(), feed.items.iter().map(item).collect());
    Value::Object(root).to_string()
}

fn item(item: &FeedItem) -> Value {
    let mut entry = Map::new();
    put(&mut entry, "id", &item.id);
    put(&mut entry, "url", &item.url);
    put(&mut entry, "title", &item.title);
    put_if(&mut entry, "summary", item.summary.as_deref());
    // An item must have a content; where only the headline is known, that is it.
    match &item.html {
        Some(html) => put(&mut entry, "content_html", html),
        None => put(&mut entry, "content_text", item.summary.as_ref().unwrap_or(&item.title)),
    }
    put(&mut entry, "date_published", &rfc3339(item.published_micros));
    put(&mut entry, "date_modified", &rfc3339(item.updated_micros.max(item.published_micros)));
    if !item.authors.is_empty() {
        let authors = item.authors.iter().map(|author| json!({"name": without_controls(author)}));
        entry.insert("authors".to_owned(), authors.collect());
    }
    if !item.categories.is_empty() {
        let tags = item.categories.iter().map(|category| Value::String(without_controls(category)));
        entry.insert("tags".to_owned(), tags.collect());
    }
    if let Some(picture) = &item.picture {
        put(&mut entry, "image", &picture.url);
    }
    // What the item is of comes first: programs for podcasts take that one.
    let attached: Vec<Value> =
        item.recording.iter().map(recorded).chain(item.picture.iter().map(attachment)).collect();
    if !attached.is_empty() {
        entry.insert("attachments".to_owned(), attached.into());
    }
    if let Some(source) = &item.source_line {
        entry.insert("_khabar".to_owned(), json!({"source": without_controls(source)}));
    }
    Value::Object(entry)
}

fn attachment(picture: &FeedPicture) -> Value {
    let mut attachment = Map::new();
    put(&mut attachment, "url", &picture.url);
    put(&mut attachment, "mime_type", &picture.mime);
    put_if(&mut attachment, "title", picture.caption.as_deref());
    if let Some(length) = picture.length {
        attachment.insert("size_in_bytes".to_owned(), length.into());
    }
    if let Some(credit) = &picture.credit {
        attachment.insert("_khabar".to_owned(), json!({"credit": without_controls(credit)}));
    }
    Value::Object(attachment)
}

fn recorded(recording: &FeedRecording) -> Value {
    let mut attachment = Map::new();
    put(&mut attachment, "url", &recording.url);
    put(&mut attachment, "mime_type", &recording.mime);
    attachment.insert("size_in_bytes".to_owned(), recording.length.into());
    if let Some(seconds) = recording.seconds {
        attachment.insert("duration_in_seconds".to_owned(), seconds.into());
    }
    Value::Object(attachment)
}

fn put(object: &mut Map<String, Value>, name: &str, text: &str) {
    object.insert(name.to_owned(), Value::String(without_controls(text)));
}

fn put_if(object: &mut Map<String, Value>, name: &str, text: Option<&str>) {
    if let Some(text) = text {
        put(object, name, text);
    }
}

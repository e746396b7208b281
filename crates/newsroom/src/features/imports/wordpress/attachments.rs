//! The attachments of an export, which posts name by number, before or after they stand in the file.

use std::collections::HashMap;

use formats::wxr::Item;

/// How many are remembered.
const MOST: usize = 1_000_000;
const LONGEST: usize = 2_000;

/// Attachments by number.
#[derive(Debug, Default)]
pub struct Attachments {
    by_id: HashMap<i64, Attachment>,
    /// The pictures of a post, for galleries that name none.
    by_parent: HashMap<i64, Vec<i64>>,
}

/// A file that was uploaded.
#[derive(Debug, Clone, PartialEq)]
pub struct Attachment {
    /// Where it was.
    pub href: String,
    /// What stands under it.
    pub caption: String,
    /// What is seen, for those who do not see it.
    pub alt: String,
}

impl Attachments {
    /// Remembers an item that is one.
    pub fn add(&mut self, item: &Item) {
        if item.kind != "attachment" || item.attachment_url.is_empty() || self.by_id.len() >= MOST {
            return;
        }
        let line = |html: &str| text::words::truncate_letters(&super::markup::words(html), LONGEST);
        // WordPress shows the excerpt as the caption; exports of other programs put it into the text.
        let caption = if item.excerpt.trim().is_empty() { line(&item.content) } else { line(&item.excerpt) };
        let alt = item.meta("_wp_attachment_image_alt").map(line).unwrap_or_default();
        let href = item.attachment_url.chars().take(LONGEST).collect();
        self.by_id.insert(item.id, Attachment { href, caption, alt });
        if item.parent > 0 {
            self.by_parent.entry(item.parent).or_default().push(item.id);
        }
    }

    /// The attachment with this number.
    pub fn get(&self, id: i64) -> Option<&Attachment> {
        self.by_id.get(&id)
    }

    /// The numbers of those that were uploaded to a post.
    pub fn of_post(&self, id: i64) -> &[i64] {
        self.by_parent.get(&id).map(Vec::as_slice).unwrap_or_default()
    }
}

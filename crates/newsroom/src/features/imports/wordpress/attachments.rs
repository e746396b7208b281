//! The attachments of an export, which posts name by number, before or after they stand in the file.

use std::collections::{HashMap, HashSet};

use formats::wxr::Item;

use super::uploads::{host_and_path, known_host};

/// How many are remembered.
const MOST: usize = 1_000_000;
/// How much is remembered of them, all in all.
pub const MOST_BYTES: usize = 128 << 20;
/// What one costs beside its words.
const ENTRY_BYTES: usize = 160;
const MOST_HOSTS: usize = 20;
const LONGEST: usize = 2_000;

/// Attachments by number.
#[derive(Debug, Default)]
pub struct Attachments {
    by_id: HashMap<i64, Attachment>,
    /// The pictures of a post, for galleries that name none.
    by_parent: HashMap<i64, Vec<i64>>,
    /// Where the site keeps its files.
    hosts: HashSet<String>,
    bytes: usize,
    left_out: u64,
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
    #[cfg(test)]
    pub fn add(&mut self, item: &Item) {
        self.add_within(item, MOST_BYTES);
    }

    /// How many bytes are remembered.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Remembers an item that is one, while not more than so many bytes are.
    pub fn add_within(&mut self, item: &Item, most_bytes: usize) {
        if item.kind != "attachment" || item.attachment_url.is_empty() {
            return;
        }
        let line = |html: &str| text::words::truncate_letters(&super::markup::words(html), LONGEST);
        // WordPress shows the excerpt as the caption; exports of other programs put it into the text.
        let caption = if item.excerpt.trim().is_empty() { line(&item.content) } else { line(&item.excerpt) };
        let alt = item.meta("_wp_attachment_image_alt").map(line).unwrap_or_default();
        let href: String = item.attachment_url.chars().take(LONGEST).collect();
        let bytes = ENTRY_BYTES + href.len() + caption.len() + alt.len();
        if self.by_id.len() >= MOST || self.bytes + bytes > most_bytes {
            self.left_out += 1;
            return;
        }
        self.bytes += bytes;
        let (host, _) = host_and_path(&href);
        if !host.is_empty() && self.hosts.len() < MOST_HOSTS {
            self.hosts.insert(known_host(host));
        }
        let is_new = self.by_id.insert(item.id, Attachment { href, caption, alt }).is_none();
        // The same one may stand in several files of a site.
        if item.parent > 0 && is_new {
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

    /// Whether the site keeps files on this host, as it is compared.
    pub fn are_on(&self, host: &str) -> bool {
        self.hosts.contains(host)
    }

    /// How many were too many to remember.
    pub fn left_out(&self) -> u64 {
        self.left_out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_bounded_by_its_bytes() {
        let mut attachments = Attachments::default();
        for id in 1..=100 {
            let item = Item {
                id,
                parent: 7,
                kind: "attachment".to_owned(),
                attachment_url: format!("https://old.example/{id}.jpg"),
                excerpt: "شرح ".repeat(1_000),
                ..Item::default()
            };
            attachments.add_within(&item, 100_000);
        }
        assert!(attachments.bytes <= 100_000 && attachments.left_out() > 50, "{}", attachments.left_out());
        assert!(attachments.get(1).is_some() && attachments.get(100).is_none());
    }
}

//! What an import did with each item, and what became of its parts.

use serde::{Deserialize, Serialize};

/// How many items a report lists.
const MOST_LISTED: usize = 20_000;
/// How many of them when more were refused than that.
const MOST_REFUSED: usize = 100_000;

/// What happened to one item.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ItemReport {
    /// Where the item stands: the file, and the place in it when it holds several.
    pub place: String,
    /// The item's own name, as far as it could be read.
    pub uri: String,
    /// What happened.
    pub outcome: ItemOutcome,
    /// The article it became.
    pub article: Option<String>,
    /// What was changed on the way in, and why.
    pub changed: Vec<String>,
    /// What was not taken over, and why.
    pub dropped: Vec<String>,
    /// Why it was refused, when it was.
    pub why: Option<String>,
}

/// What happened to an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemOutcome {
    /// A new article.
    Created,
    /// A new revision of an article that came in before.
    Updated,
    /// The same as before: nothing was touched.
    Unchanged,
    /// The agency took it back, and so did we.
    Withdrawn,
    /// Somebody has changed it here since it came in: it stays as it is.
    Kept,
    /// Not taken.
    Refused,
    /// Not an article: a picture or an event of its own.
    Skipped,
}

/// What a whole import did.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Report {
    /// New articles, and new standing pages.
    pub created: u64,
    /// New revisions.
    pub updated: u64,
    /// The same as before.
    pub unchanged: u64,
    /// Taken back.
    pub withdrawn: u64,
    /// Changed here since they came in, and left as they are.
    #[serde(default)]
    pub kept: u64,
    /// Not taken.
    pub refused: u64,
    /// No articles.
    pub skipped: u64,
    /// How many articles of them readers can see now.
    pub published: u64,
    /// How many are set to be published when their embargo ends.
    pub scheduled: u64,
    /// Pictures that came in.
    pub pictures: u64,
    /// Standing pages among them.
    #[serde(default)]
    pub pages: u64,
    /// Comments that are kept for later.
    #[serde(default)]
    pub comments: u64,
    /// Items about which there was something to say after the list was full.
    #[serde(default)]
    pub unlisted: u64,
    /// Each item about which there is something to say.
    pub items: Vec<ItemReport>,
}

impl Report {
    /// Counts an item, and keeps what there is to say about it.
    pub fn add(&mut self, item: ItemReport) {
        let count = match item.outcome {
            ItemOutcome::Created => &mut self.created,
            ItemOutcome::Updated => &mut self.updated,
            ItemOutcome::Unchanged => &mut self.unchanged,
            ItemOutcome::Withdrawn => &mut self.withdrawn,
            ItemOutcome::Kept => &mut self.kept,
            ItemOutcome::Refused => &mut self.refused,
            ItemOutcome::Skipped => &mut self.skipped,
        };
        *count += 1;
        let nothing_to_say = item.changed.is_empty() && item.dropped.is_empty() && item.why.is_none();
        if nothing_to_say {
            return;
        }
        // What was refused is named when others are no longer.
        let most = if item.outcome == ItemOutcome::Refused { MOST_REFUSED } else { MOST_LISTED };
        if self.items.len() < most {
            self.items.push(item);
        } else {
            self.unlisted += 1;
        }
    }
}

impl ItemReport {
    /// A report that an item was refused.
    pub fn refused(place: String, uri: String, why: impl std::fmt::Display) -> Self {
        let (changed, dropped) = (Vec::new(), Vec::new());
        Self {
            place,
            uri,
            outcome: ItemOutcome::Refused,
            article: None,
            changed,
            dropped,
            why: Some(why.to_string()),
        }
    }
}

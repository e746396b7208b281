//! The newsroom's own settings. Each has a default and a sentence.

use serde::{Deserialize, Serialize};

/// How the newsroom presents itself and how much it puts on a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NewsroomConfig {
    /// The address readers know the site by, without a slash at the end. Canonical links, feeds and share cards use it.
    pub public_url: String,
    /// How many articles a page of a section lists.
    pub section_page: i64,
    /// How many articles a feed holds.
    pub feed_items: i64,
    /// How long a page counts as fresh when nothing on it changed, in seconds.
    pub fresh_seconds: u64,
    /// Whether the site says on every page that it is a sample.
    pub sample: bool,
    /// How many items an import reads at once.
    pub import_at_once: usize,
}

impl Default for NewsroomConfig {
    fn default() -> Self {
        Self {
            public_url: "http://127.0.0.1:8080".to_owned(),
            section_page: 24,
            feed_items: 50,
            fresh_seconds: 60,
            sample: false,
            import_at_once: 16,
        }
    }
}

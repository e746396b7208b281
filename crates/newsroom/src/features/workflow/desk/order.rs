//! What the sheet's forms send.

use serde::Deserialize;

/// What is to go out, and how.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Order {
    pub(super) revision: i64,
    /// `now` or `later`.
    pub(super) when: String,
    pub(super) at: String,
    /// `quiet`, or the kind of the note that readers are told.
    pub(super) change: String,
    pub(super) note: String,
    pub(super) on_top: String,
    /// The passage that the note is about, where a program said that; the sheet only hands it on.
    pub(super) block: String,
    pub(super) quoted: String,
    pub(super) corrected: String,
    /// When the note was asked for that is refused or taken back, in microseconds UTC.
    pub(super) asked_at: i64,
}

impl Order {
    /// As a form sends it.
    pub(super) fn parts(&self) -> [(&'static str, String); 9] {
        [
            ("revision", self.revision.to_string()),
            ("when", self.when.clone()),
            ("at", self.at.clone()),
            ("change", self.change.clone()),
            ("note", self.note.clone()),
            ("on_top", self.on_top.clone()),
            ("block", self.block.clone()),
            ("quoted", self.quoted.clone()),
            ("corrected", self.corrected.clone()),
        ]
    }
}

/// One word or time that a small form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Small {
    pub(super) revision: Option<i64>,
    pub(super) stage: String,
    pub(super) there: String,
    pub(super) account: String,
    pub(super) due: String,
    pub(super) until: String,
    pub(super) reason: String,
}

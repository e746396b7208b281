//! A note and its bounds: no I/O.

use crate::id::{AccountId, NoteId};

/// The longest note.
const LONGEST: usize = 2_000;
/// The longest passage that a note keeps.
const LONGEST_PASSAGE: usize = 300;
/// So many people one note names.
pub const MOST_NAMED: usize = 20;

/// A note as it stands beside its article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The note's id.
    pub id: NoteId,
    /// The note that it answers; empty where it begins a thread.
    pub parent: String,
    /// The block it is about; empty where it is about the whole.
    pub block: String,
    /// The words in the block that it is about, as they stood.
    pub quoted: String,
    /// What it says.
    pub body: String,
    /// Who wrote it, and their name.
    pub by: (AccountId, String),
    /// When, in microseconds UTC.
    pub at: i64,
    /// Who said that it is done with, and when.
    pub resolved: Option<(String, i64)>,
}

/// What is written into a note.
#[derive(Debug, Clone, Default)]
pub struct NewNote {
    /// See [`Note::parent`].
    pub parent: Option<NoteId>,
    /// See [`Note::block`].
    pub block: String,
    /// See [`Note::quoted`].
    pub quoted: String,
    /// See [`Note::body`].
    pub body: String,
    /// Whom it names.
    pub named: Vec<AccountId>,
}

impl NewNote {
    /// The note within its bounds; none where it says nothing, or too much.
    pub fn bounded(self) -> Option<NewNote> {
        let body = text::clean::clean_paragraph(&self.body);
        let letters = body.chars().count();
        let is_block = self.block.len() <= 64 && self.block.bytes().all(|b| b.is_ascii_alphanumeric());
        if letters == 0 || letters > LONGEST || !is_block || self.named.len() > MOST_NAMED {
            return None;
        }
        let quoted = text::words::truncate_letters(&text::clean::clean_line(&self.quoted), LONGEST_PASSAGE);
        let mut named = self.named;
        named.sort();
        named.dedup();
        Some(NewNote { body, quoted, named, ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_says_something_and_not_too_much() {
        let note = |body: &str| NewNote { body: body.to_owned(), ..NewNote::default() }.bounded();
        assert_eq!(note("  راجع الرقم \u{202e} ").map(|note| note.body).as_deref(), Some("راجع الرقم"));
        assert!(note(" \n ").is_none() && note(&"ط".repeat(2_001)).is_none());
        let odd = NewNote { block: "b\"><".to_owned(), body: "نص".to_owned(), ..NewNote::default() };
        assert!(odd.bounded().is_none());
    }
}

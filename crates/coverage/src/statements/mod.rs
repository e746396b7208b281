//! Who said what, and on whose word: statements and sources found in a text by rules.
//!
//! Tables of words say what announces speech ([`arabic::verbs`], [`english::verbs`]); the rules read a paragraph sentence by
//! sentence, look for the one who speaks beside the word that announces it, and take what is said up to the next such word. Whoever
//! is not named again is who spoke last. What is found fills in a form and is confirmed by an editor: rather nothing than
//! something wrong. Start with [`find`].

mod arabic;
mod drafts;
mod english;
mod outlets;
mod quotes;
mod sentences;
mod tokens;

use std::ops::Range;

use drafts::Collector;

/// What is read of a text at most, in bytes: a long report has a tenth of it.
const MOST_BYTES: usize = 256 * 1024;
/// How many statements, and how many sources, are found at most.
const MOST_FOUND: usize = 400;

/// What was found in a text, in the order of reading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    pub statements: Vec<Finding>,
    pub sources: Vec<FoundSource>,
}

/// A statement. Its contents overlap with no other's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which of the paragraphs it stands in.
    pub paragraph: usize,
    /// What is said: bytes of that paragraph, without the marks of quotation around it. Never empty.
    pub content: Range<usize>,
    /// Who says it, as it is written where they were last named, without a preposition; empty where nobody was.
    pub source: String,
    /// The words that announce it, as written.
    pub cue: String,
    /// Whether these are the speaker's own words.
    pub direct: bool,
    /// Whether the speaker is not named here but was before.
    pub inherited: bool,
    /// The outlet that was told, as written; mostly empty.
    pub to: String,
}

/// A place where the text says whence something is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundSource {
    /// Which of the paragraphs it stands in.
    pub paragraph: usize,
    /// The bytes of that paragraph that name it.
    pub span: Range<usize>,
    /// The name as written.
    pub name: String,
    pub role: Role,
}

/// What kind of source it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// A news agency.
    Agency,
    /// A newspaper, a broadcaster, a site.
    Outlet,
    /// A communiqué, a report, a study.
    Document,
    /// Something posted on a network.
    Social,
    /// Somebody who is not named.
    Unnamed,
}

/// Finds the statements and sources of a text. Arabic is read by the Arabic rules, English by the English ones; of other
/// languages nothing is found. Never fails; takes time in proportion to the length.
pub fn find(lang: &str, paragraphs: &[&str]) -> Found {
    let mut collector = Collector::new(MOST_FOUND);
    let mut left = MOST_BYTES;
    let read = match lang.split(['-', '_']).next() {
        Some("ar") => arabic::read,
        Some("en") => english::read,
        _ => return Found::default(),
    };
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let end = paragraph.floor_char_boundary(left.min(paragraph.len()));
        collector.begin(number);
        read(&paragraph[..end], &mut collector);
        left -= end;
        if left == 0 || collector.is_full() {
            break;
        }
    }
    collector.finish()
}

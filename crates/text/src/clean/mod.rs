//! Typed or pasted text made safe to store: one Unicode form, nothing invisible, nothing that reorders the line.
//!
//! Start at [`clean_line`] for headlines, names and captions, and at [`clean_paragraph`] for text that may keep its
//! line breaks. Both are idempotent: cleaning twice gives what cleaning once gave. Words, punctuation and digits
//! stay as the writer typed them.

mod invisible;
mod joiners;
mod plain;
mod presentation;

pub use plain::is_plain;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// The most combining marks kept on one letter; real Arabic, Hebrew and Vietnamese need no more.
pub const MARKS_PER_LETTER: usize = 5;

/// What an edition may choose to keep. The default keeps neither.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CleanOptions {
    /// Keep U+00A0 and U+202F as typed (French typography) instead of making them plain spaces.
    pub keep_nbsp: bool,
    /// Keep tatweel inside words (poetry, logotypes).
    pub keep_tatweel: bool,
}

/// One line of clean text: line breaks and tabs are spaces, runs of spaces are one, the ends are trimmed.
pub fn clean_line(text: &str) -> String {
    clean_line_with(text, CleanOptions::default())
}

/// [`clean_line`] with choices.
pub fn clean_line_with(text: &str, options: CleanOptions) -> String {
    settle(text, |text| {
        let kept: Vec<char> = kept_characters(text, options);
        composed(&spaces_joined(&kept, Breaks::AreSpaces))
    })
}

/// Clean text that keeps its line breaks: spaces are joined within each line, at most one empty line stands between
/// two lines, and the ends are trimmed. CR and CRLF become LF.
pub fn clean_paragraph(text: &str) -> String {
    clean_paragraph_with(text, CleanOptions::default())
}

/// [`clean_paragraph`] with choices.
pub fn clean_paragraph_with(text: &str, options: CleanOptions) -> String {
    settle(text, |text| {
        let kept: Vec<char> = kept_characters(text, options);
        composed(&spaces_joined(&kept, Breaks::AreKept))
    })
}

/// Letters as a reader counts them (extended grapheme clusters), for "120 letters left".
pub fn count_graphemes(text: &str) -> usize {
    text.graphemes(true).count()
}

/// The longest beginning of `text` with at most `most` letters as a reader counts them; never cuts inside one.
pub fn cap_graphemes(text: &str, most: usize) -> &str {
    match text.grapheme_indices(true).nth(most) {
        Some((at, _)) => &text[..at],
        None => text,
    }
}

/// Pushes the letters a character stands for: a presentation form is taken apart, any other character is itself.
pub fn presentation_letters(character: char, letters: &mut Vec<char>) {
    presentation::push_letters(character, letters);
}

/// Removing one thing can bring two others together (a letter and a mark on both sides of a tatweel), so the pass is
/// repeated until nothing changes. Three passes have always been enough; the bound is for strangers.
fn settle(text: &str, pass: impl Fn(&str) -> String) -> String {
    if plain::is_settled(text) {
        return text.to_owned();
    }
    let mut settled = pass(text);
    for _ in 0..4 {
        let again = pass(&settled);
        if again == settled {
            break;
        }
        settled = again;
    }
    settled
}

fn kept_characters(text: &str, options: CleanOptions) -> Vec<char> {
    let mut kept = Vec::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\u{A0}' | '\u{202F}' => kept.push(if options.keep_nbsp { character } else { ' ' }),
            _ if invisible::is_dropped(character) => {}
            _ => presentation::push_letters(character, &mut kept),
        }
    }
    if !options.keep_tatweel {
        kept = joiners::without_tatweel(&kept);
    }
    joiners::without_stray_joiners(&kept)
}

#[derive(Clone, Copy, PartialEq)]
enum Breaks {
    AreSpaces,
    AreKept,
}

/// Joins runs of white space: to one line break if a kept break is among them (two if an empty line is), else to one
/// space. A kept no-break space is an ordinary character here.
fn spaces_joined(characters: &[char], breaks: Breaks) -> String {
    let mut joined = String::with_capacity(characters.len() * 2);
    let (mut spaces, mut lines) = (0_usize, 0_usize);
    let mut previous = None;
    for &character in characters {
        let is_second_of_crlf = character == '\n' && previous == Some('\r');
        previous = Some(character);
        if is_line_break(character) && breaks == Breaks::AreKept {
            lines += usize::from(!is_second_of_crlf);
        } else if is_space(character) {
            spaces += 1;
        } else {
            if !joined.is_empty() {
                joined.push_str(match (lines, spaces) {
                    (0, 0) => "",
                    (0, _) => " ",
                    (1, _) => "\n",
                    _ => "\n\n",
                });
            }
            (spaces, lines) = (0, 0);
            joined.push(character);
        }
    }
    joined
}

fn is_line_break(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{B}' | '\u{C}')
}

/// A no-break space that is still there was kept on purpose, and is no ordinary space.
fn is_space(character: char) -> bool {
    character.is_whitespace() && !matches!(character, '\u{A0}' | '\u{202F}')
}

/// Canonical composition, with floods of combining marks cut down to [`MARKS_PER_LETTER`].
fn composed(text: &str) -> String {
    let mut marks = 0;
    text.nfc()
        .filter(|&character| {
            marks = if is_combining_mark(character) { marks + 1 } else { 0 };
            marks <= MARKS_PER_LETTER
        })
        .collect()
}

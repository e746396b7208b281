//! Keeping text of one direction whole inside a line of the other.
//!
//! In mark-up use `<bdi>`; where there is none (titles, feeds, push, mail subjects) wrap with [`isolate`]. A name that is
//! known to be one is isolated whole; in a line that somebody typed, `parts.rs` finds what has to be.

mod parts;

use std::borrow::Cow;

use unicode_bidi::{BidiClass, bidi_class};

pub use parts::{in_order, is_one_part, left_to_right_parts, parts_to_isolate};

pub use crate::lang::Direction;

const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_ISOLATE: char = '\u{2069}';

/// The text between FSI and PDI, so that its numbers and Latin names cannot reorder the sentence around it. Direction
/// controls inside are removed first: they could end the isolate early. An empty text stays empty.
pub fn isolate(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let mut isolated = String::with_capacity(text.len() + 6);
    isolated.push(FIRST_STRONG_ISOLATE);
    isolated.extend(text.chars().filter(|&character| !is_control(character)));
    isolated.push(POP_ISOLATE);
    isolated
}

/// The text without any direction control (marks, embeddings, overrides, isolates).
pub fn strip_controls(text: &str) -> String {
    text.chars().filter(|&character| !is_control(character)).collect()
}

/// The direction of the first letter that has one, skipping what stands inside isolates; nothing when there is none.
pub fn first_strong(text: &str) -> Option<Direction> {
    let mut depth = 0_usize;
    for character in text.chars() {
        match bidi_class(character) {
            BidiClass::LRI | BidiClass::RLI | BidiClass::FSI => depth += 1,
            BidiClass::PDI => depth = depth.saturating_sub(1),
            BidiClass::L if depth == 0 => return Some(Direction::Ltr),
            BidiClass::R | BidiClass::AL if depth == 0 => return Some(Direction::Rtl),
            _ => {}
        }
    }
    None
}

/// The direction that a character has of itself, whatever stands around it. Nearly all that is written here is known
/// without a search through the tables.
fn strong(character: char) -> Option<Direction> {
    match character {
        'a'..='z' | 'A'..='Z' => Some(Direction::Ltr),
        '\0'..='\u{7f}' => None,
        '\u{620}'..='\u{64a}' => Some(Direction::Rtl),
        _ => match bidi_class(character) {
            BidiClass::L => Some(Direction::Ltr),
            BidiClass::R | BidiClass::AL => Some(Direction::Rtl),
            _ => None,
        },
    }
}

/// What was typed, on its way into a sentence of this language: between FSI and PDI when it runs the other way or has
/// no direction of its own, and with its numbers in order. What is isolated already stays as it is.
pub fn in_sentence<'a>(words: &'a str, lang: &str) -> Cow<'a, str> {
    if words.chars().any(is_control) {
        return Cow::Borrowed(words);
    }
    let any = |direction: Direction| words.chars().any(|c| strong(c) == Some(direction));
    let (ltr, rtl) = (any(Direction::Ltr), any(Direction::Rtl));
    let foreign = match crate::lang::is_rtl(lang) {
        true => ltr || (!rtl && !left_to_right_parts(words).is_empty()),
        false => rtl,
    };
    let words = in_order(words);
    if foreign { Cow::Owned(format!("{FIRST_STRONG_ISOLATE}{words}{POP_ISOLATE}")) } else { words }
}

/// Whether a language is written right to left.
pub fn is_rtl_lang(lang: &str) -> bool {
    crate::lang::is_rtl(lang)
}

/// Whether a character is a direction control.
pub fn is_control(character: char) -> bool {
    matches!(character, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_at_once_is_what_the_tables_say() {
        for character in '\0'..=char::MAX {
            let said = match bidi_class(character) {
                BidiClass::L => Some(Direction::Ltr),
                BidiClass::R | BidiClass::AL => Some(Direction::Rtl),
                _ => None,
            };
            assert_eq!(strong(character), said, "{character:?}");
        }
    }
}

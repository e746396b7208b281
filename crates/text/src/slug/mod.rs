//! The readable part of an address, made once from a headline and stable afterwards.
//!
//! Start at [`slug`]. The identifier beside it in the address decides which article is meant; the slug is for people.

mod latin;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::clean;
use crate::digits::ascii_digit;

/// The most letters a slug has.
pub const MOST_LETTERS: usize = 60;

/// What an edition's addresses look like.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlugStyle {
    /// The headline's own letters: `المحادثات-تبدأ-غدا`.
    #[default]
    Arabic,
    /// Latin letters by a plain table: `al-mahadthat-tabda-ghada`.
    Transliterated,
    /// No slug; the address ends with the identifier.
    IdOnly,
}

/// The slug of a headline: letters, digits (always 0–9) and single hyphens, lower case, at most [`MOST_LETTERS`]
/// letters, cut between words. Vowel marks, tatweel, controls and punctuation are dropped; hamza stays as written.
/// Empty for [`SlugStyle::IdOnly`] and for a headline without a usable letter.
pub fn slug(headline: &str, style: SlugStyle) -> String {
    let words = words_of(headline);
    match style {
        SlugStyle::Arabic => joined(words),
        SlugStyle::Transliterated => joined(words.iter().flat_map(|word| latin::words(word)).collect()),
        SlugStyle::IdOnly => String::new(),
    }
}

/// Whether a text could have come out of [`slug`]: for the desk's own field and for addresses that come in.
pub fn is_slug(text: &str) -> bool {
    !text.is_empty() && slug(text, SlugStyle::Arabic) == text
}

/// The headline's words, reduced to letters and digits. Marks between letters of one word are dropped («أ.ف.ب» is one
/// word, so is `Trump's`); between digits and in other places they part words.
fn words_of(headline: &str) -> Vec<String> {
    let cleaned = clean::clean_line(headline);
    let characters: Vec<char> = cleaned.to_lowercase().chars().collect();
    let mut words = vec![String::new()];
    for (at, &character) in characters.iter().enumerate() {
        let in_word = words.last().is_some_and(|word| !word.is_empty());
        if let Some(digit) = ascii_digit(character) {
            push(&mut words, digit);
        } else if is_vowel_mark(character) || character == '\u{200C}' {
            // dropped, without parting the word
        } else if can_stand(character, in_word) {
            push(&mut words, character);
        } else if !(joins_letters(character) && is_between_letters(&characters, at)) && in_word {
            words.push(String::new());
        }
    }
    words.retain(|word| !word.is_empty());
    // Marks that stood apart may now meet, and then have one order.
    words.iter().map(|word| word.nfc().collect()).collect()
}

/// Whether a character is part of a word. A mark needs a letter before it, even one that counts as a letter itself.
fn can_stand(character: char, in_word: bool) -> bool {
    match is_combining_mark(character) {
        true => in_word,
        false => character.is_alphanumeric() && character != '\u{640}',
    }
}

fn push(words: &mut [String], character: char) {
    if let Some(word) = words.last_mut() {
        word.push(character);
    }
}

fn joins_letters(character: char) -> bool {
    matches!(character, '.' | '\'' | '\u{2019}' | '\u{2018}' | '\u{640}' | '`' | '\u{2BC}')
        || !is_visible(character)
}

fn is_visible(character: char) -> bool {
    !matches!(character, '\u{200C}' | '\u{200D}' | '\u{FE0F}')
}

fn is_between_letters(characters: &[char], at: usize) -> bool {
    let is_letter = |c: Option<&char>| c.is_some_and(|c| c.is_alphabetic() || is_combining_mark(*c));
    at > 0 && is_letter(characters.get(at - 1)) && is_letter(characters.get(at + 1))
}

/// Arabic vowel marks and Quranic signs.
fn is_vowel_mark(character: char) -> bool {
    matches!(character, '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6DC}' | '\u{6DF}'..='\u{6E8}' | '\u{6EA}'..='\u{6ED}' | '\u{8D3}'..='\u{8FF}')
}

/// Whole words while they fit. A first word longer than the bound is cut inside.
fn joined(words: Vec<String>) -> String {
    let mut slug = String::new();
    let mut letters = 0;
    for word in words {
        let length = word.chars().count() + usize::from(!slug.is_empty());
        if letters + length > MOST_LETTERS {
            if slug.is_empty() {
                slug = word.chars().take(MOST_LETTERS).collect();
            }
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&word);
        letters += length;
    }
    slug
}

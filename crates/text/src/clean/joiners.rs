//! Tatweel, joiners and non-joiners: kept where they carry meaning, dropped where they are decoration or noise.

use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

const TATWEEL: char = '\u{640}';
const ZWNJ: char = '\u{200C}';
const ZWJ: char = '\u{200D}';

/// Without the tatweel that stretches a word. Between two letters it goes; at the end of a word one is kept, because
/// «هـ» is the sign of the Hijri year.
pub fn without_tatweel(characters: &[char]) -> Vec<char> {
    let mut kept: Vec<char> = Vec::with_capacity(characters.len());
    let mut at = 0;
    while at < characters.len() {
        if characters[at] != TATWEEL {
            kept.push(characters[at]);
            at += 1;
            continue;
        }
        let run = characters[at..].iter().take_while(|&&next| next == TATWEEL).count();
        let before = kept.iter().rev().find(|&&c| !is_combining_mark(c));
        let after = characters[at + run..].iter().find(|&&c| !is_combining_mark(c));
        let inside =
            before.is_some_and(|&c| is_arabic_letter(c)) && after.is_some_and(|&c| is_arabic_letter(c));
        if !inside && kept.last() != Some(&TATWEEL) {
            kept.push(TATWEEL);
        }
        at += run;
    }
    kept
}

/// Without joiners that join nothing: a non-joiner stays between two letters of one word (Persian «می‌خواهم»), a
/// joiner stays inside an emoji sequence or after an Indic virama; tag characters stay only in a flag.
pub fn without_stray_joiners(characters: &[char]) -> Vec<char> {
    let mut kept: Vec<char> = Vec::with_capacity(characters.len());
    for (at, &character) in characters.iter().enumerate() {
        let next = characters.get(at + 1).copied();
        let keeps = match character {
            ZWNJ => joins_word(kept.last().copied()) && next.is_some_and(char::is_alphanumeric),
            ZWJ => {
                (is_emoji_part(kept.last().copied()) && is_emoji_part(next))
                    || kept.last().is_some_and(|&c| is_virama(c))
            }
            '\u{E0020}'..='\u{E007F}' => {
                kept.last().is_some_and(|&c| c == '\u{1F3F4}' || ('\u{E0020}'..='\u{E007E}').contains(&c))
            }
            _ => true,
        };
        if keeps {
            kept.push(character);
        }
    }
    kept
}

fn joins_word(previous: Option<char>) -> bool {
    previous.is_some_and(|c| c.is_alphanumeric() || is_combining_mark(c))
}

fn is_virama(character: char) -> bool {
    canonical_combining_class(character) == 9
}

fn is_arabic_letter(character: char) -> bool {
    character != TATWEEL
        && character.is_alphabetic()
        && matches!(character, '\u{620}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{870}'..='\u{8FF}')
}

/// Near enough for joiner sequences: pictographs, their variation selector and skin tones.
fn is_emoji_part(character: Option<char>) -> bool {
    character.is_some_and(|c| {
        matches!(c, '\u{FE0F}' | '\u{2190}'..='\u{21FF}' | '\u{2300}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}')
    })
}

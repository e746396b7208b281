//! How search compares words: variants of writing fall together, names stay whole.
//!
//! Three fields rank in this order: the exact word, [`fold`], and [`Stemmer::stem`] of the folded word. [`fold_wide`]
//! is for the last resort, where hamza on its seat falls too. Fold token by token, not whole texts, so that positions
//! still fit the original.

mod english_stop_words;
mod light10;
mod plurals;
mod stop_words;

use unicode_normalization::UnicodeNormalization;

use crate::clean::presentation_letters;
use crate::digits::ascii_digit;

pub use english_stop_words::is_english_stop_word;
pub use light10::{Stemmer, light10};
pub use plurals::{pairs as broken_plurals, plural_stems, singular_stem};
pub use stop_words::is_stop_word;

/// The normalised form: alef with its hamza, madda or wasla → ا, ى and ی → ي, ة and the Persian and Urdu heh → ه,
/// ک → ك; vowel marks, Quranic marks, tatweel, joiners and direction marks are dropped; presentation forms and full-width
/// letters become plain ones; all digits become 0–9; lower case, and Latin letters lose their accents.
pub fn fold(token: &str) -> String {
    let mut folded = String::with_capacity(token.len());
    fold_into(&mut folded, token);
    folded
}

/// Writes the normalised form of a word to the end of a text: by the short way where all letters are plain Arabic or ASCII, as
/// nearly all are.
pub fn fold_into(folded: &mut String, token: &str) {
    let from = folded.len();
    for letter in token.chars() {
        match letter {
            'A'..='Z' => folded.push(letter.to_ascii_lowercase()),
            '\0'..='\x7f' | 'ء' | 'ؤ' | 'ئ' | 'ا' | 'ب' | 'ت'..='غ' | 'ف'..='و' | 'ي' => {
                folded.push(letter)
            }
            'أ' | 'إ' | 'آ' => folded.push('ا'),
            'ة' => folded.push('ه'),
            'ى' => folded.push('ي'),
            '٠'..='٩' => folded.push(char::from(b'0' + (letter as u32 - '٠' as u32) as u8)),
            // Hamza and madda as marks of their own may join the letter: the long way knows.
            '\u{640}' | '\u{64B}'..='\u{652}' | '\u{670}' => {}
            _ => {
                folded.truncate(from);
                return fold_by_tables(folded, token);
            }
        }
    }
}

/// The same for any letters.
fn fold_by_tables(folded: &mut String, token: &str) {
    let mut letters = Vec::with_capacity(token.len());
    for character in token.chars() {
        presentation_letters(character, &mut letters);
    }
    let mut base_is_latin = false;
    for character in letters.into_iter().nfkc().flat_map(char::to_lowercase) {
        if is_dropped(character) || (base_is_latin && is_latin_accent(character)) {
            continue;
        }
        let (letter, accented) = unaccented(folded_letter(character));
        base_is_latin = accented || letter.is_ascii_alphabetic();
        folded.push(letter);
    }
}

/// The widest form: [`fold`], and ؤ → و, ئ → ي, ء dropped, گ → ك, چ → ج, پ → ب, ڤ → ف.
pub fn fold_wide(token: &str) -> String {
    fold(token)
        .chars()
        .filter(|&character| character != 'ء')
        .map(|character| match character {
            'ؤ' => 'و',
            'ئ' => 'ي',
            'گ' => 'ك',
            'چ' => 'ج',
            'پ' => 'ب',
            'ڤ' => 'ف',
            other => other,
        })
        .collect()
}

fn folded_letter(character: char) -> char {
    match character {
        'آ' | 'أ' | 'إ' | 'ٱ' | 'ٲ' | 'ٳ' => 'ا',
        'ى' | 'ی' | 'ې' => 'ي',
        'ة' | 'ہ' | 'ھ' | 'ۀ' | 'ۂ' | 'ۃ' | 'ە' => 'ه',
        'ک' | 'ڪ' => 'ك',
        _ => ascii_digit(character).unwrap_or(character),
    }
}

/// A Latin letter without the accent that is composed into it, and whether it is Latin at all.
fn unaccented(character: char) -> (char, bool) {
    if !matches!(character, '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}') {
        return (character, false);
    }
    let base = std::iter::once(character).nfd().next().unwrap_or(character);
    (
        match base {
            'ı' => 'i',
            'ø' => 'o',
            'ł' => 'l',
            'đ' => 'd',
            other => other,
        },
        true,
    )
}

fn is_latin_accent(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36F}')
}

fn is_dropped(character: char) -> bool {
    matches!(character,
        '\u{640}'
        | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}'
        | '\u{6D6}'..='\u{6DC}' | '\u{6DF}'..='\u{6E8}' | '\u{6EA}'..='\u{6ED}' | '\u{8D3}'..='\u{8FF}'
        | '\u{AD}' | '\u{61C}' | '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE0F}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn by_tables(word: &str) -> String {
        let mut folded = String::new();
        fold_by_tables(&mut folded, word);
        folded
    }

    #[test]
    fn the_short_way_of_folding_comes_to_the_same_for_any_two_letters() {
        let arabic =
            ('\u{600}'..='\u{6ff}').chain(['a', 'Z', '7', '.', '\u{301}', '\u{e9}', '\u{200d}', '\u{fefb}']);
        let letters: Vec<char> = arabic.collect();
        for first in &letters {
            for second in &letters {
                let word: String = [*first, *second].iter().collect();
                assert_eq!(fold(&word), by_tables(&word), "{word:?}");
            }
        }
    }

    #[test]
    fn what_stood_before_stays() {
        let mut text = "قبل ".to_owned();
        fold_into(&mut text, "إلى");
        fold_into(&mut text, "Erdoğan");
        assert_eq!(text, "قبل اليerdogan");
    }

    proptest! {
        #[test]
        fn the_short_way_of_folding_comes_to_the_same(word in "[\\p{Arabic}a-zA-Z0-9À-ÿ'’.-]{0,8}") {
            prop_assert_eq!(fold(&word), by_tables(&word));
        }
    }
}

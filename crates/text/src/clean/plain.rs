//! What needs no cleaning, told at a glance: most lines of most texts, and the long way takes a hundred times as long.

/// Whether all that stands in a text is so plain that it can only be written in one way: ASCII, the letters of Arabic with
/// at most one vowel mark each, its digits and common signs. A text that is not may still be as it should be.
pub fn is_plain(text: &str) -> bool {
    let mut may_be_marked = false;
    text.chars().all(|character| {
        let is_mark = is_vowel_mark(character);
        let is_well = if is_mark { may_be_marked } else { is_plain_character(character) };
        may_be_marked = is_arabic_letter(character);
        is_well
    })
}

/// Whether a line is plain and its spaces are as cleaning leaves them.
pub fn is_settled(line: &str) -> bool {
    !line.starts_with(' ') && !line.ends_with(' ') && !line.contains("  ") && is_plain(line)
}

fn is_plain_character(character: char) -> bool {
    is_arabic_letter(character)
        || matches!(character,
            ' '..='~' | '،' | '؛' | '؟' | '٠'..='٩' | '«' | '»' | '–' | '—' | '‘' | '’' | '“' | '”' | '…')
}

fn is_arabic_letter(character: char) -> bool {
    matches!(character, 'ء'..='غ' | 'ف'..='ي')
}

/// Those that compose with no letter; two on one letter have an order.
fn is_vowel_mark(character: char) -> bool {
    matches!(character, '\u{64B}'..='\u{652}')
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::super::{CleanOptions, clean_line, clean_paragraph, kept_characters};
    use super::*;

    /// Every character that may be plain, alone and beside every other one: the long way leaves each as it is.
    #[test]
    fn what_is_plain_is_what_the_long_way_makes_of_it() {
        let plain: Vec<char> =
            ('\0'..='\u{FFFF}').filter(|c| is_plain_character(*c) || is_vowel_mark(*c)).collect();
        assert!(plain.len() > 150, "{}", plain.len());
        let mut tried = 0;
        for &one in &plain {
            for &other in &plain {
                let text = format!("س{one}{other}س");
                if !is_plain(&text) {
                    continue;
                }
                tried += 1;
                let kept: String = kept_characters(&text, CleanOptions::default()).into_iter().collect();
                assert_eq!(kept, text);
                assert_eq!(text.nfc().collect::<String>(), text);
            }
        }
        assert!(tried > 20_000, "{tried}");
    }

    #[test]
    fn what_is_not_plain_goes_the_long_way() {
        for text in [
            "e\u{301}",
            "ا\u{653}",
            "م\u{64E}\u{651}",
            "\u{64B}",
            "1\u{64B}",
            "a\u{200f}",
            "كـتاب",
            "ﻼ",
            "a\nb",
            "é",
            "\u{A0}",
        ] {
            assert!(!is_plain(text), "{text:?}");
        }
        for text in ["", "خبراً عاجل: «نصّ» (2026)…", "It’s plain."] {
            assert!(is_settled(text), "{text:?}");
            assert_eq!((clean_line(text).as_str(), clean_paragraph(text).as_str()), (text, text));
        }
        for line in [" خبر", "خبر ", "خبر  آخر"] {
            assert!(is_plain(line) && !is_settled(line), "{line:?}");
        }
        assert_eq!(clean_line(" خبر  آخر "), "خبر آخر", "the control");
    }
}

//! Letters at a glance. The tables of all scripts take ten times as long to ask, and every letter of a piece is asked about
//! several times; those of our languages are told by their numbers.

/// As [`char::is_alphanumeric`].
pub fn is_alphanumeric(letter: char) -> bool {
    match letter {
        '\0'..='\x7f' => letter.is_ascii_alphanumeric(),
        '\u{620}'..='\u{64a}' | '\u{660}'..='\u{669}' | '\u{671}'..='\u{6d3}' => true,
        '\u{60c}' | '\u{2000}'..='\u{206f}' => false,
        _ => letter.is_alphanumeric(),
    }
}

/// As [`char::is_numeric`].
pub fn is_numeric(letter: char) -> bool {
    match letter {
        '\0'..='\x7f' => letter.is_ascii_digit(),
        '\u{660}'..='\u{669}' => true,
        '\u{60c}' | '\u{620}'..='\u{65f}' | '\u{2000}'..='\u{206f}' => false,
        _ => letter.is_numeric(),
    }
}

/// As [`text::fold::fold`].
pub fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    fold_into(&mut folded, word);
    folded
}

/// Writes a word's folded form to the end of a text: by the short way where all letters are plain Arabic or ASCII, as nearly all
/// are.
pub fn fold_into(folded: &mut String, word: &str) {
    let from = folded.len();
    for letter in word.chars() {
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
                folded.push_str(&text::fold::fold(word));
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_told_at_a_glance_is_what_the_tables_tell() {
        for letter in '\0'..='\u{ffff}' {
            assert_eq!(is_alphanumeric(letter), letter.is_alphanumeric(), "{letter:?}");
            assert_eq!(is_numeric(letter), letter.is_numeric(), "{letter:?}");
        }
    }

    #[test]
    fn the_short_way_of_folding_comes_to_the_same_for_any_two_letters() {
        let arabic =
            ('\u{600}'..='\u{6ff}').chain(['a', 'Z', '7', '.', '\u{301}', '\u{e9}', '\u{200d}', '\u{fefb}']);
        let letters: Vec<char> = arabic.collect();
        for first in &letters {
            for second in &letters {
                let word: String = [*first, *second].iter().collect();
                assert_eq!(fold(&word), text::fold::fold(&word), "{word:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn the_short_way_of_folding_comes_to_the_same(word in "[\\p{Arabic}a-zA-Z0-9À-ÿ'’.-]{0,8}") {
            prop_assert_eq!(fold(&word), text::fold::fold(&word));
        }
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_at_a_glance_is_what_the_tables_tell() {
        for letter in '\0'..='\u{ffff}' {
            assert_eq!(is_alphanumeric(letter), letter.is_alphanumeric(), "{letter:?}");
            assert_eq!(is_numeric(letter), letter.is_numeric(), "{letter:?}");
        }
    }
}

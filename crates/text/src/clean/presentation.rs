//! Presentation forms back to letters: what PDF files, old keyboards and the lam-alef key leave behind.

use unicode_normalization::UnicodeNormalization;

/// Pushes the letters a character stands for. Only shapes of letters are taken apart; signs that merely live in the
/// same blocks (ﷺ, ﷼, ﴾ ﴿) stay as they are.
pub fn push_letters(character: char, letters: &mut Vec<char>) {
    if !is_shape_of_letters(character) {
        letters.push(character);
        return;
    }
    let shape = letters.len();
    // The isolated forms of vowel marks decompose to a space or a tatweel that carries the mark.
    letters.extend(std::iter::once(character).nfkc().filter(|c| !matches!(c, ' ' | '\u{640}')));
    if letters.len() == shape {
        letters.push(character);
    }
}

fn is_shape_of_letters(character: char) -> bool {
    matches!(character,
        '\u{FB00}'..='\u{FB06}'
        | '\u{FB50}'..='\u{FBB1}'
        | '\u{FBD3}'..='\u{FD3D}'
        | '\u{FD50}'..='\u{FDC7}'
        | '\u{FDF0}'..='\u{FDF9}'
        | '\u{FE70}'..='\u{FEFC}')
}

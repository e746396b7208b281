//! Cleaning of the characters themselves: the same for typed, pasted and imported text.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Characters that change how a line reads without being seen. A foreign run is marked by
/// [`crate::tree::Mark::Isolate`] instead. The joiners U+200C and U+200D are letters' business and stay.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Whether a character is taken out of every text.
pub(crate) fn must_go(c: char) -> bool {
    is_invisible(c) || (c.is_control() && !matches!(c, '\n' | '\t')) || is_noncharacter(c)
}

/// Code points that stand for no character and that HTML does not allow.
pub(crate) fn is_noncharacter(c: char) -> bool {
    let code = c as u32;
    (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe
}

/// Canonical composition, without controls and invisible direction marks. What is already clean is not copied.
pub(crate) fn canonical_text(text: &str) -> Option<String> {
    if ::text::clean::is_plain(text) || (!text.chars().any(must_go) && is_nfc(text)) {
        return None;
    }
    let kept: String = text.chars().filter(|c| !must_go(*c)).nfc().collect();
    Some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clean_text_is_left_alone() {
        for text in ["", "خبر عاجل", "می\u{200c}روم", "a\tb\nc", "👩\u{200d}🌾"] {
            assert_eq!(canonical_text(text), None, "{text:?}");
        }
    }

    #[test]
    fn controls_and_marks_of_direction_go() {
        assert_eq!(canonical_text("خ\u{200f}بر\u{202e} \0x\u{feff}").as_deref(), Some("خبر x"));
        assert_eq!(canonical_text("e\u{301}").as_deref(), Some("é"));
    }
}

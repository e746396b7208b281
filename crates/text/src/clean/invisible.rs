//! Characters nobody sees and nobody meant.

/// Whether a character is dropped wherever it stands: controls, direction marks, soft hyphen, byte order marks,
/// zero-width spaces, interlinear anchors and non-characters. Line breaks and tabs are not dropped here; they are
/// white space. Zero-width joiners depend on their neighbours and are judged elsewhere.
pub fn is_dropped(character: char) -> bool {
    let code = character as u32;
    match character {
        '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' => false,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{FEFF}' | '\u{34F}' => true,
        '\u{200B}' | '\u{200E}' | '\u{200F}' => true,
        '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => true,
        '\u{FFF9}'..='\u{FFFB}' | '\u{FDD0}'..='\u{FDEF}' => true,
        '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E001F}' => true,
        _ => character.is_control() || code & 0xFFFE == 0xFFFE,
    }
}

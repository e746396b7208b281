//! The three sets of digits, and the one choice an edition makes among them.
//!
//! Only what the site itself prints is localised; what a writer typed is never rewritten. Addresses, identifiers,
//! feeds and machine dates stay ASCII.

use serde::{Deserialize, Serialize};

/// The digits an edition prints.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Digits {
    /// 0123456789
    #[default]
    Latn,
    /// ٠١٢٣٤٥٦٧٨٩
    Arab,
    /// ۰۱۲۳۴۵۶۷۸۹ (Persian, Urdu)
    Arabext,
}

impl Digits {
    fn zero(self) -> u32 {
        match self {
            Digits::Latn => 0x30,
            Digits::Arab => 0x660,
            Digits::Arabext => 0x6F0,
        }
    }
}

/// A generated number or phrase in the edition's digits. Only ASCII digits change, and beside them the separators:
/// `3.5` → `٣٫٥`, `1,000` → `١٬٠٠٠`, `50%` → `٥٠٪`. A dot or comma that is not between two digits is punctuation and
/// stays; so do dots and commas in things like `1.2.3`, which are not numbers.
pub fn localise(text: &str, digits: Digits) -> String {
    if digits == Digits::Latn || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return text.to_owned();
    }
    let characters: Vec<char> = text.chars().collect();
    let mut localised = String::with_capacity(text.len() * 2);
    let mut at = 0;
    while at < characters.len() {
        let end = number_end(&characters, at);
        if end == at {
            localised.push(characters[at]);
            at += 1;
            continue;
        }
        let number = &characters[at..end];
        let is_decimal = number.iter().filter(|&&c| c == '.').count() == 1;
        for &character in number {
            localised.push(match character {
                '.' if is_decimal => '٫',
                ',' => '٬',
                '.' => '.',
                digit => shifted(digit, digits),
            });
        }
        at = end;
        if characters.get(at) == Some(&'%') {
            localised.push('٪');
            at += 1;
        }
    }
    localised
}

/// A whole number without grouping, in the edition's digits. The minus sign is ASCII.
pub fn format_int(number: i64, digits: Digits) -> String {
    localise(&number.to_string(), digits)
}

/// Arabic-Indic and Persian digits as 0–9, and their separators beside digits as `.` `,` `%`: for sorting, parsing
/// and comparing. Everything else stays.
pub fn to_ascii(text: &str) -> String {
    let mut ascii = String::with_capacity(text.len());
    let mut after_digit = false;
    for character in text.chars() {
        let plain = match character {
            '٫' if after_digit => '.',
            '٬' if after_digit => ',',
            '٪' if after_digit => '%',
            other => ascii_digit(other).unwrap_or(other),
        };
        after_digit = plain.is_ascii_digit();
        ascii.push(plain);
    }
    ascii
}

/// The ASCII digit for any of the three sets, or nothing.
pub fn ascii_digit(character: char) -> Option<char> {
    let value = match character {
        '0'..='9' => return Some(character),
        '٠'..='٩' => character as u32 - 0x660,
        '۰'..='۹' => character as u32 - 0x6F0,
        _ => return None,
    };
    char::from_u32(0x30 + value)
}

/// Which sets of digits a text mixes, for the desk's "unify digits" advice: `true` when more than one is used.
pub fn mixes_digits(text: &str) -> bool {
    let uses = |range: std::ops::RangeInclusive<char>| u8::from(text.chars().any(|c| range.contains(&c)));
    uses('0'..='9') + uses('٠'..='٩') + uses('۰'..='۹') > 1
}

/// Where the number starting at `from` ends: digits, with single separators between digits. `from` when none starts.
fn number_end(characters: &[char], from: usize) -> usize {
    let is_digit = |at: usize| characters.get(at).is_some_and(char::is_ascii_digit);
    let mut end = from;
    while is_digit(end) || (end > from && matches!(characters.get(end), Some('.' | ',')) && is_digit(end + 1))
    {
        end += 1;
    }
    end
}

fn shifted(digit: char, digits: Digits) -> char {
    char::from_u32(digit as u32 - 0x30 + digits.zero()).unwrap_or(digit)
}

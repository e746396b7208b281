//! Bytes of unknown encoding into text: UTF-8 if they are that, else windows-1256 or Latin-1 by looks.

/// The upper half of windows-1256.
const WINDOWS_1256: &str = concat!(
    "€پ‚ƒ„…†‡ˆ‰ٹ‹Œچژڈ",
    "گ‘’“”•–—ک™ڑ›œ\u{200c}\u{200d}ں",
    "\u{a0}،¢£¤¥¦§¨©ھ«¬\u{ad}®¯",
    "°±²³´µ¶·¸¹؛»¼½¾؟",
    "ہءآأؤإئابةتثجحخد",
    "ذرزسشصض×طظعغـفقك",
    "àلâمنهوçèéêëىيîï",
    "\u{64b}\u{64c}\u{64d}\u{64e}ô\u{64f}\u{650}÷\u{651}ù\u{652}ûü\u{200e}\u{200f}ے",
);

/// Text of bytes that say nothing of their encoding, or say UTF-8 and may be lying.
pub fn decode(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) if looks_arabic(bytes) => windows_1256(bytes),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// Arabic in windows-1256 is nearly all high bytes; European languages have one here and there.
fn looks_arabic(bytes: &[u8]) -> bool {
    let high = bytes.iter().filter(|byte| **byte >= 0xc0).count();
    let low = bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    high > low
}

fn windows_1256(bytes: &[u8]) -> String {
    let upper: Vec<char> = WINDOWS_1256.chars().collect();
    let letter = |byte: &u8| match byte {
        0..=0x7f => char::from(*byte),
        high => upper.get(usize::from(*high) - 0x80).copied().unwrap_or('\u{fffd}'),
    };
    bytes.iter().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_upper_half_has_128_letters() {
        assert_eq!(WINDOWS_1256.chars().count(), 128);
    }

    #[test]
    fn three_encodings_are_told_apart() {
        // "خبر عاجل" in windows-1256
        assert_eq!(decode(&[0xce, 0xc8, 0xd1, 0x20, 0xda, 0xc7, 0xcc, 0xe1]), "خبر عاجل");
        assert_eq!(decode("خبر".as_bytes()), "خبر");
        assert_eq!(decode(b"Andr\xe9 Caf\xe9"), "André Café");
        assert_eq!(decode(b""), "");
    }
}

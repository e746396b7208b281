//! Percent-encoding of words in addresses. In Arabic nearly every byte is encoded and a page is full of addresses, so
//! this goes by a table: less than half the instructions of the general encoder's formatting.

use unicode_normalization::UnicodeNormalization;

/// Every byte in its encoding.
static ENCODED: [[u8; 3]; 256] = {
    let hex = *b"0123456789ABCDEF";
    let mut all = [[b'%', 0, 0]; 256];
    let mut byte = 0;
    while byte < 256 {
        all[byte][1] = hex[byte >> 4];
        all[byte][2] = hex[byte & 15];
        byte += 1;
    }
    all
};

/// Which bytes stay as they are.
static STAYS: [bool; 256] = {
    let mut all = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        all[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
        byte += 1;
    }
    all
};

/// A path: letters, digits, `-._~` and the slashes stay (RFC 3986's unreserved, and `/`).
pub fn path(path: &str) -> String {
    encoded(path, |byte| STAYS[usize::from(byte)] || byte == b'/')
}

/// A part of a path or of a query: nothing in it can mean something to whoever reads the address.
pub fn component(words: &str) -> String {
    encoded(words, |byte| STAYS[usize::from(byte)])
}

/// The one spelling of a path that may be typed or percent-encoded, in whatever hexadecimal letters: decoded, its letters
/// composed, and encoded as [`path`] does. `None` where it is not text, hides a slash or a backslash, or has a control.
pub fn one_spelling(given: &str) -> Option<String> {
    let words: String = decoded(given)?.nfc().collect();
    Some(path(&words))
}

/// A path without its percent-encoding. `None` where it is not text, hides a slash or a backslash, or has a control.
pub fn decoded(given: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(given.len());
    let mut rest = given.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let (two, after) = after.split_at_checked(2)?;
        let digit = |at: usize| char::from(two[at]).to_digit(16);
        let hidden = u8::try_from(digit(0)? << 4 | digit(1)?).ok()?;
        if hidden == b'/' {
            return None;
        }
        bytes.push(hidden);
        rest = after;
    }
    let words = String::from_utf8(bytes).ok()?;
    let is_doubtful = words.contains('\\') || words.chars().any(char::is_control);
    (!is_doubtful).then_some(words)
}

fn encoded(words: &str, stays: impl Fn(u8) -> bool) -> String {
    let mut out = Vec::with_capacity(words.len() * 3);
    for byte in words.bytes() {
        if stays(byte) {
            out.push(byte);
        } else {
            out.extend_from_slice(&ENCODED[usize::from(byte)]);
        }
    }
    String::from_utf8(out).expect("all of it is ASCII")
}

#[cfg(test)]
mod tests {
    use super::{component, one_spelling, path};

    #[test]
    fn a_path_has_one_spelling() {
        let one = Some("/%D8%AE-1/%3F".to_owned());
        assert_eq!(one_spelling("/خ-1/?"), one);
        assert_eq!(one_spelling("/%d8%Ae%2d1/%3f"), one);
        for bad in ["/%", "/%2", "/%zz", "/a%2fb", "/a%5cb", "/a\\b", "/%00", "/a\n", "/%ff", "/%C2%85"] {
            assert_eq!(one_spelling(bad), None, "{bad}");
        }
    }

    #[test]
    fn what_means_something_is_encoded_and_the_rest_stays() {
        assert_eq!(component("خبر a&b=c/d?#"), "%D8%AE%D8%A8%D8%B1%20a%26b%3Dc%2Fd%3F%23");
        assert_eq!(path("/ar/خبر-1.~_"), "/ar/%D8%AE%D8%A8%D8%B1-1.~_");
    }
}

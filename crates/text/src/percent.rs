//! Percent-encoding of words in addresses. In Arabic nearly every byte is encoded and a page is full of addresses, so
//! this goes by a table: less than half the instructions of the general encoder's formatting.

const HEX: [u8; 16] = *b"0123456789ABCDEF";

/// A path: letters, digits, `-._~` and the slashes stay (RFC 3986's unreserved, and `/`).
pub fn path(path: &str) -> String {
    encoded(path, |byte| stays(byte) || byte == b'/')
}

/// A part of a path or of a query: nothing in it can mean something to whoever reads the address.
pub fn component(words: &str) -> String {
    encoded(words, stays)
}

fn stays(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

fn encoded(words: &str, stays: impl Fn(u8) -> bool) -> String {
    let mut out = Vec::with_capacity(words.len() * 3);
    for byte in words.bytes() {
        if stays(byte) {
            out.push(byte);
        } else {
            out.extend([b'%', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
        }
    }
    String::from_utf8(out).expect("all of it is ASCII")
}

#[cfg(test)]
mod tests {
    use super::{component, path};

    #[test]
    fn what_means_something_is_encoded_and_the_rest_stays() {
        assert_eq!(component("خبر a&b=c/d?#"), "%D8%AE%D8%A8%D8%B1%20a%26b%3Dc%2Fd%3F%23");
        assert_eq!(path("/ar/خبر-1.~_"), "/ar/%D8%AE%D8%A8%D8%B1-1.~_");
    }
}

//! `url(link.href)`: an address that is safe to follow and plain ASCII.

use minijinja::{Environment, Error, Value};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::refusal;

/// What an address may not contain as it is; `%` stays, because addresses come encoded.
const UNSAFE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The address with other than ASCII letters percent-encoded, or `#` when following it could run something:
/// only paths, fragments, queries and the schemes http, https, mailto and tel pass.
pub fn url(address: &str) -> String {
    let trimmed = address.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    if !may_follow(trimmed) {
        return "#".to_owned();
    }
    utf8_percent_encode(trimmed, UNSAFE).to_string()
}

/// Bytes that an address can be written with as it is, nothing encoded and nothing escaped.
static PLAIN: [bool; 256] = {
    let mut all = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        all[byte as usize] = byte.is_ascii_alphanumeric()
            || matches!(
                byte,
                b'%' | b'/' | b'-' | b'.' | b'_' | b'~' | b'?' | b'=' | b'#' | b',' | b'+' | b':'
            );
        byte += 1;
    }
    all
};

/// A path on this host, or an address of the web, that can be written as it is: what most addresses on a page are.
fn is_plain(address: &str) -> bool {
    let leads_on = match address.strip_prefix('/') {
        Some(rest) => !rest.starts_with('/'),
        None => address.starts_with("https://") || address.starts_with("http://"),
    };
    leads_on && address.bytes().all(|byte| PLAIN[usize::from(byte)])
}

fn may_follow(address: &str) -> bool {
    if address.chars().any(char::is_control) {
        return false;
    }
    let head = address.split(['/', '?', '#']).next().unwrap_or_default();
    match head.split_once(':') {
        None => !address.starts_with("//") && !address.starts_with("/\\"),
        Some((scheme, _)) => {
            ["http", "https", "mailto", "tel"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
        }
    }
}

pub(super) fn register(engine: &mut Environment<'static>) {
    engine.add_function("url", |address: Value| -> Result<Value, Error> {
        match address.as_str() {
            Some(path) if is_plain(path) => Ok(Value::from_safe_string(path.to_owned())),
            Some(other) => Ok(Value::from(url(other))),
            None => Err(refusal("an address is words")),
        }
    });
}

#[cfg(test)]
mod tests {
    use super::{is_plain, url};

    #[test]
    fn addresses_come_out_in_ascii() {
        assert_eq!(url("/ar/سياسة/1"), "/ar/%D8%B3%D9%8A%D8%A7%D8%B3%D8%A9/1");
        assert_eq!(url("https://a.example/x?y=%D8%B3&z#w"), "https://a.example/x?y=%D8%B3&z#w");
        assert_eq!(url("mailto:desk@a.example"), "mailto:desk@a.example");
    }

    #[test]
    fn what_is_written_as_it_is_would_have_been_written_so() {
        for plain in ["/ar/x/%D8%B3-1.~_?q=a,b+c#d", "https://a.example:8443/x", "http://a.example/", "/a:b"]
        {
            assert!(is_plain(plain), "{plain}");
            assert_eq!(url(plain), plain);
            assert_eq!(crate::escape::html(plain), plain);
        }
        for other in ["", "//a.example", "x", "javascript:alert(1)", "/a&b", "/س", "/a b", "/\"", "https:x"]
        {
            assert!(!is_plain(other), "{other}");
        }
    }

    #[test]
    fn an_address_that_runs_something_leads_nowhere() {
        for bad in [
            "javascript:alert(1)",
            " JaVaScRiPt:alert(1)",
            "java\nscript:x",
            "data:text/html,x",
            "vbscript:x",
            "//evil.example",
            "\u{1}javascript:x",
            "/\\evil.example",
        ] {
            assert_eq!(url(bad), "#", "{bad:?}");
        }
    }
}

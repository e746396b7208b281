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

/// A path on this host that can be written as it is, with nothing to encode and nothing to escape: what most addresses
/// on a page are.
fn is_plain_path(address: &str) -> bool {
    let plain = |byte: u8| {
        byte.is_ascii_alphanumeric()
            || matches!(byte, b'%' | b'/' | b'-' | b'.' | b'_' | b'~' | b'?' | b'=' | b'#' | b',' | b'+')
    };
    address.starts_with('/') && !address.starts_with("//") && address.bytes().all(plain)
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
            Some(path) if is_plain_path(path) => Ok(Value::from_safe_string(path.to_owned())),
            Some(other) => Ok(Value::from(url(other))),
            None => Err(refusal("an address is words")),
        }
    });
}

#[cfg(test)]
mod tests {
    use super::url;

    #[test]
    fn addresses_come_out_in_ascii() {
        assert_eq!(url("/ar/سياسة/1"), "/ar/%D8%B3%D9%8A%D8%A7%D8%B3%D8%A9/1");
        assert_eq!(url("https://a.example/x?y=%D8%B3&z#w"), "https://a.example/x?y=%D8%B3&z#w");
        assert_eq!(url("mailto:desk@a.example"), "mailto:desk@a.example");
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

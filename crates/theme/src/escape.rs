//! How values are written into a page: everything is HTML-escaped unless a template marked it safe.
//!
//! The engine's own writer also escapes `/`, which would fatten every address on a page, and prints a null
//! as the word "none"; ours does neither. What is escaped is enough for text and for quoted attributes,
//! the only two places where a template may put a value.

use std::fmt::{self, Write};

use minijinja::value::ValueKind;
use minijinja::{Error, Output, State, Value};

/// Writes one value: nulls as nothing, safe strings as they are, the rest escaped.
pub(crate) fn write_value(out: &mut Output, _: &mut State, value: &Value) -> Result<(), Error> {
    if value.is_none() || value.is_undefined() {
        return Ok(());
    }
    match value.as_str() {
        Some(text) if value.is_safe() => out.write_str(text)?,
        Some(text) => write_html(out, text)?,
        None if matches!(value.kind(), ValueKind::Number | ValueKind::Bool) => write!(out, "{value}")?,
        None => write_html(out, &value.to_string())?,
    }
    Ok(())
}

/// Escapes text for element content and for attributes in double or single quotes.
pub fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    write_html(&mut out, text).expect("writing to a String does not fail");
    out
}

/// The bytes that are replaced.
const MEANS_SOMETHING: [bool; 256] = {
    let mut table = [false; 256];
    let mut at = 0;
    while at < 5 {
        table[b"&<>\"'"[at] as usize] = true;
        at += 1;
    }
    table
};

fn write_html(out: &mut impl Write, text: &str) -> fmt::Result {
    let bytes = text.as_bytes();
    // Most texts have none of these: two quick looks see that.
    if memchr::memchr3(b'&', b'<', b'"', bytes).is_none() && memchr::memchr2(b'>', b'\'', bytes).is_none() {
        return out.write_str(text);
    }
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| MEANS_SOMETHING[usize::from(byte)]) {
        out.write_str(&rest[..at])?;
        out.write_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        })?;
        rest = &rest[at + 1..];
    }
    out.write_str(rest)
}

#[cfg(test)]
mod tests {
    use super::html;
    use proptest::prelude::*;

    #[test]
    fn markup_loses_its_meaning_and_addresses_keep_their_slashes() {
        assert_eq!(html("<a href='/ar/x' b=\"&\">"), "&lt;a href=&#39;/ar/x&#39; b=&quot;&amp;&quot;&gt;");
    }

    proptest! {
        #[test]
        fn no_text_can_open_a_tag_or_close_an_attribute(text in any::<String>()) {
            let escaped = html(&text);
            prop_assert!(!escaped.contains(['<', '>', '"', '\'']));
            let back = escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"")
                .replace("&#39;", "'").replace("&amp;", "&");
            prop_assert_eq!(back, text);
        }
    }
}

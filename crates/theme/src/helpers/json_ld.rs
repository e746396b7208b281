//! `json_ld(head.json_ld)`: structured data for machines, in a script element that cannot be broken out of.

use std::fmt::Write as _;

use minijinja::{Environment, Error, Value};

use super::refusal;

/// The value in a `script` element of type `application/ld+json`. `<`, `>`, `&` and the two line
/// separators are written as escapes, so that nothing in it can end the element.
pub fn json_ld(value: &impl serde::Serialize) -> Result<String, serde_json::Error> {
    Ok(element(&serde_json::to_string(value)?))
}

/// The two line separators: in hardly any text.
const SEPARATORS: [&[u8]; 2] = ["\u{2028}".as_bytes(), "\u{2029}".as_bytes()];

/// The same of what is JSON already.
fn element(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + 64);
    out.push_str("<script type=\"application/ld+json\">");
    let mut rest = json;
    let separated = SEPARATORS.iter().any(|letter| memchr::memmem::find(json.as_bytes(), letter).is_some());
    let next = |rest: &str| match separated {
        true => rest.find(['<', '>', '&', '\u{2028}', '\u{2029}']),
        false => memchr::memchr3(b'<', b'>', b'&', rest.as_bytes()),
    };
    while let Some(at) = next(rest) {
        out.push_str(&rest[..at]);
        let risky = rest[at..].chars().next().unwrap_or('<');
        let _ = write!(out, "\\u{:04x}", u32::from(risky));
        rest = &rest[at + risky.len_utf8()..];
    }
    out.push_str(rest);
    out.push_str("</script>");
    out
}

pub(super) fn register(engine: &mut Environment<'static>) {
    engine.add_function("json_ld", |value: Value| -> Result<Value, Error> {
        // Words are JSON that was written before: a page has more of it than of anything else that is no prose.
        let element = value.as_str().map_or_else(|| json_ld(&value), |json| Ok(element(json)));
        element.map(Value::from_safe_string).map_err(|error| refusal(error.to_string()))
    });
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::json_ld;

    proptest! {
        #[test]
        fn no_value_can_end_the_element_and_none_is_changed(text in any::<String>()) {
            for text in [text.clone(), format!("</script><script>{text}\u{2028}<!--")] {
                let element = json_ld(&serde_json::json!({ "name": text })).expect("serialises");
                let inner = element.strip_prefix("<script type=\"application/ld+json\">").expect("opens");
                let inner = inner.strip_suffix("</script>").expect("closes");
                let risky = ['<', '>', '&', '\u{2028}', '\u{2029}'];
                prop_assert!(!inner.contains(risky));
                let back: serde_json::Value = serde_json::from_str(inner).expect("is JSON");
                prop_assert_eq!(back["name"].as_str(), Some(text.as_str()));
            }
        }
    }
}

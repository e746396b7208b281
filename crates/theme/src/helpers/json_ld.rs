//! `json_ld(site.json_ld)`: structured data for machines, in a script element that cannot be broken out of.

use minijinja::{Environment, Error, Value};

use super::refusal;

/// The value in a `script` element of type `application/ld+json`. `<`, `>`, `&` and the two line
/// separators are written as escapes, so that nothing in it can end the element.
pub fn json_ld(value: &impl serde::Serialize) -> Result<String, serde_json::Error> {
    let json = serde_json::to_string(value)?;
    let mut out = String::with_capacity(json.len() + 64);
    out.push_str("<script type=\"application/ld+json\">");
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
    out.push_str("</script>");
    Ok(out)
}

pub(super) fn register(engine: &mut Environment<'static>) {
    engine.add_function("json_ld", |value: Value| -> Result<Value, Error> {
        json_ld(&value).map(Value::from_safe_string).map_err(|error| refusal(error.to_string()))
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

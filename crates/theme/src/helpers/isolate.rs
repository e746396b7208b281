//! `isolate(name, lang="en")`: words that may run the other way, kept from disturbing their neighbours.

use minijinja::value::Kwargs;
use minijinja::{Environment, Error, Value};

use crate::escape;

/// The words in a `bdi` element, escaped, with their language and direction where known.
pub fn isolate(words: &str, lang: Option<&str>, dir: Option<&str>) -> String {
    let attribute = |name: &str, value: Option<&str>| {
        value
            .filter(|value| !value.is_empty())
            .map_or(String::new(), |value| format!(" {name}=\"{}\"", escape::html(value)))
    };
    format!("<bdi{}{}>{}</bdi>", attribute("lang", lang), attribute("dir", dir), escape::html(words))
}

/// The words between FSI and PDI, for places without markup: titles, subjects, notifications.
pub fn isolate_plain(words: &str) -> String {
    let inner = words.replace(
        |c| matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'),
        "",
    );
    format!("\u{2068}{inner}\u{2069}")
}

pub(super) fn register(engine: &mut Environment<'static>) {
    engine.add_function("isolate", |words: &str, known: Kwargs| -> Result<Value, Error> {
        let (lang, dir) = (known.get::<Option<&str>>("lang")?, known.get::<Option<&str>>("dir")?);
        known.assert_all_used()?;
        Ok(Value::from_safe_string(isolate(words, lang, dir)))
    });
    engine.add_function("isolate_plain", |words: &str| isolate_plain(words));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_escaped_inside_its_isolate() {
        assert_eq!(isolate("<b>", Some("en"), None), "<bdi lang=\"en\">&lt;b&gt;</bdi>");
        assert_eq!(isolate("x", Some("\" onload=\""), None), "<bdi lang=\"&quot; onload=&quot;\">x</bdi>");
    }

    #[test]
    fn stray_controls_cannot_close_a_plain_isolate() {
        assert_eq!(isolate_plain("a\u{2069}\u{202E}b"), "\u{2068}ab\u{2069}");
    }
}

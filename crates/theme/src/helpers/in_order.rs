//! `{{ words|in_order }}`: a line that a person typed, with each score, telephone number, range or address that a line from
//! right to left would reorder kept as it was typed.

use std::borrow::Cow;

use minijinja::{Environment, Value};

use crate::escape;

/// The line as markup, escaped, each part that would be reordered in an element of its own; nothing when none would.
pub fn in_order(line: &str) -> Option<String> {
    let parts = text::bidi::parts_to_isolate(line);
    if parts.is_empty() {
        return None;
    }
    let (mut out, mut copied) = (String::with_capacity(line.len() + 32), 0);
    for part in parts {
        out.push_str(&escape::html(&line[copied..part.start]));
        out.push_str("<bdi dir=\"ltr\">");
        out.push_str(&escape::html(&line[part.clone()]));
        out.push_str("</bdi>");
        copied = part.end;
    }
    out.push_str(&escape::html(&line[copied..]));
    Some(out)
}

pub(super) fn register(engine: &mut Environment<'static>) {
    engine.add_filter("in_order", |words: Value| -> Value {
        match words.as_str().and_then(in_order) {
            Some(markup) => Value::from_safe_string(markup),
            None => words,
        }
    });
    // The same where there is no markup: in a title, in an attribute.
    engine.add_filter("in_order_plain", |words: Value| -> Value {
        match words.as_str().map(text::bidi::in_order) {
            Some(Cow::Owned(ordered)) => Value::from(ordered),
            _ => words,
        }
    });
}

#[cfg(test)]
mod tests {
    use super::in_order;

    #[test]
    fn a_score_keeps_its_order_and_nothing_becomes_markup() {
        assert_eq!(
            in_order("فاز <b> 2-1 & مضى"),
            Some("فاز &lt;b&gt; <bdi dir=\"ltr\">2-1</bdi> &amp; مضى".to_owned())
        );
        assert_eq!(in_order("عام 2026"), None);
        assert_eq!(in_order("A 2-1 win"), None);
    }
}

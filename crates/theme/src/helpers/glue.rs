//! `{{ title|glue }}`: in large type a number stays on the line of the word it counts, and what a line from right to left
//! would reorder keeps its order, as with `in_order`.

use std::borrow::Cow;

use minijinja::{Environment, Value};

const NO_BREAK_SPACE: char = '\u{00A0}';

/// The same words, with the space between a number and a following letter made unbreakable. For display
/// only: what people copy, search and feed from stays as it was typed. Most lines have no number and come back
/// as they are.
pub fn glue(words: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut copied = 0;
    for (at, _) in words.match_indices(' ') {
        let after_digit =
            words[..at].chars().next_back().is_some_and(|c| text::digits::ascii_digit(c).is_some());
        if after_digit && words[at + 1..].chars().next().is_some_and(char::is_alphabetic) {
            out.push_str(&words[copied..at]);
            out.push(NO_BREAK_SPACE);
            copied = at + 1;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(words);
    }
    out.push_str(&words[copied..]);
    Cow::Owned(out)
}

pub(super) fn register(engine: &mut Environment<'static>) {
    engine.add_filter("glue", |words: Value| -> Value {
        let Some(glued) = words.as_str().map(glue) else { return words };
        match (super::in_order(&glued), glued) {
            (Some(markup), _) => Value::from_safe_string(markup),
            (None, Cow::Owned(glued)) => Value::from(glued),
            (None, Cow::Borrowed(_)) => words,
        }
    });
}

#[cfg(test)]
mod tests {
    use super::glue;

    #[test]
    fn a_number_stays_with_its_word_and_nothing_else_moves() {
        assert_eq!(glue("النهر؟ 3 محافظات وسدّ"), "النهر؟ 3\u{A0}محافظات وسدّ");
        assert_eq!(glue("تراجع 57% في ١٢ عامًا"), "تراجع 57% في ١٢\u{A0}عامًا");
        assert_eq!(glue("2 – 1 و 3"), "2 – 1\u{A0}و 3");
    }
}

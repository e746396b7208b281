//! `{{ title|glue }}`: in large type a number stays on the line of the word it counts.

use minijinja::Environment;

const NO_BREAK_SPACE: char = '\u{00A0}';

/// The same words, with the space between a number and a following letter made unbreakable. For display
/// only: what people copy, search and feed from stays as it was typed.
pub fn glue(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    let mut letters = words.chars().peekable();
    let mut after_digit = false;
    while let Some(letter) = letters.next() {
        let before_letter = letters.peek().is_some_and(|next| next.is_alphabetic());
        out.push(if letter == ' ' && after_digit && before_letter { NO_BREAK_SPACE } else { letter });
        after_digit = text::digits::ascii_digit(letter).is_some();
    }
    out
}

pub(super) fn register(engine: &mut Environment<'static>) {
    engine.add_filter("glue", |words: &str| glue(words));
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

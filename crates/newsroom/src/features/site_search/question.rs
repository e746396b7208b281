//! What a reader asks for.

/// Letters that a question may have; a headline has fewer.
pub const LONGEST: usize = 200;

/// A question, as far as it is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Nothing is asked yet.
    Nothing,
    /// More than anybody asks for.
    TooLong,
    /// These words.
    Words(String),
}

impl Question {
    /// The question in what came with the address.
    pub fn asked(typed: Option<&str>) -> Question {
        let Some(typed) = typed else { return Question::Nothing };
        if typed.chars().count() > LONGEST {
            return Question::TooLong;
        }
        match text::clean::clean_line(typed) {
            words if words.is_empty() => Question::Nothing,
            words => Question::Words(words),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_words_or_nothing_and_has_an_end() {
        for nothing in [None, Some(""), Some("  \u{200f}\t ")] {
            assert_eq!(Question::asked(nothing), Question::Nothing, "{nothing:?}");
        }
        assert_eq!(Question::asked(Some("  نهر\u{202e}  اللجين ")), Question::Words("نهر اللجين".to_owned()));
        assert_eq!(Question::asked(Some(&"خ".repeat(LONGEST))), Question::Words("خ".repeat(LONGEST)));
        assert_eq!(Question::asked(Some(&"خ".repeat(LONGEST + 1))), Question::TooLong);
    }
}

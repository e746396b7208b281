//! Cutting a text into words and figures.

use crate::letters::{is_alphanumeric, is_numeric};

/// A word where it stands in its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'a> {
    pub text: &'a str,
    /// Where it begins and ends, in bytes.
    pub from: usize,
    pub to: usize,
    /// It is the first after the end of a sentence, of a line, or after an opening quotation mark.
    pub begins_sentence: bool,
    /// It begins with a digit.
    pub is_figure: bool,
}

/// Longest word that is looked at, in bytes; longer runs are no words of any language.
const LONGEST: usize = 96;

/// The words of a text in order. «أ.ف.ب» and «U.S.» are one word each, and so is a figure with its separators.
pub fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut at = 0;
    let mut begins_sentence = true;
    std::iter::from_fn(move || {
        loop {
            let from = at + text[at..].find(|c: char| is_alphanumeric(c) && c != '\u{640}')?;
            begins_sentence |= text[at..from].contains(ends_sentence);
            let is_figure = text[from..].starts_with(is_numeric);
            let to = if is_figure { figure_end(text, from) } else { word_end(text, from) };
            at = to;
            let word = Word { text: &text[from..to], from, to, begins_sentence, is_figure };
            begins_sentence = false;
            if to - from <= LONGEST {
                return Some(word);
            }
        }
    })
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '؟' | '…' | '\n' | '"' | '“' | '«' | '‘' | '|')
}

/// Vowel marks, combining accents, joiners and direction marks: inside a word, never a word.
pub fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61c}' | '\u{640}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}' | '\u{8d3}'..='\u{8ff}' | '\u{ad}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}' | '\u{feff}')
}

fn run_end(text: &str, from: usize) -> usize {
    text[from..].find(|c: char| !is_alphanumeric(c) && !is_mark(c)).map_or(text.len(), |end| from + end)
}

/// Where the word ends; single letters with a full stop between them are one word. What Arabic writes onto a figure
/// («و٢٠», «الـ٢٠») is a word of its own.
fn word_end(text: &str, from: usize) -> usize {
    let end = run_end(text, from);
    if let Some(figure) = text[from..end].find(is_numeric)
        && !text[from..].starts_with(|c: char| c.is_ascii())
    {
        return from + figure;
    }
    let is_letter = |from: usize, to: usize| text[from..to].chars().take(2).count() == 1;
    if !is_letter(from, end) {
        return end;
    }
    let mut last = end;
    while let Some(rest) = text[last..].strip_prefix('.')
        && rest.starts_with(char::is_alphabetic)
        && is_letter(last + 1, run_end(text, last + 1))
    {
        last = run_end(text, last + 1);
    }
    last
}

/// Where the figure ends: separators count where a digit follows.
fn figure_end(text: &str, from: usize) -> usize {
    let mut end = run_end(text, from);
    while text[from..end].ends_with(is_numeric)
        && let Some(rest) = text[end..].strip_prefix(['.', ',', '٫', '٬'])
        && rest.starts_with(is_numeric)
    {
        end = run_end(text, text.len() - rest.len());
    }
    end
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_figures_and_abbreviations_are_cut_whole() {
        for (text, want) in [
            ("المُحادَثات، «غزة»", vec!["المُحادَثات", "غزة"]),
            ("وكالة أ.ف.ب: نعم", vec!["وكالة", "أ.ف.ب", "نعم"]),
            ("the U.S. said.", vec!["the", "U.S", "said"]),
            ("3.5 و١٬٠٥٦، 12. ثم", vec!["3.5", "و", "١٬٠٥٦", "12", "ثم"]),
            ("1,056 killed", vec!["1,056", "killed"]),
            ("it's A. B", vec!["it", "s", "A", "B"]),
            ("ـ ، …", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(words(text).map(|word| word.text).collect::<Vec<_>>(), want, "{text}");
        }
    }

    #[test]
    fn a_sentence_begins_after_a_full_stop_a_line_and_a_quotation_mark() {
        let begins: Vec<_> = words("One two. Three “Four five”\nsix")
            .filter(|word| word.begins_sentence)
            .map(|w| w.text)
            .collect();
        assert_eq!(begins, ["One", "Three", "Four", "six"]);
    }

    #[test]
    fn a_run_too_long_is_no_word() {
        let text = format!("قبل {} بعد", "ا".repeat(100));
        assert_eq!(words(&text).map(|word| word.text).collect::<Vec<_>>(), ["قبل", "بعد"]);
    }
}

//! Cutting text into words.

/// A word and where it stands in its text, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'a> {
    pub from: usize,
    pub to: usize,
    pub text: &'a str,
}

/// Longest word that is looked at, in bytes; longer runs are no words of any language.
const LONGEST: usize = 120;

/// The words of a text in order: letters and digits with the marks and joiners among them.
/// «أ.ف.ب» is three words; a query of it becomes a phrase of three, so it is found either way.
pub fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        loop {
            let (from, _) = rest.find(|(_, c)| is_of_a_word(*c) && *c != '\u{640}')?;
            while rest.next_if(|(_, c)| is_of_a_word(*c) || is_mark(*c)).is_some() {}
            let to = rest.peek().map_or(text.len(), |(at, _)| *at);
            if to - from <= LONGEST {
                return Some(Word { from, to, text: &text[from..to] });
            }
        }
    })
}

/// Letters and digits. Those of our languages are told at a glance; the tables of all others take ten times as long, and
/// each hit's whole text goes through here.
fn is_of_a_word(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        '\u{620}'..='\u{64a}' | '\u{660}'..='\u{669}' | '\u{671}'..='\u{6d3}' => true,
        _ => c.is_alphanumeric(),
    }
}

/// Vowel marks, combining accents, joiners and direction marks: inside a word, never a word.
pub fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61a}'
        | '\u{61c}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e8}'
        | '\u{6ea}'..='\u{6ed}' | '\u{8d3}'..='\u{8ff}' | '\u{ad}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}'
        | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::{is_of_a_word, words};

    #[test]
    fn what_is_told_at_a_glance_is_what_the_tables_tell() {
        for c in '\0'..='\u{fff}' {
            assert_eq!(is_of_a_word(c), c.is_alphanumeric(), "{c:?}");
        }
    }

    #[test]
    fn words_keep_their_marks_and_leave_punctuation() {
        for (text, want) in [
            ("المُحادَثات، «غزة»: 3.5", vec!["المُحادَثات", "غزة", "3", "5"]),
            ("أ.ف.ب", vec!["أ", "ف", "ب"]),
            ("می\u{200c}روم", vec!["می\u{200c}روم"]),
            ("ـ ، ؛ …", vec![]),
            ("e\u{301}t\u{e9}", vec!["e\u{301}t\u{e9}"]),
            ("", vec![]),
        ] {
            assert_eq!(words(text).map(|word| word.text).collect::<Vec<_>>(), want);
        }
    }

    #[test]
    fn a_run_too_long_is_no_word() {
        let text = format!("قبل {} بعد", "ا".repeat(100));
        assert_eq!(words(&text).map(|word| word.text).collect::<Vec<_>>(), ["قبل", "بعد"]);
    }
}

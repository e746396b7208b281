//! Words and their three forms.
//!
//! A word is folded and stemmed as a token, never the text as a whole, so that offsets fit the original
//! and excerpts can mark whole words as they were written.

mod tokenizer;
mod words;

use std::sync::Arc;
use text::fold::{Stemmer, fold, is_stop_word};

pub use tokenizer::FormTokenizer;
pub use words::{Word, words};

/// How a word is written down in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The letters as written, without vowel marks and tatweel, in lower case.
    Exact,
    /// With the variants of writing brought together.
    Folded,
    /// Without article, conjunction and endings; stop words are left out.
    Stemmed,
}

/// Brings words into their forms.
#[derive(Debug, Clone)]
pub struct Analysis {
    stemmer: Arc<Stemmer>,
}

impl Analysis {
    /// Names given here keep their whole form when stemmed.
    pub fn protecting<'a>(names: impl IntoIterator<Item = &'a str>) -> Analysis {
        Analysis { stemmer: Arc::new(Stemmer::protecting(names)) }
    }

    /// The form of a word, `None` when the form leaves it out.
    pub fn form(&self, form: Form, word: &str) -> Option<String> {
        let text = match form {
            Form::Exact => exact(word),
            Form::Folded => fold(word),
            Form::Stemmed if is_stop_word(word) => return None,
            Form::Stemmed => self.stem(&fold(word)),
        };
        (!text.is_empty()).then_some(text)
    }

    fn stem(&self, folded: &str) -> String {
        if folded.is_ascii() { english_singular(folded) } else { self.stemmer.stem(folded) }
    }
}

/// Whether a script's words are stemmed the Arabic way: Persian and Urdu share the letters, not the
/// grammar, and are found by their folded form.
pub fn may_stem(lang: &str) -> bool {
    let primary = lang.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    !matches!(primary.as_str(), "fa" | "ur" | "ps" | "ckb" | "ku" | "ug" | "sd" | "prs")
}

/// The letters as written: only what readers do not type is left out.
fn exact(word: &str) -> String {
    word.chars().filter(|c| !words::is_mark(*c) && *c != '\u{640}').flat_map(char::to_lowercase).collect()
}

/// English words without a plural ending, taken off in the gentlest known way.
fn english_singular(word: &str) -> String {
    let ends = |end: &str| word.len() > end.len() + 2 && word.ends_with(end);
    let bare = |count: usize| word[..word.len() - count].to_owned();
    if ends("ies") && !ends("eies") && !ends("aies") {
        return bare(3) + "y";
    }
    if ends("s") && !ends("us") && !ends("ss") { bare(1) } else { word.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_forms_of_a_word() {
        let analysis = Analysis::protecting(["إلهام"]);
        for (word, exact, folded, stemmed) in [
            ("المُحادَثات", "المحادثات", "المحادثات", "محادث"),
            ("والمحادثات", "والمحادثات", "والمحادثات", "محادث"),
            ("للمحادثات", "للمحادثات", "للمحادثات", "محادث"),
            ("محادثة", "محادثة", "محادثه", "محادث"),
            ("إلهام", "إلهام", "الهام", "الهام"),
            ("Talks", "talks", "talks", "talk"),
            ("غـــزة", "غزة", "غزه", "غز"),
        ] {
            assert_eq!(analysis.form(Form::Exact, word).as_deref(), Some(exact));
            assert_eq!(analysis.form(Form::Folded, word).as_deref(), Some(folded));
            assert_eq!(analysis.form(Form::Stemmed, word).as_deref(), Some(stemmed));
        }
        assert_eq!(analysis.form(Form::Stemmed, "على"), None);
        assert!(analysis.form(Form::Folded, "على").is_some());
    }
}

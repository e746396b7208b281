//! Words and their three forms, and the runs of letters in them.
//!
//! A word is folded and stemmed as a token, never the text as a whole, so that offsets fit the original
//! and excerpts can mark whole words as they were written.

mod tokenizer;
mod words;

use rust_stemmers::Algorithm;
use std::sync::Arc;
use text::fold::{Stemmer, fold, is_stop_word, singular_stem};

pub use tokenizer::{FormTokenizer, GramTokenizer};
pub use words::{Word, words};

/// How a word is written down in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The letters as written, without vowel marks and tatweel, in lower case.
    Exact,
    /// With the variants of writing brought together.
    Folded,
    /// Without article, conjunction and endings, the plural with its singular; stop words are left out.
    Stemmed,
}

/// Brings words into their forms.
#[derive(Clone)]
pub struct Analysis {
    stemmer: Arc<Stemmer>,
    english: Arc<rust_stemmers::Stemmer>,
}

/// Letters of a run.
const RUN: usize = 4;

impl Analysis {
    /// Names given here keep their whole form when stemmed.
    pub fn protecting<'a>(names: impl IntoIterator<Item = &'a str>) -> Analysis {
        let english = Arc::new(rust_stemmers::Stemmer::create(Algorithm::English));
        Analysis { stemmer: Arc::new(Stemmer::protecting(names)), english }
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

    /// The stem of a word that is folded already; a broken plural has its singular's.
    pub fn stem(&self, folded: &str) -> String {
        if folded.is_ascii() {
            return self.english.stem(folded).into_owned();
        }
        let stem = self.stemmer.stem(folded);
        singular_stem(stem).unwrap_or(stem).to_owned()
    }
}

/// The runs of four letters in a folded word. A word of four or fewer has none: it would be its own only run.
pub fn grams(folded: &str) -> impl Iterator<Item = &str> {
    let starts = || folded.char_indices().map(|(at, _)| at);
    let ends = starts().skip(RUN).chain([folded.len()]);
    let long = starts().nth(RUN).is_some();
    starts().zip(ends).take_while(move |_| long).map(|(from, to)| &folded[from..to])
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
            ("Elections", "elections", "elections", "elect"),
            ("المدارس", "المدارس", "المدارس", "مدرس"),
            ("أطباء", "أطباء", "اطباء", "طبيب"),
            ("غـــزة", "غزة", "غزه", "غز"),
        ] {
            assert_eq!(analysis.form(Form::Exact, word).as_deref(), Some(exact));
            assert_eq!(analysis.form(Form::Folded, word).as_deref(), Some(folded));
            assert_eq!(analysis.form(Form::Stemmed, word).as_deref(), Some(stemmed));
        }
        assert_eq!(analysis.form(Form::Stemmed, "على"), None);
        assert!(analysis.form(Form::Folded, "على").is_some());
    }

    #[test]
    fn runs_of_letters_overlap_and_short_words_have_none() {
        let of = |word| grams(word).collect::<Vec<_>>();
        assert_eq!(of("محادث"), ["محاد", "حادث"]);
        assert_eq!(of("talks"), ["talk", "alks"]);
        assert!(of("حادث").is_empty() && of("").is_empty());
    }
}

//! The words that tell a text from all others.

use super::Alike;
use crate::SearchError;
use crate::analysis::{Form, may_stem, words};
use crate::index::Generation;
use crate::ranking::{Statistics, inverse_frequency};
use std::collections::HashMap;
use tantivy::{Searcher, Term};
use text::fold::is_english_stop_word;

/// Words of a text that are read.
const MOST_READ: usize = 5_000;
/// Words that stand for a text.
pub const MOST_TERMS: usize = 25;
/// A word in more of the documents than this part tells nothing.
const TOO_COMMON: f32 = 0.05;
/// Of a small index every part is small: words in so few documents always tell something.
const COMMON_AT_LEAST: u64 = 25;
/// How often a word of the title counts.
const TITLE: u32 = 3;

/// A word that stands for a text.
pub struct Telling {
    pub text: String,
    /// The shortest way in which the text writes it.
    pub written: String,
    pub rarity: f32,
    /// It stands in the title.
    pub in_title: bool,
    /// Documents that have it.
    pub documents: u64,
    weight: f32,
}

/// Whether a word says nothing of what a text is about, however few documents have it: the first hundred documents of an
/// index do not tell that yet.
fn tells_nothing(word: &str, lang: &str) -> bool {
    let is_small_number = word.chars().count() < 3 && word.chars().all(char::is_numeric);
    is_small_number || (lang.starts_with("en") && is_english_stop_word(&word.to_lowercase()))
}

/// The form in which texts of a language are compared, and the words that tell a text from others, the most telling first.
pub fn telling(
    generation: &Generation,
    searcher: &Searcher,
    statistics: Statistics,
    to: &Alike,
) -> Result<(Form, Vec<Telling>), SearchError> {
    let form = if may_stem(&to.lang) { Form::Stemmed } else { Form::Folded };
    let [title, body] = generation.fields.of(form);
    let common = ((statistics.documents as f32 * TOO_COMMON) as u64).max(COMMON_AT_LEAST);
    let mut terms = Vec::new();
    for (text, Counted { count, written, in_title }) in counted(generation, form, to) {
        let having = |field| searcher.doc_freq(&Term::from_field_text(field, &text));
        // Each look into a dictionary costs, of every word in every segment: what is common in texts is asked no further.
        let in_texts = having(body)?;
        if in_texts > common {
            continue;
        }
        let documents = in_texts.max(having(title)?);
        if documents == 0 || documents > common {
            continue;
        }
        let rarity = inverse_frequency(documents, statistics.documents);
        let weight = (count as f32).sqrt() * rarity;
        terms.push(Telling { text, written: written.to_owned(), rarity, in_title, documents, weight });
    }
    terms.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.text.cmp(&b.text)));
    terms.truncate(MOST_TERMS);
    Ok((form, terms))
}

/// A word of a text: how often it has it, and the shortest way in which it writes it.
struct Counted<'t> {
    count: u32,
    written: &'t str,
    in_title: bool,
}

/// The words of a text in one form.
fn counted<'t>(generation: &Generation, form: Form, to: &'t Alike) -> HashMap<String, Counted<'t>> {
    let mut counts: HashMap<String, Counted<'t>> = HashMap::new();
    for (text, in_title) in [(&to.title, true), (&to.text, false)] {
        for word in words(text).take(MOST_READ).filter(|word| !tells_nothing(word.text, &to.lang)) {
            let formed = generation.analysis.form(form, word.text);
            let Some(text) = formed.filter(|text| text.chars().count() > 1) else { continue };
            let new = Counted { count: 0, written: word.text, in_title };
            let counted = counts.entry(text).or_insert(new);
            counted.count += if in_title { TITLE } else { 1 };
            if word.text.len() < counted.written.len() {
                counted.written = word.text;
            }
        }
    }
    counts
}

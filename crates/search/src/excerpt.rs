//! The few words around what was found, with whole words marked as they were written.

use crate::analysis::{Analysis, Form, Word, words};
use crate::query::Reading;
use crate::schema::Fields;
use std::collections::HashSet;
use std::ops::Range;
use text::fold::plural_stems;

/// A piece of a document's text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Excerpt {
    pub text: String,
    /// Whole words that were found, as byte ranges of `text`, in order and apart from one another.
    pub marks: Vec<Range<usize>>,
    /// Something of the text was left out in front.
    pub cut_before: bool,
    /// Something of the text was left out behind.
    pub cut_after: bool,
}

/// Words in an excerpt of a text.
const WORDS: usize = 32;
/// Words of a text that are looked through for the best place.
const LOOK_THROUGH: usize = 20_000;

/// Tells the words of a query in a text.
pub struct Marker<'a> {
    analysis: &'a Analysis,
    folded: HashSet<String>,
    stemmed: HashSet<String>,
    /// For each form the letters that a word must have to be brought into it.
    letters: Vec<u64>,
}

impl<'a> Marker<'a> {
    pub fn new(wanted: &[Reading], analysis: &'a Analysis, fields: &Fields) -> Marker<'a> {
        let mut marker =
            Marker { analysis, folded: HashSet::new(), stemmed: HashSet::new(), letters: Vec::new() };
        for reading in wanted {
            let (folded, stemmed) = reading.forms(analysis, fields);
            marker.folded.extend(folded);
            marker.stemmed.extend(stemmed);
        }
        let plurals = marker.stemmed.iter().flat_map(|stem| plural_stems(stem).map(str::to_owned));
        let plurals: Vec<String> = plurals.collect();
        let forms = marker.folded.iter().chain(&marker.stemmed).chain(&plurals);
        marker.letters = forms.map(|form| needed_letters(form)).collect();
        marker
    }

    /// The whole text with its marks.
    pub fn whole(&self, text: &str) -> Excerpt {
        let marks = words(text).filter(|word| self.found(word).is_some()).map(|word| word.from..word.to);
        Excerpt { marks: marks.collect(), text: text.to_owned(), cut_before: false, cut_after: false }
    }

    /// The stretch of a text that holds the most of what was looked for, or its beginning.
    pub fn best(&self, text: &str) -> Excerpt {
        let all: Vec<Word<'_>> = words(text).take(LOOK_THROUGH).collect();
        let found: Vec<(usize, String)> = all
            .iter()
            .enumerate()
            .filter_map(|(number, word)| self.found(word).map(|form| (number, form)))
            .collect();
        let first = best_start(&found, all.len());
        let last = (first + WORDS).min(all.len());
        let from = if first == 0 { 0 } else { all[first].from };
        let to = if last == all.len() { text.len() } else { all[last - 1].to };
        // The very long tail behind the last word that was looked at is not shown.
        let to = text.floor_char_boundary(to.min(from + 4_000));
        let marks = found
            .iter()
            .map(|(number, _)| all[*number])
            .filter(|word| word.from >= from && word.to <= to)
            .map(|word| word.from - from..word.to - from)
            .collect();
        Excerpt { text: text[from..to].to_owned(), marks, cut_before: from > 0, cut_after: to < text.len() }
    }

    /// The form by which a word was found.
    fn found(&self, word: &Word<'_>) -> Option<String> {
        // Nearly every word of a text is none of them, and its letters tell so at a fraction of the price.
        let letters = letters(word.text);
        if !self.letters.iter().any(|needed| letters & needed == *needed) {
            return None;
        }
        let folded = self.analysis.form(Form::Folded, word.text)?;
        if self.folded.contains(&folded) {
            return Some(self.analysis.form(Form::Stemmed, word.text).unwrap_or(folded));
        }
        self.analysis.form(Form::Stemmed, word.text).filter(|stem| self.stemmed.contains(stem))
    }
}

/// The letters a word has at least when this is its form. An English stem may end in a letter that the word has not.
fn needed_letters(form: &str) -> u64 {
    match form.is_ascii() {
        true => form.chars().take(3).fold(0, |set, letter| set | bit(letter)),
        false => form.chars().fold(0, |set, letter| set | bit(letter)),
    }
}

/// The letters of a word as a set in which variants of writing are one; all of them when that takes more than a look.
fn letters(word: &str) -> u64 {
    let mut set = 0;
    for letter in word.chars() {
        match letter {
            'آ' | 'أ' | 'إ' | 'ٱ' => set |= bit('ا'),
            'ى' | 'ی' => set |= bit('ي'),
            'ة' | 'ہ' | 'ھ' | 'ە' => set |= bit('ه'),
            'ک' => set |= bit('ك'),
            'A'..='Z' => set |= bit(letter.to_ascii_lowercase()),
            'a'..='z' | '0'..='9' | 'ء'..='ي' | '\u{64b}'..='\u{652}' => set |= bit(letter),
            _ => return u64::MAX,
        }
    }
    set
}

fn bit(letter: char) -> u64 {
    1 << (u32::from(letter) % 64)
}

/// Where to begin so that the most different words, then the most words, are inside.
fn best_start(found: &[(usize, String)], count: usize) -> usize {
    let lead = 4;
    let start_at = |number: usize| number.saturating_sub(lead).min(count.saturating_sub(WORDS));
    let worth = |number: usize| {
        let start = start_at(number);
        let inside = || found.iter().filter(|(n, _)| (start..start + WORDS).contains(n));
        let different: HashSet<&str> = inside().map(|(_, form)| form.as_str()).collect();
        (different.len(), inside().count())
    };
    // Few candidates are enough: a text that has a word hundreds of times shows it well at the beginning.
    let mut best = (0, (0, 0));
    for (number, _) in found.iter().take(100) {
        let value = worth(*number);
        if value > best.1 {
            best = (start_at(*number), value);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use text::fold::fold;

    #[test]
    fn the_letters_of_a_word_never_hide_a_form_of_it() {
        let analysis = Analysis::protecting([]);
        for word in [
            "المُحادَثات",
            "المدارس",
            "أطباء",
            "إسرائيل",
            "غزة",
            "مستشفى",
            "happy",
            "Cities",
            "é",
            "٢٠٢٦",
            "لیبیا",
        ] {
            for form in [Form::Folded, Form::Stemmed] {
                let form = analysis.form(form, word).unwrap_or_else(|| fold(word));
                let plurals = plural_stems(&form).map(needed_letters);
                let mut needed = plurals.chain([needed_letters(&form)]);
                assert!(needed.any(|needed| letters(word) & needed == needed), "{word}: {form}");
            }
        }
    }
}

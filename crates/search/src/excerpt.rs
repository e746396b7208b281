//! The few words around what was found, with whole words marked as they were written.

use crate::analysis::{Analysis, Form, Word, words};
use crate::query::Reading;
use crate::schema::Fields;
use std::collections::HashSet;
use std::ops::Range;

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
}

impl<'a> Marker<'a> {
    pub fn new(wanted: &[Reading], analysis: &'a Analysis, fields: &Fields) -> Marker<'a> {
        let mut marker = Marker { analysis, folded: HashSet::new(), stemmed: HashSet::new() };
        for reading in wanted {
            let (folded, stemmed) = reading.forms(analysis, fields);
            marker.folded.extend(folded);
            marker.stemmed.extend(stemmed);
        }
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
        let folded = self.analysis.form(Form::Folded, word.text)?;
        if self.folded.contains(&folded) {
            return Some(self.analysis.form(Form::Stemmed, word.text).unwrap_or(folded));
        }
        self.analysis.form(Form::Stemmed, word.text).filter(|stem| self.stemmed.contains(stem))
    }
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

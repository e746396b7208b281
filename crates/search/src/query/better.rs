//! How a question may have been meant.

use super::Reading;
use crate::analysis::{Analysis, Form, words};
use crate::dictionary::Dictionary;
use std::collections::HashMap;
use tantivy::TantivyError;

/// So many times more documents must have the word that is proposed than the one that was typed.
const BETTER_KNOWN: u64 = 20;

/// The question with the words that nobody knows in the place of which a better known one was likely meant; nothing
/// when there is none to propose.
pub fn better(
    typed: &str,
    wanted: &[Reading],
    dictionary: &Dictionary<'_>,
    analysis: &Analysis,
) -> Result<Option<String>, TantivyError> {
    let mut meant: HashMap<String, String> = HashMap::new();
    for reading in wanted {
        let [word] = reading.words.as_slice() else { continue };
        let Some(other) = likelier(reading) else { continue };
        let Some(folded) = analysis.form(Form::Folded, word) else { continue };
        let written = match analysis.form(Form::Folded, &other) {
            Some(other) => dictionary.as_written(analysis, &other)?,
            None => continue,
        };
        meant.insert(folded, written);
    }
    if meant.is_empty() {
        return Ok(None);
    }
    Ok(Some(with_words(typed, |word| meant.get(&analysis.form(Form::Folded, word)?).cloned())))
}

/// The word that was likely meant, when that is much better known than what was typed.
fn likelier(reading: &Reading) -> Option<String> {
    let least = reading.folded.max(reading.documents / BETTER_KNOWN) * BETTER_KNOWN;
    let spelling = reading.spellings.iter().max_by_key(|(_, documents)| *documents);
    let near = reading.near.first().map(|near| (near.text.clone(), near.documents));
    [spelling.cloned(), near]
        .into_iter()
        .flatten()
        .find(|(_, documents)| *documents > least)
        .map(|(text, _)| text)
}

/// A text with some of its words changed and all else as it was.
fn with_words(text: &str, other: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for word in words(text) {
        if let Some(other) = other(word.text) {
            out.push_str(&text[done..word.from]);
            out.push_str(&other);
            done = word.to;
        }
    }
    out.push_str(&text[done..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_around_a_changed_word_stay() {
        let changed = |text| with_words(text, |word| (word == "زلزل").then(|| "زلزال".to_owned()));
        assert_eq!(changed("زلزل «في المغرب» -زلزل؟"), "زلزال «في المغرب» -زلزال؟");
        assert_eq!(changed("لا شيء"), "لا شيء");
    }
}

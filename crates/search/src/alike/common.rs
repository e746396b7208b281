//! How common the more common words are known to be: most words of a text are among them, and a look into a dictionary is dear.

use crate::analysis::Form;
use rustc_hash::FxHashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// So many words are remembered of each form, a hundred bytes each.
const MOST: usize = 8_192;
/// Who is in fewer than one of so many documents is not remembered.
const ONE_IN: u64 = 500;

/// What is remembered of a generation. It is forgotten when the number of documents has moved by a tenth.
#[derive(Default)]
pub struct Common(RwLock<Arc<Known>>);

/// Words, each with the documents that have it at least.
#[derive(Default, Clone)]
pub struct Known {
    /// Documents there were when the first of them was remembered.
    documents: u64,
    folded: FxHashMap<String, u64>,
    stemmed: FxHashMap<String, u64>,
}

impl Common {
    /// What is known while there are so many documents.
    pub fn known(&self, documents: u64) -> Arc<Known> {
        let known = Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner));
        if known.holds_for(documents) { known } else { Arc::default() }
    }

    /// Whether a word is worth remembering that so many of the documents have.
    pub fn is_worth(having: u64, documents: u64) -> bool {
        having > documents / ONE_IN
    }

    /// Remembers words of a form with the documents that were found to have them.
    pub fn remember(&self, documents: u64, form: Form, words: Vec<(String, u64)>) {
        if words.is_empty() {
            return;
        }
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if !known.holds_for(documents) {
            *known = Arc::new(Known { documents, ..Known::default() });
        }
        let of_form = Arc::make_mut(&mut known).of_form_mut(form);
        let room = MOST.saturating_sub(of_form.len());
        of_form.extend(words.into_iter().take(room));
    }
}

impl Known {
    /// The documents that have a word, at least; 0 for a word that is not known.
    pub fn having(&self, form: Form, word: &str) -> u64 {
        let of_form = if form == Form::Stemmed { &self.stemmed } else { &self.folded };
        of_form.get(word).copied().unwrap_or(0)
    }

    fn of_form_mut(&mut self, form: Form) -> &mut FxHashMap<String, u64> {
        if form == Form::Stemmed { &mut self.stemmed } else { &mut self.folded }
    }

    fn holds_for(&self, documents: u64) -> bool {
        documents.abs_diff(self.documents) <= self.documents / 10
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_common_word_is_known_until_the_index_has_become_another() {
        let common = Common::default();
        common.remember(1_000, Form::Stemmed, vec![("said".into(), 600)]);
        let having = |documents, form| common.known(documents).having(form, "said");
        assert_eq!(having(1_000, Form::Stemmed), 600);
        assert_eq!(having(1_100, Form::Stemmed), 600);
        assert_eq!(having(1_000, Form::Folded), 0, "each form has its own words");
        assert_eq!((having(1_101, Form::Stemmed), having(899, Form::Stemmed)), (0, 0));
        common.remember(2_000, Form::Stemmed, vec![("told".into(), 700)]);
        assert_eq!(having(2_000, Form::Stemmed), 0, "what was known of the other index is forgotten");
        let many = (0..2 * MOST as u64).map(|number| (number.to_string(), number)).collect();
        common.remember(2_000, Form::Stemmed, many);
        assert_eq!(common.known(2_000).stemmed.len(), MOST, "there is an end to it");
    }
}

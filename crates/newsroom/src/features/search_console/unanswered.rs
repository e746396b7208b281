//! Questions that found nothing, until they are counted: in memory, bounded, by their folded words.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use text::fold::fold;

use crate::app::App;
use crate::id::EditionCode;

/// Letters that a question may have which is kept: longer ones are pasted texts.
const LONGEST: usize = 80;
/// Digits from which on a question may be a telephone, a card or an identity number.
const MANY_DIGITS: usize = 6;
/// Different questions that wait to be counted; what comes beyond is not counted.
const MOST_WAITING: usize = 1_000;

/// Notes that an edition's readers looked for these words and that nothing was found.
pub fn unanswered(app: &App, edition: &EditionCode, words: &str) {
    app.unanswered().note(edition, words);
}

/// What waits to be counted.
#[derive(Debug, Default)]
pub struct Unanswered(Mutex<HashMap<(EditionCode, String), Waiting>>);

#[derive(Debug)]
struct Waiting {
    words: String,
    times: i64,
}

/// A question that found nothing, and how often it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Counted {
    pub edition: EditionCode,
    pub folded: String,
    pub words: String,
    pub times: i64,
}

impl Unanswered {
    fn note(&self, edition: &EditionCode, words: &str) {
        let words = text::clean::clean_line(words);
        if !is_kept(&words) {
            return;
        }
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (edition.clone(), folded(&words));
        if waiting.len() >= MOST_WAITING && !waiting.contains_key(&key) {
            return;
        }
        waiting.entry(key).or_insert(Waiting { words, times: 0 }).times += 1;
    }

    /// Takes what waits.
    pub(super) fn take(&self) -> Vec<Counted> {
        let waiting = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let counted = waiting.into_iter().map(|((edition, folded), Waiting { words, times })| Counted {
            edition,
            folded,
            words,
            times,
        });
        counted.collect()
    }

    /// Puts back what could not be counted now.
    pub(super) fn put_back(&self, counted: Vec<Counted>) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for Counted { edition, folded, words, times } in counted {
            if waiting.len() < MOST_WAITING {
                waiting.entry((edition, folded)).or_insert(Waiting { words, times: 0 }).times += times;
            }
        }
    }
}

/// Whether a question may be kept: short, and nothing that is an address or a number of somebody.
fn is_kept(words: &str) -> bool {
    let digits = words.chars().filter(|letter| letter.is_numeric()).count();
    let letters = words.chars().count();
    (1..=LONGEST).contains(&letters)
        && digits < MANY_DIGITS
        && words.chars().any(char::is_alphanumeric)
        && !words.contains('@')
        && !words.contains("://")
}

/// The words as they are compared: each as search folds it.
pub(super) fn folded(words: &str) -> String {
    words.split_whitespace().map(fold).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_somebodys_own_is_not_kept() {
        for kept in ["نهر اللجين", "2026", "covid-19", "أسعار الخبز؟"] {
            assert!(is_kept(kept), "{kept}");
        }
        let long = "خ".repeat(LONGEST + 1);
        for dropped in
            ["", "؟!", "someone@example.org", "0501234567", "٠٥٠١٢٣٤", "https://example.org/x", &long]
        {
            assert!(!is_kept(dropped), "{dropped}");
        }
    }

    #[test]
    fn one_question_is_counted_however_it_is_written_and_memory_has_an_end() {
        let (noted, ar) = (Unanswered::default(), EditionCode::from("ar"));
        for words in ["أسعار  الخبز", "اسعار الخبز", "أسعارُ الخبز"] {
            noted.note(&ar, words);
        }
        noted.note(&"en".into(), "اسعار الخبز");
        let mut counted = noted.take();
        counted.sort_by_key(|one| -one.times);
        assert_eq!((counted.len(), counted[0].times), (2, 3));
        assert_eq!(counted[0].words, "أسعار الخبز");
        assert!(noted.take().is_empty());
        for number in 0..MOST_WAITING + 5 {
            noted.note(&ar, &format!("سؤال {number}"));
        }
        let counted = noted.take();
        assert_eq!(counted.len(), MOST_WAITING);
        noted.put_back(counted);
        noted.note(&ar, "سؤال 1");
        assert_eq!(noted.take().iter().map(|one| one.times).max(), Some(2));
    }
}

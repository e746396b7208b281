//! What a copy has of its own.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::credits;
use super::reading::{mix, words};

/// Of either text no more than this is compared.
const MOST_BYTES: usize = 256 * 1024;
/// A sentence has at least so many words: «د. محمد» is none.
const SHORTEST_SENTENCE: usize = 3;

/// The sentences of a later text that an earlier one does not have word for word, as byte ranges of the later text; those that
/// follow each other in a paragraph are one range. What differs in spelling and marks alone is the same, credit lines are
/// passed over. Of a text over 256 kilobytes, what is beyond is told as differing.
pub fn differing(earlier: &str, later: &str) -> Vec<Range<usize>> {
    let had = Runs::of(bounded(earlier));
    let compared = bounded(later);
    let proper = credits::proper(compared);
    let of_its_own = |sentence: &Range<usize>| !had.has(&hashes(&compared[sentence.clone()]));
    let mut found: Vec<Range<usize>> = Vec::new();
    let sentences = sentences(&compared[proper.clone()]);
    for sentence in sentences.map(|at| at.start + proper.start..at.end + proper.start).filter(of_its_own) {
        match found.last_mut() {
            Some(last) if is_gap_in_a_line(&compared[last.end..sentence.start]) => last.end = sentence.end,
            _ => found.push(sentence),
        }
    }
    found.extend((compared.len() < later.len()).then_some(compared.len()..later.len()));
    found
}

fn bounded(text: &str) -> &str {
    &text[..text.floor_char_boundary(MOST_BYTES)]
}

fn is_gap_in_a_line(gap: &str) -> bool {
    gap.chars().all(|letter| letter.is_whitespace() && letter != '\n')
}

fn hashes(text: &str) -> Vec<u64> {
    words(text).collect()
}

/// The runs of one, two and three words that a text has.
struct Runs([FxHashSet<u64>; 3]);

impl Runs {
    fn of(text: &str) -> Runs {
        let words = hashes(text);
        Runs([1, 2, 3].map(|length| words.windows(length).map(run).collect()))
    }

    /// Whether all of these words stand there in this order, as far as three at a time can tell.
    fn has(&self, words: &[u64]) -> bool {
        let length = words.len().clamp(1, 3);
        words.windows(length).all(|words| self.0[length - 1].contains(&run(words)))
    }
}

fn run(words: &[u64]) -> u64 {
    words.iter().fold(0, |run, word| mix(run ^ word))
}

/// The sentences of a text, without the space around them.
fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += text[at..].len() - text[at..].trim_start().len();
        let begins = at;
        at += end_of_sentence(&text[at..]);
        (begins < at).then(|| begins..begins + text[begins..at].trim_end().len())
    })
}

/// Where the first sentence ends: with its line, or after a full stop that a space follows.
fn end_of_sentence(text: &str) -> usize {
    let mut may_end = false;
    let mut words_so_far = 0;
    for (at, letter) in text.char_indices() {
        match letter {
            '\n' => return at,
            '.' | '!' | '?' | '؟' | '۔' | '…' => may_end = true,
            '"' | '»' | '”' | '’' | '\'' | ')' | ']' => {}
            _ if letter.is_whitespace() => {
                words_so_far += 1;
                if may_end && words_so_far >= SHORTEST_SENTENCE {
                    return at;
                }
                may_end = false;
            }
            _ => may_end = false,
        }
    }
    text.len()
}

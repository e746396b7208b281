//! A text as it is compared: its words as small numbers, its runs of three words, and a sample of those.

use text::fold::fold_into;

use crate::letters::is_alphanumeric;

use super::credits;

/// Of a text no more than this is read: far more than any report has.
const MOST_BYTES: usize = 256 * 1024;
const MOST_WORDS: usize = 10_000;
/// One run in so many is kept, of every text alike: what a long text keeps of the passage it took over is what the passage
/// itself keeps. Only a text of a few lines keeps one in two, or all.
const ONE_IN: [u64; 2] = [4, 2];
/// So many are enough.
const ENOUGH: usize = 4;

/// A text that was read.
pub struct Reading {
    words: Vec<u16>,
    runs: Vec<u64>,
    sample: Vec<u32>,
}

impl Reading {
    /// Reads a text without its credit lines, and of a monstrous one the beginning.
    pub fn of(text: &str) -> Reading {
        let text = credits::without(&text[..text.floor_char_boundary(MOST_BYTES)]);
        let words: Vec<u16> = words(text).take(MOST_WORDS).map(small).collect();
        let runs = distinct_runs(&words);
        let sample = sample(&runs);
        Reading { words, runs, sample }
    }

    /// Its words in order, each as a number of its own or nearly so: of a run of three, one word in 65,000 that is changed
    /// passes for the same.
    pub fn words(&self) -> &[u16] {
        &self.words
    }

    /// Its different runs of three words.
    pub fn runs(&self) -> &[u64] {
        &self.runs
    }

    /// Whether there is nothing in it to compare.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// The runs it is found by.
    pub fn sample(&self) -> &[u32] {
        &self.sample
    }
}

/// The runs that words in this order have, as often as they have them.
pub fn runs_in_order(words: &[u16]) -> impl Iterator<Item = u64> {
    words.windows(3).map(|run| run.iter().fold(0, |packed, word| packed << 16 | u64::from(*word)))
}

/// The same, each once.
pub fn distinct_runs(words: &[u16]) -> Vec<u64> {
    let mut runs: Vec<u64> = runs_in_order(words).collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// Which runs are kept depends on the runs alone: two texts keep the same ones of those they share, and what a long text keeps
/// of them a short one keeps too.
pub fn sample(runs: &[u64]) -> Vec<u32> {
    let mixed: Vec<u64> = runs.iter().map(|run| mix(*run)).collect();
    let kept = ONE_IN.iter().map(|one_in| mixed.iter().copied().filter(move |run| run % one_in == 0));
    let enough = kept.map(|kept| kept.collect::<Vec<u64>>()).find(|kept| kept.len() >= ENOUGH);
    enough.unwrap_or(mixed).into_iter().map(|run| (run >> 32) as u32).collect()
}

/// The words of a text, each as the hash of its folded form.
pub fn words(text: &str) -> impl Iterator<Item = u64> {
    let mut folded = String::new();
    spelled(text).filter_map(move |word| {
        folded.clear();
        fold_into(&mut folded, word);
        (!folded.is_empty()).then(|| hash(&folded))
    })
}

/// The words of a text as they are spelled: letters and digits with the marks on them.
fn spelled(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter| !is_of_a_word(letter)).filter(|word| word.contains(is_alphanumeric))
}

/// Marks, joiners and directions are within a word: folding drops them.
fn is_of_a_word(letter: char) -> bool {
    is_alphanumeric(letter)
        || matches!(letter, '\u{300}'..='\u{36F}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{AD}'
            | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// The same on every machine and in every run, for what is found must not depend on either.
pub fn hash(word: &str) -> u64 {
    mix(word
        .bytes()
        .fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3)))
}

fn small(hash: u64) -> u16 {
    (hash >> 48) as u16
}

/// Spreads what differs in any bit over all bits.
pub fn mix(mut value: u64) -> u64 {
    value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::*;

    #[test]
    fn words_are_letters_and_digits_with_the_marks_on_them() {
        for (text, expected) in [
            ("", &[][..]),
            ("  ،. \u{200F}", &[]),
            ("قال: نعم.", &["قال", "نعم"]),
            ("تمكّنت الفِرَق", &["تمكّنت", "الفِرَق"]),
            ("مـــدرسة 2,500", &["مـــدرسة", "2", "500"]),
            ("می\u{200C}خواهد", &["می\u{200C}خواهد"]),
            ("caf\u{65}\u{301}s, one", &["caf\u{65}\u{301}s", "one"]),
        ] {
            assert_eq!(spelled(text).collect::<Vec<_>>(), expected, "{text}");
        }
    }

    #[test]
    fn spelling_makes_no_difference_and_figures_do() {
        let runs = |text| Reading::of(text).runs;
        assert_eq!(runs("أعلنت الشّرطة في مدرسةٍ ١٢ قتيلا"), runs("اعلنت الشرطه في مدرسة 12 قتيلا"));
        assert_ne!(runs("سقط 12 قتيلا"), runs("سقط 13 قتيلا"));
        assert_eq!(runs("The Minister said"), runs("the minister said"));
    }

    #[test]
    fn what_a_long_text_keeps_of_a_short_one_the_short_one_keeps_too() {
        let numbers = |range: Range<u32>| range.map(|n| n.to_string()).collect::<Vec<_>>().join(" ");
        let (short, long) = (Reading::of(&numbers(0..40)), Reading::of(&numbers(0..3000)));
        let of_short: Vec<u32> = short.runs().iter().map(|run| (mix(*run) >> 32) as u32).collect();
        let kept = short.sample();
        assert!(long.sample().iter().filter(|run| of_short.contains(run)).all(|run| kept.contains(run)));
        assert!(kept.len() >= ENOUGH && long.sample().len() < 3000 / 3);
    }

    #[test]
    fn two_words_are_nothing_to_compare() {
        assert!(Reading::of("").is_empty() && Reading::of("خبر عاجل").is_empty());
        assert!(!Reading::of("خبر عاجل جدا").is_empty());
    }
}

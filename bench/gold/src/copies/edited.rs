//! Copies made on purpose, as papers make them from what agencies send.

use crate::Chance;

const SEED: u64 = 0x006B_6861_6261_7221;
/// How many copies of each kind.
const OF_EACH_KIND: usize = 300;
/// Texts of at least so many words are copied.
const SHORTEST: usize = 50;

type Edit = fn(&str, &str, &mut Chance) -> String;
const KINDS: [Edit; 4] = [with_another_lead, without_some_sentences, with_words_changed, inside_another];

/// The texts, and after them copies of some.
pub fn with_copies(mut texts: Vec<String>) -> Vec<String> {
    let mut chance = Chance::of(SEED);
    let long: Vec<usize> =
        (0..texts.len()).filter(|at| texts[*at].split_whitespace().count() >= SHORTEST).collect();
    for edit in KINDS.into_iter().cycle().take(KINDS.len() * OF_EACH_KIND) {
        if let (Some(text), Some(other)) = (chance.one_of(&long).copied(), chance.one_of(&long).copied()) {
            texts.push(edit(&texts[text], &texts[other], &mut chance));
        }
    }
    texts
}

/// The first sixth is somebody else's.
fn with_another_lead(text: &str, other: &str, _: &mut Chance) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let cut = words.len() / 6;
    let lead = other.split_whitespace().take(cut.max(8));
    lead.chain(words[cut..].iter().copied()).collect::<Vec<_>>().join(" ")
}

/// One sentence in five is left out.
fn without_some_sentences(text: &str, _: &str, chance: &mut Chance) -> String {
    let sentences = text.split_inclusive(['.', '\n', '،', '؟']);
    sentences.filter(|_| chance.below(5) > 0).collect()
}

/// One word in twenty is another one.
fn with_words_changed(text: &str, other: &str, chance: &mut Chance) -> String {
    let others: Vec<&str> = other.split_whitespace().collect();
    let change =
        |word| if chance.below(20) == 0 { chance.one_of(&others).copied().unwrap_or(word) } else { word };
    text.split_whitespace().map(change).collect::<Vec<_>>().join(" ")
}

/// It stands within a longer text, two or three times as long.
fn inside_another(text: &str, other: &str, _: &mut Chance) -> String {
    let words: Vec<&str> = other.split_whitespace().collect();
    let (before, after) = words.split_at(words.len() / 2);
    format!("{}\n{text}\n{}", before.join(" "), after.join(" "))
}

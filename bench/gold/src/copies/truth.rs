//! What is true: every text against every other by all of their runs, word for word and without any sampling.

use std::collections::BTreeMap;

use coverage::copies::without_credits;
use rustc_hash::{FxHashMap, FxHashSet};
use text::fold::fold;

/// Two texts by their places in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    pub later: usize,
    pub earlier: usize,
}

/// How alike two texts are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likeness {
    pub jaccard: f64,
    pub contained: f64,
}

/// All pairs that are copies.
pub struct Truth(pub BTreeMap<Pair, Likeness>);

impl Truth {
    /// Of these texts, the oldest first.
    pub fn of(texts: &[String]) -> Truth {
        let mut numbers: FxHashMap<String, u32> = FxHashMap::default();
        let mut holders: FxHashMap<[u32; 3], Vec<u32>> = FxHashMap::default();
        let mut runs_of: Vec<usize> = Vec::new();
        let mut pairs = BTreeMap::new();
        for (later, text) in texts.iter().enumerate() {
            let words = words(text, &mut numbers);
            let runs: FxHashSet<[u32; 3]> = words.windows(3).map(|run| [run[0], run[1], run[2]]).collect();
            let mut common = vec![0_u32; later];
            for run in &runs {
                let having = holders.entry(*run).or_default();
                having.iter().for_each(|earlier| common[*earlier as usize] += 1);
                having.push(later as u32);
            }
            for (earlier, common) in common.into_iter().enumerate().filter(|(_, common)| *common > 0) {
                let likeness = Likeness::of(common as usize, runs.len(), runs_of[earlier]);
                if likeness.jaccard >= 0.5 || likeness.contained >= 0.7 {
                    pairs.insert(Pair { later, earlier }, likeness);
                }
            }
            runs_of.push(runs.len());
        }
        Truth(pairs)
    }
}

impl Likeness {
    fn of(common: usize, one: usize, other: usize) -> Likeness {
        let share = |of: usize| common as f64 / of as f64;
        Likeness { jaccard: share(one + other - common), contained: share(one.min(other)) }
    }
}

fn words(text: &str, numbers: &mut FxHashMap<String, u32>) -> Vec<u32> {
    let folded = fold(without_credits(text));
    let words = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let number = |word: &str| {
        let next = numbers.len() as u32;
        *numbers.entry(word.to_owned()).or_insert(next)
    };
    words.map(number).collect()
}

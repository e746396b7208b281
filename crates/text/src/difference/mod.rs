//! What is different between two texts, by words.
//!
//! A word is never cut: the letters of an Arabic word join, and half of one marked as changed is neither readable nor true.
//! Each side keeps its own order of characters, so that it reads as the text itself reads, in whatever direction.

mod tokens;

use std::collections::HashMap;
use std::hash::Hash;

use similar::{Algorithm, DiffOp, capture_diff_slices};

pub use tokens::tokens;

/// Texts with more words than this are not looked into: all between their common beginning and end counts as changed.
const MOST_TOKENS: usize = 4_000;

/// What became of a run of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It stands in both texts.
    Same,
    /// It stands only in the earlier one.
    Removed,
    /// It stands only in the later one.
    Added,
}

/// Words in order that share their fate, with the spaces and signs among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// What became of them.
    pub change: Change,
    /// The words as they stand.
    pub text: String,
}

/// Two texts side by side: what is left of the earlier one and what was removed; what is left in the later one and what was
/// added. The runs of a side are its whole text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sides {
    /// The earlier text.
    pub before: Vec<Run>,
    /// The later text.
    pub after: Vec<Run>,
}

impl Sides {
    /// Whether both sides say the same.
    pub fn is_same(&self) -> bool {
        self.before.iter().chain(&self.after).all(|run| run.change == Change::Same)
    }
}

/// One step of going through two lists side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The item at the first place is that at the second.
    Same(usize, usize),
    /// The item of the earlier list at this place has none beside it.
    Removed(usize),
    /// The item of the later list at this place has none beside it.
    Added(usize),
}

/// Goes through two lists side by side, in order; equal items stand together wherever the order allows it.
pub fn align<T: Hash + Ord>(before: &[T], after: &[T]) -> Vec<Step> {
    let mut steps = Vec::with_capacity(before.len().max(after.len()));
    for op in capture_diff_slices(Algorithm::Myers, before, after) {
        match op {
            DiffOp::Equal { old_index, new_index, len } => {
                steps.extend((0..len).map(|at| Step::Same(old_index + at, new_index + at)));
            }
            DiffOp::Delete { old_index, old_len, .. } => {
                steps.extend((old_index..old_index + old_len).map(Step::Removed));
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                steps.extend((new_index..new_index + new_len).map(Step::Added));
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                steps.extend((old_index..old_index + old_len).map(Step::Removed));
                steps.extend((new_index..new_index + new_len).map(Step::Added));
            }
        }
    }
    steps
}

/// The two texts side by side, by words.
pub fn compare(before: &str, after: &str) -> Sides {
    let (old, new) = (tokens(before), tokens(after));
    let from = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let (old_rest, new_rest) = (&old[from..], &new[from..]);
    let kept = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let (old_middle, new_middle) = (&old_rest[..old_rest.len() - kept], &new_rest[..new_rest.len() - kept]);
    let mut pieces: Vec<Piece<'_>> = old[..from].iter().map(|token| Piece::both(token)).collect();
    pieces.extend(middle(old_middle, new_middle));
    pieces.extend(old_rest[old_rest.len() - kept..].iter().map(|token| Piece::both(token)));
    sides(&bridged(pieces))
}

/// How much two texts have in common, in hundredths: their words, in whatever order.
pub fn likeness(before: &str, after: &str) -> usize {
    let words = |text| tokens(text).into_iter().filter(|token| is_word(token));
    let mut counted: HashMap<&str, usize> = HashMap::new();
    let (mut all, mut shared) = (0_usize, 0_usize);
    for word in words(before) {
        *counted.entry(word).or_default() += 1;
        all += 1;
    }
    for word in words(after) {
        all += 1;
        if let Some(left) = counted.get_mut(word).filter(|left| **left > 0) {
            *left -= 1;
            shared += 2;
        }
    }
    (shared * 100).checked_div(all).unwrap_or(100)
}

/// Tokens that stand on one side or on both.
#[derive(Debug, Clone)]
struct Piece<'a> {
    before: Vec<&'a str>,
    after: Vec<&'a str>,
    same: bool,
}

impl<'a> Piece<'a> {
    fn both(token: &'a str) -> Self {
        Piece { before: vec![token], after: vec![token], same: true }
    }

    fn is_space(&self) -> bool {
        self.same && self.before.iter().all(|token| !is_word(token) && token.trim().is_empty())
    }
}

fn middle<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<Piece<'a>> {
    if old.len().max(new.len()) > MOST_TOKENS {
        return vec![Piece { before: old.to_vec(), after: new.to_vec(), same: false }];
    }
    let step = |step| match step {
        Step::Same(at, _) => Piece::both(old[at]),
        Step::Removed(at) => Piece { before: vec![old[at]], after: Vec::new(), same: false },
        Step::Added(at) => Piece { before: Vec::new(), after: vec![new[at]], same: false },
    };
    align(old, new).into_iter().map(step).collect()
}

/// Runs of changed words that only a space parts are one: three new words in a row are one change and not three.
fn bridged(pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    let mut joined: Vec<Piece<'_>> = Vec::new();
    let mut spaces: Vec<Piece<'_>> = Vec::new();
    for piece in pieces {
        if piece.is_space() && joined.last().is_some_and(|last| !last.same) {
            spaces.push(piece);
            continue;
        }
        match joined.last_mut() {
            Some(last) if !last.same && !piece.same => {
                for more in spaces.drain(..).chain([piece]) {
                    last.before.extend(more.before);
                    last.after.extend(more.after);
                }
            }
            _ => {
                joined.append(&mut spaces);
                joined.push(piece);
            }
        }
    }
    joined.append(&mut spaces);
    joined
}

fn sides(pieces: &[Piece<'_>]) -> Sides {
    let mut sides = Sides::default();
    for piece in pieces {
        let (gone, come) = match piece.same {
            true => (Change::Same, Change::Same),
            false => (Change::Removed, Change::Added),
        };
        add(&mut sides.before, gone, &piece.before);
        add(&mut sides.after, come, &piece.after);
    }
    sides
}

fn add(runs: &mut Vec<Run>, change: Change, tokens: &[&str]) {
    if tokens.is_empty() {
        return;
    }
    match runs.last_mut() {
        Some(last) if last.change == change => last.text.extend(tokens.iter().copied()),
        _ => runs.push(Run { change, text: tokens.concat() }),
    }
}

fn is_word(token: &str) -> bool {
    token.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A side with what changed in brackets.
    fn marked(runs: &[Run]) -> String {
        let one = |run: &Run| match run.change {
            Change::Same => run.text.clone(),
            Change::Removed => format!("[-{}-]", run.text),
            Change::Added => format!("[+{}+]", run.text),
        };
        runs.iter().map(one).collect()
    }

    #[test]
    fn what_changed_is_told_by_whole_words() {
        for (before, after, left, right) in [
            ("قال الوزير", "قال الوزير", "قال الوزير", "قال الوزير"),
            ("قتل 5 أشخاص", "قتل 7 أشخاص", "قتل [-5-] أشخاص", "قتل [+7+] أشخاص"),
            // The article and the conjunction belong to their word.
            ("والمحادثات مستمرة", "المحادثات مستمرة", "[-والمحادثات-] مستمرة", "[+المحادثات+] مستمرة"),
            ("مُدرِّسة", "مدرسة", "[-مُدرِّسة-]", "[+مدرسة+]"),
            (
                "جاء الرئيس الأول إلى بيروت",
                "جاء وزير الخارجية إلى بيروت",
                "جاء [-الرئيس الأول-] إلى بيروت",
                "جاء [+وزير الخارجية+] إلى بيروت",
            ),
            ("نسبة 5% اليوم", "نسبة 5.5% اليوم", "نسبة [-5%-] اليوم", "نسبة [+5.5%+] اليوم"),
            ("بلغت −3 درجات", "بلغت 3 درجات", "بلغت [-−3-] درجات", "بلغت [+3+] درجات"),
            ("نص، آخر", "نص؛ آخر", "نص[-،-] آخر", "نص[+؛+] آخر"),
            ("", "كلام جديد", "", "[+كلام جديد+]"),
            ("كلام قديم", "", "[-كلام قديم-]", ""),
            ("", "", "", ""),
            (
                "انظر https://a.example/x?y=1 هنا",
                "انظر https://a.example/x?y=2 هنا",
                "انظر [-https://a.example/x?y=1-] هنا",
                "انظر [+https://a.example/x?y=2+] هنا",
            ),
            (
                "the White House said",
                "the Green House said",
                "the [-White-] House said",
                "the [+Green+] House said",
            ),
        ] {
            let sides = compare(before, after);
            assert_eq!((marked(&sides.before).as_str(), marked(&sides.after).as_str()), (left, right));
        }
    }

    #[test]
    fn what_is_isolated_is_changed_as_a_whole() {
        let sides = compare("قال \u{2068}White House\u{2069} أمس", "قال \u{2068}Green House\u{2069} أمس");
        assert_eq!(marked(&sides.before), "قال [-\u{2068}White House\u{2069}-] أمس");
    }

    #[test]
    fn a_text_too_long_to_look_into_is_still_told_whole() {
        let before: String = (0..5_000).map(|at| format!("كلمة{at} ")).collect();
        let after: String = (0..5_000).map(|at| format!("لفظ{at} ")).collect();
        let sides = compare(&before, &after);
        assert_eq!((sides.before.len(), sides.after.len()), (2, 2));
        assert_eq!(sides.after.iter().map(|run| run.text.as_str()).collect::<String>(), after);
    }

    #[test]
    fn likeness_counts_words_in_whatever_order() {
        assert_eq!(likeness("أ ب ت", "ت ب أ"), 100);
        assert_eq!(likeness("أ ب", "ت ث"), 0);
        assert_eq!(likeness("أ ب", "أ ث"), 50);
        assert_eq!(likeness("", ""), 100);
    }

    proptest! {
        /// Each side is its text to the letter, what is the same is the same, and no word is cut.
        #[test]
        fn nothing_is_lost_or_cut(before in "[اأبتثولم\u{64e}\u{640}،.5٣%−a-c \n\u{2068}\u{2069}]{0,60}", after in "[اأبتثولم\u{64e}\u{640}،.5٣%−a-c \n\u{2068}\u{2069}]{0,60}") {
            let sides = compare(&before, &after);
            for (runs, text) in [(&sides.before, &before), (&sides.after, &after)] {
                prop_assert_eq!(&runs.iter().map(|run| run.text.as_str()).collect::<String>(), text);
                let mut ends = std::collections::HashSet::from([0]);
                let mut at = 0;
                for token in tokens(text) { at += token.len(); ends.insert(at); }
                let mut at = 0;
                for run in runs { at += run.text.len(); prop_assert!(ends.contains(&at)); }
            }
            let same = |runs: &[Run]| runs.iter().filter(|run| run.change == Change::Same).map(|run| run.text.clone()).collect::<String>();
            prop_assert_eq!(same(&sides.before), same(&sides.after));
            prop_assert_eq!(before == after, sides.is_same());
        }
    }
}

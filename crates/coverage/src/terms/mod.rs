//! The words of a piece, weighed.
//!
//! [`Reader::read`] makes [`Terms`] of a piece: its words brought to their stems, without the words that carry nothing, each
//! with a weight and with a form that can be shown to a person. Words of the title, figures, names that English writes with
//! a capital, and the people and places that the newsroom knows itself count as three. How rare a term is among all pieces is
//! not known here: [`crate::stories`] adds that.

mod cut;
mod names;
mod reader;
mod reading;
#[cfg(test)]
mod tests;

use std::hash::Hasher;

use rustc_hash::FxHasher;

pub use reader::Reader;

/// A text as it is read: its language as a tag, its title, its lead, and its paragraphs separated by line ends.
#[derive(Debug, Clone, Copy, Default)]
pub struct Piece<'a> {
    pub lang: &'a str,
    pub title: &'a str,
    pub lead: &'a str,
    pub body: &'a str,
}

/// What stands for a term: a hash of its stem, the same in every run of a build.
pub(crate) type Key = u64;

/// A piece's terms with their weights, `1 + ln` of how often they count, each with a form that can be shown.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Terms {
    /// By key, each once.
    terms: Box<[Term]>,
    /// The forms of all terms, one after the other.
    forms: Box<str>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Term {
    key: Key,
    weight: f32,
    /// Where its form ends; it begins where the one before it ends.
    form_end: u32,
}

/// A term as it is used in this crate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Weighed<'a> {
    pub key: Key,
    pub weight: f32,
    pub form: &'a str,
}

impl Terms {
    /// How many different terms there are.
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Whether nothing was found that could be weighed.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The terms in words with their weights, the heaviest first.
    pub fn heaviest(&self) -> Vec<(&str, f32)> {
        let mut terms: Vec<_> = self.weighed().map(|term| (term.form, term.weight)).collect();
        terms.sort_by(|(a, heavier), (b, weight)| weight.total_cmp(heavier).then_with(|| a.cmp(b)));
        terms
    }

    /// The terms by their keys.
    pub(crate) fn weighed(&self) -> impl Iterator<Item = Weighed<'_>> {
        (0..self.terms.len()).map(|at| self.at(at))
    }

    /// The keys alone, in order.
    pub(crate) fn keys(&self) -> impl Iterator<Item = Key> {
        self.terms.iter().map(|term| term.key)
    }

    /// The term at a place in the order of keys.
    pub(crate) fn at(&self, at: usize) -> Weighed<'_> {
        let Term { key, weight, form_end } = self.terms[at];
        let form_begin = at.checked_sub(1).map_or(0, |before| self.terms[before].form_end);
        Weighed { key, weight, form: &self.forms[form_begin as usize..form_end as usize] }
    }

    fn collect<'a>(mut weighed: Vec<Weighed<'a>>) -> Terms {
        weighed.sort_unstable_by_key(|term| term.key);
        let mut forms = String::with_capacity(weighed.iter().map(|term| term.form.len()).sum());
        let terms = weighed
            .into_iter()
            .map(|Weighed { key, weight, form }| {
                forms.push_str(form);
                let form_end =
                    u32::try_from(forms.len()).expect("the words of a piece are counted and short");
                Term { key, weight, form_end }
            })
            .collect();
        Terms { terms, forms: forms.into_boxed_str() }
    }
}

/// The key of a stem.
fn key_of(stem: &str) -> Key {
    let mut hasher = FxHasher::default();
    hasher.write(stem.as_bytes());
    hasher.finish()
}

/// The key of several words that are one name; never that of a word.
fn key_of_name(words: &[Key]) -> Key {
    let mut hasher = FxHasher::default();
    hasher.write_u8(b'n');
    for word in words {
        hasher.write_u64(*word);
    }
    hasher.finish()
}

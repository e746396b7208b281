//! The people and places that a newsroom knows, found among words.

use rustc_hash::FxHashMap;

use super::{Key, key_of_name};

/// Most words of a name; longer ones are cut off there.
const LONGEST: usize = 8;

/// Names by their first words.
#[derive(Debug, Clone, Default)]
pub struct Names {
    by_first: FxHashMap<Key, Vec<Name>>,
}

#[derive(Debug, Clone)]
struct Name {
    rest: Box<[Key]>,
    who: Option<Key>,
}

/// A name where it stands among words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// How many words it has.
    pub words: usize,
    /// The term that stands for whoever bears it, beyond the words themselves.
    pub who: Option<Key>,
}

impl Names {
    /// Adds the names of one person or place, each as its words. They share one term, which is left out where there is but
    /// one name of one word: the word says it already.
    pub fn add(&mut self, names: &[Vec<Key>]) {
        let names: Vec<&[Key]> = names
            .iter()
            .filter(|name| !name.is_empty())
            .map(|name| &name[..name.len().min(LONGEST)])
            .collect();
        let is_its_word = names.len() == 1 && names[0].len() == 1;
        let who = names.first().filter(|_| !is_its_word).map(|first| key_of_name(first));
        for name in names {
            let known = self.by_first.entry(name[0]).or_default();
            if !known.iter().any(|other| *other.rest == name[1..]) {
                known.push(Name { rest: name[1..].into(), who });
                known.sort_by_key(|name| std::cmp::Reverse(name.rest.len()));
            }
        }
    }

    /// The longest name that begins with the first of these words.
    pub fn at(&self, words: impl Iterator<Item = Key> + Clone) -> Option<Match> {
        let first = words.clone().next()?;
        let fits = |name: &&Name| {
            let mut next = words.clone().skip(1);
            name.rest.iter().all(|word| next.next() == Some(*word))
        };
        self.by_first
            .get(&first)?
            .iter()
            .find(fits)
            .map(|name| Match { words: name.rest.len() + 1, who: name.who })
    }
}

#[cfg(test)]
mod tests {
    use super::{Match, Names};

    #[test]
    fn the_longest_name_is_found_and_two_names_are_one_person() {
        let mut names = Names::default();
        names.add(&[vec![1, 2], vec![7]]);
        names.add(&[vec![1, 2, 3]]);
        names.add(&[vec![9]]);
        let at = |words: &[u64]| names.at(words.iter().copied());
        assert_eq!(at(&[1, 2, 3]).map(|found| found.words), Some(3));
        assert_eq!(at(&[1, 2, 4]).map(|found| found.words), Some(2));
        assert_eq!(at(&[1, 2]).and_then(|found| found.who), at(&[7, 8]).and_then(|found| found.who));
        assert_eq!(at(&[9]), Some(Match { words: 1, who: None }));
        assert_eq!(at(&[1]), None);
        assert_eq!(at(&[]), None);
    }

    #[test]
    fn a_name_without_words_is_none() {
        let mut names = Names::default();
        names.add(&[vec![]]);
        assert_eq!(names.at([1].into_iter()), None);
    }
}

//! Spellings and names of the same thing, joined when a query is asked.

use super::spellings::BUILT_IN;
use std::collections::HashMap;
use text::fold::fold;

/// Most other spellings tried for one clause.
const MOST: usize = 6;

/// From a folded clause to its other spellings.
#[derive(Debug, Clone, Default)]
pub struct Synonyms {
    groups: Vec<Vec<String>>,
    by_folded: HashMap<String, Vec<usize>>,
}

impl Synonyms {
    /// The built-in groups and these. A spelling of several words stands for a phrase.
    pub fn with(own: &[Vec<String>]) -> Synonyms {
        let mut synonyms = Synonyms::default();
        for group in BUILT_IN {
            synonyms.add(group.iter().map(|text| text.to_string()).collect());
        }
        own.iter().for_each(|group| synonyms.add(group.clone()));
        synonyms
    }

    fn add(&mut self, group: Vec<String>) {
        let number = self.groups.len();
        for spelling in &group {
            self.by_folded.entry(folded(spelling)).or_default().push(number);
        }
        self.groups.push(group);
    }

    /// Other spellings of a clause.
    pub fn of(&self, words: &[String]) -> Vec<&str> {
        let own = folded(&words.join(" "));
        let numbers = self.by_folded.get(&own).map(Vec::as_slice).unwrap_or_default();
        numbers
            .iter()
            .flat_map(|number| &self.groups[*number])
            .filter(|spelling| folded(spelling) != own)
            .map(String::as_str)
            .take(MOST)
            .collect()
    }
}

fn folded(text: &str) -> String {
    text.split_whitespace().map(fold).collect::<Vec<_>>().join(" ")
}

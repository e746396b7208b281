//! From terms to the stories that have them.

use rustc_hash::FxHashMap;

use crate::terms::Key;

/// For each term of any story, the stories that have it.
#[derive(Debug, Clone, Default)]
pub struct Index {
    slots: FxHashMap<Key, u32>,
    lists: Vec<List>,
    /// Places that no story needs any more.
    free: Vec<u32>,
}

#[derive(Debug, Clone, Default)]
struct List {
    key: Key,
    /// How the term is shown: the shortest form that was met.
    form: Box<str>,
    postings: Vec<Posting>,
}

/// A story that has a term, and how much of the story's direction that is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Posting {
    pub story: u32,
    pub weight: f32,
}

impl Index {
    /// The place of a term that some story has.
    pub fn slot(&self, key: Key) -> Option<u32> {
        self.slots.get(&key).copied()
    }

    /// The term at a place.
    pub fn key(&self, slot: u32) -> Key {
        self.lists[slot as usize].key
    }

    /// The form of the term at a place.
    pub fn form(&self, slot: u32) -> &str {
        &self.lists[slot as usize].form
    }

    /// The stories that have the term at a place.
    pub fn postings(&self, slot: u32) -> &[Posting] {
        &self.lists[slot as usize].postings
    }

    /// Lists a story under a term.
    pub fn add(&mut self, key: Key, form: &str, posting: Posting) -> u32 {
        let slot = self.slot(key).unwrap_or_else(|| self.open(key));
        let list = &mut self.lists[slot as usize];
        if list.form.is_empty() || form.len() < list.form.len() {
            list.form = form.into();
        }
        list.postings.push(posting);
        slot
    }

    /// Takes a story from the list of a term, and the term away where it was the last.
    pub fn remove(&mut self, slot: u32, story: u32) {
        let list = &mut self.lists[slot as usize];
        if let Some(at) = list.postings.iter().position(|posting| posting.story == story) {
            list.postings.swap_remove(at);
        }
        if list.postings.is_empty() {
            self.slots.remove(&list.key);
            *list = List::default();
            self.free.push(slot);
        }
    }

    /// Empties all lists, keeping the terms' places, before every story is listed anew.
    pub fn clear_postings(&mut self) {
        self.lists.iter_mut().for_each(|list| list.postings.clear());
    }

    /// Lists a story under a term whose place is known.
    pub fn add_at(&mut self, slot: u32, posting: Posting) {
        self.lists[slot as usize].postings.push(posting);
    }

    fn open(&mut self, key: Key) -> u32 {
        let slot = self.free.pop().unwrap_or_else(|| {
            self.lists.push(List::default());
            u32::try_from(self.lists.len() - 1).expect("a shelf holds far fewer terms than a u32 counts")
        });
        self.lists[slot as usize].key = key;
        self.slots.insert(key, slot);
        slot
    }
}

#[cfg(test)]
mod tests {
    use super::{Index, Posting};

    #[test]
    fn a_term_goes_with_its_last_story_and_its_place_is_used_again() {
        let mut index = Index::default();
        let posting = |story| Posting { story, weight: 1.0 };
        let slot = index.add(7, "floods", posting(0));
        assert_eq!(index.add(7, "flood", posting(1)), slot);
        assert_eq!((index.form(slot), index.key(slot), index.postings(slot).len()), ("flood", 7, 2));
        index.remove(slot, 0);
        assert_eq!(index.postings(slot), [posting(1)]);
        index.remove(slot, 1);
        assert_eq!(index.slot(7), None);
        assert_eq!(index.add(8, "bridge", posting(2)), slot);
        assert_eq!(index.form(slot), "bridge");
    }
}

//! What came in lately, and the stories that could be opened for it.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::terms::{Key, Terms};

use super::grouping::{Grouping, Timed};
use super::in_words;
use super::shelf::{CUT, Shelf};
use super::vector::direction;

/// Microseconds in a day.
const DAY: i64 = 86_400_000_000;
/// So far back pieces are looked at.
const WINDOW: i64 = 14 * DAY;
/// Most pieces that are held; the oldest go first. Each is about 4 kB.
const MOST_PIECES: usize = 12_000;
/// A story is worth proposing from so many pieces on,
const PIECES: usize = 5;
/// over so many days,
const DAYS: usize = 2;
/// or from so many sources.
const SOURCES: usize = 3;
/// So much of it must be told nowhere else: what all accidents and all sittings share is no story.
const OWN: f32 = 0.2;
/// Most proposals at a time.
const MOST_PROPOSALS: usize = 20;
/// So many terms of each piece have a say in the name.
const NAMING: usize = 40;

/// A story that could be opened.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The ids of its pieces, the oldest first.
    pub pieces: Vec<String>,
    /// The heaviest terms of all of them, in words: something to begin a name with.
    pub name: Vec<String>,
    /// On how many days of UTC they came.
    pub days: usize,
    /// From how many sources they came.
    pub sources: usize,
}

/// What came in during the last 14 days. Give it one of several copies, and take out what was filed in a story: it proposes what
/// keeps coming back without one.
#[derive(Debug, Clone, Default)]
pub struct Stream {
    pieces: FxHashMap<String, Held>,
    by_time: BTreeSet<(i64, String)>,
}

#[derive(Debug, Clone)]
struct Held {
    at: i64,
    source: String,
    terms: Terms,
}

impl Stream {
    /// A stream in which nothing came yet.
    pub fn new() -> Stream {
        Stream::default()
    }

    /// A piece came, at a time in microseconds UTC, from a source. One with the same id is replaced. Beyond 12,000 pieces the oldest
    /// is forgotten.
    pub fn add(&mut self, id: &str, at: i64, source: &str, terms: Terms) {
        self.remove(id);
        self.by_time.insert((at, id.to_owned()));
        self.pieces.insert(id.to_owned(), Held { at, source: source.to_owned(), terms });
        if self.pieces.len() > MOST_PIECES
            && let Some((_, oldest)) = self.by_time.pop_first()
        {
            self.pieces.remove(&oldest);
        }
    }

    /// A piece went, or was filed in a story.
    pub fn remove(&mut self, id: &str) {
        if let Some(held) = self.pieces.remove(id) {
            self.by_time.remove(&(held.at, id.to_owned()));
        }
    }

    /// How many pieces are held.
    pub fn len(&self) -> usize {
        self.pieces.len()
    }

    /// Whether none is held.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The stories that could be opened for the last 14 days before `now`: at least five pieces, over two days or from three
    /// sources, which in the mean are below the cut with every story on the shelf. First stands what is told least anywhere else; at
    /// most twenty. Groups the whole window anew: seconds for a full one, so it is work for the night or for a button.
    pub fn proposals(&self, shelf: &Shelf, now: i64) -> Vec<Proposal> {
        let window = (now.saturating_sub(WINDOW), String::new())..(now.saturating_add(DAY), String::new());
        let recent: Vec<(&str, &Held)> =
            self.by_time.range(window).map(|(_, id)| (id.as_str(), &self.pieces[id])).collect();
        let timed: Vec<Timed<'_>> =
            recent.iter().map(|(_, held)| Timed { at: held.at, terms: &held.terms }).collect();
        let stories = Grouping::OF_NEWS.stories(&timed, shelf.frequencies());
        stories
            .into_iter()
            .filter(|(own, group)| *own >= OWN && group.len() >= PIECES)
            .map(|(_, group)| group.into_iter().map(|at| recent[at]).collect::<Vec<_>>())
            .filter_map(|group| proposal(&group, shelf))
            .take(MOST_PROPOSALS)
            .collect()
    }
}

fn proposal(group: &[(&str, &Held)], shelf: &Shelf) -> Option<Proposal> {
    let count = |values: BTreeSet<&str>| values.len();
    let days = group.iter().map(|(_, held)| held.at.div_euclid(DAY)).collect::<BTreeSet<_>>().len();
    let sources = count(group.iter().map(|(_, held)| held.source.as_str()).collect());
    if (days < DAYS && sources < SOURCES) || has_a_story(group, shelf) {
        return None;
    }
    let pieces = group.iter().map(|(id, _)| (*id).to_owned()).collect();
    Some(Proposal { pieces, name: name(group, shelf), days, sources })
}

/// Whether the pieces, in the mean, are near enough to a story that stands on the shelf already.
fn has_a_story(group: &[(&str, &Held)], shelf: &Shelf) -> bool {
    let scores: f32 = group.iter().map(|(_, held)| shelf.best_score(&held.terms)).sum();
    scores / group.len() as f32 >= CUT
}

/// The terms that weigh most over all pieces, each in its shortest form.
fn name(group: &[(&str, &Held)], shelf: &Shelf) -> Vec<String> {
    let mut sums: BTreeMap<Key, (f32, &str)> = BTreeMap::new();
    for (_, held) in group {
        for part in direction(&held.terms, shelf.frequencies(), NAMING) {
            let (sum, form) = sums.entry(part.key).or_insert((0.0, part.form));
            *sum += part.weight;
            if part.form.len() < form.len() {
                *form = part.form;
            }
        }
    }
    in_words(sums.into_values().collect())
}

//! The desk's stories.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use crate::terms::{Key, Terms};

use super::index::{Index, Posting};
use super::story::{MOST_TERMS, Pull, Story};
use super::threshold::LOWEST;
use super::vector::{Part, direction, keep_heaviest, length};
use super::{Frequencies, in_words};

/// From this score on a story is suggested, until it has a threshold of its own.
pub const CUT: f32 = 0.07;
/// A first story leads when it is so many times as strong as the second; one that is so many times as strong as its threshold
/// need not.
const LEADS: f32 = 1.2;
const STRONG: f32 = 2.0;
/// Most stories that are suggested for a piece.
const MOST_SUGGESTIONS: usize = 3;
/// So many terms of a piece, its heaviest, are looked up.
const ASKED: usize = 80;
/// So many terms of a piece become part of its story.
const LEARNT: usize = 160;
/// What a rejected piece takes from the terms it shares with the story, as a share of what an accepted one would give.
const REJECTED: f32 = 0.25;
/// Stories are weighed anew when so much more was counted since: the rarity of terms changes slowly.
const WEIGHED_ANEW: f32 = 1.15;

/// A story that a piece may belong to.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    pub story: String,
    /// How alike the piece and the story are, from 0 to 1: the cosine, in which terms that many stories have count less.
    pub score: f32,
    /// The terms that speak for it most, at most five, as the piece writes them.
    pub shared: Vec<String>,
}

/// The desk's stories, each as the sum of its pieces, and how rare each term is. A story stays until it is removed: no time
/// passes here. Holds about 5 kB for a story and 30 MB of frequencies at most.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    pub(super) frequencies: Frequencies,
    pub(super) index: Index,
    /// Removed ones leave a place for the next.
    pub(super) stories: Vec<Option<Story>>,
    free: Vec<u32>,
    places: FxHashMap<String, u32>,
    /// How many pieces had been counted when all stories were weighed last.
    weighed_at: u32,
}

impl Shelf {
    /// An empty shelf.
    pub fn new() -> Shelf {
        Shelf::default()
    }

    /// Counts a piece of the stream, whether or not it belongs to a story: from this it is known how rare its terms are.
    pub fn count(&mut self, piece: &Terms) {
        self.frequencies.count(piece);
        let counted = self.frequencies.pieces();
        let has_grown = counted as f32 > self.weighed_at as f32 * WEIGHED_ANEW + 100.0;
        if has_grown || counted < self.weighed_at {
            self.weigh_all();
        }
    }

    /// How rare the terms are.
    pub fn frequencies(&self) -> &Frequencies {
        &self.frequencies
    }

    /// How many stories there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is no story.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Opens a story with its pieces, in whatever order, or begins it anew. Of a long story give its latest pieces, forty or so.
    pub fn put(&mut self, story: &str, pieces: &[Terms]) {
        self.remove(story);
        let mut sum = Sum::default();
        let mut in_order: Vec<&Terms> = pieces.iter().collect();
        in_order.sort_by(|a, b| in_a_fixed_order(a, b));
        for piece in in_order {
            sum.add(piece, &self.frequencies, 1.0);
        }
        let mut opened = Story::new(story.to_owned(), CUT);
        opened.pieces = pieces.len() as f32;
        let place = self.free.pop().unwrap_or_else(|| {
            self.stories.push(None);
            u32::try_from(self.stories.len() - 1).expect("no newsroom has that many stories")
        });
        self.places.insert(story.to_owned(), place);
        self.list(place, opened, sum);
    }

    /// An editor put the piece into the story: the story moves towards it, and its threshold remembers the score. A story that
    /// is not on the shelf is opened.
    pub fn accept(&mut self, story: &str, piece: &Terms) {
        let Some((place, mut taken, mut sum)) = self.take(story, piece, true) else {
            return self.put(story, std::slice::from_ref(piece));
        };
        sum.fade(taken.fade());
        sum.add(piece, &self.frequencies, 1.0);
        self.list(place, taken, sum);
    }

    /// An editor said that the piece is not of the story: what they share speaks less for it from now on, by half at most, and its
    /// threshold remembers the score. Nothing happens where the story is not on the shelf.
    pub fn reject(&mut self, story: &str, piece: &Terms) {
        if let Some((place, taken, mut sum)) = self.take(story, piece, false) {
            sum.lessen(piece, &self.frequencies, REJECTED);
            self.list(place, taken, sum);
        }
    }

    /// Remembers what was decided about a story earlier: how alike piece and story were then, and whether the piece was accepted,
    /// the oldest first. The story itself stays as it is. Nothing happens where it is not on the shelf.
    pub fn remember(&mut self, story: &str, decisions: impl IntoIterator<Item = (f32, bool)>) {
        let place = self.places.get(story).map(|place| *place as usize);
        if let Some(story) = place.and_then(|place| self.stories.get_mut(place)).and_then(Option::as_mut) {
            decisions.into_iter().for_each(|(score, accepted)| story.threshold.decide(score, accepted));
        }
    }

    /// What a rejected piece shares with the story speaks less for it, as [`Shelf::reject`] has it; its threshold stays.
    pub fn lessen(&mut self, story: &str, piece: &Terms) {
        let Some(place) = self.places.get(story).copied() else { return };
        if let Some((taken, mut sum)) = self.unlist(place) {
            sum.lessen(piece, &self.frequencies, REJECTED);
            self.list(place, taken, sum);
        }
    }

    /// Takes a story from the shelf.
    pub fn remove(&mut self, story: &str) {
        if let Some(place) = self.places.remove(story) {
            self.unlist(place);
            self.free.push(place);
        }
    }

    /// The stories that the piece may belong to: at most three that reach their thresholds, the strongest first. None where two
    /// are about as near and neither is near: then the words that speak for them are those of the country or the day.
    pub fn suggest(&self, piece: &Terms) -> Vec<Suggestion> {
        self.suggest_among(piece, |_| true)
    }

    /// The same among the stories about which nothing is decided yet: what is answered crowds out no other.
    pub fn suggest_among(&self, piece: &Terms, is_open: impl Fn(&str) -> bool) -> Vec<Suggestion> {
        let mut suggested = self.ranked(piece, MOST_SUGGESTIONS, LOWEST, |story, score| {
            score >= story.threshold.value() && is_open(&story.id)
        });
        if let [first, second, ..] = &suggested[..] {
            let threshold = self.threshold(&first.story).unwrap_or(CUT);
            if first.score < LEADS * second.score && first.score < STRONG * threshold {
                suggested.clear();
            }
        }
        suggested
    }

    /// The stories nearest to the piece, whether or not they reach their thresholds.
    pub fn nearest(&self, piece: &Terms, most: usize) -> Vec<Suggestion> {
        self.ranked(piece, most, 0.0, |_, _| true)
    }

    /// From what score on the story is suggested; see the module of thresholds for the rule.
    pub fn threshold(&self, story: &str) -> Option<f32> {
        self.story(*self.places.get(story)?).map(|story| story.threshold.value())
    }

    /// The terms that a story is known by, the heaviest first.
    pub fn known_by(&self, story: &str) -> Vec<String> {
        let story = self.places.get(story).and_then(|place| self.story(*place));
        let weighed = |pull: &Pull| (self.weight(pull), self.index.form(pull.slot));
        story.map_or_else(Vec::new, |story| in_words(story.terms.iter().map(weighed).collect()))
    }

    /// The score of the nearest story.
    pub(super) fn best_score(&self, piece: &Terms) -> f32 {
        let asked = direction(piece, &self.frequencies, ASKED);
        self.scores(&asked).into_iter().fold(0.0, f32::max)
    }

    /// `least` is what nobody reaches with less: most stories share a word with any piece, and are not looked at for that.
    fn ranked(
        &self,
        piece: &Terms,
        most: usize,
        least: f32,
        reaches: impl Fn(&Story, f32) -> bool,
    ) -> Vec<Suggestion> {
        let asked = direction(piece, &self.frequencies, ASKED);
        let scores = self.scores(&asked).into_iter();
        let mut found: Vec<(f32, &Story)> = scores
            .zip(&self.stories)
            .filter(|(score, _)| *score > 0.0 && *score >= least)
            .filter_map(|(score, story)| Some((score, story.as_ref()?)))
            .filter(|(score, story)| reaches(story, *score))
            .collect();
        found.sort_by(|(a, one), (b, other)| b.total_cmp(a).then_with(|| one.id.cmp(&other.id)));
        found.truncate(most);
        let suggestion = |(score, story): (f32, &Story)| Suggestion {
            story: story.id.clone(),
            score: score.min(1.0),
            shared: self.shared(&asked, story),
        };
        found.into_iter().map(suggestion).collect()
    }

    /// The score of every place of the shelf.
    fn scores(&self, asked: &[Part<'_>]) -> Vec<f32> {
        let mut scores = vec![0.0; self.stories.len()];
        for part in asked {
            let postings = self.index.slot(part.key).map_or(&[][..], |slot| self.index.postings(slot));
            let weight = part.weight * self.tells(postings.len());
            for posting in postings {
                scores[posting.story as usize] += weight * posting.weight;
            }
        }
        scores
    }

    /// How well a term that so many stories have tells them apart: 1 where one has it. A newsroom's own country stands in a
    /// dozen of its stories; that it is rare in the agencies' news makes no piece of it belong to all of them.
    fn tells(&self, stories: usize) -> f32 {
        let all = self.places.len() as f32;
        (1.0 + all / stories.max(1) as f32).ln() / (1.0 + all).ln()
    }

    fn shared(&self, asked: &[Part<'_>], story: &Story) -> Vec<String> {
        let weighed = asked.iter().filter_map(|part| {
            let slot = self.index.slot(part.key)?;
            let at = story.terms.binary_search_by_key(&slot, |pull| pull.slot).ok()?;
            let tells = self.tells(self.index.postings(slot).len());
            Some((tells * part.weight * self.weight(&story.terms[at]), part.form))
        });
        in_words(weighed.collect())
    }

    pub(super) fn story(&self, place: u32) -> Option<&Story> {
        self.stories.get(place as usize)?.as_ref()
    }

    pub(super) fn weight(&self, pull: &Pull) -> f32 {
        pull.weight * self.frequencies.rarity(self.index.key(pull.slot))
    }

    /// Takes a story out to be changed, after it remembered the decision.
    fn take(&mut self, story: &str, piece: &Terms, accepted: bool) -> Option<(u32, Story, Sum)> {
        let place = *self.places.get(story)?;
        let asked = direction(piece, &self.frequencies, ASKED);
        let score = self.scores(&asked)[place as usize];
        let (mut taken, sum) = self.unlist(place)?;
        taken.threshold.decide(score, accepted);
        Some((place, taken, sum))
    }

    fn unlist(&mut self, place: u32) -> Option<(Story, Sum)> {
        let mut story = self.stories.get_mut(place as usize)?.take()?;
        let mut sum = Sum::default();
        for pull in story.terms.drain(..) {
            let term = Summed { weight: pull.weight, form: self.index.form(pull.slot).into() };
            sum.terms.insert(self.index.key(pull.slot), term);
            self.index.remove(pull.slot, place);
        }
        Some((story, sum))
    }

    fn list(&mut self, place: u32, mut story: Story, sum: Sum) {
        let mut terms: Vec<(Key, f32, Summed)> = sum
            .terms
            .into_iter()
            .map(|(key, term)| (key, term.weight * self.frequencies.rarity(key), term))
            .collect();
        keep_heaviest(&mut terms, MOST_TERMS, |(key, weight, _)| (*weight, *key));
        terms.sort_unstable_by_key(|(key, ..)| *key);
        story.length = length(terms.iter().map(|(_, weight, _)| *weight));
        for (key, weight, term) in terms {
            let posting = Posting { story: place, weight: weight / story.length };
            let slot = self.index.add(key, &term.form, posting);
            story.terms.push(Pull { slot, weight: term.weight });
        }
        story.terms.sort_unstable_by_key(|pull| pull.slot);
        self.stories[place as usize] = Some(story);
    }

    /// Lists all stories again with the rarity that their terms have by now.
    fn weigh_all(&mut self) {
        self.weighed_at = self.frequencies.pieces();
        self.index.clear_postings();
        for (place, story) in (0_u32..).zip(&mut self.stories) {
            let Some(story) = story else { continue };
            let weigh = |pull: &Pull| pull.weight * self.frequencies.rarity(self.index.key(pull.slot));
            let weights: Vec<f32> = story.terms.iter().map(weigh).collect();
            story.length = length(weights.iter().copied());
            for (pull, weight) in story.terms.iter().zip(weights) {
                self.index.add_at(pull.slot, Posting { story: place, weight: weight / story.length });
            }
        }
    }
}

/// The sum of directions while a story is made or changed.
#[derive(Debug, Default)]
struct Sum {
    terms: FxHashMap<Key, Summed>,
}

#[derive(Debug)]
struct Summed {
    /// Without its rarity.
    weight: f32,
    form: Box<str>,
}

impl Sum {
    fn add(&mut self, piece: &Terms, frequencies: &Frequencies, share: f32) {
        for part in direction(piece, frequencies, LEARNT) {
            let weight = share * part.weight / frequencies.rarity(part.key);
            let term =
                self.terms.entry(part.key).or_insert_with(|| Summed { weight: 0.0, form: part.form.into() });
            term.weight += weight;
            if part.form.len() < term.form.len() {
                term.form = part.form.into();
            }
        }
    }

    fn lessen(&mut self, piece: &Terms, frequencies: &Frequencies, share: f32) {
        for part in direction(piece, frequencies, LEARNT) {
            if let Some(term) = self.terms.get_mut(&part.key) {
                let less = share * part.weight / frequencies.rarity(part.key);
                term.weight = (term.weight - less).max(term.weight / 2.0);
            }
        }
    }

    fn fade(&mut self, stays: f32) {
        self.terms.values_mut().for_each(|term| term.weight *= stays);
    }
}

/// An order of pieces by what they say, so that a sum does not depend on the order in which they came.
fn in_a_fixed_order(a: &Terms, b: &Terms) -> Ordering {
    a.keys().cmp(b.keys()).then_with(|| {
        let weights = |terms: &Terms| terms.weighed().map(|term| term.weight.to_bits()).collect::<Vec<_>>();
        weights(a).cmp(&weights(b))
    })
}

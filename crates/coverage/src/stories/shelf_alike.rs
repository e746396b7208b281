//! Stories that could be one.

use super::in_words;
use super::index::Posting;
use super::shelf::Shelf;
use super::story::Story;

/// From such a mean on two stories could be one. An editor opened both: that weighs more than what unsorted pieces have in
/// common.
const COULD_BE_ONE: f32 = 0.14;
/// Most merges that are proposed.
const MOST_MERGES: usize = 30;
/// So many are held while they are looked for.
const MOST_HELD: usize = 1_000;

/// Two stories of the desk that could be one.
#[derive(Debug, Clone, PartialEq)]
pub struct Merge {
    /// In the order of their ids.
    pub stories: [String; 2],
    /// How alike a piece of the one and a piece of the other are, in the mean.
    pub score: f32,
    /// The terms that speak for it most, at most five.
    pub shared: Vec<String>,
}

impl Shelf {
    /// Pairs of stories whose pieces are, in the mean, as alike as pieces of one subject are; the strongest first, at most
    /// thirty. Asks every story about every other one: 10,000 stories take seconds.
    pub fn alike(&self) -> Vec<Merge> {
        let mut merges = Vec::new();
        for (place, story) in (0_u32..).zip(&self.stories) {
            if let Some(story) = story {
                self.alike_to(place, story, &mut merges);
            }
            if merges.len() > MOST_HELD {
                keep_strongest(&mut merges);
            }
        }
        keep_strongest(&mut merges);
        merges
    }

    /// The stories at later places that could be one with this one.
    fn alike_to(&self, place: u32, story: &Story, merges: &mut Vec<Merge>) {
        let mut scores = vec![0.0; self.stories.len()];
        for pull in &story.terms {
            let weight = self.weight(pull) / story.length;
            for Posting { story, weight: other } in self.index.postings(pull.slot) {
                scores[*story as usize] += weight * other;
            }
        }
        for (other_place, score) in (0_u32..).zip(scores).skip(place as usize + 1) {
            let Some(other) = self.story(other_place) else { continue };
            let score = score * story.unity() * other.unity();
            if score >= COULD_BE_ONE {
                let mut stories = [story.id.clone(), other.id.clone()];
                stories.sort();
                merges.push(Merge { stories, score, shared: self.shared_by(story, other) });
            }
        }
    }

    fn shared_by(&self, story: &Story, other: &Story) -> Vec<String> {
        let weighed = story.terms.iter().filter_map(|pull| {
            let at = other.terms.binary_search_by_key(&pull.slot, |pull| pull.slot).ok()?;
            Some((self.weight(pull) * self.weight(&other.terms[at]), self.index.form(pull.slot)))
        });
        in_words(weighed.collect())
    }
}

fn keep_strongest(merges: &mut Vec<Merge>) {
    merges.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.stories.cmp(&b.stories)));
    merges.truncate(MOST_MERGES);
}

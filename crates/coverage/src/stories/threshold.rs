//! From what score on a story is suggested.
//!
//! A story begins with the default. Each accepted or rejected piece leaves its score; from twenty decisions on the story has a
//! threshold of its own: the one with which it would have made the fewest mistakes over its last 64 decisions, where a
//! mistake is a rejected piece that would have been suggested or an accepted one that would not. Among equally good ones it
//! is the nearest to the default, and it never leaves .05 to .30, so that a story can neither press itself forward nor fall silent.

use std::collections::VecDeque;

/// From so many decisions on a story has its own threshold.
const ENOUGH: usize = 20;
/// So many decisions are remembered, the latest.
const REMEMBERED: usize = 64;
/// No story has a lower one.
pub const LOWEST: f32 = 0.05;
const HIGHEST: f32 = 0.30;

/// What was decided about one story's suggestions.
#[derive(Debug, Clone)]
pub struct Threshold {
    default: f32,
    value: f32,
    /// Scores, and whether the piece was accepted.
    decisions: VecDeque<(f32, bool)>,
}

impl Threshold {
    /// The threshold of a story about which nothing was decided yet.
    pub fn new(default: f32) -> Threshold {
        Threshold { default, value: default, decisions: VecDeque::new() }
    }

    /// From this score on the story is suggested.
    pub fn value(&self) -> f32 {
        self.value
    }

    /// Remembers a decision about a piece with this score.
    pub fn decide(&mut self, score: f32, accepted: bool) {
        if self.decisions.len() == REMEMBERED {
            self.decisions.pop_front();
        }
        self.decisions.push_back((score, accepted));
        if self.decisions.len() >= ENOUGH {
            self.value = self.best();
        }
    }

    fn best(&self) -> f32 {
        let mut scores: Vec<f32> = self.decisions.iter().map(|(score, _)| *score).collect();
        scores.sort_by(f32::total_cmp);
        let between = scores.windows(2).map(|pair| f32::midpoint(pair[0], pair[1]));
        let distance = |value: f32| (value - self.default).abs();
        [self.default, LOWEST, HIGHEST]
            .into_iter()
            .chain(between)
            .filter(|value| (LOWEST..=HIGHEST).contains(value))
            .min_by(|a, b| {
                self.mistakes(*a).cmp(&self.mistakes(*b)).then(distance(*a).total_cmp(&distance(*b)))
            })
            .unwrap_or(self.default)
    }

    fn mistakes(&self, value: f32) -> usize {
        self.decisions.iter().filter(|(score, accepted)| (*score >= value) != *accepted).count()
    }
}

#[cfg(test)]
mod tests {
    use super::Threshold;

    fn after(decisions: impl IntoIterator<Item = (f32, bool)>) -> f32 {
        let mut threshold = Threshold::new(0.10);
        for (score, accepted) in decisions {
            threshold.decide(score, accepted);
        }
        threshold.value()
    }

    #[test]
    fn the_default_holds_until_twenty_decisions() {
        assert_eq!(after([(0.15, false); 19]), 0.10);
        assert!(after([(0.15, false); 20]) > 0.15);
    }

    #[test]
    fn it_comes_to_stand_between_what_was_rejected_and_what_was_accepted() {
        let mixed = (0..30).flat_map(|_| [(0.14, false), (0.22, true)]);
        assert!((after(mixed) - 0.18).abs() < 1e-6);
    }

    #[test]
    fn what_is_filed_by_hand_below_the_default_brings_it_down() {
        let by_hand = (0..30).flat_map(|_| [(0.04, false), (0.08, true)]);
        assert!(after(by_hand) <= 0.08);
    }

    #[test]
    fn it_stays_in_its_bounds_and_at_the_default_where_nothing_speaks_against_it() {
        assert_eq!(after([(0.29, false); 40]), 0.30);
        assert_eq!(after([(0.055, true); 40]), 0.055);
        assert_eq!(after([(0.04, true); 40]), 0.10);
        assert_eq!(after([(0.9, false); 40]), 0.10);
        assert_eq!(after([(0.5, true); 40]), 0.10);
    }

    #[test]
    fn the_latest_decisions_count() {
        let earlier = [(0.2, false); 64];
        let later = [(0.2, true); 64];
        assert_eq!(after(earlier.into_iter().chain(later)), 0.10);
    }
}

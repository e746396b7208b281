//! One story on the shelf.

use super::threshold::Threshold;

/// Most terms that a story is known by.
pub const MOST_TERMS: usize = 256;
/// After so many pieces the older ones begin to fade, so that a long story goes where its news goes.
const REMEMBERED: f32 = 40.0;

/// A story: the sum of its pieces' directions, and what was decided about it.
#[derive(Debug, Clone)]
pub struct Story {
    pub id: String,
    /// In the order of their places in the index.
    pub terms: Vec<Pull>,
    /// The length of the sum with its terms weighed by their rarity.
    pub length: f32,
    /// How many pieces are in the sum, faded ones in part.
    pub pieces: f32,
    pub threshold: Threshold,
}

/// How much a term speaks for a story.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pull {
    /// Its place in the index.
    pub slot: u32,
    /// Without its rarity, which changes with what is counted.
    pub weight: f32,
}

impl Story {
    pub fn new(id: String, default_threshold: f32) -> Story {
        let threshold = Threshold::new(default_threshold);
        Story { id, terms: Vec::new(), length: 0.0, pieces: 0.0, threshold }
    }

    /// How much of the story's sum stays when one more piece comes; the piece is counted.
    pub fn fade(&mut self) -> f32 {
        let stays = (REMEMBERED / (self.pieces + 1.0)).min(1.0);
        self.pieces = self.pieces * stays + 1.0;
        stays
    }

    /// How alike its pieces are among themselves, in the mean: one for a single piece.
    pub fn unity(&self) -> f32 {
        if self.pieces > 0.0 { self.length / self.pieces } else { 0.0 }
    }
}

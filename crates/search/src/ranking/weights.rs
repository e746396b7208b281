//! What counts how much.

/// How much each way of finding a word counts. The defaults were measured on questions whose answers are known; zero
/// leaves a way out, which is for measuring.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// The word as written.
    pub exact: f32,
    /// The word but for variants of writing.
    pub folded: f32,
    /// Its relatives: without prefixes and endings, singular and plural.
    pub stemmed: f32,
    /// Runs of four letters it shares, for those who are found by something else.
    pub grams: f32,
    /// How much more a title counts than a text.
    pub title: f32,
    /// Of another spelling, and of a word one edit away, beside the word itself.
    pub spelling: f32,
    /// Words that stand side by side as they were typed.
    pub beside: f32,
    /// What a document gains when it has the word as written, or but for variants of writing, in all its rarity.
    pub exact_gain: f32,
    pub folded_gain: f32,
    /// How much of what the other places give is added to the best one.
    pub tie: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Weights {
            exact: 1.5,
            folded: 1.3,
            stemmed: 1.0,
            grams: 0.8,
            title: 1.4,
            spelling: 0.6,
            beside: 0.5,
            exact_gain: 6.0,
            folded_gain: 2.0,
            tie: 0.1,
        }
    }
}

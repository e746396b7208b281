//! From an original to the pictures readers get: decoded, turned upright, made smaller, re-encoded.
//!
//! Start with [`make_renditions`], which does it in a child process ([`child`]) because picture decoders
//! are where strangers' bytes meet clever code. `paint` is the work itself and runs wherever it is called.

pub mod child;
mod paint;
mod parent;
mod wire;

use crate::{Limits, Refused};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use thiserror::Error;

pub use paint::make_renditions_here;
pub use parent::make_renditions;

/// What to make of an original, and what it may cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Widths in pixels. Those wider than the original are left out; an original between two of them is
    /// also made in its own width.
    pub widths: Vec<u32>,
    /// WebP quality, 0 to 100.
    pub quality: u8,
    /// Length in bytes that a rendition 640 wide (and 3:2) should not pass; other sizes in proportion to
    /// their pixels. A longer one is encoded once more with less quality, and then taken as it is.
    pub aim_at_640: u32,
    /// The child is ended after this long.
    pub timeout: Duration,
    /// Bytes the child may use for its work.
    pub memory: u64,
    /// What the picture itself may be.
    pub limits: Limits,
}

impl Default for Plan {
    fn default() -> Self {
        Plan {
            widths: vec![320, 480, 640, 800, 1200],
            quality: 75,
            aim_at_640: 45 << 10,
            timeout: Duration::from_secs(10),
            memory: 512 << 20,
            limits: Limits::default(),
        }
    }
}

/// One picture for readers: a WebP that carries pixels and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendition {
    pub width: u32,
    pub height: u32,
    /// Always `image/webp`.
    pub mime: &'static str,
    pub bytes: Vec<u8>,
}

/// All that came of one original.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The original's width as displayed, in pixels.
    pub width: u32,
    /// The original's height as displayed, in pixels.
    pub height: u32,
    /// Which of [`crate::TINTS`] stands in its place until it loads.
    pub tint: u8,
    /// What it looks like, where there is something to be seen.
    pub likeness: Option<crate::Likeness>,
    /// Narrowest first; never empty, never wider than the original.
    pub renditions: Vec<Rendition>,
}

/// Why there are no renditions.
#[derive(Debug, Error)]
pub enum RenditionError {
    /// The picture is not taken.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// It took too long and the child was ended.
    #[error("the picture was not ready after {0:?}")]
    TimedOut(Duration),
    /// The child ran out of the memory it is given.
    #[error("the picture needed more memory than the decoder is given")]
    OutOfMemory,
    /// The child was ended by a signal that we did not send.
    #[error("the decoder was ended by signal {signal}: {said}")]
    Killed { signal: i32, said: String },
    /// The child gave up by itself.
    #[error("the decoder failed with {code}: {said}")]
    Failed { code: i32, said: String },
    /// The child answered what no decoder of ours answers. Nothing of it is kept.
    #[error("the decoder's answer was not accepted: {0}")]
    BadAnswer(String),
    /// There is no child.
    #[error("the decoder could not be started: {0}")]
    NotStarted(#[from] std::io::Error),
}

impl RenditionError {
    /// Whether another attempt may end better: the machine, not the picture, may have been the cause.
    pub fn may_pass(&self) -> bool {
        matches!(
            self,
            RenditionError::TimedOut(_) | RenditionError::Killed { .. } | RenditionError::NotStarted(_)
        )
    }
}

/// Most widths in a plan.
const MOST_WIDTHS: usize = 16;
/// Longest rendition, in bytes, that is believed.
const LONGEST_RENDITION: usize = 16 << 20;

/// The widths to make of a picture this wide.
fn widths_for(plan: &Plan, width: u32) -> Vec<u32> {
    let mut widths: Vec<u32> =
        plan.widths.iter().copied().filter(|w| (1..=width).contains(w)).take(MOST_WIDTHS).collect();
    let planned_wider = plan.widths.iter().any(|w| *w > width);
    // Its own width is worth a file only when it is visibly wider than the next one down.
    let nearly_there = widths.iter().any(|w| u64::from(*w) * 10 >= u64::from(width) * 9);
    if widths.is_empty() || (planned_wider && !nearly_there) {
        widths.push(width);
    }
    widths.sort_unstable();
    widths.dedup();
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_never_pass_the_original() {
        let plan = Plan::default();
        for (original, want) in [
            (4000, vec![320, 480, 640, 800, 1200]),
            (1200, vec![320, 480, 640, 800, 1200]),
            (1000, vec![320, 480, 640, 800, 1000]),
            (850, vec![320, 480, 640, 800]),
            (320, vec![320]),
            (100, vec![100]),
            (1, vec![1]),
        ] {
            assert_eq!(widths_for(&plan, original), want, "{original}");
        }
        let odd = Plan { widths: vec![9000, 0, 100, 100], ..Plan::default() };
        assert_eq!(widths_for(&odd, 400), [100, 400]);
    }
}

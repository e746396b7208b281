//! What an uploaded picture may cost, judged before anything is decoded.

use serde::{Deserialize, Serialize};

/// The bounds of one picture. The defaults are the product's; tests and deployments may go lower.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Length of the file, in bytes.
    pub bytes: u64,
    /// Width times height.
    pub pixels: u64,
    /// The longer side, in pixels.
    pub side: u32,
    /// Pictures in an animation; only the first is ever shown.
    pub frames: u32,
    /// Scans of a JPEG, each of which is work over the whole picture for a few bytes. Cameras and editors write up to about a dozen.
    pub passes: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { bytes: 50 << 20, pixels: 64_000_000, side: 16_384, frames: 300, passes: 64 }
    }
}

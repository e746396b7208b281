//! Judging a picture by its header: nothing is decoded here.

use crate::metadata::exif;
use crate::{Format, Limits, Refused, container};

/// What the header says. Sizes are as a reader will see the picture: orientation is already applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probe {
    pub format: Format,
    /// Pixels, as displayed.
    pub width: u32,
    /// Pixels, as displayed.
    pub height: u32,
    /// EXIF orientation, 1 to 8; 1 is upright.
    pub orientation: u8,
    /// Pictures in the animation, 1 for a still. Only the first is ever shown.
    pub frames: u32,
    /// The file tells where it was taken. Renditions never carry it; the original still does.
    pub has_gps: bool,
    pub has_colour_profile: bool,
    /// It carries content credentials (C2PA) of its own: who made it and what was done to it, signed. Those that stand elsewhere
    /// and are only pointed to are not noticed.
    pub has_credentials: bool,
}

/// Reads the header of a picture and holds it against the limits.
///
/// The header may lie: the decoder holds its own findings against the same limits again.
pub fn probe(bytes: &[u8], limits: &Limits) -> Result<Probe, Refused> {
    let length = bytes.len() as u64;
    if length > limits.bytes {
        return Err(Refused::TooLarge { bytes: length, limit: limits.bytes });
    }
    let parts = container::walk(bytes)?;
    check_size(parts.width, parts.height, limits)?;
    if parts.frames > limits.frames {
        return Err(Refused::TooManyFrames { frames: parts.frames, limit: limits.frames });
    }
    if parts.passes > limits.passes {
        return Err(Refused::TooManyPasses { passes: parts.passes, limit: limits.passes });
    }
    let facts = exif::facts(parts.exif);
    let turned = facts.orientation >= 5;
    let (width, height) = if turned { (parts.height, parts.width) } else { (parts.width, parts.height) };
    Ok(Probe {
        format: parts.format,
        width,
        height,
        orientation: facts.orientation,
        frames: parts.frames,
        has_gps: facts.has_gps,
        has_colour_profile: parts.has_colour_profile,
        has_credentials: parts.has_credentials,
    })
}

/// Holds a size against the limits.
pub(crate) fn check_size(width: u32, height: u32, limits: &Limits) -> Result<(), Refused> {
    if width == 0 || height == 0 {
        return Err(Refused::damaged("the picture has no pixels"));
    }
    if width.max(height) > limits.side {
        return Err(Refused::SideTooLong { width, height, limit: limits.side });
    }
    let pixels = u64::from(width) * u64::from(height);
    if pixels > limits.pixels {
        return Err(Refused::TooManyPixels { pixels, limit: limits.pixels });
    }
    Ok(())
}

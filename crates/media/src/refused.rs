//! Why a picture was turned away.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A picture we will not take, with the reason in words an uploader can act on.
/// [`Refused::code`] is stable and meant for looking up a translated sentence.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum Refused {
    /// There were no bytes at all.
    #[error("the file is empty")]
    Empty,
    /// The file is longer than the limit (both in bytes).
    #[error("the file has {bytes} bytes; at most {limit} are taken")]
    TooLarge { bytes: u64, limit: u64 },
    /// A known kind of file that is not taken.
    #[error("{} files are not taken; save the picture as JPEG, PNG or WebP", kind.name())]
    Foreign { kind: ForeignKind },
    /// Nothing we know.
    #[error("this is not a JPEG, PNG, GIF or WebP picture")]
    NotAPicture,
    /// The header is broken or the file ends inside it, or the pixels could not be decoded.
    #[error("the picture is damaged: {why}")]
    Damaged { why: String },
    /// A side is longer than the limit (both in pixels), or is zero.
    #[error("the picture is {width} × {height}; the longer side may have at most {limit} pixels")]
    SideTooLong { width: u32, height: u32, limit: u32 },
    /// Too many pixels in all.
    #[error("the picture has {pixels} pixels; at most {limit} are taken")]
    TooManyPixels { pixels: u64, limit: u64 },
    /// Too long an animation.
    #[error("the animation has {frames} pictures; at most {limit} are taken")]
    TooManyFrames { frames: u32, limit: u32 },
    /// Too many scans over the same picture.
    #[error("the picture is drawn in {passes} passes; at most {limit} are taken")]
    TooManyPasses { passes: u32, limit: u32 },
    /// Decoding would need more memory than the decoder is given (both in bytes).
    #[error("decoding needs {needed} bytes of memory; {limit} are given")]
    NeedsTooMuchMemory { needed: u64, limit: u64 },
}

impl Refused {
    /// A short name that does not change between versions.
    pub fn code(&self) -> &'static str {
        match self {
            Refused::Empty => "empty",
            Refused::TooLarge { .. } => "too_large",
            Refused::Foreign { .. } => "foreign",
            Refused::NotAPicture => "not_a_picture",
            Refused::Damaged { .. } => "damaged",
            Refused::SideTooLong { .. } => "side_too_long",
            Refused::TooManyPixels { .. } => "too_many_pixels",
            Refused::TooManyFrames { .. } => "too_many_frames",
            Refused::TooManyPasses { .. } => "too_many_passes",
            Refused::NeedsTooMuchMemory { .. } => "needs_too_much_memory",
        }
    }

    pub(crate) fn damaged(why: impl std::fmt::Display) -> Refused {
        Refused::Damaged { why: why.to_string().chars().take(200).collect() }
    }
}

/// Files people send as pictures and that we recognise in order to say no clearly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ForeignKind {
    Svg,
    Html,
    Avif,
    Heic,
    Tiff,
    Pdf,
    Bmp,
    Icon,
    JpegXl,
    Photoshop,
    Video,
    Archive,
}

impl ForeignKind {
    /// The kind as people call it.
    pub fn name(self) -> &'static str {
        match self {
            ForeignKind::Svg => "SVG",
            ForeignKind::Html => "HTML",
            ForeignKind::Avif => "AVIF",
            ForeignKind::Heic => "HEIC",
            ForeignKind::Tiff => "TIFF",
            ForeignKind::Pdf => "PDF",
            ForeignKind::Bmp => "BMP",
            ForeignKind::Icon => "ICO",
            ForeignKind::JpegXl => "JPEG XL",
            ForeignKind::Photoshop => "Photoshop",
            ForeignKind::Video => "video",
            ForeignKind::Archive => "ZIP",
        }
    }
}

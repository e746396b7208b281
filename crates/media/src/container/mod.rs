//! The four containers we take, walked without decoding and without copying.
//!
//! [`walk`] names the format by its bytes and finds the size, the frames and the metadata blocks. The
//! walkers never allocate more than a few pointers and stop at the end of the slice.

mod gif;
mod jpeg;
mod png;
mod sniff;
mod webp;

use crate::Refused;
use serde::{Deserialize, Serialize};

/// A kind of picture we take, told from the bytes and never from a name or a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    Jpeg,
    Png,
    Gif,
    WebP,
}

impl Format {
    /// The media type, for records; originals are never served with it.
    pub fn mime(self) -> &'static str {
        match self {
            Format::Jpeg => "image/jpeg",
            Format::Png => "image/png",
            Format::Gif => "image/gif",
            Format::WebP => "image/webp",
        }
    }
}

/// What a walk found. Width and height are as stored, before any orientation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parts<'a> {
    pub format: Format,
    pub width: u32,
    pub height: u32,
    pub frames: u32,
    /// How often the decoder has to go over the picture: the scans of a JPEG, one for all else.
    pub passes: u32,
    /// A TIFF block, without the `Exif\0\0` in front.
    pub exif: Option<&'a [u8]>,
    pub xmp: Option<&'a [u8]>,
    /// IPTC-IIM datasets, already out of their Photoshop wrapping.
    pub iim: Option<&'a [u8]>,
    pub has_colour_profile: bool,
    /// Whether it carries content credentials (C2PA) of its own.
    pub has_credentials: bool,
}

impl<'a> Parts<'a> {
    fn new(format: Format) -> Parts<'a> {
        Parts {
            format,
            width: 0,
            height: 0,
            frames: 1,
            passes: 1,
            exif: None,
            xmp: None,
            iim: None,
            has_colour_profile: false,
            has_credentials: false,
        }
    }
}

/// Names the format and walks its headers.
pub(crate) fn walk(bytes: &[u8]) -> Result<Parts<'_>, Refused> {
    match sniff::sniff(bytes)? {
        Format::Jpeg => jpeg::walk(bytes),
        Format::Png => png::walk(bytes),
        Format::Gif => gif::walk(bytes),
        Format::WebP => webp::walk(bytes),
    }
}

/// The chunks of a WebP file in order, or nothing if it is not exactly one whole RIFF.
pub(crate) fn webp_chunks(bytes: &[u8]) -> Option<Vec<([u8; 4], &[u8])>> {
    webp::chunks(bytes)
}

/// Content credentials lie in a box of boxes (`jumb`) whose description (`jumd`) is that of a store of claims. They are noticed
/// and not judged.
fn is_store_of_claims(boxed: &[u8]) -> bool {
    boxed.get(4..8) == Some(b"jumb")
        && boxed.get(12..16) == Some(b"jumd")
        && boxed.get(16..20) == Some(b"c2pa")
}

fn be16(bytes: &[u8], at: usize) -> Option<u32> {
    let pair = bytes.get(at..at.checked_add(2)?)?;
    Some(u32::from(u16::from_be_bytes([pair[0], pair[1]])))
}

fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_be_bytes([four[0], four[1], four[2], four[3]]))
}

fn le16(bytes: &[u8], at: usize) -> Option<u32> {
    let pair = bytes.get(at..at.checked_add(2)?)?;
    Some(u32::from(u16::from_le_bytes([pair[0], pair[1]])))
}

fn le24(bytes: &[u8], at: usize) -> Option<u32> {
    let three = bytes.get(at..at.checked_add(3)?)?;
    Some(u32::from_le_bytes([three[0], three[1], three[2], 0]))
}

pub(crate) fn le32(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

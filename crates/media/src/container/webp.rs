//! WebP: RIFF chunks.

use super::{Format, Parts, is_store_of_claims, le16, le24, le32};
use crate::Refused;

pub fn walk(bytes: &[u8]) -> Result<Parts<'_>, Refused> {
    let mut parts = Parts::new(Format::WebP);
    let mut animated = 0;
    for (kind, body) in (Chunks { bytes, at: 12 }) {
        match &kind {
            b"VP8X" if parts.width == 0 => {
                parts.width = le24(body, 4).map_or(0, |side| side + 1);
                parts.height = le24(body, 7).map_or(0, |side| side + 1);
            }
            b"VP8 " if parts.width == 0 && body.get(3..6) == Some(&[0x9d, 0x01, 0x2a]) => {
                parts.width = le16(body, 6).unwrap_or(0) & 0x3fff;
                parts.height = le16(body, 8).unwrap_or(0) & 0x3fff;
            }
            b"VP8L" if parts.width == 0 && body.first() == Some(&0x2f) => {
                let bits = le32(body, 1).unwrap_or(0);
                parts.width = (bits & 0x3fff) + 1;
                parts.height = ((bits >> 14) & 0x3fff) + 1;
            }
            b"ANMF" => animated += 1,
            b"EXIF" => parts.exif = Some(body.strip_prefix(b"Exif\0\0").unwrap_or(body)),
            b"XMP " => parts.xmp = Some(body),
            b"ICCP" => parts.has_colour_profile = true,
            b"C2PA" if is_store_of_claims(body) => parts.has_credentials = true,
            _ => {}
        }
    }
    if parts.width == 0 || parts.height == 0 {
        return Err(Refused::damaged("the picture's size is not stated"));
    }
    parts.frames = animated.max(1);
    Ok(parts)
}

/// All chunks, or nothing if the file is not exactly one whole RIFF.
pub fn chunks(bytes: &[u8]) -> Option<Vec<([u8; 4], &[u8])>> {
    let is_riff = bytes.starts_with(b"RIFF")
        && bytes.get(8..12)? == b"WEBP"
        && le32(bytes, 4)? as usize + 8 == bytes.len();
    let mut chunks = Chunks { bytes, at: 12 };
    let all: Vec<_> = chunks.by_ref().collect();
    // The last ends where the file does: none was cut off, and nothing stands behind it.
    (is_riff && chunks.at == bytes.len()).then_some(all)
}

struct Chunks<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Iterator for Chunks<'a> {
    type Item = ([u8; 4], &'a [u8]);

    /// A chunk cut off by the end of the file is given as far as it goes.
    fn next(&mut self) -> Option<Self::Item> {
        let kind: [u8; 4] = self.bytes.get(self.at..self.at + 4)?.try_into().ok()?;
        let length = le32(self.bytes, self.at + 4)? as usize;
        let start = self.at + 8;
        let end = start.checked_add(length)?;
        let body = &self.bytes[start..end.min(self.bytes.len())];
        self.at = end.checked_add(length % 2)?;
        Some((kind, body))
    }
}

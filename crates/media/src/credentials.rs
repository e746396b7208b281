//! Content credentials (C2PA) in an original: noticed, not judged. Whoever wants to check them takes the original as it came.

use crate::{Format, probe};

/// So many parts of a file are looked at.
const MOST_PARTS: usize = 10_000;

/// Whether the file carries content credentials of its own. A JPEG has them in its eleventh application segments, a PNG in
/// `caBX`, a WebP in `C2PA`; those that stand elsewhere and are only pointed to are not noticed.
pub fn carries_credentials(bytes: &[u8]) -> bool {
    let Ok(probe) = probe(bytes, &crate::Limits { bytes: u64::MAX, ..crate::Limits::default() }) else {
        return false;
    };
    match probe.format {
        Format::Jpeg => in_jpeg(bytes).unwrap_or(false),
        Format::Png => in_png(bytes).unwrap_or(false),
        Format::WebP => in_webp(bytes).unwrap_or(false),
        Format::Gif => false,
    }
}

/// A box of boxes (`jumb`) whose description (`jumd`) is that of a store of claims.
fn is_store(boxed: &[u8]) -> bool {
    boxed.get(4..8) == Some(b"jumb")
        && boxed.get(12..16) == Some(b"jumd")
        && boxed.get(16..20) == Some(b"c2pa")
}

fn in_jpeg(bytes: &[u8]) -> Option<bool> {
    let mut at = 2;
    for _ in 0..MOST_PARTS {
        while bytes.get(at)? == &0xff && bytes.get(at + 1)? == &0xff {
            at += 1;
        }
        let (start, marker) = (*bytes.get(at)?, *bytes.get(at + 1)?);
        match marker {
            _ if start != 0xff => return Some(false),
            // The pixels begin, or the file ends.
            0xda | 0xd9 => return Some(false),
            0x01 | 0xd0..=0xd8 => {
                at += 2;
                continue;
            }
            _ => {}
        }
        let length = usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]));
        let body = bytes.get(at + 4..at.checked_add(2 + length)?)?;
        // In front of the box: `JP`, the box's number, the part's number.
        if marker == 0xeb && body.starts_with(b"JP") && body.get(8..).is_some_and(is_store) {
            return Some(true);
        }
        at += 2 + length;
    }
    Some(false)
}

fn in_png(bytes: &[u8]) -> Option<bool> {
    let mut at = 8_usize;
    for _ in 0..MOST_PARTS {
        let head = bytes.get(at..at.checked_add(8)?)?;
        let length = usize::try_from(u32::from_be_bytes([head[0], head[1], head[2], head[3]])).ok()?;
        let body = bytes.get(at + 8..)?;
        if &head[4..] == b"caBX" && is_store(&body[..length.min(body.len())]) {
            return Some(true);
        }
        at = at.checked_add(12)?.checked_add(length)?;
    }
    Some(false)
}

fn in_webp(bytes: &[u8]) -> Option<bool> {
    let mut at = 12_usize;
    for _ in 0..MOST_PARTS {
        let head = bytes.get(at..at.checked_add(8)?)?;
        let length = usize::try_from(u32::from_le_bytes([head[4], head[5], head[6], head[7]])).ok()?;
        let body = bytes.get(at + 8..)?;
        if &head[..4] == b"C2PA" && is_store(&body[..length.min(body.len())]) {
            return Some(true);
        }
        at = at.checked_add(8)?.checked_add(length)?.checked_add(length % 2)?;
    }
    Some(false)
}

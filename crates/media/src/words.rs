//! Puts a packet of words into a WebP. The pixels' bytes stay as they are.

use crate::container::{le32, webp_chunks};
use thiserror::Error;

/// Why a file stays without words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotPut {
    /// It is not one whole WebP, or not one of the shapes we make.
    #[error("the file is no whole WebP of pixels alone")]
    Malformed,
    /// The packet is longer than [`crate::LONGEST_PACKET`], or the file than a RIFF can be.
    #[error("the packet is too long")]
    TooLong,
}

const XMP: &[u8; 4] = b"XMP ";
const HAS_XMP: u8 = 0x04;
const HAS_ALPHA: u8 = 0x10;
/// Renditions have three chunks at most.
const MOST_CHUNKS: usize = 16;

/// The file with the packet in it, instead of one that it may have held.
pub fn with_words(webp: &[u8], packet: &[u8]) -> Result<Vec<u8>, NotPut> {
    if packet.len() > crate::LONGEST_PACKET {
        return Err(NotPut::TooLong);
    }
    let chunks = webp_chunks(webp).filter(|chunks| chunks.len() <= MOST_CHUNKS).ok_or(NotPut::Malformed)?;
    let head = head(&chunks).ok_or(NotPut::Malformed)?;
    let mut out = Vec::with_capacity(webp.len() + packet.len() + 32);
    out.extend(b"RIFF\0\0\0\0WEBP");
    put(&mut out, b"VP8X", &head)?;
    for (kind, body) in chunks.iter().filter(|(kind, _)| !matches!(kind, b"VP8X" | b"XMP ")) {
        put(&mut out, kind, body)?;
    }
    put(&mut out, XMP, packet)?;
    let length = u32::try_from(out.len() - 8).map_err(|_| NotPut::TooLong)?;
    out[4..8].copy_from_slice(&length.to_le_bytes());
    Ok(out)
}

fn put(out: &mut Vec<u8>, kind: &[u8; 4], body: &[u8]) -> Result<(), NotPut> {
    let length = u32::try_from(body.len()).map_err(|_| NotPut::TooLong)?;
    out.extend(kind);
    out.extend(length.to_le_bytes());
    out.extend(body);
    if body.len() % 2 == 1 {
        out.push(0);
    }
    Ok(())
}

type Chunk<'a> = ([u8; 4], &'a [u8]);

/// The header of the extended shape: what else the file holds, and the size of its canvas less one.
fn head(chunks: &[Chunk<'_>]) -> Option<[u8; 10]> {
    let is_known = |(kind, _): &Chunk<'_>| matches!(kind, b"VP8X" | b"ALPH" | b"VP8 " | b"VP8L" | b"XMP ");
    if !chunks.iter().all(is_known) {
        return None;
    }
    let pictures = chunks.iter().filter(|(kind, _)| matches!(kind, b"VP8 " | b"VP8L"));
    let (kind, body) = chunks.first()?;
    match (kind, pictures.count()) {
        (b"VP8X", 1) => {
            let mut head: [u8; 10] = (*body).try_into().ok()?;
            let is_once = chunks.iter().filter(|(kind, _)| kind == b"VP8X").count() == 1;
            head[0] = (head[0] & HAS_ALPHA) | HAS_XMP;
            is_once.then_some(head)
        }
        (b"VP8 ", 1) if chunks.len() == 1 => {
            let is_whole_picture = body.first()? & 1 == 0 && body.get(3..6)? == [0x9d, 0x01, 0x2a];
            let side = |at: usize| {
                Some(u32::from(u16::from_le_bytes([*body.get(at)?, *body.get(at + 1)?]) & 0x3fff))
            };
            is_whole_picture.then_some(())?;
            extended(side(6)?.checked_sub(1)?, side(8)?.checked_sub(1)?, 0)
        }
        (b"VP8L", 1) if chunks.len() == 1 => {
            let bits = (body.first()? == &0x2f).then(|| le32(body, 1))??;
            let alpha = if bits >> 28 & 1 == 1 { HAS_ALPHA } else { 0 };
            extended(bits & 0x3fff, bits >> 14 & 0x3fff, alpha)
        }
        _ => None,
    }
}

fn extended(width_less_one: u32, height_less_one: u32, flags: u8) -> Option<[u8; 10]> {
    let (width, height) = (width_less_one.to_le_bytes(), height_less_one.to_le_bytes());
    Some([flags | HAS_XMP, 0, 0, 0, width[0], width[1], width[2], height[0], height[1], height[2]])
}

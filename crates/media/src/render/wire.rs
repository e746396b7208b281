//! What parent and child say to each other over the pipes.
//!
//! Parent to child: the order (length, JSON), then the original until the end of the stream.
//! Child to parent: frames of tag, length, body; pictures first, then how it ended.

use super::{LONGEST_RENDITION, MOST_WIDTHS, Made, Plan, Rendition};
use crate::{Likeness, Refused, container};
use serde::{Deserialize, Serialize};
use std::io::{self, Read, Write};

const LONGEST_ORDER: u32 = 16 << 10;
const PICTURE: u8 = b'P';
const ENDING: u8 = b'E';

/// Longest whole answer, in bytes; the parent reads no further.
pub const LONGEST_ANSWER: u64 = 64 << 20;

/// How an attempt in the child ended, when it ended by itself.
#[derive(Debug, Serialize, Deserialize)]
pub enum Ending {
    Made { width: u32, height: u32, tint: u8, likeness: Option<Likeness> },
    Refused(Refused),
    OutOfMemory,
}

/// The bytes of an order, without the original.
pub fn order(plan: &Plan) -> io::Result<Vec<u8>> {
    let body = serde_json::to_vec(plan)?;
    let mut out = (body.len() as u32).to_le_bytes().to_vec();
    out.extend(body);
    Ok(out)
}

/// Reads an order; what is left in the reader is the original.
pub fn read_order(from: &mut impl Read) -> io::Result<Plan> {
    let mut length = [0; 4];
    from.read_exact(&mut length)?;
    let length = u32::from_le_bytes(length);
    if length > LONGEST_ORDER {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "the order is too long"));
    }
    let mut body = vec![0; length as usize];
    from.read_exact(&mut body)?;
    Ok(serde_json::from_slice(&body)?)
}

/// Writes the answer for what was made.
pub fn write_made(to: &mut impl Write, made: &Made) -> io::Result<()> {
    for picture in &made.renditions {
        let mut body = picture.width.to_le_bytes().to_vec();
        body.extend(picture.height.to_le_bytes());
        body.extend(&picture.bytes);
        write_frame(to, PICTURE, &body)?;
    }
    let Made { width, height, tint, likeness, .. } = *made;
    write_ending(to, &Ending::Made { width, height, tint, likeness })
}

/// Writes how it ended.
pub fn write_ending(to: &mut impl Write, ending: &Ending) -> io::Result<()> {
    write_frame(to, ENDING, &serde_json::to_vec(ending)?)?;
    to.flush()
}

fn write_frame(to: &mut impl Write, tag: u8, body: &[u8]) -> io::Result<()> {
    to.write_all(&[tag])?;
    to.write_all(&(body.len() as u32).to_le_bytes())?;
    to.write_all(body)
}

/// An answer that was read in full; pictures are checked, the ending is as the child told it.
#[derive(Debug)]
pub struct Answer {
    pub pictures: Vec<Rendition>,
    pub ending: Ending,
}

/// Takes an answer apart. The child has handled hostile bytes, so it is believed in nothing: sizes are
/// bounded, and a picture must be a WebP of the size it says with no chunk that could carry words.
pub fn read_answer(mut bytes: &[u8], plan: &Plan) -> Result<Answer, String> {
    let mut pictures = Vec::new();
    loop {
        let (tag, body, rest) = frame(bytes).ok_or("it is cut off")?;
        bytes = rest;
        match tag {
            PICTURE if pictures.len() > MOST_WIDTHS => return Err("too many pictures".into()),
            PICTURE => pictures.push(picture(body, plan)?),
            ENDING if !bytes.is_empty() => return Err("it goes on after its end".into()),
            ENDING => {
                let ending = serde_json::from_slice(body).map_err(|_| "its ending is unreadable")?;
                return Ok(Answer { pictures, ending });
            }
            _ => return Err("it has an unknown part".into()),
        }
    }
}

fn frame(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (head, rest) = bytes.split_at_checked(5)?;
    let length = u32::from_le_bytes([head[1], head[2], head[3], head[4]]) as usize;
    let (body, rest) = rest.split_at_checked(length)?;
    Some((head[0], body, rest))
}

fn picture(body: &[u8], plan: &Plan) -> Result<Rendition, String> {
    let (head, bytes) = body.split_at_checked(8).ok_or("a picture is cut off")?;
    let width = u32::from_le_bytes([head[0], head[1], head[2], head[3]]);
    let height = u32::from_le_bytes([head[4], head[5], head[6], head[7]]);
    if bytes.len() > LONGEST_RENDITION {
        return Err("a picture is too long".into());
    }
    let chunks = container::webp_chunks(bytes).ok_or("a picture is no whole WebP")?;
    if !chunks.iter().all(|(kind, _)| matches!(kind, b"VP8 " | b"VP8L" | b"VP8X" | b"ALPH")) {
        return Err("a picture carries more than pixels".into());
    }
    let parts = container::walk(bytes).map_err(|refused| refused.to_string())?;
    if (parts.width, parts.height) != (width, height) || width.max(height) > plan.limits.side {
        return Err("a picture has another size than it says".into());
    }
    Ok(Rendition { width, height, mime: "image/webp", bytes: bytes.to_vec() })
}

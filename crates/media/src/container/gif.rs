//! GIF: the canvas, and the frames counted by stepping over their blocks.

use super::{Format, Parts, le16};
use crate::Refused;

/// Counting stops here: no limit in use is higher.
const MOST_FRAMES: u32 = 100_000;

pub fn walk(bytes: &[u8]) -> Result<Parts<'_>, Refused> {
    let mut parts = Parts::new(Format::Gif);
    let (Some(width), Some(height), Some(flags)) = (le16(bytes, 6), le16(bytes, 8), bytes.get(10)) else {
        return Err(Refused::damaged("the file ends inside the header"));
    };
    (parts.width, parts.height) = (width, height);
    let mut at = 13 + colour_table(*flags);
    let mut frames = 0;
    // A truncated tail ends the count; whether the first frame is whole is for the decoder to say.
    while frames < MOST_FRAMES {
        match block(bytes, at) {
            Some((is_frame, next)) => {
                frames += u32::from(is_frame);
                at = next;
            }
            None => break,
        }
    }
    if frames == 0 {
        return Err(Refused::damaged("the file has no picture in it"));
    }
    parts.frames = frames;
    Ok(parts)
}

fn colour_table(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// The block at `at`: whether it is a frame, and where the next begins. `None` at the trailer or the end.
fn block(bytes: &[u8], at: usize) -> Option<(bool, usize)> {
    match *bytes.get(at)? {
        0x21 => Some((false, sub_blocks(bytes, at + 2).unwrap_or(bytes.len()))),
        0x2c => {
            let flags = *bytes.get(at + 9)?;
            let pixels = at + 10 + colour_table(flags) + 1;
            Some((true, sub_blocks(bytes, pixels).unwrap_or(bytes.len())))
        }
        _ => None,
    }
}

fn sub_blocks(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match *bytes.get(at)? {
            0 => return Some(at + 1),
            length => at += usize::from(length) + 1,
        }
    }
}

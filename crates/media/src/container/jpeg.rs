//! JPEG: segments up to the first scan; the scans behind it are only counted.

use super::{Format, Parts, be16, be32, is_store_of_claims};
use crate::Refused;

const EXIF: &[u8] = b"Exif\0\0";
const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const PHOTOSHOP: &[u8] = b"Photoshop 3.0\0";
const ICC: &[u8] = b"ICC_PROFILE\0";

pub fn walk(bytes: &[u8]) -> Result<Parts<'_>, Refused> {
    let mut parts = Parts::new(Format::Jpeg);
    let mut at = 2;
    loop {
        let Some((marker, body, next)) = segment(bytes, at) else {
            return Err(Refused::damaged("the file ends before the picture begins"));
        };
        match marker {
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                parts.height = be16(body, 1).unwrap_or(0);
                parts.width = be16(body, 3).unwrap_or(0);
            }
            0xe1 if body.starts_with(EXIF) && parts.exif.is_none() => {
                parts.exif = Some(&body[EXIF.len()..]);
            }
            0xe1 if body.starts_with(XMP) && parts.xmp.is_none() => parts.xmp = Some(&body[XMP.len()..]),
            0xe2 if body.starts_with(ICC) => parts.has_colour_profile = true,
            // In front of the box: `JP`, the box's number, the part's number.
            0xeb if body.starts_with(b"JP") && body.get(8..).is_some_and(is_store_of_claims) => {
                parts.has_credentials = true;
            }
            0xed if body.starts_with(PHOTOSHOP) && parts.iim.is_none() => {
                parts.iim = iim_in_resources(&body[PHOTOSHOP.len()..]);
            }
            0xd9 => return Err(Refused::damaged("the file has no picture in it")),
            0xda if parts.width > 0 && parts.height > 0 => {
                parts.passes = 1 + scans(bytes, next);
                return Ok(parts);
            }
            0xda => return Err(Refused::damaged("the picture's size is not stated")),
            _ => {}
        }
        at = next;
    }
}

/// The scans that begin behind `at`, up to the picture's end. Among the coefficients a byte of all ones is followed by
/// nothing that could be taken for a marker, so that they are stepped over unread.
fn scans(bytes: &[u8], mut at: usize) -> u32 {
    let mut count: u32 = 0;
    while let Some(next) = bytes.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == 0xff)) {
        at += next + 1;
        match bytes.get(at) {
            None | Some(0xd9) => break,
            Some(0xda) => count = count.saturating_add(1),
            Some(0x00 | 0x01 | 0xd0..=0xd8 | 0xff) => {}
            Some(_) => at += be16(bytes, at + 1).unwrap_or(0) as usize,
        }
    }
    count
}

/// The segment at `at`: its marker, its body, and where the next begins.
fn segment(bytes: &[u8], mut at: usize) -> Option<(u8, &[u8], usize)> {
    if *bytes.get(at)? != 0xff {
        return None;
    }
    while *bytes.get(at)? == 0xff {
        at += 1;
    }
    let marker = bytes[at];
    at += 1;
    if matches!(marker, 0x01 | 0xd0..=0xd9) {
        return Some((marker, &[], at));
    }
    let length = be16(bytes, at)? as usize;
    let body = bytes.get(at + 2..at + length)?;
    Some((marker, body, at + length))
}

/// The IPTC block among Photoshop's image resources.
fn iim_in_resources(resources: &[u8]) -> Option<&[u8]> {
    let mut at = 0;
    while resources.get(at..at + 4)? == b"8BIM" {
        let kind = be16(resources, at + 4)?;
        let name = usize::from(*resources.get(at + 6)?) + 1;
        let size_at = at + 6 + name + name % 2;
        let size = be32(resources, size_at)? as usize;
        let start = size_at + 4;
        let end = start.checked_add(size)?;
        if kind == 0x0404 {
            return resources.get(start..end.min(resources.len()));
        }
        at = end + size % 2;
    }
    None
}

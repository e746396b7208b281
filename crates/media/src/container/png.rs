//! PNG: chunks, pixel data skipped.

use super::{Format, Parts, be32, is_store_of_claims};
use crate::Refused;

const XMP_KEYWORD: &[u8] = b"XML:com.adobe.xmp\0";

pub fn walk(bytes: &[u8]) -> Result<Parts<'_>, Refused> {
    let mut parts = Parts::new(Format::Png);
    if bytes.get(12..16) != Some(b"IHDR") {
        return Err(Refused::damaged("the first chunk is not the header"));
    }
    let (Some(width), Some(height)) = (be32(bytes, 16), be32(bytes, 20)) else {
        return Err(Refused::damaged("the file ends inside the header"));
    };
    (parts.width, parts.height) = (width, height);
    let mut at = 8;
    while let Some((kind, body, next)) = chunk(bytes, at) {
        match kind {
            b"acTL" => parts.frames = be32(body, 0).unwrap_or(1).max(1),
            b"eXIf" if parts.exif.is_none() => parts.exif = Some(body),
            b"iTXt" if parts.xmp.is_none() => parts.xmp = xmp(body),
            b"iCCP" => parts.has_colour_profile = true,
            b"caBX" if is_store_of_claims(body) => parts.has_credentials = true,
            b"IEND" => break,
            _ => {}
        }
        at = next;
    }
    Ok(parts)
}

fn chunk(bytes: &[u8], at: usize) -> Option<(&[u8], &[u8], usize)> {
    let length = be32(bytes, at)? as usize;
    let start = at.checked_add(8)?;
    let end = start.checked_add(length)?;
    Some((bytes.get(at + 4..start)?, bytes.get(start..end)?, end.checked_add(4)?))
}

/// The packet of an uncompressed XMP text chunk. Compressed packets are left alone: nobody writes them,
/// and inflating here would need bounds of its own.
fn xmp(body: &[u8]) -> Option<&[u8]> {
    let rest = body.strip_prefix(XMP_KEYWORD)?;
    if *rest.first()? != 0 {
        return None;
    }
    let after_language = skip_string(rest.get(2..)?)?;
    skip_string(after_language)
}

fn skip_string(bytes: &[u8]) -> Option<&[u8]> {
    let end = bytes.iter().position(|byte| *byte == 0)?;
    bytes.get(end + 1..)
}

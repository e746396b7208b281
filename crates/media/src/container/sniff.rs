//! The kind of a file, by its first bytes alone.

use super::Format;
use crate::{ForeignKind, Refused};

/// Says which of our formats this is, or refuses with the name of what it is instead.
pub fn sniff(bytes: &[u8]) -> Result<Format, Refused> {
    if bytes.is_empty() {
        return Err(Refused::Empty);
    }
    if let Some(format) = ours(bytes) {
        return Ok(format);
    }
    match foreign(bytes) {
        Some(kind) => Err(Refused::Foreign { kind }),
        None => Err(Refused::NotAPicture),
    }
}

fn ours(bytes: &[u8]) -> Option<Format> {
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        Some(Format::Jpeg)
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some(Format::Png)
    } else if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
        Some(Format::Gif)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Some(Format::WebP)
    } else {
        None
    }
}

fn foreign(bytes: &[u8]) -> Option<ForeignKind> {
    const MAGIC: [(&[u8], ForeignKind); 13] = [
        (b"II*\0", ForeignKind::Tiff),
        (b"MM\0*", ForeignKind::Tiff),
        (b"II+\0", ForeignKind::Tiff),
        (b"MM\0+", ForeignKind::Tiff),
        (b"%PDF", ForeignKind::Pdf),
        (b"BM", ForeignKind::Bmp),
        (b"\0\0\x01\0", ForeignKind::Icon),
        (b"\xff\x0a", ForeignKind::JpegXl),
        (b"\0\0\0\x0cJXL ", ForeignKind::JpegXl),
        (b"8BPS", ForeignKind::Photoshop),
        (b"PK\x03\x04", ForeignKind::Archive),
        (b"\x1aE\xdf\xa3", ForeignKind::Video),
        (b"\x1f\x8b", ForeignKind::Svg), // svgz; a gzip file is no picture either way
    ];
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(*kind);
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return Some(iso_brand(bytes.get(8..12).unwrap_or_default()));
    }
    markup(bytes)
}

fn iso_brand(brand: &[u8]) -> ForeignKind {
    match brand {
        b"avif" | b"avis" => ForeignKind::Avif,
        b"heic" | b"heix" | b"hevc" | b"hevx" | b"heim" | b"heis" | b"mif1" | b"msf1" => ForeignKind::Heic,
        _ => ForeignKind::Video,
    }
}

fn markup(bytes: &[u8]) -> Option<ForeignKind> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if !head.starts_with('<') {
        return None;
    }
    if head.contains("<svg") || head.contains("<!doctype svg") {
        Some(ForeignKind::Svg)
    } else {
        Some(ForeignKind::Html)
    }
}

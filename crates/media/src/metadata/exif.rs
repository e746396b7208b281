//! EXIF: the camera's own notes.

use super::{Metadata, charset, clean};
use exif::{Context, Exif, In, Reader, Tag, Value};

/// Longest block that is looked at, in bytes. JPEG cannot carry a longer one in one segment.
const LONGEST: usize = 256 << 10;

/// What [`crate::probe`] needs to know.
pub struct Facts {
    /// 1 to 8.
    pub orientation: u8,
    pub has_gps: bool,
}

/// Orientation, and whether a place is given away.
pub fn facts(block: Option<&[u8]>) -> Facts {
    let Some(exif) = block.and_then(open) else { return Facts { orientation: 1, has_gps: false } };
    let orientation = exif
        .get_field(Tag::Orientation, In::PRIMARY)
        .and_then(|field| field.value.get_uint(0))
        .filter(|value| (1..=8).contains(value))
        .unwrap_or(1);
    let has_gps = exif.fields().any(|field| field.tag.context() == Context::Gps && field.tag.number() != 0);
    Facts { orientation: orientation as u8, has_gps }
}

/// The few written fields.
pub fn read(block: &[u8]) -> Metadata {
    let Some(exif) = open(block) else { return Metadata::default() };
    let text = |tag| text_of(&exif, tag).unwrap_or_default();
    let day = text(Tag::DateTimeOriginal);
    Metadata {
        caption: clean::long(&text(Tag::ImageDescription)),
        byline: clean::short(&text(Tag::Artist)),
        copyright: clean::short(&text(Tag::Copyright)),
        date_created: clean::date(&format!("{}{}", day.trim(), text(Tag::OffsetTimeOriginal).trim())),
        ..Metadata::default()
    }
}

fn open(block: &[u8]) -> Option<Exif> {
    if block.len() > LONGEST {
        return None;
    }
    let mut reader = Reader::new();
    reader.continue_on_error(true);
    match reader.read_raw(block.to_vec()) {
        Ok(exif) => Some(exif),
        Err(error) => error.distill_partial_result(|_| {}).ok(),
    }
}

fn text_of(exif: &Exif, tag: Tag) -> Option<String> {
    let field = exif.get_field(tag, In::PRIMARY)?;
    match &field.value {
        Value::Ascii(parts) => parts.first().map(|bytes| charset::decode(bytes)),
        _ => None,
    }
}

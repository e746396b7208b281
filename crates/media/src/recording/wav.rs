//! WAV: chunks, of which one says how the samples are written and one holds them.

use std::io::{Read, Seek};

use super::source::Source;
use super::{FoundRecording, NotRecorded, RecordingFormat};

/// Whole numbers, fractions, and either with more channels said.
const PLAYED: [u16; 3] = [1, 3, 0xFFFE];

pub(super) fn look<R: Read + Seek>(source: &mut Source<R>) -> Result<FoundRecording, NotRecorded> {
    let (mut at, length) = (12, source.length());
    let mut per_second = None;
    while at + 8 <= length {
        let [a, b, c, d, size @ ..] = source.array_at::<8>(at)?;
        let size = u32::from_le_bytes(size);
        let begins = at + 8;
        match &[a, b, c, d] {
            b"fmt " if size >= 16 => {
                let about = source.array_at::<16>(begins)?;
                if !PLAYED.contains(&u16::from_le_bytes([about[0], about[1]])) {
                    return Err(NotRecorded::Unknown);
                }
                per_second = Some(u64::from(u32::from_le_bytes([about[8], about[9], about[10], about[11]])));
            }
            b"data" => {
                // Whoever writes while it is made knows no length, and says the largest.
                let bytes = if size == u32::MAX { length - begins } else { u64::from(size) };
                if begins + bytes > length {
                    return Err(NotRecorded::Damaged);
                }
                let per_second =
                    per_second.filter(|rate| *rate > 0 && bytes > 0).ok_or(NotRecorded::Nothing)?;
                let seconds = Some((bytes + per_second / 2) / per_second);
                return Ok(FoundRecording { format: RecordingFormat::Wav, seconds, says_place: false });
            }
            _ => {}
        }
        at = begins + u64::from(size) + u64::from(size % 2);
    }
    Err(NotRecorded::Nothing)
}

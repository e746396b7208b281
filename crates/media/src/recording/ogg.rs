//! Ogg: pages, of which the first says what is in them and the last how long it lasts.

use std::io::{Read, Seek};

use super::source::Source;
use super::{FoundRecording, NotRecorded, RecordingFormat};

/// A page is no longer than this; the last one begins within so many bytes of the end.
const LONGEST_PAGE: u64 = 65_307;
/// The page is the first of its stream.
const BEGINS: u8 = 2;

pub(super) fn look<R: Read + Seek>(source: &mut Source<R>) -> Result<FoundRecording, NotRecorded> {
    let head = source.array_at::<27>(0)?;
    if head[4] != 0 || head[5] & BEGINS == 0 {
        return Err(NotRecorded::Damaged);
    }
    let mut segments = vec![0; usize::from(head[26])];
    source.read_at(27, &mut segments)?;
    let begins = 27 + segments.len() as u64;
    let length: u64 = segments.iter().map(|length| u64::from(*length)).sum();
    let mut packet = vec![0; length.min(32) as usize];
    source.read_at(begins, &mut packet)?;
    let little = |at: usize| {
        packet.get(at..at + 4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
    };
    // How many samples a second there are, and how many of them are not heard.
    let (rate, skipped) = match packet.as_slice() {
        [1, b'v', b'o', b'r', b'b', b'i', b's', ..] => (little(12), 0),
        [b'O', b'p', b'u', b's', b'H', b'e', b'a', b'd', _, _, low, high, ..] => {
            (Some(48_000), u64::from(u16::from_le_bytes([*low, *high])))
        }
        [0x7F, b'F', b'L', b'A', b'C', ..] => (None, 0),
        _ => return Err(NotRecorded::Unknown),
    };
    let samples = last_sample(source, begins + length)?.ok_or(NotRecorded::Nothing)?;
    let rate = rate.filter(|rate| *rate > 0).map(u64::from);
    let seconds = rate.map(|rate| samples.saturating_sub(skipped).saturating_add(rate / 2) / rate);
    Ok(FoundRecording { format: RecordingFormat::Ogg, seconds, says_place: false })
}

/// The number of the last sample, where there is one behind the first page.
fn last_sample<R: Read + Seek>(source: &mut Source<R>, behind: u64) -> Result<Option<u64>, NotRecorded> {
    let begins = source.length().saturating_sub(LONGEST_PAGE + 27).max(behind);
    let mut end = vec![0; (source.length() - begins.min(source.length())) as usize];
    source.read_at(begins, &mut end)?;
    let positions = end.windows(14).rev().filter(|window| window.starts_with(b"OggS\0"));
    let mut samples =
        positions.filter_map(|window| <[u8; 8]>::try_from(&window[6..14]).ok()).map(i64::from_le_bytes);
    Ok(samples.find(|sample| *sample > 0).map(i64::unsigned_abs))
}

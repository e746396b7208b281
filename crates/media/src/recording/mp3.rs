//! MP3: frames one after the other, behind what somebody wrote about the piece.

use std::io::{Read, Seek};

use super::source::Source;
use super::{FoundRecording, NotRecorded, RecordingFormat};

/// Zeros that some writers leave before the first frame.
const MOST_PADDING: u64 = 64 << 10;
/// Frames that must follow each other: two bytes that look like one prove nothing.
const FRAMES: u32 = 3;

const KILOBITS_1: [u64; 14] = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const KILOBITS_2: [u64; 14] = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];

struct Frame {
    bytes: u64,
    kilobits: u64,
    rate: u64,
    samples: u64,
    /// Where a note on the whole piece stands behind the header, if there is one.
    note_at: u64,
}

pub(super) fn look<R: Read + Seek>(source: &mut Source<R>) -> Result<FoundRecording, NotRecorded> {
    let begins = behind_tag(source)?;
    let first = frame(source, begins)?.ok_or(if begins == 0 {
        NotRecorded::Unknown
    } else {
        NotRecorded::Nothing
    })?;
    let (mut at, mut follow) = (begins + first.bytes, 1);
    while follow < FRAMES {
        match frame(source, at)? {
            Some(next) if next.rate == first.rate => at += next.bytes,
            _ => return Err(if begins == 0 { NotRecorded::Unknown } else { NotRecorded::Nothing }),
        }
        follow += 1;
    }
    let seconds = match frames_noted(source, begins, &first)? {
        Some(frames) => frames * first.samples / first.rate,
        None => (source.length() - begins) / (first.kilobits * 125),
    };
    Ok(FoundRecording { format: RecordingFormat::Mp3, seconds: Some(seconds), says_place: false })
}

/// Where the first frame stands.
fn behind_tag<R: Read + Seek>(source: &mut Source<R>) -> Result<u64, NotRecorded> {
    let head = source.array_at::<10>(0)?;
    if &head[..3] != b"ID3" {
        return Ok(0);
    }
    let size = &head[6..];
    if head[3] == 0xFF || size.iter().any(|byte| *byte >= 0x80) {
        return Err(NotRecorded::Damaged);
    }
    let size = size.iter().fold(0, |sum, byte| sum << 7 | u64::from(*byte));
    let mut at = 10 + size + if head[5] & 0x10 != 0 { 10 } else { 0 };
    let (most, mut block) = (at + MOST_PADDING, [0; 512]);
    while at < most && at < source.length() {
        let room = (source.length() - at).min(block.len() as u64) as usize;
        source.read_at(at, &mut block[..room])?;
        match block[..room].iter().position(|byte| *byte != 0) {
            Some(zeros) => return Ok(at + zeros as u64),
            None => at += room as u64,
        }
    }
    Err(NotRecorded::Nothing)
}

/// The frame that stands there, whole.
fn frame<R: Read + Seek>(source: &mut Source<R>, at: u64) -> Result<Option<Frame>, NotRecorded> {
    if at + 4 > source.length() {
        return Ok(None);
    }
    let [sync, about, rates, mode] = source.array_at::<4>(at)?;
    let (version, layer) = (about >> 3 & 3, about >> 1 & 3);
    if sync != 0xFF || about < 0xE0 || version == 1 || layer != 1 {
        return Ok(None);
    }
    let is_1 = version == 3;
    let table = if is_1 { KILOBITS_1 } else { KILOBITS_2 };
    let (place, rate) = (usize::from(rates >> 4), usize::from(rates >> 2 & 3));
    let Some(kilobits) = place.checked_sub(1).and_then(|place| table.get(place)).copied() else {
        return Ok(None);
    };
    let Some(rate) = [44_100, 48_000, 32_000].get(rate).map(|rate: &u64| match version {
        3 => *rate,
        2 => rate / 2,
        _ => rate / 4,
    }) else {
        return Ok(None);
    };
    let samples = if is_1 { 1_152 } else { 576 };
    let bytes = samples / 8 * kilobits * 1_000 / rate + u64::from(rates >> 1 & 1);
    let is_mono = mode >> 6 == 3;
    let side = match (is_1, is_mono) {
        (true, false) => 32,
        (true, true) | (false, false) => 17,
        (false, true) => 9,
    };
    Ok((at + bytes <= source.length()).then_some(Frame {
        bytes,
        kilobits,
        rate,
        samples,
        note_at: at + 4 + side,
    }))
}

/// How many frames there are, where the first one notes it.
fn frames_noted<R: Read + Seek>(
    source: &mut Source<R>,
    begins: u64,
    first: &Frame,
) -> Result<Option<u64>, NotRecorded> {
    if first.note_at + 12 > begins + first.bytes {
        return Ok(None);
    }
    let note = source.array_at::<12>(first.note_at)?;
    let is_note = matches!(&note[..4], b"Xing" | b"Info") && note[7] & 1 == 1;
    Ok(is_note.then(|| u64::from(u32::from_be_bytes([note[8], note[9], note[10], note[11]]))))
}

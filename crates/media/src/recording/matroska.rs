//! WebM: elements in elements, of which only the kind that browsers play is taken.

use std::io::{Read, Seek};

use super::source::Source;
use super::{FoundRecording, NotRecorded, RecordingFormat};

const EBML: u32 = 0x1A45_DFA3;
const DOC_TYPE: u32 = 0x4282;
const SEGMENT: u32 = 0x1853_8067;
const INFO: u32 = 0x1549_A966;
const SCALE: u32 = 0x2A_D7B1;
const DURATION: u32 = 0x4489;
const TRACKS: u32 = 0x1654_AE6B;
const TRACK: u32 = 0xAE;
const TRACK_TYPE: u32 = 0x83;
const CLUSTER: u32 = 0x1F43_B675;
/// What is seen, and what is heard, as the type of a track.
const SEEN: u64 = 1;
const HEARD: u64 = 2;

struct Element {
    id: u32,
    begins: u64,
    /// `None`: as long as nobody knows yet, as of a film that is written while it is made.
    ends: Option<u64>,
}

#[derive(Default)]
struct Film {
    scale: Option<u64>,
    duration: Option<f64>,
    is_seen: bool,
    is_heard: bool,
}

pub(super) fn look<R: Read + Seek>(source: &mut Source<R>) -> Result<FoundRecording, NotRecorded> {
    let length = source.length();
    let header = next(source, 0, length)?;
    let ends = header.ends.filter(|_| header.id == EBML).ok_or(NotRecorded::Damaged)?;
    let mut is_webm = false;
    each(source, header.begins, ends, &mut |source, one, ends| {
        if one.id == DOC_TYPE && ends - one.begins == 4 {
            is_webm = &source.array_at::<4>(one.begins)? == b"webm";
        }
        Ok(true)
    })?;
    if !is_webm {
        return Err(NotRecorded::Unknown);
    }
    let segment = next(source, ends, length)?;
    if segment.id != SEGMENT {
        return Err(NotRecorded::Damaged);
    }
    let (mut film, mut has_samples) = (Film::default(), false);
    each(source, segment.begins, segment.ends.unwrap_or(length), &mut |source, one, ends| {
        match one.id {
            INFO => each(source, one.begins, ends, &mut |source, part, ends| {
                match part.id {
                    SCALE => film.scale = Some(number(source, part.begins, ends)?),
                    DURATION => film.duration = float(source, part.begins, ends)?,
                    _ => {}
                }
                Ok(true)
            })?,
            TRACKS => each(source, one.begins, ends, &mut |source, part, ends| {
                if part.id == TRACK {
                    each(source, part.begins, ends, &mut |source, leaf, ends| {
                        if leaf.id == TRACK_TYPE {
                            let kind = number(source, leaf.begins, ends)?;
                            film.is_seen |= kind == SEEN;
                            film.is_heard |= kind == HEARD;
                        }
                        Ok(true)
                    })?;
                }
                Ok(true)
            })?,
            CLUSTER => has_samples = ends > one.begins,
            _ => {}
        }
        // Nothing is learned behind the first samples, and their end may be unknown.
        Ok(!(has_samples && (film.is_seen || film.is_heard)) && one.ends.is_some())
    })?;
    if !has_samples || !(film.is_seen || film.is_heard) {
        return Err(NotRecorded::Nothing);
    }
    let format = if film.is_seen { RecordingFormat::Webm } else { RecordingFormat::WebmSound };
    let scale = film.scale.unwrap_or(1_000_000) as f64;
    let seconds = film.duration.map(|duration| (duration * scale / 1e9).round());
    let seconds =
        seconds.filter(|seconds| seconds.is_finite() && *seconds > 0.0).map(|seconds| seconds as u64);
    Ok(FoundRecording { format, seconds, says_place: false })
}

/// What is done with an element that was found, and where that ends; whether to go on.
type Each<'a, R> = &'a mut dyn FnMut(&mut Source<R>, &Element, u64) -> Result<bool, NotRecorded>;

/// Each element between two places, to `each` with its end, until that says `false`.
fn each<R: Read + Seek>(
    source: &mut Source<R>,
    begins: u64,
    ends: u64,
    each: Each<'_, R>,
) -> Result<(), NotRecorded> {
    let mut at = begins;
    while at < ends {
        let one = next(source, at, ends)?;
        let end = one.ends.unwrap_or(ends);
        if !each(source, &one, end)? {
            break;
        }
        at = end;
    }
    Ok(())
}

fn next<R: Read + Seek>(source: &mut Source<R>, at: u64, end: u64) -> Result<Element, NotRecorded> {
    let (id, size_at) = vint(source, at, 4, true)?;
    let (size, begins) = vint(source, size_at, 8, false)?;
    let width = begins - size_at;
    let is_unknown = size == (1 << (7 * width)) - 1;
    let ends = match is_unknown {
        true => None,
        false => Some(begins.checked_add(size).filter(|ends| *ends <= end).ok_or(NotRecorded::Damaged)?),
    };
    Ok(Element { id: u32::try_from(id).map_err(|_| NotRecorded::Damaged)?, begins, ends })
}

/// A number whose first byte says how wide it is, and where it ends.
fn vint<R: Read + Seek>(
    source: &mut Source<R>,
    at: u64,
    widest: u32,
    with_mark: bool,
) -> Result<(u64, u64), NotRecorded> {
    let [first] = source.array_at::<1>(at)?;
    let width = first.leading_zeros() + 1;
    if width > widest {
        return Err(NotRecorded::Damaged);
    }
    let mut rest = [0; 7];
    let rest = &mut rest[..width as usize - 1];
    source.read_at(at + 1, rest)?;
    let own = if with_mark { u64::from(first) } else { u64::from(first) & ((1 << (8 - width)) - 1) };
    let value = rest.iter().fold(own, |value, byte| value << 8 | u64::from(*byte));
    Ok((value, at + u64::from(width)))
}

fn number<R: Read + Seek>(source: &mut Source<R>, begins: u64, ends: u64) -> Result<u64, NotRecorded> {
    let mut bytes = [0; 8];
    let width =
        usize::try_from(ends - begins).ok().filter(|width| *width <= 8).ok_or(NotRecorded::Damaged)?;
    source.read_at(begins, &mut bytes[8 - width..])?;
    Ok(u64::from_be_bytes(bytes))
}

fn float<R: Read + Seek>(source: &mut Source<R>, begins: u64, ends: u64) -> Result<Option<f64>, NotRecorded> {
    Ok(match ends - begins {
        4 => Some(f64::from(f32::from_be_bytes(source.array_at(begins)?))),
        8 => Some(f64::from_be_bytes(source.array_at(begins)?)),
        _ => None,
    })
}

//! MP4: boxes in boxes. The film's own box says how long it is and what tracks there are; somewhere stand their samples.

use std::io::{Read, Seek};

use super::source::Source;
use super::{FoundRecording, NotRecorded, RecordingFormat};

/// The names of keys that are looked through for a place, in bytes.
const LONGEST_KEYS: u64 = 64 << 10;

struct Atom {
    kind: [u8; 4],
    /// Where its content begins and ends.
    begins: u64,
    ends: u64,
}

#[derive(Default)]
struct Film {
    seconds: Option<u64>,
    is_seen: bool,
    is_heard: bool,
    says_place: bool,
}

pub(super) fn look<R: Read + Seek>(source: &mut Source<R>) -> Result<FoundRecording, NotRecorded> {
    let length = source.length();
    let first = next(source, 0, length)?;
    if first.ends - first.begins < 8 {
        return Err(NotRecorded::Damaged);
    }
    if &source.array_at::<4>(first.begins)? == b"qt  " {
        return Err(NotRecorded::QuickTime);
    }
    let (mut at, mut film, mut has_samples) = (first.ends, None, false);
    while at < length {
        let one = next(source, at, length)?;
        match &one.kind {
            b"moov" if film.is_none() => film = Some(film_in(source, &one)?),
            b"mdat" => has_samples |= one.ends > one.begins,
            _ => {}
        }
        at = one.ends;
    }
    match film {
        Some(Film { seconds, is_seen, is_heard, says_place }) if has_samples && (is_seen || is_heard) => {
            let format = if is_seen { RecordingFormat::Mp4 } else { RecordingFormat::M4a };
            Ok(FoundRecording { format, seconds, says_place })
        }
        _ => Err(NotRecorded::Nothing),
    }
}

/// The box that begins there, within `end`.
fn next<R: Read + Seek>(source: &mut Source<R>, at: u64, end: u64) -> Result<Atom, NotRecorded> {
    let [a, b, c, d, kind @ ..] = source.array_at::<8>(at)?;
    let (header, size) = match u32::from_be_bytes([a, b, c, d]) {
        0 => (8, end - at),
        1 => (16, u64::from_be_bytes(source.array_at(at + 8)?)),
        size => (8, u64::from(size)),
    };
    let ends = at.checked_add(size).filter(|ends| size >= header && *ends <= end);
    ends.map(|ends| Atom { kind, begins: at + header, ends }).ok_or(NotRecorded::Damaged)
}

/// What is done with a box that was found.
type Each<'a, R> = &'a mut dyn FnMut(&mut Source<R>, &Atom) -> Result<(), NotRecorded>;

/// Each box inside another, to `each`.
fn inside<R: Read + Seek>(
    source: &mut Source<R>,
    outer: &Atom,
    each: Each<'_, R>,
) -> Result<(), NotRecorded> {
    let mut at = outer.begins;
    // Some writers end a list with four zeros.
    while at + 8 <= outer.ends {
        let one = next(source, at, outer.ends)?;
        each(source, &one)?;
        at = one.ends;
    }
    Ok(())
}

fn film_in<R: Read + Seek>(source: &mut Source<R>, moov: &Atom) -> Result<Film, NotRecorded> {
    let mut film = Film::default();
    inside(source, moov, &mut |source, one| {
        match &one.kind {
            b"mvhd" => film.seconds = seconds(source, one)?,
            b"trak" => inside(source, one, &mut |source, part| match &part.kind {
                b"mdia" => inside(source, part, &mut |source, leaf| {
                    if &leaf.kind == b"hdlr" {
                        let handler = source.array_at::<4>(leaf.begins + 8)?;
                        film.is_seen |= &handler == b"vide";
                        film.is_heard |= &handler == b"soun";
                    }
                    Ok(())
                }),
                _ => Ok(()),
            })?,
            b"udta" => inside(source, one, &mut |_, part| {
                film.says_place |= matches!(&part.kind, b"\xA9xyz" | b"loci");
                Ok(())
            })?,
            b"meta" => film.says_place |= names_place(source, one)?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(film)
}

fn seconds<R: Read + Seek>(source: &mut Source<R>, mvhd: &Atom) -> Result<Option<u64>, NotRecorded> {
    let [version] = source.array_at::<1>(mvhd.begins)?;
    let (scale, duration, unknown) = match version {
        0 => {
            let [a, b, c, d, rest @ ..] = source.array_at::<8>(mvhd.begins + 12)?;
            let duration = u32::from_be_bytes(rest);
            (u32::from_be_bytes([a, b, c, d]), u64::from(duration), duration == u32::MAX)
        }
        1 => {
            let scale = u32::from_be_bytes(source.array_at(mvhd.begins + 20)?);
            let duration = u64::from_be_bytes(source.array_at(mvhd.begins + 24)?);
            (scale, duration, duration == u64::MAX)
        }
        _ => return Err(NotRecorded::Damaged),
    };
    Ok((scale > 0 && !unknown)
        .then(|| duration.saturating_add(u64::from(scale) / 2) / u64::from(scale.max(1))))
}

/// Whether a box of keys and values has one for a place.
fn names_place<R: Read + Seek>(source: &mut Source<R>, meta: &Atom) -> Result<bool, NotRecorded> {
    let room = (meta.ends - meta.begins).min(LONGEST_KEYS) as usize;
    let mut keys = vec![0; room];
    source.read_at(meta.begins, &mut keys)?;
    Ok(keys
        .windows(17)
        .any(|window| window == b"location.ISO6709\0" || window.starts_with(b"location.ISO6709")))
}

//! A file that is read here and there, so often and no oftener.

use std::io::{self, Read, Seek, SeekFrom};

use super::NotRecorded;

/// So many places of one file are looked at: more than a day of a live film in fragments has, two for each second. A file that
/// is made of headers alone ends the look.
const MOST_LOOKS: u32 = 200_000;

pub(super) struct Source<R> {
    from: R,
    length: u64,
    looks: u32,
}

impl<R: Read + Seek> Source<R> {
    pub(super) fn new(from: R, length: u64) -> Source<R> {
        Source { from, length, looks: 0 }
    }

    pub(super) fn length(&self) -> u64 {
        self.length
    }

    /// Fills `bytes` from there on; what would lie behind the end is damage.
    pub(super) fn read_at(&mut self, at: u64, bytes: &mut [u8]) -> Result<(), NotRecorded> {
        self.looks += 1;
        let end = at.checked_add(bytes.len() as u64).ok_or(NotRecorded::Damaged)?;
        if end > self.length || self.looks > MOST_LOOKS {
            return Err(NotRecorded::Damaged);
        }
        self.from.seek(SeekFrom::Start(at))?;
        self.from.read_exact(bytes).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => NotRecorded::Damaged,
            _ => NotRecorded::Disk(error),
        })
    }

    pub(super) fn array_at<const N: usize>(&mut self, at: u64) -> Result<[u8; N], NotRecorded> {
        let mut bytes = [0; N];
        self.read_at(at, &mut bytes)?;
        Ok(bytes)
    }
}

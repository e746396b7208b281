//! Originals, kept for ever as they came, each under the hash of its bytes. Those of pictures are never served to readers.
//!
//! Start with [`Blobs::put`]. A put is durable when it returns; the same bytes put twice are one file.

use crate::durable::{self, Unfinished};
use sha2::{Digest, Sha256};
use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;
use thiserror::Error;

/// The name of an original: the SHA-256 of its bytes, written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlobId([u8; 32]);

impl BlobId {
    /// The id these bytes have.
    pub fn of(bytes: &[u8]) -> BlobId {
        BlobId(Sha256::digest(bytes).into())
    }

    /// The hash itself.
    pub fn hash(&self) -> &[u8; 32] {
        &self.0
    }
}

/// What went wrong in the store of originals.
#[derive(Debug, Error)]
pub enum BlobError {
    /// More bytes came than the caller allows.
    #[error("more than {limit} bytes came")]
    TooLarge { limit: u64 },
    /// There is no such original.
    #[error("there is no original {0}")]
    Missing(BlobId),
    /// The bytes on the disk are no longer those that were put.
    #[error("the original {0} is damaged on the disk")]
    Damaged(BlobId),
    /// Not 64 lower-case hexadecimal digits.
    #[error("this is not the name of an original")]
    BadId,
    #[error(transparent)]
    Disk(#[from] io::Error),
}

/// What a sweep removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    pub files: u64,
    pub bytes: u64,
}

/// The store of originals, in one folder. All calls block on the disk.
pub struct Blobs {
    root: PathBuf,
    unfinished: PathBuf,
    /// Held while a file takes its place and while a sweep judges one, so that a sweep in this process
    /// cannot remove what was put again a moment ago.
    placing: Mutex<()>,
}

impl Blobs {
    /// Opens the store, making its folders when they are not there.
    pub fn open(folder: impl AsRef<Path>) -> Result<Blobs, BlobError> {
        let root = folder.as_ref().to_owned();
        let unfinished = root.join("unfinished");
        durable::make_folder(&unfinished)?;
        Ok(Blobs { root, unfinished, placing: Mutex::new(()) })
    }

    /// Keeps these bytes.
    pub fn put(&self, bytes: &[u8]) -> Result<BlobId, BlobError> {
        self.put_from(bytes, bytes.len() as u64).map(|(id, _)| id)
    }

    /// Keeps what the reader gives, at most `limit` bytes; answers the id and the length.
    /// On any error nothing is kept.
    pub fn put_from(&self, mut from: impl Read, limit: u64) -> Result<(BlobId, u64), BlobError> {
        let mut file = Unfinished::begin(&self.unfinished)?;
        let mut hash = Sha256::new();
        let mut length = 0;
        let mut buffer = vec![0; 64 << 10];
        loop {
            let count = match from.read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error.into()),
            };
            length += count as u64;
            if length > limit {
                return Err(BlobError::TooLarge { limit });
            }
            hash.update(&buffer[..count]);
            file.write(&buffer[..count])?;
        }
        let id = BlobId(hash.finalize().into());
        let path = self.path(&id);
        if let Some(shard) = path.parent() {
            durable::make_folder(shard)?;
        }
        let _placing = self.placing.lock().unwrap_or_else(PoisonError::into_inner);
        // Also when it is there already: the newer file protects it from a sweep under way elsewhere.
        file.finish(&path)?;
        Ok((id, length))
    }

    /// Keeps a whole file that lies on the same disk, without copying it where the disk can have it under two names; the file
    /// itself stays, and nobody may write to it any more.
    pub fn put_file(&self, from: &Path) -> Result<(BlobId, u64), BlobError> {
        let mut file = File::open(from)?;
        let (id, length) = hashed(&mut file)?;
        let path = self.path(&id);
        if let Some(shard) = path.parent() {
            durable::make_folder(shard)?;
        }
        // Read before others have to wait for it.
        let is_here = path.try_exists()? && is_whole(&path, &id)?;
        {
            let _placing = self.placing.lock().unwrap_or_else(PoisonError::into_inner);
            match std::fs::hard_link(from, &path) {
                Ok(()) => {
                    file.sync_all()?;
                    durable::sync_parent(&path)?;
                    return Ok((id, length));
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && is_here => {
                    freshen(&path, file.metadata()?.modified()?)?;
                    return Ok((id, length));
                }
                Err(_) => {}
            }
        }
        // What is there is damaged, or the disk knows one name for a file: a copy takes its place.
        file.seek(io::SeekFrom::Start(0))?;
        self.put_from(file, length)
    }

    /// The bytes of an original, checked against its name.
    pub fn get(&self, id: &BlobId) -> Result<Vec<u8>, BlobError> {
        let mut bytes = Vec::new();
        self.file(id)?.read_to_end(&mut bytes)?;
        if BlobId::of(&bytes) == *id { Ok(bytes) } else { Err(BlobError::Damaged(*id)) }
    }

    /// The file of an original, for streaming; unlike [`Blobs::get`] it is not checked.
    pub fn file(&self, id: &BlobId) -> Result<File, BlobError> {
        File::open(self.path(id)).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => BlobError::Missing(*id),
            _ => BlobError::Disk(error),
        })
    }

    /// Whether the original is here.
    pub fn exists(&self, id: &BlobId) -> Result<bool, BlobError> {
        Ok(self.path(id).try_exists()?)
    }

    /// The originals whose bytes on the disk are no longer those that were put, or cannot be read. Reads all of them.
    pub fn damaged(&self) -> Result<Vec<BlobId>, BlobError> {
        let mut damaged = Vec::new();
        for folder in durable::folders_in(&self.root)?.into_iter().filter(|folder| *folder != self.unfinished)
        {
            let names = durable::files_in(&folder)?.into_iter().filter_map(|(_, name, _)| name.parse().ok());
            for id in names {
                match self.file(&id).and_then(|mut file| Ok(hashed(&mut file)?)) {
                    Ok((read, _)) if read == id => {}
                    Err(BlobError::Missing(_)) => {}
                    _ => damaged.push(id),
                }
            }
        }
        Ok(damaged)
    }

    /// Removes an original; answers whether it was there.
    pub fn delete(&self, id: &BlobId) -> Result<bool, BlobError> {
        Ok(durable::remove(&self.path(id))?)
    }

    /// Removes originals and unfinished files last written before `before` that `is_known` does not know.
    /// Choose `before` well in the past (a day): an upload is on the disk before its row is committed.
    pub fn sweep(
        &self,
        before: SystemTime,
        mut is_known: impl FnMut(&BlobId) -> bool,
    ) -> Result<Swept, BlobError> {
        let mut swept = Swept::default();
        for folder in durable::folders_in(&self.root)? {
            for (path, name, _) in durable::files_in(&folder)? {
                let orphan = match name.parse::<BlobId>() {
                    Ok(id) => !is_known(&id),
                    Err(_) => folder == self.unfinished,
                };
                if orphan {
                    self.remove_if_older(&path, before, &mut swept)?;
                }
            }
        }
        Ok(swept)
    }

    fn remove_if_older(&self, path: &Path, before: SystemTime, swept: &mut Swept) -> Result<(), BlobError> {
        let _placing = self.placing.lock().unwrap_or_else(PoisonError::into_inner);
        let about = match path.metadata() {
            Ok(about) => about,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        if about.modified()? < before && durable::remove(path)? {
            swept.files += 1;
            swept.bytes += about.len();
        }
        Ok(())
    }

    fn path(&self, id: &BlobId) -> PathBuf {
        let name = id.to_string();
        self.root.join(&name[..2]).join(&name)
    }
}

/// Whether the bytes there are those that were put.
fn is_whole(path: &Path, id: &BlobId) -> io::Result<bool> {
    Ok(hashed(&mut File::open(path)?)?.0 == *id)
}

/// Protects what was put again from a sweep under way elsewhere.
fn freshen(path: &Path, at: SystemTime) -> io::Result<()> {
    let file = File::options().append(true).open(path)?;
    let at = at.max(file.metadata()?.modified()?);
    file.set_modified(at)
}

/// The hash of a file and its length, however long it is.
fn hashed(from: &mut File) -> io::Result<(BlobId, u64)> {
    let (mut hash, mut length, mut buffer) = (Sha256::new(), 0, vec![0; 256 << 10]);
    loop {
        match from.read(&mut buffer) {
            Ok(0) => return Ok((BlobId(hash.finalize().into()), length)),
            Ok(count) => {
                hash.update(&buffer[..count]);
                length += count as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

impl fmt::Display for BlobId {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&data_encoding::HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for BlobId {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "BlobId({self})")
    }
}

impl FromStr for BlobId {
    type Err = BlobError;

    fn from_str(text: &str) -> Result<BlobId, BlobError> {
        let bytes = data_encoding::HEXLOWER.decode(text.as_bytes()).map_err(|_| BlobError::BadId)?;
        bytes.try_into().map(BlobId).map_err(|_| BlobError::BadId)
    }
}

impl serde::Serialize for BlobId {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for BlobId {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<BlobId, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

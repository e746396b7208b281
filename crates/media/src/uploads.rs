//! Files that come in pieces. What is told of one as come is on the disk; a piece that breaks off keeps what came. How much there
//! is of a file is what lies on the disk, whatever anybody noted elsewhere.
//!
//! Start with [`Uploads::begin`], then [`Uploads::go_on`] for each piece. All calls block on the disk.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use thiserror::Error;

use crate::durable;

/// Why a piece is not taken.
#[derive(Debug, Error)]
pub enum UploadFileError {
    /// There is no such file.
    #[error("there is no such upload")]
    Missing,
    /// Its bytes are written by somebody else just now.
    #[error("a piece of this upload is being written")]
    Busy,
    /// The piece begins elsewhere than where the file ends.
    #[error("the upload stands at {stands}")]
    Elsewhere {
        /// How many bytes there are.
        stands: u64,
    },
    #[error(transparent)]
    Disk(#[from] io::Error),
}

/// The files that are coming in, in one folder.
#[derive(Debug)]
pub struct Uploads {
    folder: PathBuf,
}

/// A piece that is being written. Nobody else writes on the file as long as it is there.
#[derive(Debug)]
pub struct Piece {
    file: File,
    at: u64,
}

impl Uploads {
    /// Opens the folder, making it where it is not there.
    pub fn open(folder: impl AsRef<Path>) -> io::Result<Uploads> {
        let folder = folder.as_ref().to_owned();
        durable::make_folder(&folder)?;
        Ok(Uploads { folder })
    }

    /// How many bytes more the disk of the folder takes.
    pub fn free_bytes(&self) -> Result<u64, UploadFileError> {
        let disk = rustix::fs::statvfs(&self.folder).map_err(io::Error::from)?;
        Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
    }

    /// Begins a file under a name of letters and digits.
    pub fn begin(&self, name: &str) -> Result<(), UploadFileError> {
        let path = self.path(name)?;
        OpenOptions::new().write(true).create_new(true).open(&path)?.sync_all()?;
        Ok(durable::sync_parent(&path)?)
    }

    /// How many bytes of it are on the disk for certain.
    pub fn stands_at(&self, name: &str) -> Result<u64, UploadFileError> {
        let file = OpenOptions::new().append(true).open(self.path(name)?).map_err(missing)?;
        file.sync_all()?;
        Ok(file.metadata()?.len())
    }

    /// Goes on where the file ends, which must be `at`.
    pub fn go_on(&self, name: &str, at: u64) -> Result<Piece, UploadFileError> {
        let mut file = OpenOptions::new().read(true).write(true).open(self.path(name)?).map_err(missing)?;
        file.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => UploadFileError::Busy,
            TryLockError::Error(error) => error.into(),
        })?;
        let stands = file.metadata()?.len();
        if stands != at {
            return Err(UploadFileError::Elsewhere { stands });
        }
        file.seek(SeekFrom::Start(at))?;
        Ok(Piece { file, at })
    }

    /// Whether a piece of it is being written.
    pub fn is_busy(&self, name: &str) -> Result<bool, UploadFileError> {
        let file = match File::open(self.path(name)?) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(error.into()),
        };
        match file.try_lock_shared() {
            Ok(()) => Ok(false),
            Err(TryLockError::WouldBlock) => Ok(true),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// The file, for reading, and its length.
    pub fn file(&self, name: &str) -> Result<(File, u64), UploadFileError> {
        let file = File::open(self.path(name)?).map_err(missing)?;
        let length = file.metadata()?.len();
        Ok((file, length))
    }

    /// Where the file lies.
    pub fn path(&self, name: &str) -> Result<PathBuf, UploadFileError> {
        let is_name = (1..=64).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
        is_name.then(|| self.folder.join(name)).ok_or(UploadFileError::Missing)
    }

    /// Removes a file; answers whether it was there.
    pub fn remove(&self, name: &str) -> Result<bool, UploadFileError> {
        Ok(durable::remove(&self.path(name)?)?)
    }

    /// Whether nothing came of a file since then.
    pub fn is_older(&self, name: &str, than: SystemTime) -> bool {
        let modified = self.path(name).ok().and_then(|path| path.metadata().ok()?.modified().ok());
        modified.is_some_and(|modified| modified < than)
    }

    /// The names of all files there are.
    pub fn names(&self) -> io::Result<Vec<String>> {
        Ok(durable::files_in(&self.folder)?.into_iter().map(|(_, name, _)| name).collect())
    }
}

impl Piece {
    /// Where the file ends.
    pub fn at(&self) -> u64 {
        self.at
    }

    /// Adds bytes. Where the disk takes only some of them, the file ends with those.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let written = self.file.write_all(bytes);
        match &written {
            Ok(()) => self.at += bytes.len() as u64,
            Err(_) => self.at = self.file.metadata()?.len(),
        }
        written
    }

    /// Brings what came to the disk; answers where the file ends.
    pub fn sync(&self) -> io::Result<u64> {
        self.file.sync_all()?;
        Ok(self.at)
    }
}

fn missing(error: io::Error) -> UploadFileError {
    match error.kind() {
        io::ErrorKind::NotFound => UploadFileError::Missing,
        _ => UploadFileError::Disk(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_comes_in_pieces_and_is_gone_on_with_where_it_ends() {
        let folder = tempfile::tempdir().expect("a folder");
        let uploads = Uploads::open(folder.path().join("uploads")).expect("it opens");
        uploads.begin("a1").expect("it begins");
        let mut piece = uploads.go_on("a1", 0).expect("at the beginning");
        piece.write(b"one").expect("there is room");
        assert!(matches!(uploads.go_on("a1", 3), Err(UploadFileError::Busy)));
        assert!(uploads.is_busy("a1").expect("it is there"));
        assert!(!uploads.is_busy("b2").expect("there is none"));
        // It breaks off: nothing is said, and what was written is there.
        drop(piece);
        assert_eq!(uploads.stands_at("a1").expect("it is there"), 3);
        assert!(matches!(uploads.go_on("a1", 2), Err(UploadFileError::Elsewhere { stands: 3 })));
        let again = Uploads::open(folder.path().join("uploads")).expect("it opens again");
        let mut piece = again.go_on("a1", 3).expect("where it ended");
        piece.write(b"two").expect("there is room");
        assert_eq!(piece.sync().expect("it is on the disk"), 6);
        drop(piece);
        assert_eq!(again.file("a1").expect("it is there").1, 6);
        assert_eq!(again.names().expect("they are listed"), ["a1"]);
        assert!(again.remove("a1").expect("it goes") && !again.remove("a1").expect("it is gone"));
        assert!(matches!(again.stands_at("a1"), Err(UploadFileError::Missing)));
    }

    #[test]
    fn a_name_leads_nowhere_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let uploads = Uploads::open(folder.path()).expect("it opens");
        for name in ["", "..", "../x", "a/b", "a.b", "é"] {
            assert!(matches!(uploads.begin(name), Err(UploadFileError::Missing)), "{name}");
        }
    }
}

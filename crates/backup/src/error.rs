//! What can go wrong with a backup, in the words of whoever must act.

use std::io;
use std::path::{Path, PathBuf};

use crate::check::Damage;
use crate::snapshot::SnapshotId;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BackupError {
    /// The folder holds something else.
    #[error("{0} holds something that is no backup; choose an empty folder")]
    NotARepository(PathBuf),
    /// There is none.
    #[error("there is no backup in {0}")]
    Nothing(PathBuf),
    /// Made by a newer program.
    #[error("this backup has format {0}, which this program does not know: use a newer one")]
    Newer(u32),
    /// Its own description cannot be read.
    #[error("{path} is damaged ({why}): put it back from another copy of the backup")]
    Description { path: PathBuf, why: String },
    /// It is sealed.
    #[error("this backup is encrypted: name the key file")]
    KeyNeeded,
    /// The words of the key file are not those it was begun with.
    #[error("this is not the key that the backup was begun with")]
    WrongKey,
    /// A key was given for one that has none.
    #[error("this backup is not encrypted; begin an encrypted one in another folder")]
    NoKeyWanted,
    /// Too short to keep a secret.
    #[error("the key file holds {0} characters; it takes 20 at least")]
    ShortKey(usize),
    /// Somebody else writes to it.
    #[error("another program writes to this backup")]
    InUse,
    /// Another server has the right to ship into it.
    #[error("another server keeps this backup up to date")]
    KeptByAnother,
    /// No such snapshot.
    #[error("there is no snapshot {0}")]
    NoSnapshot(String),
    /// Nothing was saved by then.
    #[error("there is no snapshot from that time or before it")]
    NothingBy,
    /// Something in it is not what was written.
    #[error("{0}")]
    Damaged(Box<Damage>),
    /// A snapshot's own file is not what was written.
    #[error("the snapshot {0} is damaged: its file in snapshots/ is not what was written")]
    SnapshotDamaged(SnapshotId),
    /// The place to restore to is taken.
    #[error("{0} is there already and is not empty; nothing is restored over it")]
    NotEmpty(PathBuf),
    /// The place to restore to is where a disk begins.
    #[error("{0} is a disk of its own, or mounted as one: name a new folder in it")]
    OwnDisk(PathBuf),
    /// The disk.
    #[error("{path}: {error}")]
    Disk { path: PathBuf, error: io::Error },
    /// The store elsewhere.
    #[error("{place}: {why}")]
    Elsewhere { place: String, why: String },
    /// What cannot be sealed or written down.
    #[error("this cannot be kept: {0}")]
    Refused(String),
}

/// Names the place where the disk failed.
pub(crate) trait At<T> {
    fn at(self, path: &Path) -> Result<T, BackupError>;
}

impl<T> At<T> for io::Result<T> {
    fn at(self, path: &Path) -> Result<T, BackupError> {
        self.map_err(|error| BackupError::Disk { path: path.to_owned(), error })
    }
}

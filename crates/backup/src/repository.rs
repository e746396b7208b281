//! The repository in its folder: opening it, its objects and its snapshots.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::error::{At, BackupError};
use crate::folder;
use crate::object::{Name, pack, unpack};
use crate::secret::{Making, Secret};
use crate::snapshot::{Snapshot, SnapshotId};

/// Fills a buffer with random bytes.
pub type Chance = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

const FORMAT: u32 = 1;
/// Of new objects, so many are brought to the disk one by one; more go with all else that waits for that disk.
const ONE_BY_ONE: usize = 256;

/// What stands in `backup.json`.
#[derive(Serialize, Deserialize)]
struct Description {
    format: u32,
    /// Tells this repository from all others.
    id: String,
    sealed: Option<Making>,
}

/// A repository of backups in a folder. All calls block on the disk.
pub struct Repository {
    root: PathBuf,
    secret: Option<Secret>,
    chance: Chance,
}

/// Why an object cannot be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fault {
    Missing,
    Changed,
    Disk(String),
}

impl Repository {
    /// Opens the repository in a folder, with the words of its key file when it is sealed.
    pub fn open(root: &Path, words: Option<&str>, chance: Chance) -> Result<Repository, BackupError> {
        let path = root.join("backup.json");
        let text = match fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(BackupError::Nothing(root.to_owned()));
            }
            Err(error) => return Err(error).at(&path),
        };
        let description: Description = serde_json::from_slice(&text)
            .map_err(|error| BackupError::Description { path, why: error.to_string() })?;
        if description.format != FORMAT {
            return Err(BackupError::Newer(description.format));
        }
        let secret = match (&description.sealed, words) {
            (Some(making), Some(words)) => Some(Secret::again(words.trim(), making)?),
            (Some(_), None) => return Err(BackupError::KeyNeeded),
            (None, Some(_)) => return Err(BackupError::NoKeyWanted),
            (None, None) => None,
        };
        Ok(Repository { root: root.to_owned(), secret, chance })
    }

    /// The same, beginning one in a folder that is empty or not there: sealed, when there are words.
    pub fn open_or_begin(
        root: &Path,
        words: Option<&str>,
        chance: Chance,
    ) -> Result<Repository, BackupError> {
        match Repository::open(root, words, chance.clone()) {
            Err(BackupError::Nothing(_)) => {}
            opened => return opened,
        }
        // A program that was killed while it began leaves this at most.
        let _ = fs::remove_file(root.join("backup.json.new"));
        if !folder::is_free(root)? {
            return Err(BackupError::NotARepository(root.to_owned()));
        }
        folder::make(root)?;
        let sealed = match words {
            Some(words) => {
                let mut salt = [0; 16];
                chance(&mut salt);
                Some(Secret::begin(words.trim(), salt)?.1)
            }
            None => None,
        };
        let mut id = [0; 16];
        chance(&mut id);
        let id = data_encoding::HEXLOWER.encode(&id);
        let text = serde_json::to_vec_pretty(&Description { format: FORMAT, id, sealed })
            .map_err(|error| BackupError::Refused(error.to_string()))?;
        folder::write(&root.join("backup.json.new"), &text, true)?;
        folder::place(&root.join("backup.json.new"), &root.join("backup.json"))?;
        Repository::open(root, words, chance)
    }

    /// The ids of all snapshots in a folder, the oldest first; no key is needed for that.
    pub fn ids(root: &Path) -> Result<Vec<SnapshotId>, BackupError> {
        if !root.join("backup.json").exists() {
            return Err(BackupError::Nothing(root.to_owned()));
        }
        let files = folder::files(&root.join("snapshots"))?;
        let mut ids: Vec<SnapshotId> = files.iter().filter_map(|(name, _)| name.parse().ok()).collect();
        ids.sort();
        Ok(ids)
    }

    /// Whether what is kept here is sealed.
    pub fn is_sealed(&self) -> bool {
        self.secret.is_some()
    }

    /// The ids of all snapshots, the oldest first.
    pub fn snapshots(&self) -> Result<Vec<SnapshotId>, BackupError> {
        Repository::ids(&self.root)
    }

    /// A snapshot.
    pub fn snapshot(&self, id: &SnapshotId) -> Result<Snapshot, BackupError> {
        let path = self.root.join("snapshots").join(id.to_string());
        let kept = match fs::read(&path) {
            Ok(kept) => kept,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(BackupError::NoSnapshot(id.to_string()));
            }
            Err(error) => return Err(error).at(&path),
        };
        let snapshot = self.text_of(id, &kept).and_then(|text| serde_json::from_slice(&text).ok());
        let snapshot = snapshot.filter(|snapshot: &Snapshot| snapshot.id == *id);
        snapshot.ok_or_else(|| BackupError::SnapshotDamaged(id.clone()))
    }

    fn text_of(&self, id: &SnapshotId, kept: &[u8]) -> Option<Vec<u8>> {
        match &self.secret {
            Some(secret) => secret.open(format!("snapshot {id}").as_bytes(), kept),
            None => {
                let (sum, text) = kept.split_at_checked(32)?;
                (Name::of(None, text).0 == *sum).then(|| text.to_vec())
            }
        }
    }

    pub(crate) fn path_of(&self, name: &Name) -> PathBuf {
        let name = name.to_string();
        self.root.join("objects").join(&name[..2]).join(&name)
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn has(&self, name: &Name) -> bool {
        self.path_of(name).exists()
    }

    /// The bytes of an object, checked against its name.
    pub(crate) fn object(&self, name: &Name) -> Result<Vec<u8>, Fault> {
        let kept = match fs::read(self.path_of(name)) {
            Ok(kept) => kept,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(Fault::Missing),
            Err(error) => return Err(Fault::Disk(error.to_string())),
        };
        let packed = match &self.secret {
            Some(secret) => secret.open(&name.0, &kept).ok_or(Fault::Changed)?,
            None => kept,
        };
        let bytes = unpack(&packed).ok_or(Fault::Changed)?;
        if Name::of(self.secret.as_ref(), &bytes) == *name { Ok(bytes) } else { Err(Fault::Changed) }
    }

    fn nonce(&self) -> [u8; 12] {
        let mut nonce = [0; 12];
        (self.chance)(&mut nonce);
        nonce
    }

    /// A few random letters for a folder of this program's own.
    pub(crate) fn random_name(&self) -> String {
        let mut bytes = [0; 6];
        (self.chance)(&mut bytes);
        data_encoding::HEXLOWER.encode(&bytes)
    }

    /// The right to write, until it is dropped.
    pub(crate) fn lock(&self) -> Result<File, BackupError> {
        self.locked("lock", BackupError::InUse)
    }

    /// The right of one server to keep this repository up to date, until it is dropped. Others may still write to it when
    /// somebody has them do so.
    pub fn right_to_ship(&self) -> Result<File, BackupError> {
        self.locked("shipping.lock", BackupError::KeptByAnother)
    }

    fn locked(&self, name: &str, taken: BackupError) -> Result<File, BackupError> {
        let path = self.root.join(name);
        let file = File::options().create(true).append(true).open(&path).at(&path)?;
        file.try_lock().map_err(|_| taken)?;
        Ok(file)
    }

    /// Begins to write; what a killed program left is removed.
    pub(crate) fn writing(&self) -> Result<Writing<'_>, BackupError> {
        let lock = self.lock()?;
        let incoming = self.root.join("incoming");
        folder::make(&incoming)?;
        folder::make(&self.root.join("snapshots"))?;
        for (_, path) in folder::files(&incoming)? {
            fs::remove_file(&path).at(&path)?;
        }
        Ok(Writing { repository: self, _lock: lock, incoming, fresh: BTreeSet::new(), bytes: 0 })
    }
}

/// A snapshot that is being written: its objects wait beside the others until all of them are on the disk.
pub(crate) struct Writing<'r> {
    repository: &'r Repository,
    _lock: File,
    incoming: PathBuf,
    fresh: BTreeSet<Name>,
    /// What the new objects take on the disk.
    pub(crate) bytes: u64,
}

impl Writing<'_> {
    /// Keeps these bytes, unless they are kept already.
    pub(crate) fn put(&mut self, bytes: &[u8]) -> Result<Name, BackupError> {
        let repository = self.repository;
        let name = Name::of(repository.secret.as_ref(), bytes);
        if self.fresh.contains(&name) || repository.has(&name) {
            return Ok(name);
        }
        let packed = pack(bytes);
        let kept = match &repository.secret {
            Some(secret) => secret.seal(&name.0, repository.nonce(), &packed)?,
            None => packed,
        };
        folder::write(&self.incoming.join(name.to_string()), &kept, false)?;
        self.bytes += kept.len() as u64;
        self.fresh.insert(name);
        Ok(name)
    }

    /// How many objects are new.
    pub(crate) fn objects(&self) -> u64 {
        self.fresh.len() as u64
    }

    /// Puts the objects in their places once they are on the disk, and the snapshot after them.
    pub(crate) fn finish(self, snapshot: &Snapshot) -> Result<(), BackupError> {
        let repository = self.repository;
        let few = self.fresh.len() <= ONE_BY_ONE;
        if few {
            self.fresh.iter().try_for_each(|name| folder::sync(&self.incoming.join(name.to_string())))?;
        } else {
            folder::sync_all_around(&self.incoming)?;
        }
        let mut shards = BTreeSet::new();
        for name in &self.fresh {
            let path = repository.path_of(name);
            if let Some(shard) = path.parent()
                && shards.insert(shard.to_owned())
            {
                folder::make(shard)?;
            }
            fs::rename(self.incoming.join(name.to_string()), &path).at(&path)?;
        }
        if few {
            shards.iter().try_for_each(|shard| folder::sync(shard))?;
            if let Some(shard) = shards.first() {
                folder::sync_folder_of(shard)?;
            }
        } else {
            folder::sync_all_around(&self.incoming)?;
        }
        let text = serde_json::to_vec(snapshot).map_err(|error| BackupError::Refused(error.to_string()))?;
        let kept = match &repository.secret {
            Some(secret) => {
                secret.seal(format!("snapshot {}", snapshot.id).as_bytes(), repository.nonce(), &text)?
            }
            None => [&Name::of(None, &text).0[..], &text].concat(),
        };
        let waiting = self.incoming.join("snapshot");
        folder::write(&waiting, &kept, true)?;
        folder::place(&waiting, &repository.root.join("snapshots").join(snapshot.id.to_string()))
    }
}

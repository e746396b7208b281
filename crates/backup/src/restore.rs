//! Writing a snapshot into a folder: beside its place first, and there only when all of it was what it should be.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use crate::check::Reading;
use crate::error::{At, BackupError};
use crate::folder;
use crate::object::Name;
use crate::repository::Repository;
use crate::snapshot::Snapshot;
use crate::tree::FileEntry;

/// A snapshot that was written beside its place. Dropped without [`Restored::put_in_place`], it is removed.
pub struct Restored {
    beside: Option<PathBuf>,
    to: PathBuf,
}

impl Restored {
    /// Where it stands until it is put in its place.
    pub fn folder(&self) -> &Path {
        self.beside.as_deref().unwrap_or(&self.to)
    }

    /// Brings it to the disk and into its place.
    pub fn put_in_place(mut self) -> Result<(), BackupError> {
        if let Some(beside) = &self.beside {
            folder::sync_all_around(beside)?;
            folder::place(beside, &self.to)?;
            self.beside = None;
        }
        Ok(())
    }
}

impl Drop for Restored {
    fn drop(&mut self) {
        if let Some(beside) = &self.beside {
            // Whoever looked it over may only just be closing its files.
            for _ in 0..3 {
                if fs::remove_dir_all(beside).is_ok() || !beside.exists() {
                    break;
                }
            }
        }
    }
}

impl Repository {
    /// Writes a snapshot beside `to`, which must not be there or be an empty folder of its parent's disk, and says the
    /// bytes as they come. All that is read is checked; the first damage ends it, and nothing is left.
    pub fn restore(
        &self,
        snapshot: &Snapshot,
        to: &Path,
        told: &dyn Fn(u64),
    ) -> Result<Restored, BackupError> {
        // All is written beside it and moved there at once, which no disk does for another.
        if folder::is_a_disk(to)? {
            return Err(BackupError::OwnDisk(to.to_owned()));
        }
        if !folder::is_free(to)? {
            return Err(BackupError::NotEmpty(to.to_owned()));
        }
        let name = to.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.is_empty() {
            return Err(BackupError::NotEmpty(to.to_owned()));
        }
        let beside = to.with_file_name(format!(".{name}.restoring-{}", self.random_name()));
        if let Some(parent) = to.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            fs::create_dir_all(parent).at(parent)?;
        }
        let restored = Restored { beside: Some(beside.clone()), to: to.to_owned() };
        let mut writing = Restoring { reading: Reading::of(self, snapshot), told, done: 0 };
        writing.folder(&snapshot.tree, &beside, "")?;
        Ok(restored)
    }
}

struct Restoring<'r> {
    reading: Reading<'r>,
    told: &'r dyn Fn(u64),
    done: u64,
}

impl Restoring<'_> {
    fn folder(&mut self, tree: &Name, to: &Path, path: &str) -> Result<(), BackupError> {
        folder::make(to)?;
        let tree = self.reading.tree(tree, path)?;
        for file in &tree.files {
            self.file(file, &to.join(&file.name), &joined(path, &file.name))?;
        }
        for inner in &tree.folders {
            self.folder(&inner.tree, &to.join(&inner.name), &joined(path, &inner.name))?;
        }
        Ok(())
    }

    fn file(&mut self, entry: &FileEntry, to: &Path, path: &str) -> Result<(), BackupError> {
        let mode = (entry.mode & 0o777) | 0o600;
        let mut file = OpenOptions::new().write(true).create_new(true).mode(mode).open(to).at(to)?;
        for part in self.reading.parts(entry, path)? {
            let bytes = self.reading.part(&part, path)?;
            file.write_all(&bytes).at(to)?;
            self.done += bytes.len() as u64;
            (self.told)(self.done);
        }
        Ok(())
    }
}

pub(crate) fn joined(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") }
}

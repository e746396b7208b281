//! The files of a mirror: each is wholly there or not there, and nothing stands there that no list names.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use axum::body::Body;
use futures_util::StreamExt;
use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt;

use super::place::OWN_FOLDER;

/// A folder that a mirror is kept in.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    next: AtomicU64,
    /// Held for as long as this process keeps the mirror.
    _lock: File,
}

/// A file that stands beside its place. Dropped before it comes there, it is removed.
#[derive(Debug)]
pub struct Taken {
    part: PathBuf,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub hash: String,
    /// In bytes.
    pub length: u64,
}

impl Drop for Taken {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.part);
    }
}

impl Folder {
    /// Opens it, making it where it is not there. One process keeps a mirror at a time.
    ///
    /// A mirror removes what its lists do not name: it is begun only where nothing stands yet.
    pub fn open(root: &Path) -> io::Result<Folder> {
        if !root.join(OWN_FOLDER).is_dir()
            && fs::read_dir(root).is_ok_and(|mut entries| entries.next().is_some())
        {
            return Err(io::Error::new(
                io::ErrorKind::AlreadyExists,
                format!("{} holds something that is no mirror: choose an empty folder", root.display()),
            ));
        }
        fs::create_dir_all(root.join(OWN_FOLDER).join("unfinished"))?;
        let lock = File::create(root.join(OWN_FOLDER).join("lock"))?;
        if lock.try_lock().is_err() {
            return Err(io::Error::new(
                io::ErrorKind::WouldBlock,
                "another process keeps the mirror in this folder",
            ));
        }
        Ok(Folder { root: root.to_owned(), next: AtomicU64::new(0), _lock: lock })
    }

    /// Writes a file beside its place and brings it there; what stood there is replaced. With `durable` it is on the disk when
    /// this returns.
    pub fn write(&self, file: &str, bytes: &[u8], durable: bool) -> io::Result<()> {
        let part = self.part(bytes, durable)?;
        self.place(&part, file)?;
        if durable { self.settle(file) } else { Ok(()) }
    }

    /// Writes bytes that have no place yet.
    pub fn part(&self, bytes: &[u8], durable: bool) -> io::Result<PathBuf> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let part = self.root.join(OWN_FOLDER).join("unfinished").join(format!("{number}.part"));
        let written = File::create(&part).and_then(|mut open| {
            open.write_all(bytes)?;
            if durable { open.sync_all() } else { Ok(()) }
        });
        written.inspect_err(|_| self.drop_part(&part))?;
        Ok(part)
    }

    /// Brings them to their place.
    pub fn place(&self, part: &Path, file: &str) -> io::Result<()> {
        let target = self.root.join(file);
        let ready = target.parent().map_or(Ok(()), fs::create_dir_all);
        ready.and_then(|()| fs::rename(part, &target)).inspect_err(|_| self.drop_part(part))
    }

    /// Lets go of them. What cannot be removed is a file without a place: the next of its number replaces it.
    pub fn drop_part(&self, part: &Path) {
        let _ = fs::remove_file(part);
    }

    /// Has the disk know where a file stands.
    pub fn settle(&self, file: &str) -> io::Result<()> {
        self.root.join(file).parent().map_or(Ok(()), |parent| File::open(parent)?.sync_all())
    }

    /// Takes in what is too long for memory, beside its place.
    pub async fn take_in(&self, body: Body) -> io::Result<Taken> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let part = self.root.join(OWN_FOLDER).join("unfinished").join(format!("{number}.part"));
        let mut taken = Taken { part, hash: String::new(), length: 0 };
        let (mut open, mut hash) = (tokio::fs::File::create(&taken.part).await?, Sha256::new());
        let mut coming = body.into_data_stream();
        while let Some(piece) = coming.next().await {
            let piece = piece.map_err(io::Error::other)?;
            hash.update(&piece);
            taken.length += piece.len() as u64;
            open.write_all(&piece).await?;
        }
        // What failed of the last piece is told by this alone.
        open.flush().await?;
        open.sync_all().await?;
        taken.hash = data_encoding::HEXLOWER.encode(&hash.finalize());
        Ok(taken)
    }

    /// Brings what was taken in to its place; what stood there is replaced.
    pub fn place_taken(&self, taken: Taken, file: &str) -> io::Result<()> {
        let target = self.root.join(file);
        let parent = target.parent().unwrap_or(&self.root);
        fs::create_dir_all(parent)?;
        fs::rename(&taken.part, &target)?;
        File::open(parent)?.sync_all()
    }

    /// Removes a file, and the folders that are empty without it. What is not there is removed.
    pub fn remove(&self, file: &str) -> io::Result<()> {
        let target = self.root.join(file);
        match fs::remove_file(&target) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut parent = target.parent();
        while let Some(folder) =
            parent.filter(|folder| folder.starts_with(&self.root) && *folder != self.root)
        {
            match fs::remove_dir(folder) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return File::open(folder)?.sync_all();
                }
                _ => parent = folder.parent(),
            }
        }
        Ok(())
    }

    /// The bytes of a file, where it is there.
    pub fn read(&self, file: &str) -> io::Result<Option<Vec<u8>>> {
        match fs::read(self.root.join(file)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// The length of a file, where it is there.
    pub fn length(&self, file: &str) -> Option<u64> {
        fs::symlink_metadata(self.root.join(file)).ok().filter(fs::Metadata::is_file).map(|about| about.len())
    }

    /// Removes every file that is not among those named: what a process that was killed had written and not listed.
    pub fn sweep(&self, named: &HashSet<&str>) -> io::Result<u64> {
        let (mut swept, mut folders) = (0, vec![self.root.clone()]);
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder)? {
                let (entry, own) = (entry?, self.root.join(OWN_FOLDER));
                let path = entry.path();
                if entry.file_type()?.is_dir() {
                    folders.extend((path != own).then_some(path));
                    continue;
                }
                let file = path.strip_prefix(&self.root).ok().and_then(Path::to_str);
                if !file.is_some_and(|file| named.contains(file)) {
                    fs::remove_file(&path)?;
                    swept += 1;
                }
            }
        }
        Ok(swept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_removed_with_its_empty_folders_and_once_more_without_a_word() {
        let root = tempfile::tempdir().expect("a folder can be made");
        let folder = Folder::open(&root.path().join("mirror")).expect("it opens");
        for file in ["ar/x/A/a/index.html", "ar/index.html"] {
            folder.write(file, b"x", false).expect("it is written");
        }
        for _ in 0..2 {
            folder.remove("ar/x/A/a/index.html").expect("it is gone");
        }
        assert_eq!(folder.length("ar/index.html"), Some(1));
        assert!(!root.path().join("mirror/ar/x").exists());
        folder.remove("ar/index.html").expect("it is gone");
        folder.remove("media/never-there.webp").expect("it is gone");
        assert!(!root.path().join("mirror/ar").exists());
    }
}

//! Files that are either wholly there or not there, also after the power went.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

static NEXT: AtomicU64 = AtomicU64::new(0);

/// A file being written in a folder of unfinished files. Dropped unfinished, it is removed.
pub struct Unfinished {
    path: PathBuf,
    file: Option<File>,
}

impl Unfinished {
    /// Begins a file in `folder`. The name is of no meaning and never reused within this process.
    pub fn begin(folder: &Path) -> io::Result<Unfinished> {
        loop {
            let number = NEXT.fetch_add(1, Ordering::Relaxed);
            let path = folder.join(format!("{}-{number}.part", std::process::id()));
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(file) => return Ok(Unfinished { path, file: Some(file) }),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                Err(error) => return Err(error),
            }
        }
    }

    /// Adds bytes at the end.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.file {
            Some(file) => file.write_all(bytes),
            None => Ok(()),
        }
    }

    /// Brings the bytes to the disk and the file to its final place.
    pub fn finish(mut self, to: &Path) -> io::Result<()> {
        let synced = self.file.take().map_or(Ok(()), |file| file.sync_all());
        if let Err(error) = synced.and_then(|()| fs::rename(&self.path, to)) {
            let _ = fs::remove_file(&self.path);
            return Err(error);
        }
        sync_parent(to)
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if self.file.take().is_some() {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Makes a folder and, when it is new, makes its name durable too.
pub fn make_folder(path: &Path) -> io::Result<()> {
    match fs::create_dir(path) {
        Ok(()) => sync_parent(path),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(path)?;
            sync_parent(path)
        }
        Err(error) => Err(error),
    }
}

/// Makes the entry of `path` in its folder durable.
pub fn sync_parent(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}

/// The files directly inside a folder whose names are text: path, name, and what the disk says of each.
pub fn files_in(folder: &Path) -> io::Result<Vec<(PathBuf, String, fs::Metadata)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let about = match entry.metadata() {
            Ok(about) => about,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        if let (true, Some(name)) = (about.is_file(), entry.file_name().to_str()) {
            files.push((entry.path(), name.to_owned(), about));
        }
    }
    Ok(files)
}

/// The folders directly inside a folder.
pub fn folders_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            folders.push(entry.path());
        }
    }
    Ok(folders)
}

/// Removes a file; that it was not there is no error. Answers whether it was.
pub fn remove(path: &Path) -> io::Result<bool> {
    match fs::remove_file(path) {
        Ok(()) => sync_parent(path).map(|()| true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

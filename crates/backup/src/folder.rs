//! Files that are wholly there or not there, also after the power went.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use crate::error::{At, BackupError};

/// Writes a new file that its owner alone may read, and brings it to the disk where that is asked.
pub(crate) fn write(path: &Path, bytes: &[u8], durably: bool) -> Result<(), BackupError> {
    let mut file =
        OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path).at(path)?;
    file.write_all(bytes).at(path)?;
    if durably { file.sync_all().at(path) } else { Ok(()) }
}

/// Puts a file that is on the disk in its place, durably.
pub(crate) fn place(from: &Path, to: &Path) -> Result<(), BackupError> {
    fs::rename(from, to).at(to)?;
    sync_folder_of(to)
}

/// Makes the entry of `path` in its folder durable.
pub(crate) fn sync_folder_of(path: &Path) -> Result<(), BackupError> {
    match path.parent() {
        Some(folder) if folder.as_os_str().is_empty() => sync(Path::new(".")),
        Some(folder) => sync(folder),
        None => Ok(()),
    }
}

/// Brings a file, or a folder's entries, to the disk.
pub(crate) fn sync(path: &Path) -> Result<(), BackupError> {
    File::open(path).at(path)?.sync_all().at(path)
}

/// Brings all that was written on the disk of this folder to it: cheaper than one by one where there is much.
pub(crate) fn sync_all_around(path: &Path) -> Result<(), BackupError> {
    #[cfg(target_os = "linux")]
    {
        let folder = File::open(path).at(path)?;
        rustix::fs::syncfs(&folder).map_err(io::Error::from).at(path)
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = path;
        rustix::fs::sync();
        Ok(())
    }
}

/// Whether another disk is mounted at this folder; one that is not there is none.
pub(crate) fn is_a_disk(path: &Path) -> Result<bool, BackupError> {
    use std::os::unix::fs::MetadataExt;
    let here = match fs::metadata(path) {
        Ok(here) => here.dev(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error).at(path),
    };
    let above = fs::canonicalize(path).at(path)?;
    match above.parent() {
        Some(above) => Ok(fs::metadata(above).at(above)?.dev() != here),
        None => Ok(true),
    }
}

/// Makes a folder for its owner alone, with those above it.
pub(crate) fn make(path: &Path) -> Result<(), BackupError> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path).at(path)
}

/// The files directly in a folder, with their names; nothing when the folder is not there.
pub(crate) fn files(folder: &Path) -> Result<Vec<(String, PathBuf)>, BackupError> {
    entries(folder, |kind| kind.is_file())
}

/// The folders directly in a folder.
pub(crate) fn folders(folder: &Path) -> Result<Vec<(String, PathBuf)>, BackupError> {
    entries(folder, |kind| kind.is_dir())
}

fn entries(
    folder: &Path,
    is_meant: fn(&fs::FileType) -> bool,
) -> Result<Vec<(String, PathBuf)>, BackupError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error).at(folder),
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.at(folder)?;
        if entry.file_type().is_ok_and(|kind| is_meant(&kind))
            && let Some(name) = entry.file_name().to_str()
        {
            found.push((name.to_owned(), entry.path()));
        }
    }
    found.sort();
    Ok(found)
}

/// Whether nothing is there, or an empty folder.
pub(crate) fn is_free(path: &Path) -> Result<bool, BackupError> {
    match fs::read_dir(path) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error).at(path),
    }
}

//! Reading a folder whole, within bounds and without following links out of it.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::ThemeError;

const MOST_FILES: usize = 2_000;
const MOST_DEPTH: usize = 8;
const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// Every plain file under `dir` by its name relative to it. Hidden files and links are passed over.
pub(super) fn read(dir: &Path) -> Result<BTreeMap<String, Vec<u8>>, ThemeError> {
    let mut found = BTreeMap::new();
    for path in plain_files(dir)? {
        let bytes = fs::metadata(&path).map_err(|source| unreadable(&path, source))?.len();
        if bytes > MOST_BYTES {
            return Err(ThemeError::FileTooLarge { path, bytes, most: MOST_BYTES });
        }
        if let Some(name) = name_inside(dir, &path) {
            found.insert(name, fs::read(&path).map_err(|source| unreadable(&path, source))?);
        }
    }
    Ok(found)
}

/// A mark over names, sizes and times of change; 0 when the folder cannot be read.
pub(super) fn fingerprint(dir: &Path) -> u64 {
    let Ok(mut paths) = plain_files(dir) else { return 0 };
    paths.sort();
    let mut mark = DefaultHasher::new();
    for path in paths {
        let facts = fs::metadata(&path).ok().map(|facts| (facts.len(), facts.modified().ok()));
        (path, facts).hash(&mut mark);
    }
    mark.finish()
}

fn plain_files(dir: &Path) -> Result<Vec<PathBuf>, ThemeError> {
    let mut files = Vec::new();
    let mut folders = vec![(dir.to_path_buf(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(|source| unreadable(&folder, source))? {
            let entry = entry.map_err(|source| unreadable(&folder, source))?;
            let kind = entry.file_type().map_err(|source| unreadable(&entry.path(), source))?;
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            if kind.is_dir() {
                folders.push((entry.path(), depth + 1));
            } else if kind.is_file() {
                files.push(entry.path());
            }
            if files.len() > MOST_FILES || depth >= MOST_DEPTH || folders.len() > MOST_FILES {
                return Err(too_large(dir));
            }
        }
    }
    Ok(files)
}

fn name_inside(dir: &Path, path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.strip_prefix(dir).ok()?.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

fn too_large(dir: &Path) -> ThemeError {
    ThemeError::FolderTooLarge { path: dir.to_path_buf(), most_files: MOST_FILES, most_depth: MOST_DEPTH }
}

fn unreadable(path: &Path, source: std::io::Error) -> ThemeError {
    ThemeError::Unreadable { path: path.to_path_buf(), source }
}

//! Saving a folder as it stands: only what is new is read and written.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::error::{At, BackupError};
use crate::object::{LONGEST, Name};
use crate::repository::{Repository, Writing};
use crate::snapshot::{Moment, Snapshot, SnapshotId};
use crate::tree::{FEW, FileEntry, FolderEntry, IN_A_LIST, Tree, names_in};

/// Parts of a database are small: a change of one page stores this much anew.
const DATABASE_PART: usize = 64 << 10;
/// Deeper than this no folder of ours goes; a link that leads back into itself would.
const DEEPEST: usize = 32;

/// What is saved.
pub struct Source<'s> {
    /// The folder.
    pub folder: &'s Path,
    /// Whether a path in the folder is left out, with all below it.
    pub left_out: &'s dyn Fn(&Path) -> bool,
    /// A copy of the database that stands still, and the file name under which it is kept at the top of the folder. The
    /// copy is removed once it has been read, so that it need not be brought to the disk.
    pub database: Option<(PathBuf, String)>,
    /// When, and where the database stands.
    pub moment: Moment,
    /// The last migration of the database.
    pub migration: i64,
    /// The version of the program.
    pub program: &'s str,
}

/// What was saved.
#[derive(Debug, Clone)]
pub struct Saved {
    /// The snapshot.
    pub snapshot: Snapshot,
    /// How many objects were not there yet.
    pub new_objects: u64,
    /// How many bytes those take.
    pub new_bytes: u64,
}

impl Repository {
    /// Adds a snapshot. Whatever happens, those that are there stay whole; cut in its midst, this one is not there.
    pub fn save(&self, source: &Source<'_>) -> Result<Saved, BackupError> {
        let mut writing = self.writing()?;
        let before = self.snapshots()?.into_iter().next_back().and_then(|id| self.snapshot(&id).ok());
        let before = before.and_then(|snapshot| self.tree_before(&snapshot.tree));
        let mut saving = Saving { repository: self, source, writing: &mut writing, files: 0, bytes: 0 };
        let database = match &source.database {
            Some((copy, name)) => {
                let entry = saving.database(copy, name)?;
                fs::remove_file(copy).at(copy)?;
                Some(entry)
            }
            None => None,
        };
        let tree = saving.folder(source.folder, before, database, 0)?;
        let (files, bytes) = (saving.files, saving.bytes);
        let Moment { taken_at, sequence } = source.moment;
        let snapshot = Snapshot {
            id: SnapshotId::of(source.moment)?,
            taken_at,
            sequence,
            migration: source.migration,
            program: source.program.to_owned(),
            files,
            bytes,
            tree,
        };
        let (new_objects, new_bytes) = (writing.objects(), writing.bytes);
        writing.finish(&snapshot)?;
        Ok(Saved { snapshot, new_objects, new_bytes })
    }

    fn tree_before(&self, name: &Name) -> Option<Tree> {
        Tree::read(&self.object(name).ok()?)
    }
}

struct Saving<'s, 'w, 'r> {
    repository: &'r Repository,
    source: &'s Source<'s>,
    writing: &'w mut Writing<'r>,
    files: u64,
    bytes: u64,
}

impl Saving<'_, '_, '_> {
    /// Saves a folder with all below it; `before` is how it was.
    fn folder(
        &mut self,
        folder: &Path,
        before: Option<Tree>,
        more: Option<FileEntry>,
        depth: usize,
    ) -> Result<Name, BackupError> {
        if depth > DEEPEST {
            return Err(BackupError::Refused(format!("{} goes too deep", folder.display())));
        }
        let before = before.unwrap_or_default();
        let mut tree = Tree { files: more.into_iter().collect(), folders: Vec::new() };
        for (name, path, about) in listed(folder)? {
            if (self.source.left_out)(&path) {
                continue;
            }
            if about.is_dir() {
                let was = before.folders.iter().find(|was| was.name == name);
                let was = was.and_then(|was| self.repository.tree_before(&was.tree));
                let tree_of_it = self.folder(&path, was, None, depth + 1)?;
                tree.folders.push(FolderEntry { name, tree: tree_of_it });
            } else if about.is_file() {
                let at = before.files.binary_search_by(|was| was.name.cmp(&name));
                let was = at.ok().map(|at| &before.files[at]);
                tree.files.extend(self.file(name, &path, &about, was)?);
            }
        }
        tree.files.sort_by(|a, b| a.name.cmp(&b.name));
        let written = tree.written()?;
        if written.len() > LONGEST {
            return Err(BackupError::Refused(format!("{} holds too many files", folder.display())));
        }
        self.writing.put(&written)
    }

    /// A file; nothing when it went meanwhile.
    fn file(
        &mut self,
        name: String,
        path: &Path,
        about: &Metadata,
        was: Option<&FileEntry>,
    ) -> Result<Option<FileEntry>, BackupError> {
        let written = about.mtime().saturating_mul(1_000_000_000).saturating_add(about.mtime_nsec());
        let same = was.filter(|was| was.length == about.len() && was.written == written);
        if let Some(same) = same.filter(|same| self.all_there(same)) {
            self.count(same.length);
            return Ok(Some(same.clone()));
        }
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error).at(path),
        };
        let (parts, length) = self.parts(file, path, LONGEST)?;
        self.entry(name, length, about.mode() & 0o777, written, parts).map(Some)
    }

    fn database(&mut self, copy: &Path, name: &str) -> Result<FileEntry, BackupError> {
        let (parts, length) = self.parts(File::open(copy).at(copy)?, copy, DATABASE_PART)?;
        self.entry(name.to_owned(), length, 0o600, 0, parts)
    }

    fn entry(
        &mut self,
        name: String,
        length: u64,
        mode: u32,
        written: i64,
        parts: Vec<Name>,
    ) -> Result<FileEntry, BackupError> {
        self.count(length);
        let mut entry = FileEntry { name, length, mode, written, parts, lists: Vec::new() };
        if entry.parts.len() > FEW {
            for some in entry.parts.chunks(IN_A_LIST) {
                let list: Vec<u8> = some.iter().flat_map(|name| name.0).collect();
                entry.lists.push(self.writing.put(&list)?);
            }
            entry.parts = Vec::new();
        }
        Ok(entry)
    }

    fn parts(&mut self, mut file: File, path: &Path, part: usize) -> Result<(Vec<Name>, u64), BackupError> {
        let (mut names, mut length) = (Vec::new(), 0);
        let mut buffer = Vec::with_capacity(part);
        loop {
            buffer.clear();
            file.by_ref().take(part as u64).read_to_end(&mut buffer).at(path)?;
            if buffer.is_empty() {
                return Ok((names, length));
            }
            length += buffer.len() as u64;
            names.push(self.writing.put(&buffer)?);
        }
    }

    /// Whether all parts of a file that did not change are still kept: a check may have set one aside. Of a long file their lists
    /// are read, and never the file.
    fn all_there(&self, entry: &FileEntry) -> bool {
        let has = |parts: &[Name]| parts.iter().all(|part| self.repository.has(part));
        let listed = |list: &Name| self.repository.object(list).ok().and_then(|list| names_in(&list));
        has(&entry.parts) && entry.lists.iter().all(|list| listed(list).is_some_and(|parts| has(&parts)))
    }

    fn count(&mut self, length: u64) {
        self.files += 1;
        self.bytes += length;
    }
}

/// What is in a folder, in the order of names; links are followed, what went meanwhile is not there.
fn listed(folder: &Path) -> Result<Vec<(String, PathBuf, Metadata)>, BackupError> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).at(folder)? {
        let entry = entry.at(folder)?;
        let path = entry.path();
        let about = match fs::metadata(&path) {
            Ok(about) => about,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error).at(&path),
        };
        let Ok(name) = entry.file_name().into_string() else {
            return Err(BackupError::Refused(format!("{}: its name is no text", path.display())));
        };
        found.push((name, path, about));
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(found)
}

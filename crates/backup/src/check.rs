//! Reading what is kept: every object is what its name says, or it is named with what it belongs to.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;

use crate::error::{At, BackupError};
use crate::folder;
use crate::object::Name;
use crate::repository::{Fault, Repository};
use crate::restore::joined;
use crate::snapshot::{Snapshot, SnapshotId};
use crate::tree::{FileEntry, Tree, names_in};

/// An object that is not what was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// Its name, which is that of its file.
    pub object: String,
    /// What is wrong with it.
    pub why: String,
    /// The path in the snapshot that it belongs to.
    pub path: String,
    /// The snapshot.
    pub snapshot: SnapshotId,
}

impl fmt::Display for Damage {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Damage { object, why, path, snapshot } = self;
        write!(to, "the object {object} {why}: it belongs to {path} in the snapshot {snapshot}")
    }
}

/// What a check found.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// The snapshots that are whole, the oldest first.
    pub whole: Vec<SnapshotId>,
    /// What is damaged, each object with the first path that it was met under.
    pub damages: Vec<Damage>,
    /// The snapshots that are not whole, the oldest first.
    pub broken: Vec<SnapshotId>,
    /// How many objects were read.
    pub objects: u64,
    /// How many damaged objects were set aside.
    pub set_aside: u64,
}

impl Repository {
    /// Reads every object of every snapshot, and says each one that was read. Those that were read and are not what was
    /// written are set aside in `damaged/`, so that the next snapshot writes anew what the folder still has. What could not
    /// be read stays where it is: it may be whole.
    pub fn check(&self, told: &dyn Fn(u64)) -> Result<Checked, BackupError> {
        let _lock = self.lock()?;
        let mut known = Known::default();
        let mut checked = Checked::default();
        for id in self.snapshots()? {
            match self.damages_of(&id, &mut known, told)? {
                damages if damages.is_empty() => checked.whole.push(id),
                damages => {
                    checked.broken.push(id);
                    for damage in damages {
                        if checked.damages.iter().all(|known| known.object != damage.object) {
                            checked.damages.push(damage);
                        }
                    }
                }
            }
        }
        checked.objects = known.good.len() as u64;
        checked.set_aside = self.set_aside(&known)?;
        Ok(checked)
    }

    /// The newest whole snapshot besides this one.
    pub fn last_good(&self, besides: &SnapshotId) -> Result<Option<SnapshotId>, BackupError> {
        let mut known = Known::default();
        for id in self.snapshots()?.into_iter().rev().filter(|id| id != besides) {
            if self.damages_of(&id, &mut known, &|_| ())?.is_empty() {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    fn damages_of(
        &self,
        id: &SnapshotId,
        known: &mut Known,
        told: &dyn Fn(u64),
    ) -> Result<Vec<Damage>, BackupError> {
        let snapshot = match self.snapshot(id) {
            Ok(snapshot) => snapshot,
            Err(BackupError::SnapshotDamaged(_)) => {
                let (object, why) = (format!("snapshots/{id}"), "is not what was written".to_owned());
                return Ok(vec![Damage { object, why, path: "all of it".to_owned(), snapshot: id.clone() }]);
            }
            Err(error) => return Err(error),
        };
        let mut checking =
            Checking { reading: Reading::of(self, &snapshot), known, told, damages: Vec::new() };
        checking.folder(&snapshot.tree, "");
        Ok(checking.damages)
    }

    fn set_aside(&self, known: &Known) -> Result<u64, BackupError> {
        let mut count = 0;
        for name in known.changed.iter().filter(|name| self.has(name)) {
            let (from, aside) = (self.path_of(name), self.root().join("damaged"));
            folder::make(&aside)?;
            fs::rename(&from, aside.join(name.to_string())).at(&from)?;
            count += 1;
        }
        Ok(count)
    }
}

/// What earlier snapshots have shown already.
#[derive(Default)]
struct Known {
    good: BTreeSet<Name>,
    bad: BTreeMap<Name, Damage>,
    /// Of those, what was read and is not what was written.
    changed: BTreeSet<Name>,
    /// Trees with everything below them.
    whole: BTreeSet<Name>,
}

struct Checking<'c> {
    reading: Reading<'c>,
    known: &'c mut Known,
    told: &'c dyn Fn(u64),
    damages: Vec<Damage>,
}

impl Checking<'_> {
    fn folder(&mut self, name: &Name, path: &str) {
        if self.known.whole.contains(name) {
            return;
        }
        let before = self.damages.len();
        let shown = if path.is_empty() { "the folder" } else { path };
        if let Some(bytes) = self.object(name, shown) {
            match Tree::read(&bytes) {
                Some(tree) => self.inner(&tree, path),
                None => self.damages.push(self.reading.damage(name, Fault::Changed, shown)),
            }
        }
        if self.damages.len() == before {
            self.known.whole.insert(*name);
        }
    }

    fn inner(&mut self, tree: &Tree, path: &str) {
        for file in &tree.files {
            let path = joined(path, &file.name);
            let mut parts = file.parts.clone();
            for list in &file.lists {
                if let Some(bytes) = self.object(list, &path) {
                    parts.extend(names_in(&bytes).unwrap_or_default());
                }
            }
            for part in parts {
                if !self.known.good.contains(&part) {
                    self.object(&part, &path);
                }
            }
        }
        for folder in &tree.folders {
            self.folder(&folder.tree, &joined(path, &folder.name));
        }
    }

    fn object(&mut self, name: &Name, path: &str) -> Option<Vec<u8>> {
        if let Some(damage) = self.known.bad.get(name) {
            self.damages.push(Damage { snapshot: self.reading.snapshot.clone(), ..damage.clone() });
            return None;
        }
        match self.reading.repository.object(name) {
            Ok(bytes) => {
                self.known.good.insert(*name);
                (self.told)(self.known.good.len() as u64);
                Some(bytes)
            }
            Err(fault) => {
                if fault == Fault::Changed {
                    self.known.changed.insert(*name);
                }
                let damage = self.reading.damage(name, fault, path);
                self.known.bad.insert(*name, damage.clone());
                self.damages.push(damage);
                None
            }
        }
    }
}

/// Reads the objects of one snapshot, and names what is damaged.
pub(crate) struct Reading<'r> {
    repository: &'r Repository,
    snapshot: SnapshotId,
}

impl<'r> Reading<'r> {
    pub(crate) fn of(repository: &'r Repository, snapshot: &Snapshot) -> Reading<'r> {
        Reading { repository, snapshot: snapshot.id.clone() }
    }

    pub(crate) fn part(&self, name: &Name, path: &str) -> Result<Vec<u8>, BackupError> {
        self.repository
            .object(name)
            .map_err(|fault| BackupError::Damaged(Box::new(self.damage(name, fault, path))))
    }

    pub(crate) fn tree(&self, name: &Name, path: &str) -> Result<Tree, BackupError> {
        let path = if path.is_empty() { "the folder" } else { path };
        let tree = Tree::read(&self.part(name, path)?);
        tree.ok_or_else(|| BackupError::Damaged(Box::new(self.damage(name, Fault::Changed, path))))
    }

    /// The names of all parts of a file, in their order.
    pub(crate) fn parts(&self, entry: &FileEntry, path: &str) -> Result<Vec<Name>, BackupError> {
        let mut parts = entry.parts.clone();
        for list in &entry.lists {
            let names = names_in(&self.part(list, path)?);
            let names = names
                .ok_or_else(|| BackupError::Damaged(Box::new(self.damage(list, Fault::Changed, path))))?;
            parts.extend(names);
        }
        Ok(parts)
    }

    fn damage(&self, name: &Name, fault: Fault, path: &str) -> Damage {
        let why = match fault {
            Fault::Missing => "is missing".to_owned(),
            Fault::Changed => "is not what was written".to_owned(),
            Fault::Disk(why) => format!("cannot be read ({why})"),
        };
        Damage { object: name.to_string(), why, path: path.to_owned(), snapshot: self.snapshot.clone() }
    }
}

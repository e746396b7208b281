//! A copy of the repository in a store elsewhere: what is new goes there, and what is needed comes back for a restore.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::check::Reading;
use crate::error::{At, BackupError};
use crate::folder;
use crate::object::Name;
use crate::repository::{Chance, Repository};
use crate::snapshot::{Snapshot, SnapshotId};
use crate::thin::{DAY, Needed, staying};

const DESCRIPTION: &str = "backup.json";

/// A store of named bytes elsewhere. All calls block, and say in words why something failed.
pub trait Remote {
    /// Where it is, for whoever reads a message.
    fn place(&self) -> String;
    /// Keeps bytes under a name, in place of those that were there.
    fn put(&self, name: &str, bytes: Vec<u8>) -> Result<(), String>;
    /// The bytes under a name; `None` when there are none.
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, String>;
    /// All names that begin with this.
    fn names(&self, beginning: &str) -> Result<Vec<String>, String>;
    /// Lets go of a name; one that is not there is no error.
    fn remove(&self, name: &str) -> Result<(), String>;
}

/// What a copy took.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Copied {
    /// Snapshots that were not there.
    pub snapshots: u64,
    /// Objects that were not there.
    pub objects: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Snapshots and objects that were let go there because they are let go here.
    pub removed: u64,
    /// The newest snapshot there, where it lies in the future: then nothing was let go, as its rule goes by the time.
    pub ahead: Option<SnapshotId>,
}

/// Brings one repository to one store, again and again, and remembers what is there.
pub struct Copying {
    remote: Box<dyn Remote + Send + Sync>,
    there: Option<BTreeSet<Name>>,
}

impl Copying {
    /// Nothing is asked yet.
    pub fn to(remote: Box<dyn Remote + Send + Sync>) -> Copying {
        Copying { remote, there: None }
    }

    /// Brings there what is new: objects first, then the snapshots that need them, so that each snapshot there is whole. With
    /// `sweeps`, objects that are let go here are let go there. A store that holds another backup is refused. `now` is in
    /// microseconds UTC.
    pub fn copy(&mut self, repository: &Repository, now: i64, sweeps: bool) -> Result<Copied, BackupError> {
        let copied = self.copy_once(repository, now, sweeps);
        if copied.is_err() {
            // What is there is looked at anew.
            self.there = None;
        }
        copied
    }

    fn copy_once(&mut self, repository: &Repository, now: i64, sweeps: bool) -> Result<Copied, BackupError> {
        let remote = &*self.remote;
        begin(remote, repository.root())?;
        let there = match &mut self.there {
            Some(there) => there,
            none => none.insert(objects_in(remote)?),
        };
        let here = repository.snapshots()?;
        let sent: BTreeSet<SnapshotId> = snapshots_in(remote)?.into_iter().collect();
        let mut copied = Copied::default();
        let mut damaged = None;
        for id in here.iter().filter(|id| !sent.contains(id)) {
            let snapshot = match repository.snapshot(id) {
                Ok(snapshot) => snapshot,
                Err(error @ BackupError::SnapshotDamaged(_)) => {
                    damaged = Some(error);
                    continue;
                }
                Err(error) => return Err(error),
            };
            let mut sending = Sending {
                reading: Reading::of(repository, &snapshot),
                repository,
                remote,
                there: &mut *there,
                walked: BTreeSet::new(),
                copied: &mut copied,
            };
            match sending.folder(&snapshot.tree, "") {
                Ok(()) => {}
                // The others go on, and it is told at the end.
                Err(error @ BackupError::Damaged(_)) => {
                    damaged = Some(error);
                    continue;
                }
                Err(error) => return Err(error),
            }
            let path = repository.root().join("snapshots").join(id.to_string());
            put(remote, &format!("snapshots/{id}"), fs::read(&path).at(&path)?)?;
            copied.snapshots += 1;
        }
        if let Some(damaged) = damaged {
            return Err(damaged);
        }
        // What is there is let go by the same rule as here, and not because it is gone here: that may be why it is needed.
        let all: Vec<SnapshotId> = snapshots_in(remote)?;
        let newest = all.last().map_or(0, |id| id.moment().taken_at);
        // One clock that was a year ahead must not make all others too old.
        if newest.saturating_sub(now) > DAY {
            copied.ahead = all.last().cloned();
            return Ok(copied);
        }
        let stays = staying(&all, newest.min(now));
        for id in all.iter().filter(|id| !stays.contains(*id)) {
            remove(remote, &format!("snapshots/{id}"))?;
            copied.removed += 1;
        }
        if sweeps && let Some(needed) = needed_by(repository, &stays) {
            let gone: Vec<Name> = there.iter().filter(|name| !needed.contains(name)).copied().collect();
            for name in gone {
                remove(remote, &place_of(&name))?;
                there.remove(&name);
                copied.removed += 1;
            }
        }
        Ok(copied)
    }
}

/// What these snapshots need, where all of them can be read here; `None` where one cannot, or is no longer here: then what is
/// kept elsewhere may be all that is left of it.
fn needed_by(repository: &Repository, snapshots: &BTreeSet<SnapshotId>) -> Option<BTreeSet<Name>> {
    let mut needed = Needed::default();
    for id in snapshots {
        let snapshot = repository.snapshot(id).ok()?;
        needed.folder(&Reading::of(repository, &snapshot), &snapshot.tree, "").ok()?;
    }
    needed.objects.iter().all(|name| repository.has(name)).then_some(needed.objects)
}

/// The ids of all snapshots in a store elsewhere, the oldest first.
pub fn snapshots_in(remote: &dyn Remote) -> Result<Vec<SnapshotId>, BackupError> {
    let names = remote.names("snapshots/").map_err(|why| elsewhere(remote, why))?;
    let mut ids: Vec<SnapshotId> =
        names.iter().filter_map(|name| name.strip_prefix("snapshots/")?.parse().ok()).collect();
    ids.sort();
    Ok(ids)
}

/// Makes a repository in a folder that is empty or not there, of one snapshot of a store elsewhere with all that it needs;
/// says the bytes as they come.
pub fn fetch(
    remote: &dyn Remote,
    id: &SnapshotId,
    root: &Path,
    words: Option<&str>,
    chance: Chance,
    told: &dyn Fn(u64),
) -> Result<Repository, BackupError> {
    if !folder::is_free(root)? {
        return Err(BackupError::NotEmpty(root.to_owned()));
    }
    let got = |name: &str| remote.get(name).map_err(|why| elsewhere(remote, why));
    let nothing = || elsewhere(remote, "there is no backup".to_owned());
    folder::make(&root.join("snapshots"))?;
    folder::write(&root.join(DESCRIPTION), &got(DESCRIPTION)?.ok_or_else(nothing)?, false)?;
    let repository = Repository::open(root, words, chance)?;
    let kept = got(&format!("snapshots/{id}"))?.ok_or_else(|| BackupError::NoSnapshot(id.to_string()))?;
    folder::write(&root.join("snapshots").join(id.to_string()), &kept, false)?;
    let snapshot = repository.snapshot(id)?;
    let mut fetching = Fetching { repository: &repository, snapshot: &snapshot, remote, told, bytes: 0 };
    fetching.folder(&snapshot.tree, "")?;
    Ok(repository)
}

fn elsewhere(remote: &dyn Remote, why: String) -> BackupError {
    BackupError::Elsewhere { place: remote.place(), why }
}

fn put(remote: &dyn Remote, name: &str, bytes: Vec<u8>) -> Result<(), BackupError> {
    remote.put(name, bytes).map_err(|why| elsewhere(remote, why))
}

fn remove(remote: &dyn Remote, name: &str) -> Result<(), BackupError> {
    remote.remove(name).map_err(|why| elsewhere(remote, why))
}

fn place_of(name: &Name) -> String {
    let name = name.to_string();
    format!("objects/{}/{name}", &name[..2])
}

/// The store is this repository's, or it is empty and becomes so.
fn begin(remote: &dyn Remote, root: &Path) -> Result<(), BackupError> {
    let path = root.join(DESCRIPTION);
    let ours = fs::read(&path).at(&path)?;
    match remote.get(DESCRIPTION).map_err(|why| elsewhere(remote, why))? {
        Some(theirs) if theirs == ours => Ok(()),
        Some(_) => Err(elsewhere(remote, "another backup is kept there; choose an empty place".to_owned())),
        None if remote.names("").map_err(|why| elsewhere(remote, why))?.is_empty() => {
            put(remote, DESCRIPTION, ours)
        }
        None => Err(elsewhere(remote, "something else is kept there; choose an empty place".to_owned())),
    }
}

fn objects_in(remote: &dyn Remote) -> Result<BTreeSet<Name>, BackupError> {
    let names = remote.names("objects/").map_err(|why| elsewhere(remote, why))?;
    Ok(names.iter().filter_map(|name| name.rsplit('/').next()?.parse().ok()).collect())
}

struct Sending<'s> {
    reading: Reading<'s>,
    repository: &'s Repository,
    remote: &'s dyn Remote,
    there: &'s mut BTreeSet<Name>,
    walked: BTreeSet<Name>,
    copied: &'s mut Copied,
}

impl Sending<'_> {
    /// Sends what is below a tree, then the tree.
    fn folder(&mut self, name: &Name, path: &str) -> Result<(), BackupError> {
        if !self.walked.insert(*name) {
            return Ok(());
        }
        let tree = self.reading.tree(name, path)?;
        for file in &tree.files {
            for part in self.reading.parts(file, &file.name)? {
                self.object(&part, &file.name)?;
            }
            file.lists.iter().try_for_each(|list| self.object(list, &file.name))?;
        }
        tree.folders.iter().try_for_each(|inner| self.folder(&inner.tree, &inner.name))?;
        self.object(name, path)
    }

    fn object(&mut self, name: &Name, path: &str) -> Result<(), BackupError> {
        if self.there.contains(name) {
            return Ok(());
        }
        // What is damaged here stays here.
        self.reading.part(name, path)?;
        let file = self.repository.path_of(name);
        let kept = fs::read(&file).at(&file)?;
        self.copied.bytes += kept.len() as u64;
        self.copied.objects += 1;
        put(self.remote, &place_of(name), kept)?;
        self.there.insert(*name);
        Ok(())
    }
}

struct Fetching<'f> {
    repository: &'f Repository,
    snapshot: &'f Snapshot,
    remote: &'f dyn Remote,
    told: &'f dyn Fn(u64),
    bytes: u64,
}

impl Fetching<'_> {
    fn folder(&mut self, name: &Name, path: &str) -> Result<(), BackupError> {
        self.object(name)?;
        let reading = Reading::of(self.repository, self.snapshot);
        let tree = reading.tree(name, path)?;
        for file in &tree.files {
            file.lists.iter().try_for_each(|list| self.object(list))?;
            for part in reading.parts(file, &file.name)? {
                self.object(&part)?;
            }
        }
        tree.folders.iter().try_for_each(|inner| self.folder(&inner.tree, &inner.name))
    }

    /// Fetches an object that is not here yet. One that is not there is found missing by whoever reads it.
    fn object(&mut self, name: &Name) -> Result<(), BackupError> {
        if self.repository.has(name) {
            return Ok(());
        }
        let kept = self.remote.get(&place_of(name)).map_err(|why| elsewhere(self.remote, why))?;
        let Some(kept) = kept else { return Ok(()) };
        let path = self.repository.path_of(name);
        if let Some(shard) = path.parent() {
            folder::make(shard)?;
        }
        folder::write(&path, &kept, false)?;
        self.bytes += kept.len() as u64;
        (self.told)(self.bytes);
        Ok(())
    }
}

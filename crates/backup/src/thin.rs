//! Letting old snapshots go: every one of the last hour stays, one an hour for a day, one a day for thirty days.

use std::collections::BTreeSet;
use std::fs;

use crate::check::Reading;
use crate::error::{At, BackupError};
use crate::folder;
use crate::object::Name;
use crate::repository::Repository;
use crate::snapshot::SnapshotId;

const MINUTE: i64 = 60_000_000;
const HOUR: i64 = 60 * MINUTE;
pub(crate) const DAY: i64 = 24 * HOUR;

/// What went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Thinned {
    /// Snapshots.
    pub snapshots: u64,
    /// Objects that no snapshot needs any more.
    pub objects: u64,
}

impl Repository {
    /// Lets go of snapshots that are too many at `now`, in microseconds UTC, and with `sweeps` of the objects that no
    /// snapshot needs. While a snapshot is damaged nothing is swept: what is left may be what mends it.
    pub fn thin(&self, now: i64, sweeps: bool) -> Result<Thinned, BackupError> {
        let _lock = self.lock()?;
        let ids = self.snapshots()?;
        let stays = staying(&ids, now);
        let mut thinned = Thinned::default();
        for id in ids.iter().filter(|id| !stays.contains(*id)) {
            let path = self.root().join("snapshots").join(id.to_string());
            fs::remove_file(&path).at(&path)?;
            thinned.snapshots += 1;
        }
        if sweeps {
            thinned.objects = self.sweep()?;
        }
        Ok(thinned)
    }

    fn sweep(&self) -> Result<u64, BackupError> {
        let mut needed = Needed::default();
        for id in self.snapshots()? {
            let snapshot = self.snapshot(&id)?;
            needed.folder(&Reading::of(self, &snapshot), &snapshot.tree, "")?;
        }
        let mut count = 0;
        for (_, shard) in folder::folders(&self.root().join("objects"))? {
            for (name, path) in folder::files(&shard)? {
                if name.parse().is_ok_and(|name| !needed.objects.contains(&name)) {
                    fs::remove_file(&path).at(&path)?;
                    count += 1;
                }
            }
        }
        Ok(count)
    }
}

/// The objects that snapshots need.
#[derive(Default)]
pub(crate) struct Needed {
    pub(crate) objects: BTreeSet<Name>,
}

impl Needed {
    pub(crate) fn folder(
        &mut self,
        reading: &Reading<'_>,
        name: &Name,
        path: &str,
    ) -> Result<(), BackupError> {
        if !self.objects.insert(*name) {
            return Ok(());
        }
        let tree = reading.tree(name, path)?;
        for file in &tree.files {
            let known = !file.lists.is_empty() && file.lists.iter().all(|list| self.objects.contains(list));
            if !known {
                self.objects.extend(reading.parts(file, &file.name)?);
            }
            self.objects.extend(&file.lists);
        }
        tree.folders.iter().try_for_each(|inner| self.folder(reading, &inner.tree, &inner.name))
    }
}

/// Those that stay. The newest always does.
pub(crate) fn staying(ids: &[SnapshotId], now: i64) -> BTreeSet<SnapshotId> {
    let mut stays = BTreeSet::new();
    let mut spans = BTreeSet::new();
    for id in ids.iter().rev() {
        let at = id.moment().taken_at;
        let span = match now.saturating_sub(at) {
            age if age <= HOUR => None,
            age if age <= DAY => Some((HOUR, at.div_euclid(HOUR))),
            age if age <= 30 * DAY => Some((DAY, at.div_euclid(DAY))),
            _ if stays.is_empty() => None,
            _ => continue,
        };
        // The first that is met in a span is its newest.
        if span.is_none_or(|span| spans.insert(span)) {
            stays.insert(id.clone());
        }
    }
    stays
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::Moment;

    fn id(taken_at: i64) -> SnapshotId {
        SnapshotId::of(Moment { taken_at, sequence: 1 }).unwrap()
    }

    #[test]
    fn what_stays_is_dense_near_and_sparse_far() {
        let now = 1_795_837_212_000_000;
        // One every ten minutes for forty days.
        let ids: Vec<SnapshotId> = (0..40 * 144).rev().map(|n| id(now - n * 10 * MINUTE)).collect();
        let stays = staying(&ids, now);
        let aged = |from: i64, to: i64| {
            stays.iter().filter(|id| (from..to).contains(&(now - id.moment().taken_at))).count()
        };
        assert_eq!(aged(0, HOUR + 1), 7);
        assert!((23..=24).contains(&aged(HOUR + 1, DAY + 1)), "{}", aged(HOUR + 1, DAY + 1));
        assert!((29..=30).contains(&aged(DAY + 1, 31 * DAY)));
        assert_eq!(aged(31 * DAY, 100 * DAY), 0);
        // Thinned again at once, nothing more goes.
        let rest: Vec<SnapshotId> = stays.iter().cloned().collect();
        assert_eq!(staying(&rest, now), stays);
    }

    #[test]
    fn the_newest_stays_however_old_it_is_and_one_from_the_future_too() {
        let now = 1_795_837_212_000_000;
        assert_eq!(
            staying(&[id(now - 90 * DAY), id(now - 80 * DAY)], now),
            BTreeSet::from([id(now - 80 * DAY)])
        );
        assert_eq!(staying(&[id(now + DAY)], now).len(), 1);
    }
}

//! The database as it was before a newer program brought it up to date: kept in the data folder for a week, and put back
//! by `khabar restore --before-upgrade`.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use anyhow::Context;
use store::Stands;

use crate::instance;
use crate::settings::Settings;

/// Where they are kept.
pub const FOLDER: &str = "before-upgrade";
/// For so long, in microseconds.
const KEPT_FOR: i64 = 7 * 24 * 3_600_000_000;
/// What is half written for so long was left by a program that was killed.
const HALF_WRITTEN_FOR: i64 = 3_600_000_000;
/// And not more of them than this.
const MOST: usize = 3;

/// Keeps the database as it is, when it is there and this program has migrations for it. Where an upgrade was cut in its
/// midst, what was kept before it began is the way back, and nothing more is kept. A database on a server is not kept.
pub fn keep_before(data: &Path, settings: &Settings, now: i64) -> anyhow::Result<()> {
    let Some(file) = settings.database.file() else { return Ok(()) };
    let stands = store::file_stands(&file).with_context(|| file.display().to_string())?;
    let target = store::newest_migration()?;
    let Some(stands) = stands.filter(|stands| stands.migration < target) else {
        return let_go(data, now, None);
    };
    if let Some(begun) = begun(&kept(data)?, stands) {
        let begun = leading_to(target, begun)?;
        tracing::info!("an upgrade was cut and goes on: the way back is {}", begun.display());
        return let_go(data, now, Some(&begun));
    }
    let_go(data, now, None)?;
    let folder = data.join(FOLDER);
    std::fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let unfinished = folder.join(format!("{}.new", std::process::id()));
    let copied = store::copy_file(&file, &unfinished);
    let kept = folder.join(format!("{}-{:04}-{target:04}.db", stamp(now), stands.migration));
    let placed = copied.map_err(anyhow::Error::from).and_then(|_| {
        std::fs::File::open(&unfinished)?.sync_all()?;
        std::fs::rename(&unfinished, &kept)?;
        Ok(std::fs::File::open(&folder)?.sync_all()?)
    });
    if placed.is_err() {
        let _ = std::fs::remove_file(&unfinished);
    }
    placed.with_context(|| format!("{} cannot be written", kept.display()))?;
    tracing::info!("the database as it was before the upgrade is kept in {}", kept.display());
    let_go(data, now, Some(&kept))
}

/// What was kept before an upgrade began that was cut in its midst: since then nobody wrote anything.
fn begun(files: &[PathBuf], stands: Stands) -> Option<PathBuf> {
    // Also where another program goes on with it, which leads further or less far.
    let is_begun = |path: &&PathBuf| {
        let (from, to) = span(path);
        from < stands.migration
            && to.is_some_and(|to| to > stands.migration)
            && position(path) == Some(stands.sequence)
    };
    let begun: Vec<&PathBuf> = files.iter().filter(is_begun).collect();
    lowest(&begun)
}

/// Under a name that says that it is the beginning of an upgrade to `target` too: that one may be cut as well.
fn leading_to(target: i64, begun: PathBuf) -> anyhow::Result<PathBuf> {
    let (from, to) = span(&begun);
    if to.is_some_and(|to| to >= target) {
        return Ok(begun);
    }
    let name = begun.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let stamp = name.split('-').next().unwrap_or_default();
    let further = begun.with_file_name(format!("{stamp}-{from:04}-{target:04}.db"));
    std::fs::rename(&begun, &further).with_context(|| format!("{} cannot be written", further.display()))?;
    if let Some(folder) = further.parent() {
        std::fs::File::open(folder)?.sync_all()?;
    }
    Ok(further)
}

/// The one that puts the newest upgrade back: of those that were kept for it the one from before its first step.
fn way_back(files: &[PathBuf]) -> Option<PathBuf> {
    let newest = files.last()?;
    let (start, target) = span(newest);
    if target.is_none() {
        return Some(newest.clone());
    }
    // Whatever was written between two of them, they are no steps of one upgrade.
    let stood = position(newest);
    let steps: Vec<&PathBuf> = files
        .iter()
        .filter(|path| {
            let (from, to) = span(path);
            let leads_over_it = from < start && to.is_some_and(|to| to > start);
            *path == newest || ((to == target || leads_over_it) && position(path) == stood)
        })
        .collect();
    lowest(&steps)
}

/// That with the lowest start, and of several the newest.
fn lowest(files: &[&PathBuf]) -> Option<PathBuf> {
    files.iter().rev().min_by_key(|path| span(path).0).map(|path| path.to_path_buf())
}

/// The last migration of a kept database, and that to which it was to be brought, which older programs did not write down.
fn span(path: &Path) -> (i64, Option<i64>) {
    let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
    let mut numbers = name.split('-').skip(1).map(|number| number.parse::<i64>().ok());
    (numbers.next().flatten().unwrap_or(0), numbers.next().flatten())
}

/// Where the event log of a kept database stands.
fn position(path: &Path) -> Option<i64> {
    store::file_stands(path).ok().flatten().map(|stands| stands.sequence)
}

/// A time as it stands in names: in UTC, and sorted by time.
fn stamp(now: i64) -> String {
    text::dates::iso(now, "UTC").chars().filter(char::is_ascii_alphanumeric).take(15).collect::<String>()
        + "Z"
}

/// Those that are kept, the oldest first.
pub fn kept(data: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let folder = data.join(FOLDER);
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "db"));
    files.sort();
    Ok(files)
}

/// Removes what is too old or too much, and what a killed program left half written; not what is to stay.
fn let_go(data: &Path, now: i64, stays: Option<&Path>) -> anyhow::Result<()> {
    let files = kept(data)?;
    let too_many = files.len().saturating_sub(MOST);
    for (at, path) in files.iter().enumerate() {
        if stays != Some(path.as_path()) && (at < too_many || age(path, now)? > KEPT_FOR) {
            std::fs::remove_file(path)?;
        }
    }
    for entry in std::fs::read_dir(data.join(FOLDER)).into_iter().flatten().flatten() {
        let path = entry.path();
        // A younger one may be in the hand of a program that is at it now.
        if path.extension().is_some_and(|end| end == "new") && age(&path, now)? > HALF_WRITTEN_FOR {
            std::fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// Since it was last written, in microseconds.
fn age(path: &Path, now: i64) -> anyhow::Result<i64> {
    let written = path.metadata()?.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
    Ok(now.saturating_sub(i64::try_from(written.as_micros()).unwrap_or(i64::MAX)))
}

/// Puts back what was there before the newest upgrade began, and keeps the database that stood there. Nobody may run the
/// newsroom meanwhile. Returns what was put back, and where the other is now.
pub fn put_back(data: &Path, file: &Path, now: i64, new_id: &str) -> anyhow::Result<(PathBuf, PathBuf)> {
    let before = way_back(&kept(data)?).with_context(|| {
        format!(
            "nothing is kept in {}: no upgrade changed this newsroom in the last week",
            data.join(FOLDER).display()
        )
    })?;
    // A server that is ending takes no errands any more, and still saves what is under way.
    anyhow::ensure!(
        !file.exists() || store::is_nobodys(file)?,
        "a program still has {} open: wait until it ended",
        file.display()
    );
    let faults = store::faults_of_file(&before)?;
    anyhow::ensure!(faults.is_empty(), "{} is damaged: {}", before.display(), faults.join("; "));
    let beside = file.with_extension("db.put-back");
    store::copy_file(&before, &beside)?;
    std::fs::File::open(&beside)?.sync_all()?;
    let undone = data.join(FOLDER).join(format!("undone-{}", stamp(now)));
    std::fs::create_dir_all(&undone)?;
    let stood = undone.join(file.file_name().unwrap_or_default());
    store::copy_file(file, &stood)
        .with_context(|| format!("{} cannot be kept in {}", file.display(), undone.display()))?;
    std::fs::File::open(&stood)?.sync_all()?;
    std::fs::File::open(&undone)?.sync_all()?;
    // Wherever this is cut, what is there goes out to nobody until somebody says a word.
    instance::mark_restored(data, new_id)?;
    // Its log must not be found beside another file.
    for end in ["-shm", "-wal"] {
        let mut name = file.as_os_str().to_owned();
        name.push(end);
        match std::fs::remove_file(&name) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(error)
                    .with_context(|| format!("{} cannot be removed", Path::new(&name).display()));
            }
            _ => {}
        }
    }
    std::fs::rename(&beside, file)?;
    if let Some(folder) = file.parent() {
        std::fs::File::open(folder)?.sync_all()?;
    }
    Ok((before, undone))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Files of these names, each a database at this position of its log.
    fn files(folder: &Path, names: &[(&str, i64)]) -> Vec<PathBuf> {
        let one = |(name, sequence): &(&str, i64)| {
            let path = folder.join(name);
            let database = rusqlite::Connection::open(&path).unwrap();
            let tables = "create table event_head (id bigint primary key, seq bigint not null);
                 create table schema_migration (number bigint primary key);
                 insert into schema_migration values (30);";
            database.execute_batch(tables).unwrap();
            database.execute("insert into event_head values (1, ?1)", [*sequence]).unwrap();
            path
        };
        names.iter().map(one).collect()
    }

    #[test]
    fn the_way_back_leads_to_before_the_first_step_of_the_newest_upgrade() {
        let table = [
            ("an upgrade that was cut", [("0030-0037", 5), ("0034-0037", 5)], 0),
            ("one that another program went on with", [("0030-0037", 5), ("0034-0038", 5)], 0),
            ("two upgrades", [("0030-0034", 5), ("0034-0037", 5)], 1),
            ("put back, written to, and upgraded again", [("0030-0037", 5), ("0030-0037", 9)], 1),
            ("put back, and in two steps with writing between them", [("0030-0037", 5), ("0034-0037", 9)], 1),
            ("names of older programs", [("0030", 5), ("0034", 5)], 1),
        ];
        for (what, [(first, stood), (second, stands)], expected) in table {
            let folder = tempfile::tempdir().unwrap();
            let (first, second) =
                (format!("20261101T000000Z-{first}.db"), format!("20261102T000000Z-{second}.db"));
            let files = files(folder.path(), &[(first.as_str(), stood), (second.as_str(), stands)]);
            assert_eq!(way_back(&files), Some(files[expected].clone()), "{what}");
        }
    }

    #[test]
    fn an_upgrade_that_was_cut_is_known_and_its_way_back_is_not_let_go() {
        let folder = tempfile::tempdir().unwrap();
        let kept_in = folder.path().join(FOLDER);
        std::fs::create_dir(&kept_in).unwrap();
        let names = ["1-0030-0037", "2-0030", "3-0030-0033", "4-0030-0033", "5-0030-0033"];
        let names: Vec<String> =
            names.iter().map(|name| format!("2026110{}.db", name.replacen('-', "T000000Z-", 1))).collect();
        let named: Vec<(&str, i64)> = names.iter().map(|name| (name.as_str(), 5)).collect();
        let files = files(&kept_in, &named);
        let at = |migration, sequence| begun(&files, Stands { sequence, migration });
        assert_eq!(at(34, 5), Some(files[0].clone()));
        let further = leading_to(40, files[0].clone()).unwrap();
        assert!(further.ends_with("20261101T000000Z-0030-0040.db") && further.exists());
        assert_eq!(
            begun(&kept(folder.path()).unwrap(), Stands { sequence: 5, migration: 38 }),
            Some(further.clone())
        );
        assert_eq!(leading_to(38, further.clone()).unwrap(), further, "not less far");
        std::fs::rename(&further, &files[0]).unwrap();
        // Something was written since, or it never went a step.
        assert_eq!((at(34, 6), at(30, 5)), (None, None));
        let_go(folder.path(), i64::MAX / 2, Some(&files[0])).unwrap();
        assert_eq!(kept(folder.path()).unwrap(), [files[0].clone()]);
    }
}

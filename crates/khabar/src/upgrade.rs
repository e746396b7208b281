//! The database as it was before a newer program brought it up to date: kept in the data folder for a week, and put back
//! by `khabar restore --before-upgrade`.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use anyhow::Context;

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

/// Keeps the database as it is, when it is there and this program has migrations for it. A database on a server is not kept.
pub fn keep_before(data: &Path, settings: &Settings, now: i64) -> anyhow::Result<()> {
    let Some(file) = settings.database.file() else { return Ok(()) };
    let_go(data, now)?;
    let stands = store::file_stands(&file).with_context(|| file.display().to_string())?;
    let Some(stands) = stands else { return Ok(()) };
    if stands.migration >= store::newest_migration()? {
        return Ok(());
    }
    let folder = data.join(FOLDER);
    std::fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let unfinished = folder.join(format!("{}.new", std::process::id()));
    let copied = store::copy_file(&file, &unfinished);
    let kept = folder.join(format!("{}-{:04}.db", stamp(now), stands.migration));
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
    let_go(data, now)
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

/// Removes what is too old or too much, and what a killed program left half written.
fn let_go(data: &Path, now: i64) -> anyhow::Result<()> {
    let files = kept(data)?;
    let too_many = files.len().saturating_sub(MOST);
    for (at, path) in files.iter().enumerate() {
        if at < too_many || age(path, now)? > KEPT_FOR {
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

/// Puts the newest of them back, and keeps the database that stood there. Nobody may run the newsroom meanwhile. Returns
/// what was put back, and where the other is now.
pub fn put_back(data: &Path, file: &Path, now: i64, new_id: &str) -> anyhow::Result<(PathBuf, PathBuf)> {
    let newest = kept(data)?.pop().with_context(|| {
        format!(
            "nothing is kept in {}: no upgrade changed this newsroom in the last week",
            data.join(FOLDER).display()
        )
    })?;
    let faults = store::faults_of_file(&newest)?;
    anyhow::ensure!(faults.is_empty(), "{} is damaged: {}", newest.display(), faults.join("; "));
    let beside = file.with_extension("db.put-back");
    store::copy_file(&newest, &beside)?;
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
    Ok((newest, undone))
}

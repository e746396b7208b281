//! What of a data folder goes into a backup, and how one is taken: by `khabar backup` and by the server as it runs.

use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::Context;
use backup::{BackupError, Moment, Repository, Saved, Source};
use newsroom::features::mirror::is_a_mirror;

use crate::settings::Settings;
use crate::wiring;

/// The name of the database's file in a backup, whatever the settings call it.
pub const DATABASE: &str = "khabar.db";
/// Where the copy of the database stands while its parts are read.
const SCRATCH: &str = "backup-scratch";
/// Derived from the rest, of this run alone, or sent already.
const LEFT_OUT: [&str; 8] =
    ["index", "desk-index", "outbox", "uploads", "beat.new", SCRATCH, super::upgrade::FOLDER, "lost+found"];
/// What comes later than this after the last snapshot is late, however little was written: in microseconds.
const LATE: i64 = 600_000_000;

/// A snapshot that lies so far in the future of this machine's clock, in microseconds, was taken by a clock that was wrong, or
/// this one is.
pub const AHEAD: i64 = 300_000_000;

/// The words of a key file.
pub fn words(key_file: Option<&Path>) -> anyhow::Result<Option<String>> {
    let read = |path: &Path| {
        std::fs::read_to_string(path)
            .with_context(|| format!("the key file {} cannot be read", path.display()))
    };
    key_file.map(read).transpose()
}

/// Opens a backup that is there.
pub fn open(folder: &Path, key_file: Option<&Path>) -> anyhow::Result<Repository> {
    Ok(Repository::open(folder, words(key_file)?.as_deref(), wiring::chance())?)
}

/// Opens one, or begins it. It may not stand in what it saves.
pub fn open_or_begin(folder: &Path, key_file: Option<&Path>, data: &Path) -> anyhow::Result<Repository> {
    let data_folder = std::path::absolute(data)?;
    anyhow::ensure!(
        !std::path::absolute(folder)?.starts_with(&data_folder),
        "{} is in the data folder: keep the backup elsewhere, best on another disk",
        folder.display()
    );
    Ok(Repository::open_or_begin(folder, words(key_file)?.as_deref(), wiring::chance())?)
}

/// What is saved besides files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatabaseOf {
    /// The database's file.
    File(PathBuf),
    /// Nothing: the database is saved by other means.
    Nobody,
}

impl DatabaseOf {
    /// That of these settings. A database on a server is saved by its own tools.
    pub fn of(settings: &Settings, without: bool) -> anyhow::Result<DatabaseOf> {
        match settings.database.file() {
            _ if without => Ok(DatabaseOf::Nobody),
            Some(file) => Ok(DatabaseOf::File(file)),
            None => anyhow::bail!(
                "this newsroom keeps its truth in PostgreSQL, which `khabar backup` does not copy: save it with pg_dump \
                 (`pg_dump --format=custom`), and then pictures, settings and keys with `khabar backup --without-database`"
            ),
        }
    }
}

/// The turn to copy the database into the scratch folder; what a killed program left there is removed.
fn scratch(data: &Path, waits: bool) -> anyhow::Result<Option<(File, PathBuf)>> {
    let folder = data.join(SCRATCH);
    std::fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let lock = File::options().create(true).append(true).open(folder.join("turn"))?;
    if waits {
        lock.lock()?;
    } else if lock.try_lock().is_err() {
        return Ok(None);
    }
    for entry in std::fs::read_dir(&folder)? {
        let entry = entry?;
        if entry.file_name() != "turn" {
            std::fs::remove_file(entry.path())?;
        }
    }
    let copy = folder.join(DATABASE);
    Ok(Some((lock, copy)))
}

/// The files of keys and tokens that the settings name, wherever they stand.
pub fn secrets(settings: &Settings) -> Vec<PathBuf> {
    let named =
        [&settings.tls.key, &settings.cdn.token_file, &settings.backup.key_file, &settings.backup.bucket];
    named.into_iter().flatten().cloned().collect()
}

/// A path by which a file is known, however it is named.
fn in_full(path: &Path) -> Option<PathBuf> {
    std::fs::canonicalize(path).or_else(|_| std::path::absolute(path)).ok()
}

/// Whether a path leads to one of these files, which are named in full.
fn is_one_of(files: &[PathBuf], path: &Path) -> bool {
    // Pictures are many: in full is asked only of what has such a name, or is a link to who knows what.
    let may_be = files.iter().any(|file| file.file_name() == path.file_name())
        || (!files.is_empty() && path.is_symlink());
    may_be && in_full(path).is_some_and(|path| files.contains(&path))
}

/// Takes a snapshot of a data folder; `clock` tells microseconds UTC. Blocks; the newsroom goes on. `None` when another
/// is under way and `waits` is not asked for. The secrets are left out of one that is not encrypted.
pub fn take(
    repository: &Repository,
    data: &Path,
    (database, secrets): (&DatabaseOf, &[PathBuf]),
    clock: &dyn Fn() -> i64,
    waits: bool,
) -> anyhow::Result<Option<Saved>> {
    let Some((_turn, copy)) = scratch(data, waits)? else { return Ok(None) };
    let stands = match database {
        DatabaseOf::File(file) => {
            Some(store::copy_file(file, &copy).context("the database cannot be copied")?)
        }
        DatabaseOf::Nobody => None,
    };
    // Only now, and in whole milliseconds as its name has them: the copy holds nothing that was written later.
    let taken_at = clock().saturating_add(999).div_euclid(1_000) * 1_000;
    let is_sealed = repository.is_sealed();
    let secrets: Vec<PathBuf> = secrets.iter().filter_map(|path| in_full(path)).collect();
    let live = match database {
        DatabaseOf::File(file) => Some(std::path::absolute(file)?),
        DatabaseOf::Nobody => None,
    };
    let left_out = |path: &Path| {
        is_left_out(data, live.as_deref(), is_sealed, path) || (!is_sealed && is_one_of(&secrets, path))
    };
    let source = Source {
        folder: data,
        left_out: &left_out,
        database: stands.map(|_| (copy.clone(), DATABASE.to_owned())),
        moment: Moment { taken_at, sequence: stands.map_or(0, |stands| stands.sequence) },
        migration: stands.map_or(0, |stands| stands.migration),
        program: env!("CARGO_PKG_VERSION"),
    };
    let saved = repository.save(&source);
    if stands.is_some() {
        let _ = std::fs::remove_file(&copy);
    }
    match saved {
        Ok(saved) => Ok(Some(saved)),
        Err(BackupError::InUse) if !waits => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Of a data folder all is saved but what is derived, what belongs to the running server, and the live database, of which
/// a copy is saved. The keys of the desk, of mirrors and of certificates are kept apart from the database, unless all is
/// encrypted; certificates are ordered anew by the next start.
fn is_left_out(data: &Path, live: Option<&Path>, is_sealed: bool, path: &Path) -> bool {
    let Ok(inner) = path.strip_prefix(data) else { return false };
    let Some(name) = inner.to_str() else { return false };
    let of_the_database = |live: &Path| {
        let (Some(live), Ok(path)) = (live.to_str(), std::path::absolute(path)) else { return false };
        path.to_str()
            .and_then(|path| path.strip_prefix(live))
            .is_some_and(|end| matches!(end, "" | "-wal" | "-shm" | "-journal"))
    };
    LEFT_OUT.contains(&name)
        || name.ends_with("/unfinished")
        || name == DATABASE
        || (matches!(name, "desk.key" | "mirror.key" | "acme") && !is_sealed)
        || is_a_mirror(path)
        || live.is_some_and(of_the_database)
}

/// Whether the backup that the server keeps up to date is up to date, in words.
pub fn is_fresh(folder: &Path, settings: &Settings, now: i64) -> Result<String, String> {
    let ids = Repository::ids(folder).map_err(|error| error.to_string())?;
    let Some(newest) = ids.last() else { return Err("there is no snapshot yet".to_owned()) };
    let age = now.saturating_sub(newest.moment().taken_at);
    if age < -AHEAD {
        return Err(format!(
            "the newest of {} snapshots is from the future, {newest}: this clock is wrong, or it was when that was taken. In the \
             second case remove its file in {}",
            ids.len(),
            folder.join("snapshots").display()
        ));
    }
    let told = format!("{} snapshots, the newest {} seconds old", ids.len(), age / 1_000_000);
    let stands = settings.database.file().and_then(|file| store::file_stands(&file).ok().flatten());
    let is_behind = stands.is_some_and(|stands| stands.sequence > newest.moment().sequence);
    let most = i64::try_from(settings.backup.every_seconds).unwrap_or(30).saturating_mul(4_000_000).min(LATE);
    match is_behind && age > most {
        true => Err(format!(
            "{told}, and more was written since: does the server run, and what does its log say?"
        )),
        false => Ok(told),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_from_the_future_is_not_called_fresh() {
        let folder = tempfile::tempdir().unwrap();
        let (data, to) = (folder.path().join("data"), folder.path().join("backup"));
        std::fs::create_dir(&data).unwrap();
        let repository = open_or_begin(&to, None, &data).unwrap();
        let taken_at = 1_795_837_212_000_000;
        take(&repository, &data, (&DatabaseOf::Nobody, &[]), &|| taken_at, false).unwrap();
        let mut settings = Settings::default();
        settings.database.url = format!("sqlite:{}", data.join(DATABASE).display());
        let told = is_fresh(&to, &settings, taken_at - 86_400_000_000).unwrap_err();
        assert!(told.contains("from the future"), "{told}");
        assert!(is_fresh(&to, &settings, taken_at - 1_000_000).is_ok());
        assert!(is_fresh(&to, &settings, taken_at + 1_000_000).is_ok());
    }
}

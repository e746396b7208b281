//! `khabar restore`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use backup::{BackupError, Repository, Restored, Snapshot, SnapshotId};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::DataDir;
use super::backup::megabytes;
use crate::backups::{self, DATABASE};
use crate::bucket::Bucket;
use crate::wiring::{self, Need};
use crate::{errands, instance, settings, upgrade};

/// Bring a newsroom back from a backup, into a folder that is empty or not there yet.
#[derive(Debug, Args)]
pub struct Restore {
    #[command(flatten)]
    data: DataDir,
    /// The folder of the backup.
    #[arg(long, value_name = "FOLDER", required_unless_present_any = ["before_upgrade", "bucket"])]
    from: Option<PathBuf>,
    /// The file of a bucket that has a copy of the backup.
    #[arg(long, value_name = "FILE", conflicts_with = "from")]
    bucket: Option<PathBuf>,
    /// The file whose words encrypt it.
    #[arg(long, value_name = "FILE")]
    key_file: Option<PathBuf>,
    /// As the newsroom stood at this time, such as 2026-11-28T10:15:00+03:00. Without it: the newest.
    #[arg(long, value_name = "TIME", conflicts_with = "snapshot")]
    at: Option<String>,
    /// This snapshot of `khabar backup list`.
    #[arg(long, value_name = "ID")]
    snapshot: Option<String>,
    /// Try it: restore beside the folder, look it over, and remove it again.
    #[arg(long)]
    verify: bool,
    /// Put back the database as it was before the last upgrade, where it stands. The newsroom must not run.
    #[arg(long, conflicts_with_all = ["from", "bucket", "key_file", "at", "snapshot", "verify"])]
    before_upgrade: bool,
}

impl Restore {
    /// Does it.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        if self.before_upgrade {
            return put_back(&self.data).await;
        }
        let fetched = match &self.bucket {
            Some(file) => Some(self.fetched(file).await?),
            None => None,
        };
        let from = fetched.as_ref().map(|fetched| fetched.0.as_path()).or(self.from.as_deref());
        let from = from.context("from where? Name the backup with --from")?;
        let repository = backups::open(from, self.key_file.as_deref())?;
        let snapshot = self.chosen(&repository)?;
        let to = match self.verify {
            true => beside(&self.data.folder, "verify"),
            false => self.data.folder.clone(),
        };
        let restored = restored(&repository, &snapshot, &to, self.bucket.as_deref())?;
        database_is_it(&snapshot, restored.folder())?;
        if self.verify {
            look_over(&snapshot, restored.folder()).await?;
            drop(restored);
            println!("{} can be restored: {}", snapshot.id, said_of(&snapshot));
            return Ok(ExitCode::SUCCESS);
        }
        instance::mark_restored(restored.folder(), &new_id())?;
        restored.put_in_place()?;
        say_what_is_left(&snapshot, &to)?;
        Ok(ExitCode::SUCCESS)
    }

    /// Fetches what is to be restored from a bucket, into a folder beside its place that goes afterwards.
    async fn fetched(&self, file: &Path) -> anyhow::Result<Fetched> {
        let bucket = Bucket::in_file(file)?;
        let words = backups::words(self.key_file.as_deref())?;
        let (snapshot, at) = (self.snapshot.clone(), self.newest_at()?);
        let fetched = Fetched(beside(&self.data.folder, "fetched"));
        let to = fetched.0.clone();
        let others = others_in(file);
        let bar = ProgressBar::new_spinner();
        let work = move || -> anyhow::Result<()> {
            let id = match snapshot {
                Some(id) => id.parse()?,
                None => newest(&backup::snapshots_in(&bucket)?, at, wiring::clock()())?,
            };
            let told = |bytes| bar.set_message(megabytes(bytes));
            backup::fetch(&bucket, &id, &to, words.as_deref(), wiring::chance(), &told)
                .with_context(|| format!("the snapshot {id} could not be fetched; {others}"))?;
            bar.finish_and_clear();
            Ok(())
        };
        tokio::task::spawn_blocking(work).await??;
        Ok(fetched)
    }

    /// The time that was named, in microseconds UTC.
    fn newest_at(&self) -> anyhow::Result<Option<i64>> {
        let Some(at) = &self.at else { return Ok(None) };
        let time: jiff::Timestamp = at.parse().with_context(|| {
            format!("{at} is no time; write it as in 2026-11-28T10:15:00+03:00, with the offset from UTC")
        })?;
        Ok(Some(time.as_microsecond()))
    }

    fn chosen(&self, repository: &Repository) -> anyhow::Result<Snapshot> {
        let id = match &self.snapshot {
            Some(id) => id.parse()?,
            None => newest(&repository.snapshots()?, self.newest_at()?, wiring::clock()())?,
        };
        match repository.snapshot(&id) {
            Err(error @ BackupError::SnapshotDamaged(_)) => {
                Err(with_the_last_good(repository, &id, error, self.bucket.as_deref()))
            }
            chosen => Ok(chosen?),
        }
    }
}

/// The newest of these, which are in the order of their times, or the newest that was taken by a time. Where nobody named one
/// and it lies in the future of this machine's clock, somebody must choose: it may be older than the others.
fn newest(ids: &[SnapshotId], by: Option<i64>, now: i64) -> anyhow::Result<SnapshotId> {
    let taken_by = |at: i64| ids.iter().rev().find(|id| id.moment().taken_at <= at);
    let newest = taken_by(by.unwrap_or(i64::MAX)).ok_or(BackupError::NothingBy)?;
    if by.is_some() || newest.moment().taken_at.saturating_sub(now) <= backups::AHEAD {
        return Ok(newest.clone());
    }
    let other = match taken_by(now) {
        Some(id) => format!("the newest that does not is {id}"),
        None => "so do all others".to_owned(),
    };
    anyhow::bail!(
        "the newest snapshot by its name, {newest}, lies in the future of this machine's clock; {other}. A clock was wrong: choose \
         one with `--snapshot`"
    )
}

fn new_id() -> String {
    let mut bytes = [0; 16];
    wiring::chance()(&mut bytes);
    ulid::Ulid::from_bytes(bytes).to_string()
}

/// A folder beside this one that nobody has.
fn beside(folder: &Path, what_for: &str) -> PathBuf {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    folder.with_file_name(format!("{name}.{what_for}-{}", new_id()))
}

/// A folder that is removed when nobody needs it any more.
struct Fetched(PathBuf);

impl Drop for Fetched {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn restored(
    repository: &Repository,
    snapshot: &Snapshot,
    to: &Path,
    bucket: Option<&Path>,
) -> anyhow::Result<Restored> {
    let bar = ProgressBar::new(snapshot.bytes);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {bytes}/{total_bytes} · {bytes_per_sec}") {
        bar.set_style(style);
    }
    let done = repository.restore(snapshot, to, &|bytes| bar.set_position(bytes));
    bar.finish_and_clear();
    match done {
        Err(error @ BackupError::Damaged(_)) => {
            Err(with_the_last_good(repository, &snapshot.id, error, bucket))
        }
        done => Ok(done?),
    }
}

/// What is damaged, and what can be restored instead.
fn with_the_last_good(
    repository: &Repository,
    damaged: &backup::SnapshotId,
    error: BackupError,
    bucket: Option<&Path>,
) -> anyhow::Error {
    if let Some(file) = bucket {
        return anyhow::anyhow!("{error}. Nothing was restored; {}", others_in(file));
    }
    let instead = match repository.last_good(damaged) {
        Ok(Some(id)) => format!("the last snapshot that is whole is {id}: restore it with `--snapshot {id}`"),
        Ok(None) => "no other snapshot is whole".to_owned(),
        Err(why) => format!("whether another is whole cannot be told: {why}"),
    };
    anyhow::anyhow!("{error}. Nothing was restored; {instead}")
}

/// Where the other snapshots of a bucket are found: only the one that was wanted was fetched.
fn others_in(bucket: &Path) -> String {
    format!(
        "the others of the bucket are named by `khabar backup list --bucket {}` and restored with `--snapshot`",
        bucket.display()
    )
}

/// The restored database stands where the snapshot says.
fn database_is_it(snapshot: &Snapshot, folder: &Path) -> anyhow::Result<()> {
    let file = folder.join(DATABASE);
    if snapshot.migration == 0 && !file.exists() {
        return Ok(());
    }
    let stands = store::file_stands(&file)?.context("the restored database has no tables")?;
    anyhow::ensure!(
        (stands.sequence, stands.migration) == (snapshot.sequence, snapshot.migration),
        "the restored database stands at {} and {}, the snapshot says {} and {}",
        stands.sequence,
        stands.migration,
        snapshot.sequence,
        snapshot.migration
    );
    anyhow::ensure!(
        stands.migration <= store::newest_migration()?,
        "the snapshot was taken by a newer program ({}): restore it with that one",
        snapshot.program
    );
    Ok(())
}

/// Has the engine read the whole database, and the program open the newsroom.
async fn look_over(snapshot: &Snapshot, folder: &Path) -> anyhow::Result<()> {
    let file = folder.join(DATABASE);
    if snapshot.migration == 0 && !file.exists() {
        return Ok(());
    }
    let faults = store::faults_of_file(&file)?;
    anyhow::ensure!(faults.is_empty(), "the restored database is damaged: {}", faults.join("; "));
    let mut settings = settings::read(folder)?;
    settings.database.url = format!("sqlite:{}", file.display());
    let app = wiring::open_existing(folder, &settings, Need::Newsroom).await?;
    let proofs = app.db.prove_published().await?;
    anyhow::ensure!(proofs.iter().all(store::Proof::holds), "the restored tables are not as they should be");
    Ok(())
}

fn said_of(snapshot: &Snapshot) -> String {
    format!(
        "{} files, {}, taken at {}, at position {}",
        snapshot.files,
        megabytes(snapshot.bytes),
        text::dates::iso(snapshot.taken_at, "UTC"),
        snapshot.sequence
    )
}

fn say_what_is_left(snapshot: &Snapshot, to: &Path) -> anyhow::Result<()> {
    let folder = to.display();
    println!("{} is restored in {folder}: {}.", snapshot.id, said_of(snapshot));
    if snapshot.migration == 0 {
        println!("There is no database in it: bring that back with pg_restore.");
    } else {
        let file = settings::read(to)?.database.file();
        let same = file.as_deref().is_some_and(|file| {
            std::path::absolute(file).ok() == std::path::absolute(to.join(DATABASE)).ok()
        });
        if !same {
            println!(
                "Its settings name another database: set database.url to \"sqlite:{DATABASE}\" in {} before it is run.",
                to.join("khabar.toml").display()
            );
        }
    }
    if !to.join("desk.key").exists() {
        println!(
            "desk.key was not in the backup: put your copy of it into the folder before the first start, or set second factors anew."
        );
    }
    println!("Search is built anew at the first start.");
    println!(
        "Nothing goes out of it, no publication and no letter, until you say: khabar restored lift --data {folder}"
    );
    Ok(())
}

async fn put_back(data: &DataDir) -> anyhow::Result<ExitCode> {
    anyhow::ensure!(
        !errands::is_served(&data.folder).await,
        "a server runs on {}: stop it first",
        data.folder.display()
    );
    let file = data.settings()?.database.file();
    let file = file.context("a database on a server is put back with its own tools")?;
    let (kept, undone) = upgrade::put_back(&data.folder, &file, wiring::clock()(), &new_id())?;
    println!("The database is as it was before the upgrade ({}).", kept.display());
    println!("The one that stood there, with all that was written since, is kept in {}.", undone.display());
    println!(
        "Start the older program now: this one would upgrade it again. Nothing goes out until `khabar restored lift`."
    );
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snapshot_from_the_future_is_not_chosen_by_itself() {
        let ids: Vec<SnapshotId> =
            ["20261128T034012123Z-4711", "20261129T034012123Z-4712", "20271129T034012123Z-4700"]
                .iter()
                .map(|id| id.parse().unwrap())
                .collect();
        let (second, last) = (ids[1].moment().taken_at, ids[2].moment().taken_at);
        let told = newest(&ids, None, second + 1_000_000).unwrap_err().to_string();
        assert!(told.contains(&ids[2].to_string()) && told.contains(&ids[1].to_string()), "{told}");
        // Two clocks are never quite the same, and whoever names a time has chosen.
        assert_eq!(newest(&ids, None, last - 60_000_000).unwrap(), ids[2]);
        assert_eq!(newest(&ids, Some(second), second).unwrap(), ids[1]);
        assert_eq!(newest(&ids[..2], None, second + 1).unwrap(), ids[1]);
        assert!(newest(&[], None, second).is_err() && newest(&ids, Some(0), second).is_err());
    }
}

//! `khabar backup`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use backup::{Copying, Repository};
use clap::{Args, Subcommand};
use indicatif::ProgressBar;
use store::Db;

use super::DataDir;
use crate::backups::{self, DatabaseOf};
use crate::bucket::Bucket;
use crate::instance::{self, Waits};
use crate::settings::Settings;
use crate::wiring;

/// The migration since which databases know of copies.
const COPIES_ARE_KNOWN: i64 = 26;

/// Save the newsroom as it stands, while it goes on: database, pictures, settings. Only what is new is written.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Backup {
    #[command(subcommand)]
    verb: Option<Verb>,
    #[command(flatten)]
    data: DataDir,
    /// The folder of the backup, best on another disk; begun when it is empty. Without it: `backup.to` of the settings.
    #[arg(long, value_name = "FOLDER")]
    to: Option<PathBuf>,
    /// A file whose words encrypt the backup. Keep a copy elsewhere: without it nothing comes back.
    #[arg(long, value_name = "FILE")]
    key_file: Option<PathBuf>,
    /// The file of a bucket that gets a copy of the backup. Without it: `backup.bucket` of the settings.
    #[arg(long, value_name = "FILE")]
    bucket: Option<PathBuf>,
    /// Leave the database out: for newsrooms on PostgreSQL, which pg_dump saves.
    #[arg(long)]
    without_database: bool,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// List what was saved, the oldest first.
    List {
        /// The folder of the backup.
        #[arg(long, value_name = "FOLDER", required_unless_present = "bucket")]
        from: Option<PathBuf>,
        /// The file of the bucket with its copy.
        #[arg(long, value_name = "FILE", conflicts_with = "from")]
        bucket: Option<PathBuf>,
    },
    /// Read everything that was saved, and name what is damaged.
    Check {
        /// The folder of the backup.
        #[arg(long, value_name = "FOLDER")]
        from: PathBuf,
        /// The file whose words encrypt it.
        #[arg(long, value_name = "FILE")]
        key_file: Option<PathBuf>,
    },
}

impl Backup {
    /// Does it.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        match &self.verb {
            Some(Verb::List { from, bucket }) => list(from.as_deref(), bucket.as_deref()).await,
            Some(Verb::Check { from, key_file }) => check(from, key_file.as_deref()),
            None => self.save().await,
        }
    }

    async fn save(self) -> anyhow::Result<ExitCode> {
        let settings = self.data.settings()?;
        let to = self.to.clone().or_else(|| settings.backup.to.clone());
        let to = to.context("where to? Name a folder with --to, or set backup.to")?;
        let key_file = self.key_file.clone().or_else(|| settings.backup.key_file.clone());
        let database = DatabaseOf::of(&settings, self.without_database)?;
        if let DatabaseOf::File(file) = &database
            && !file.exists()
        {
            anyhow::bail!("there is no newsroom in {}", self.data.folder.display());
        }
        let bucket = self.bucket.clone().or_else(|| settings.backup.bucket.clone());
        let is_named_here = self.to.is_some() && (self.bucket.is_some() || bucket.is_none());
        if !is_named_here && let Some(waits) = waits_for_a_word(&settings, &self.data.folder).await? {
            anyhow::bail!(
                "{}, and the backup that its settings name may be the original's. Name a place of its own with --to{}, or, if it \
                 takes the original's place, {}",
                waits.why,
                if bucket.is_some() { " and --bucket" } else { "" },
                waits.steps()
            );
        }
        let repository = backups::open_or_begin(&to, key_file.as_deref(), &self.data.folder)?;
        let mut secrets = backups::secrets(&settings);
        secrets.extend(key_file);
        secrets.extend(bucket.clone());
        let clock = wiring::clock();
        let saved = backups::take(&repository, &self.data.folder, (&database, &secrets), &*clock, true)?;
        let saved = saved.context("another program writes to this backup")?;
        let snapshot = &saved.snapshot;
        println!(
            "{}: {} files, {} in all, {} of it new.",
            snapshot.id,
            snapshot.files,
            megabytes(snapshot.bytes),
            megabytes(saved.new_bytes)
        );
        if !repository.is_sealed() && self.data.folder.join("desk.key").exists() {
            println!(
                "The backup is not encrypted, so desk.key is not in it: keep a copy apart, or second factors are set anew after a restore."
            );
        }
        match bucket {
            Some(file) => copy(repository, &file).await,
            None => Ok(ExitCode::SUCCESS),
        }
    }
}

/// Why this is a copy that waits for a word. A database that another program keeps, or an old one, tells nothing of that.
async fn waits_for_a_word(settings: &Settings, data: &Path) -> anyhow::Result<Option<Waits>> {
    let Some(file) = settings.database.file() else { return Ok(None) };
    let stands = store::file_stands(&file).with_context(|| file.display().to_string())?;
    if stands.is_none_or(|stands| stands.migration < COPIES_ARE_KNOWN) {
        return Ok(None);
    }
    let db = Db::open(&settings.database).await.context("the database cannot be opened")?;
    instance::waits_for_a_word(&db, data, wiring::clock()()).await
}

async fn copy(repository: Repository, bucket: &Path) -> anyhow::Result<ExitCode> {
    let mut copying = Copying::to(Box::new(Bucket::in_file(bucket)?));
    let now = wiring::clock()();
    let copied = tokio::task::spawn_blocking(move || copying.copy(&repository, now, true)).await??;
    println!(
        "Copied to the bucket: {} snapshots, {} new objects, {}.",
        copied.snapshots,
        copied.objects,
        megabytes(copied.bytes)
    );
    if let Some(ahead) = copied.ahead {
        println!("Nothing old was let go there: the newest snapshot is from the future, {ahead}.");
    }
    Ok(ExitCode::SUCCESS)
}

async fn list(from: Option<&Path>, bucket: Option<&Path>) -> anyhow::Result<ExitCode> {
    let ids = match (from, bucket) {
        (_, Some(file)) => {
            let bucket = Bucket::in_file(file)?;
            tokio::task::spawn_blocking(move || backup::snapshots_in(&bucket)).await??
        }
        (Some(from), None) => Repository::ids(from)?,
        (None, None) => anyhow::bail!("which backup? Name its folder with --from"),
    };
    for id in ids {
        let moment = id.moment();
        println!("{id}\t{}\tat position {}", text::dates::iso(moment.taken_at, "UTC"), moment.sequence);
    }
    Ok(ExitCode::SUCCESS)
}

fn check(from: &Path, key_file: Option<&Path>) -> anyhow::Result<ExitCode> {
    let repository = backups::open(from, key_file)?;
    let bar = ProgressBar::new_spinner();
    let checked = repository.check(&|objects| {
        if objects.is_multiple_of(64) {
            bar.set_message(format!("{objects} objects"));
            bar.tick();
        }
    });
    bar.finish_and_clear();
    let checked = checked?;
    if checked.broken.is_empty() {
        println!("{} snapshots of {} objects are whole.", checked.whole.len(), checked.objects);
        return Ok(ExitCode::SUCCESS);
    }
    for damage in &checked.damages {
        eprintln!("khabar: {damage}");
    }
    for id in &checked.broken {
        eprintln!("khabar: the snapshot {id} is not whole");
    }
    match checked.whole.last() {
        Some(id) => eprintln!("khabar: the last snapshot that is whole is {id}"),
        None => eprintln!("khabar: no snapshot is whole"),
    }
    if checked.set_aside > 0 {
        eprintln!(
            "khabar: {} damaged objects were set aside in {}; the next backup writes anew what the newsroom still has",
            checked.set_aside,
            from.join("damaged").display()
        );
    }
    Ok(ExitCode::FAILURE)
}

/// Bytes as people say them.
pub fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

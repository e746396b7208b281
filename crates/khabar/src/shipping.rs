//! The backup that a running server keeps up to date: a snapshot whenever something was written, at the lowest priority
//! and one at a time. Old ones are let go as they become too many.

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Context;
use backup::{BackupError, Copied, Copying, Repository, Saved};
use newsroom::app::App;
use newsroom::features::{machine, sittings};
use store::StoreError;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::backups::{self, DatabaseOf};
use crate::bucket::Bucket;
use crate::settings::Settings;

/// Some of what is written stands in no log: so often there is a snapshot, whatever is heard.
const AT_LEAST: Duration = Duration::from_secs(300);
/// So often the objects that no snapshot needs are swept: that reads all trees.
const SWEPT_EVERY: Duration = Duration::from_secs(3_600);
/// What could not be copied elsewhere is tried again after this.
const COPIED_AGAIN: Duration = Duration::from_secs(60);
/// After a snapshot there is a pause of so many times its own length at least, so that a large newsroom is not saved all the time.
const REST: u32 = 2;

/// What was there when the last snapshot was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Heard {
    log: i64,
    written: i64,
}

/// What came of a look that heard something new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Round {
    /// What was heard is saved.
    Saved,
    /// Somebody else saves this newsroom, or writes to this backup: the next look tells.
    NotNow,
    /// That was said.
    Failed,
}

/// What this server needs before it ships anything.
#[derive(Default)]
struct Turn {
    /// No other server ships into the same backup while it is held.
    right: Option<File>,
    /// This is a copy that waits for a word, and that was said.
    waits: bool,
}

/// A backup that is kept up to date.
pub struct Shipping {
    app: App,
    data: PathBuf,
    database: DatabaseOf,
    secrets: Vec<PathBuf>,
    repository: Arc<Repository>,
    every: Duration,
    copying: Option<Copying>,
}

impl Shipping {
    /// What the settings ask for; a backup that cannot be opened keeps the server from starting.
    pub fn begin(app: &App, data: &Path, settings: &Settings) -> anyhow::Result<Option<Shipping>> {
        let Some(to) = &settings.backup.to else { return Ok(None) };
        let repository = backups::open_or_begin(to, settings.backup.key_file.as_deref(), data)?;
        let copying = match &settings.backup.bucket {
            Some(file) => Some(Copying::to(Box::new(Bucket::in_file(file)?))),
            None => None,
        };
        Ok(Some(Shipping {
            app: app.clone(),
            data: data.to_owned(),
            database: DatabaseOf::of(settings, false)?,
            secrets: backups::secrets(settings),
            repository: Arc::new(repository),
            every: Duration::from_secs(settings.backup.every_seconds.max(1)),
            copying,
        }))
    }

    /// Goes on until `stop`. What fails is said, and tried again.
    pub async fn go_on(mut self, stop: CancellationToken) {
        // A slow line keeps no snapshot waiting: copies go their own way.
        let (saved, to_copy) = watch::channel(());
        let copies = self.copying.take().map(|copying| {
            tokio::spawn(keep_copied(
                self.app.clone(),
                copying,
                self.repository.clone(),
                to_copy,
                stop.clone(),
            ))
        });
        self.keep_saved(&saved, &stop).await;
        if let Some(copies) = copies {
            let _ = copies.await;
        }
    }

    async fn keep_saved(&self, saved: &watch::Sender<()>, stop: &CancellationToken) {
        let mut last: Option<(Heard, Instant)> = None;
        let mut swept = Instant::now();
        let mut pause = Duration::ZERO;
        let mut turn = Turn::default();
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(pause) => {}
            }
            pause = self.every;
            if !self.may_ship(&mut turn).await {
                self.say_how_old(&turn);
                continue;
            }
            match self.heard().await {
                Ok(heard) if last.is_some_and(|(was, at)| was == heard && at.elapsed() < AT_LEAST) => {}
                Ok(heard) => {
                    let begun = Instant::now();
                    let sweeps = swept.elapsed() > SWEPT_EVERY;
                    let round = self.snapshot(sweeps).await;
                    if round == Round::Saved {
                        last = Some((heard, begun));
                        saved.send_replace(());
                    }
                    // Also where it failed: what cannot be swept now is not tried at every look.
                    swept = if sweeps && round != Round::NotNow { begun } else { swept };
                    metrics::gauge!("backup_seconds").set(begun.elapsed().as_secs_f64());
                    pause = pause.saturating_sub(begun.elapsed()).max(begun.elapsed() * REST);
                }
                Err(error) => tracing::error!(%error, "whether there is something to save could not be seen"),
            }
            self.say_how_old(&turn);
        }
    }

    /// Whether this server saves what it hears: a copy of a newsroom leaves the original's backup alone until somebody says
    /// that it is no copy.
    async fn may_ship(&self, turn: &mut Turn) -> bool {
        match waits_for_a_word(&self.app).await {
            Ok(false) => turn.waits = false,
            Ok(true) => {
                turn.right = None;
                if !std::mem::replace(&mut turn.waits, true) {
                    tracing::warn!(
                        "this newsroom was brought back from a backup, or cloned: nothing is saved into the backup that its settings \
                         name, which may be the original's. If it takes the original's place, say `khabar restored lift`"
                    );
                }
                return false;
            }
            Err(error) => {
                tracing::error!(%error, "whether this is a copy that leaves the backup alone could not be seen");
                return false;
            }
        }
        if turn.right.is_none() {
            match self.repository.right_to_ship() {
                Ok(right) => turn.right = Some(right),
                Err(error) => {
                    metrics::counter!("backup_failures").increment(1);
                    tracing::error!("nothing is saved from here, and it is tried again: {error}");
                    return false;
                }
            }
        }
        true
    }

    async fn heard(&self) -> Result<Heard, StoreError> {
        let log = self.app.db.log().head().await?;
        Ok(Heard { log, written: sittings::last_changed(self.app.db.read()).await? })
    }

    /// Takes a snapshot on a thread of its own.
    async fn snapshot(&self, sweeps: bool) -> Round {
        let (repository, data) = (self.repository.clone(), self.data.clone());
        let what = (self.database.clone(), self.secrets.clone());
        let app = self.app.clone();
        let work = move || one(&repository, &data, (&what.0, &what.1), &|| app.now(), sweeps);
        match on_a_thread(work).await {
            Ok(Some(saved)) => {
                let (id, new_bytes) = (&saved.snapshot.id, saved.new_bytes);
                tracing::debug!(%id, new_bytes, "a snapshot was saved");
                Round::Saved
            }
            Ok(None) => Round::NotNow,
            Err(error) => {
                metrics::counter!("backup_failures").increment(1);
                tracing::error!("the backup could not be brought up to date: {error:#}");
                Round::Failed
            }
        }
    }

    /// What others save there is no backup of this newsroom.
    fn say_how_old(&self, turn: &Turn) {
        let ids = turn.right.as_ref().and_then(|_| self.repository.snapshots().ok());
        let newest = ids.and_then(|ids| Some(ids.last()?.moment().taken_at));
        let age = newest.map(|at| self.app.now().saturating_sub(at));
        // One from the future says nothing of how old it is.
        let age = age.filter(|age| *age >= -backups::AHEAD).map_or(f64::INFINITY, |age| age as f64 / 1e6);
        metrics::gauge!("backup_age_seconds").set(age);
    }
}

/// Whether this is a copy that waits for a word.
async fn waits_for_a_word(app: &App) -> Result<bool, StoreError> {
    Ok(machine::restored(app.db.read()).await?.is_some())
}

/// Brings what is saved to the store elsewhere, whenever something was saved, and again where that failed.
async fn keep_copied(
    app: App,
    copying: Copying,
    repository: Arc<Repository>,
    mut saved: watch::Receiver<()>,
    stop: CancellationToken,
) {
    // Whatever becomes of a thread that copies, the next one goes on with it.
    let copying = Arc::new(Mutex::new(copying));
    let mut swept = Instant::now();
    let mut again = Duration::ZERO;
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            changed = saved.changed() => if changed.is_err() { return },
            () = tokio::time::sleep(again), if !again.is_zero() => {}
        }
        match waits_for_a_word(&app).await {
            Ok(false) => {}
            // The next snapshot is the next word of it.
            Ok(true) => {
                again = Duration::ZERO;
                continue;
            }
            Err(error) => {
                tracing::error!(%error, "whether this is a copy that leaves the backup alone could not be seen");
                again = COPIED_AGAIN;
                continue;
            }
        }
        let sweeps = swept.elapsed() > SWEPT_EVERY;
        let (from, now) = (repository.clone(), app.now());
        let copying = copying.clone();
        let work = move || {
            let mut copying = copying.lock().unwrap_or_else(PoisonError::into_inner);
            Ok(copying.copy(&from, now, sweeps)?)
        };
        let copied: anyhow::Result<Copied> = on_a_thread(work).await;
        again = match copied {
            Ok(copied) => {
                metrics::gauge!("backup_copied_timestamp_seconds").set(now as f64 / 1e6);
                tracing::debug!(?copied, "the backup was copied elsewhere");
                if let Some(ahead) = copied.ahead {
                    tracing::error!(
                        "nothing old is let go elsewhere: the newest snapshot there is from the future, {ahead}"
                    );
                }
                swept = if sweeps { Instant::now() } else { swept };
                Duration::ZERO
            }
            Err(error) => {
                metrics::counter!("backup_failures").increment(1);
                tracing::error!("the backup could not be copied elsewhere: {error:#}");
                COPIED_AGAIN
            }
        };
    }
}

/// Does what blocks on a thread of its own, at the lowest priority.
async fn on_a_thread<T: Send + 'static>(
    work: impl FnOnce() -> anyhow::Result<T> + Send + 'static,
) -> anyhow::Result<T> {
    let (tell, told) = tokio::sync::oneshot::channel();
    std::thread::Builder::new().name("backup".to_owned()).spawn(move || {
        #[cfg(target_os = "linux")]
        let _ = rustix::process::nice(19);
        let _ = tell.send(work());
    })?;
    told.await.context("the thread ended in its midst")?
}

/// Whether there was no room for it.
fn is_full(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        if matches!(cause.downcast_ref::<StoreError>(), Some(StoreError::DiskFull(_))) {
            return true;
        }
        let of_the_backup = match cause.downcast_ref::<BackupError>() {
            Some(BackupError::Disk { error, .. }) => Some(error),
            _ => None,
        };
        of_the_backup
            .or_else(|| cause.downcast_ref::<std::io::Error>())
            .is_some_and(|error| matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded))
    })
}

/// Saves, then lets go of what is too old: also where there was no room to save, so that a full disk gets some. What cannot be
/// let go keeps no snapshot from being one.
fn one(
    repository: &Repository,
    data: &Path,
    what: (&DatabaseOf, &[PathBuf]),
    clock: &dyn Fn() -> i64,
    sweeps: bool,
) -> anyhow::Result<Option<Saved>> {
    and_let_go(repository, backups::take(repository, data, what, clock, false), clock, sweeps)
}

/// What follows a save, or its failure.
fn and_let_go(
    repository: &Repository,
    saved: anyhow::Result<Option<Saved>>,
    clock: &dyn Fn() -> i64,
    sweeps: bool,
) -> anyhow::Result<Option<Saved>> {
    if matches!(saved, Ok(None)) {
        return saved;
    }
    // What fails for another reason must not wear what there is away.
    if saved.as_ref().is_err_and(|error| !is_full(error)) {
        return saved;
    }
    let mut thinned = repository.thin(clock(), sweeps);
    if saved.is_err() && !sweeps && thinned.as_ref().is_ok_and(|thinned| thinned.snapshots > 0) {
        // Room is made by what they alone needed.
        thinned = repository.thin(clock(), true);
    }
    match thinned {
        // Somebody else writes to it now: the next snapshot thins.
        Ok(_) | Err(BackupError::InUse) => {}
        Err(error) => {
            metrics::counter!("backup_failures").increment(1);
            tracing::error!("of the backup's old snapshots not all could be let go: {error}");
        }
    }
    saved
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 24 * 3_600_000_000;

    #[test]
    fn what_cannot_be_let_go_keeps_nothing_from_being_saved_nor_the_other_way_round() {
        let folder = tempfile::tempdir().unwrap();
        let (data, to) = (folder.path().join("data"), folder.path().join("backup"));
        std::fs::create_dir(&data).unwrap();
        std::fs::write(data.join("khabar.toml"), "grace_seconds = 1").unwrap();
        let repository = backups::open_or_begin(&to, None, &data).unwrap();
        let saved = |at: i64| one(&repository, &data, (&DatabaseOf::Nobody, &[]), &|| at, true);
        let first = saved(DAY).unwrap().unwrap();
        std::fs::write(to.join("snapshots").join(first.snapshot.id.to_string()), "").unwrap();
        assert!(repository.thin(DAY, true).is_err(), "the control: nothing is swept");
        assert!(saved(2 * DAY).unwrap().is_some());
        assert_eq!(repository.snapshots().unwrap().len(), 2);
        // Nothing can be saved, and not for want of room: what there is stays.
        let scratch = data.join("backup-scratch");
        std::fs::remove_dir_all(&scratch).unwrap();
        std::fs::write(&scratch, "in the way").unwrap();
        assert!(saved(90 * DAY).is_err_and(|error| !is_full(&error)));
        assert_eq!(repository.snapshots().unwrap().len(), 2);
        let on_disk = |kind: ErrorKind| {
            anyhow::Error::from(BackupError::Disk { path: data.clone(), error: kind.into() })
                .context("saving")
        };
        assert!(is_full(&on_disk(ErrorKind::StorageFull)) && !is_full(&on_disk(ErrorKind::NotFound)));
        assert!(is_full(&StoreError::DiskFull(String::new()).into()));
        // For want of room what is too old goes, though nothing is saved.
        let full = || Err(on_disk(ErrorKind::StorageFull));
        assert!(and_let_go(&repository, full(), &|| 90 * DAY, true).is_err());
        assert_eq!(repository.snapshots().unwrap().len(), 1);
    }

    #[test]
    fn a_snapshot_has_the_time_at_which_the_database_was_copied() {
        let folder = tempfile::tempdir().unwrap();
        let (data, to) = (folder.path().join("data"), folder.path().join("backup"));
        std::fs::create_dir(&data).unwrap();
        let repository = backups::open_or_begin(&to, None, &data).unwrap();
        // Whoever asks for the time finds the turn to copy taken already.
        let turn = data.join("backup-scratch/turn");
        let clock = || if turn.exists() { 2 * DAY + 1 } else { DAY };
        let saved = backups::take(&repository, &data, (&DatabaseOf::Nobody, &[]), &clock, false);
        assert_eq!(saved.unwrap().unwrap().snapshot.taken_at, 2 * DAY + 1_000);
    }
}

//! The data folder as a place of its own: an id that no other folder has, and the number of the last beat that was noted in it.
//! From both it is known again, and a copy of it is known for one (`newsroom`'s feature `machine` judges).

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use anyhow::Context;
use newsroom::app::App;
use newsroom::features::machine::actions::{arrive, beat};
use newsroom::features::machine::{self, Copied, Folder};
use store::Db;
use tokio_util::sync::CancellationToken;

/// So often it is noted how the clock stands.
const EVERY: Duration = Duration::from_secs(5);

fn id_file(data: &Path) -> PathBuf {
    data.join("instance")
}

fn beat_file(data: &Path) -> PathBuf {
    data.join("beat")
}

/// The id of a folder from which the newsroom was run before.
pub fn id_of(data: &Path) -> Option<String> {
    let id = std::fs::read_to_string(id_file(data)).ok()?;
    let id = id.trim();
    (!id.is_empty() && id.len() <= 64).then(|| id.to_owned())
}

/// So many beats ahead of its database is a folder that was restored: more than it may lag behind by chance.
const AHEAD: i64 = 1_000;

/// Marks a folder whose database was brought back: it has noted beats that the database has never heard of, so that
/// nothing goes out of it without a word, whatever else is known of it.
pub fn mark_restored(data: &Path, new_id: &str) -> anyhow::Result<()> {
    let id = id_of(data).unwrap_or_else(|| new_id.to_owned());
    let beat = std::fs::read_to_string(beat_file(data)).ok().and_then(|text| text.trim().parse().ok());
    for (path, text) in [
        (id_file(data), format!("{id}\n")),
        (beat_file(data), (beat.unwrap_or(0_i64).saturating_add(AHEAD)).to_string()),
    ] {
        std::fs::write(&path, text).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    Ok(())
}

/// The folder as it stands; one that has no id yet is given one.
fn folder(app: &App, data: &Path) -> anyhow::Result<Folder> {
    let path = id_file(data);
    let (id, is_new) = match id_of(data) {
        Some(id) => (id, false),
        None => (app.new_id(), true),
    };
    if is_new {
        std::fs::write(&path, format!("{id}\n"))
            .with_context(|| format!("{} cannot be made", path.display()))?;
    }
    as_it_stands(data, id, is_new)
}

fn as_it_stands(data: &Path, id: String, is_new: bool) -> anyhow::Result<Folder> {
    let path = id_file(data);
    let file = std::fs::metadata(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    // No tool that copies a file copies when it was made, nor its number on the disk.
    let made = file.created().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    let mark = format!("{} {}", file.ino(), made.map_or(0, |at| at.as_nanos()));
    let beat = std::fs::read_to_string(beat_file(data)).ok().and_then(|text| text.trim().parse().ok());
    Ok(Folder { id, is_new, mark, beat: if is_new { 0 } else { beat.unwrap_or(0) } })
}

/// A copy that waits for a word.
pub struct Waits {
    /// How that is known.
    pub why: &'static str,
    /// Whether a server has found it already: only then is there something to lift.
    is_noted: bool,
}

impl Waits {
    /// What is to be done where it takes the original's place.
    pub fn steps(&self) -> &'static str {
        match self.is_noted {
            true => "say `khabar restored lift`",
            false => "serve it once, and then say `khabar restored lift`",
        }
    }
}

/// Whether this is a copy that waits for a word, or would be found to be one by the next server: nothing is noted here. The
/// database must have the tables of instances.
pub async fn waits_for_a_word(db: &Db, data: &Path, now: i64) -> anyhow::Result<Option<Waits>> {
    // The folder is read first: of what is noted in it the database has heard before.
    let folder = match id_of(data) {
        Some(id) => as_it_stands(data, id, false)?,
        None => Folder { id: String::new(), is_new: true, mark: String::new(), beat: 0 },
    };
    if let Some(restored) = machine::restored(db.read()).await? {
        return Ok(Some(Waits { why: Copied::words(&restored.why), is_noted: true }));
    }
    let known = machine::instances(db.read()).await?;
    let copied = Copied::judge(&folder, &known, now);
    Ok(copied.map(|copied| Waits { why: Copied::words(copied.as_str()), is_noted: false }))
}

/// Says that the newsroom is run from this folder, and goes on saying so until `stop`. Returns the folder's id.
pub async fn begin(
    app: &App,
    data: &Path,
    stop: CancellationToken,
) -> anyhow::Result<(String, impl Future<Output = ()> + use<>)> {
    let folder = folder(app, data)?;
    let id = folder.id.clone();
    let first = arrive(app, folder).await?;
    note(data, first);
    let (app, data, beating) = (app.clone(), data.to_owned(), id.clone());
    let going_on = async move {
        for number in first + 1.. {
            if let Err(error) = beat(&app, &beating, number).await {
                tracing::warn!(%error, "how the clock stands could not be noted");
            } else {
                note(&data, number);
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(EVERY) => {}
            }
        }
    };
    Ok((id, going_on))
}

/// Notes it in the folder, after the database has it. A note that was lost makes no copy of the folder.
fn note(data: &Path, number: i64) {
    let (path, beside) = (beat_file(data), data.join("beat.new"));
    let written = std::fs::write(&beside, number.to_string()).and_then(|()| std::fs::rename(&beside, &path));
    if let Err(error) = written {
        tracing::warn!(%error, "{} cannot be written", path.display());
    }
}

//! Imports ninjs files: every item on its own, a bad one refused with its place while the rest goes on.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ::store::StoreError;
use formats::ninjs::{self, ItemRefused, NinjsItem};
use tokio::task::JoinError;

use super::batch::{Batch, Wanted};
use super::intake::Intake;
use super::link_arrived::link_arrived;
use super::picture_files::PictureFiles;
use super::prepare::{Arrived, Brought, Coming, Comments, Made, prepare};
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::editions::{self, Edition};
use crate::features::imports::fingerprint::of_ninjs;
use crate::features::imports::ninjs::{NoArticle, plan};
use crate::features::imports::{ItemOutcome, ItemReport, NINJS, Report};
use crate::features::receipts::{self, ReceiptKind};
use crate::features::sections::UNFILED;
use crate::id::{ArticleId, ReceiptId};

/// Items that are made ready together.
const AT_ONCE: usize = 32;

/// How an import is to be done.
#[derive(Debug, Clone, Default)]
pub struct ImportOptions {
    /// Publish what may be published; otherwise everything stays a draft.
    pub publish: bool,
    /// The edition of items whose language no edition has; the first edition when `None`.
    pub edition: Option<String>,
    /// The section of everything, by its slug.
    pub section: Option<String>,
    /// Write over what was changed here since it came in.
    pub overwrite: bool,
}

/// What an import tells while it runs.
pub trait Progress: Send + Sync {
    /// There are so many files.
    fn files(&self, count: usize);
    /// A file has been read.
    fn file_done(&self, path: &Path);
    /// So many items of a file that is still being read are done.
    fn items_done(&self, _path: &Path, _count: u64) {}
}

/// Why an import did not begin.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// There is no edition to import into.
    #[error("there is no edition{0}; open one first")]
    NoEdition(String),
    /// A folder could not be listed.
    #[error("{path} cannot be read: {why}")]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        why: std::io::Error,
    },
    /// A category is to go to a section that is not there.
    #[error("there is no section `{section}` in the edition `{edition}`; open it first")]
    NoSection {
        /// Which.
        section: String,
        /// In which edition.
        edition: String,
    },
    /// The reading of a file broke off: a fault of the program. What came in before has come in.
    #[error("reading {path} broke off, which is a fault of this program: {why}")]
    BrokenOff {
        /// Which.
        path: PathBuf,
        /// What is known of it.
        why: String,
    },
    /// The database did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Imports every ninjs file in `paths`; a folder stands for all `.json` and `.ndjson` files under it.
pub async fn import_ninjs(
    app: &App,
    paths: &[PathBuf],
    options: ImportOptions,
    progress: &dyn Progress,
) -> Result<Report, ImportError> {
    let files = files_in(paths)?;
    progress.files(files.len());
    let actor = Actor::Import { source: "ninjs".to_owned() };
    let batch = begin(app, &actor, &options).await?;
    let mut report = Report::default();
    let done = import_files(app, &batch, &files, (&mut report, progress)).await;
    link_arrived(app, &actor).await?;
    // What came in before something broke off has its receipt as well.
    end(app, &actor, &batch, &report).await?;
    done.map(|()| report)
}

/// A batch for all that this import brings.
pub(super) async fn begin(
    app: &App,
    actor: &Actor,
    options: &ImportOptions,
) -> Result<Arc<Batch>, ImportError> {
    let all = editions::editions(app.db.read()).await?;
    let wanted = options.edition.as_deref();
    let home: &Edition = match wanted {
        Some(code) => all.iter().find(|edition| edition.code.as_str() == code),
        None => all.first(),
    }
    .ok_or_else(|| ImportError::NoEdition(wanted.map(|code| format!(" `{code}`")).unwrap_or_default()))?;
    let home = home.code.clone();
    let slug = options.section.clone().unwrap_or_else(|| UNFILED.to_owned());
    let ImportOptions { publish, overwrite, .. } = *options;
    let wanted = Wanted { publish, overwrite, home, section_slug: slug };
    Ok(Arc::new(Batch::new(actor.clone(), ReceiptId(app.new_id()), wanted, all, app.config.import_at_once)))
}

/// Leaves a receipt for the whole batch, when readers got something to see.
pub(super) async fn end(app: &App, actor: &Actor, batch: &Batch, report: &Report) -> Result<(), StoreError> {
    let Some(sample) = batch.sample().filter(|_| report.published > 0) else { return Ok(()) };
    let (receipt, actor, now): (ReceiptId, Actor, i64) = (batch.receipt.clone(), actor.clone(), app.now());
    let sample: ArticleId = sample;
    app.db
        .write(move |tx| {
            Box::pin(async move {
                receipts::insert(tx, &receipt, ReceiptKind::Batch, &sample, now).await?;
                tx.record(Event::BatchPublished { receipt }.into_log(&actor, now));
                Ok(())
            })
        })
        .await
}

/// While the items of one file are written, the next file is read.
async fn import_files(
    app: &App,
    batch: &Arc<Batch>,
    files: &[PathBuf],
    (report, progress): (&mut Report, &dyn Progress),
) -> Result<(), ImportError> {
    let mut intake = Intake::new(app, batch);
    for path in files {
        import_file(app, (batch, &mut intake), path, report).await?;
        progress.file_done(path);
    }
    let last = files.last().map(PathBuf::as_path).unwrap_or(Path::new(""));
    intake.finish(report).await.map_err(|error| broken_off(last, error))
}

/// Imports one file; items of the same name one after the other, all others side by side.
async fn import_file(
    app: &App,
    (batch, intake): (&Arc<Batch>, &mut Intake<'_>),
    path: &Path,
    report: &mut Report,
) -> Result<(), ImportError> {
    let place = path.display().to_string();
    let limits = ninjs::Limits { unknown: ninjs::Unknown::Report, ..ninjs::Limits::default() };
    let parsed = match read_bounded(path, limits.bytes).await {
        Ok(bytes) => ninjs::parse(&bytes, &limits).map_err(|refused| refused.to_string()),
        Err(error) => Err(error.to_string()),
    };
    let items = match parsed {
        Ok(items) => items,
        Err(why) => {
            batch.count(report, ItemReport::refused(place, String::new(), why));
            return Ok(());
        }
    };
    let several = items.len() > 1;
    let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
    let (mut group, mut names): (Vec<Brought>, Vec<String>) = (Vec::new(), Vec::new());
    for (index, item) in items.into_iter().enumerate() {
        let place = if several { format!("{place}, item {}", index + 1) } else { place.clone() };
        let brought = brought(place, &folder, item);
        let is_there = brought.name.as_ref().is_some_and(|name| names.contains(name));
        if is_there || group.len() >= AT_ONCE {
            let (group, names) = (std::mem::take(&mut group), std::mem::take(&mut names));
            let taken = intake.take(names, ready(app, batch, group), report).await;
            taken.map_err(|error| broken_off(path, error))?;
        }
        names.extend(brought.name.clone());
        group.push(brought);
    }
    let taken = intake.take(names, ready(app, batch, group), report).await;
    taken.map_err(|error| broken_off(path, error))
}

/// A group, made ready.
fn ready(
    app: &App,
    batch: &Arc<Batch>,
    group: Vec<Brought>,
) -> impl Future<Output = Result<Vec<Brought>, JoinError>> + Send + use<> {
    let (app, batch) = (app.clone(), batch.clone());
    async move { prepare(&app, &batch, group).await }
}

fn brought(place: String, folder: &Path, item: Result<NinjsItem, ItemRefused>) -> Brought {
    let told = |report| Brought { name: None, arrived: Arrived::Told(Box::new(report)), share: None };
    let item = match item {
        Ok(item) => item,
        Err(refused) => return told(refusal(place, refused)),
    };
    let planned = match plan(&item) {
        Ok(planned) => planned,
        Err(why @ NoArticle::Empty) => return told(ItemReport::refused(place, item.uri, why)),
        Err(why) => {
            let report = ItemReport::refused(place, item.uri, why);
            return told(ItemReport { outcome: ItemOutcome::Skipped, ..report });
        }
    };
    let coming = Coming {
        origin: NINJS,
        place,
        planned,
        fingerprint: of_ninjs(&item),
        files: PictureFiles::Beside(folder.to_path_buf()),
        comments: Comments::default(),
        made: Made::Nothing,
    };
    Brought { name: Some(item.uri), arrived: Arrived::Piece(Box::new(coming)), share: None }
}

/// A thread that panicked has not done all there is to do, and that is no success.
pub(super) fn broken_off(path: &Path, error: JoinError) -> ImportError {
    let why = match error.try_into_panic() {
        Ok(panic) => {
            let said = panic.downcast_ref::<String>().map(String::as_str);
            said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("a panic").to_owned()
        }
        Err(error) => error.to_string(),
    };
    ImportError::BrokenOff { path: path.to_path_buf(), why }
}

fn refusal(place: String, refused: ItemRefused) -> ItemReport {
    let uri = refused.uri.clone().unwrap_or_default();
    ItemReport::refused(place, uri, refused)
}

async fn read_bounded(path: &Path, most: usize) -> std::io::Result<Vec<u8>> {
    let length = tokio::fs::metadata(path).await?.len();
    if length > most as u64 {
        return Err(std::io::Error::other(format!("the file has {length} bytes; at most {most} are read")));
    }
    tokio::fs::read(path).await
}

fn files_in(paths: &[PathBuf]) -> Result<Vec<PathBuf>, ImportError> {
    let mut files = Vec::new();
    let mut waiting: Vec<PathBuf> = paths.to_vec();
    while let Some(path) = waiting.pop() {
        let unreadable = |why| ImportError::Unreadable { path: path.clone(), why };
        if std::fs::metadata(&path).map_err(unreadable)?.is_dir() {
            for entry in std::fs::read_dir(&path).map_err(unreadable)? {
                let inner = entry.map_err(unreadable)?.path();
                let is_item = inner.extension().is_some_and(|end| end == "json" || end == "ndjson");
                let is_link = inner.symlink_metadata().is_ok_and(|meta| meta.is_symlink());
                if !is_link && (inner.is_dir() || is_item) {
                    waiting.push(inner);
                }
            }
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

//! Imports ninjs files: every item on its own, a bad one refused with its place while the rest goes on.

use std::path::{Path, PathBuf};

use ::store::StoreError;
use data_encoding::HEXLOWER;
use formats::ninjs::{self, ItemRefused, NinjsItem};
use futures_util::{StreamExt, stream};
use sha2::{Digest, Sha256};

use super::import_item::{Batch, Coming, Comments, import_item};
use super::link_arrived::link_arrived;
use super::picture_files::PictureFiles;
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::editions::{self, Edition};
use crate::features::imports::ninjs::{NoArticle, plan};
use crate::features::imports::{ItemOutcome, ItemReport, NINJS, Report};
use crate::features::receipts::{self, ReceiptKind};
use crate::features::sections::UNFILED;
use crate::id::{ArticleId, ReceiptId};

/// How an import is to be done.
#[derive(Debug, Clone, Default)]
pub struct ImportOptions {
    /// Publish what may be published; otherwise everything stays a draft.
    pub publish: bool,
    /// The edition of items whose language no edition has; the first edition when `None`.
    pub edition: Option<String>,
    /// The section of everything, by its slug.
    pub section: Option<String>,
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
    for path in &files {
        for item in import_file(app, &batch, path).await {
            batch.count(&mut report, item);
        }
        progress.file_done(path);
    }
    link_arrived(app, &actor).await?;
    end(app, &actor, &batch, &report).await?;
    Ok(report)
}

/// A batch for all that this import brings.
pub(super) async fn begin(app: &App, actor: &Actor, options: &ImportOptions) -> Result<Batch, ImportError> {
    let all = editions::editions(app.db.read()).await?;
    let wanted = options.edition.as_deref();
    let home: &Edition = match wanted {
        Some(code) => all.iter().find(|edition| edition.code.as_str() == code),
        None => all.first(),
    }
    .ok_or_else(|| ImportError::NoEdition(wanted.map(|code| format!(" `{code}`")).unwrap_or_default()))?;
    let home = home.code.clone();
    let slug = options.section.clone().unwrap_or_else(|| UNFILED.to_owned());
    Ok(Batch::new(actor.clone(), ReceiptId(app.new_id()), options.publish, all, home, slug))
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

/// Imports one file; items of the same name one after the other, all others side by side.
async fn import_file(app: &App, batch: &Batch, path: &Path) -> Vec<ItemReport> {
    let place = path.display().to_string();
    let limits = ninjs::Limits { unknown: ninjs::Unknown::Report, ..ninjs::Limits::default() };
    let parsed = match read_bounded(path, limits.bytes).await {
        Ok(bytes) => ninjs::parse(&bytes, &limits).map_err(|refused| refused.to_string()),
        Err(error) => Err(error.to_string()),
    };
    let items = match parsed {
        Ok(items) => items,
        Err(why) => return vec![ItemReport::refused(place, String::new(), why)],
    };
    let several = items.len() > 1;
    let mut groups: Vec<(String, Vec<(String, NinjsItem)>)> = Vec::new();
    let mut reports = Vec::new();
    for (index, item) in items.into_iter().enumerate() {
        let place = if several { format!("{place}, item {}", index + 1) } else { place.clone() };
        match item {
            Err(refused) => reports.push(refusal(place, refused)),
            Ok(item) => match groups.iter_mut().find(|(uri, _)| *uri == item.uri) {
                Some((_, group)) => group.push((place, item)),
                None => groups.push((item.uri.clone(), vec![(place, item)])),
            },
        }
    }
    let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
    let done =
        stream::iter(groups.into_iter().map(|(_, group)| import_group(app, batch, folder.clone(), group)));
    let done: Vec<Vec<ItemReport>> = done.buffered(app.config.import_at_once.max(1)).collect().await;
    reports.extend(done.into_iter().flatten());
    reports
}

async fn import_group(
    app: &App,
    batch: &Batch,
    folder: PathBuf,
    group: Vec<(String, NinjsItem)>,
) -> Vec<ItemReport> {
    let mut reports = Vec::with_capacity(group.len());
    for (place, item) in group {
        reports.push(import_one(app, batch, &folder, place, item).await);
    }
    reports
}

async fn import_one(app: &App, batch: &Batch, folder: &Path, place: String, item: NinjsItem) -> ItemReport {
    let planned = match plan(&item) {
        Ok(planned) => planned,
        Err(why @ NoArticle::Empty) => return ItemReport::refused(place, item.uri, why),
        Err(why) => {
            return ItemReport { outcome: ItemOutcome::Skipped, ..ItemReport::refused(place, item.uri, why) };
        }
    };
    let digest = HEXLOWER.encode(&Sha256::digest(format!("{item:?}")));
    let files = PictureFiles::Beside(folder.to_path_buf());
    let coming = Coming { origin: NINJS, place, planned, digest, files, comments: Comments::default() };
    import_item(app, batch, coming).await
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

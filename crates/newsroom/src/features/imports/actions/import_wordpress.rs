//! Imports WordPress's exports: every item on its own, a bad one refused with its place while the rest goes on. A file is
//! read twice as it streams: once for its attachments, which posts name by number, and once for its posts, with what readers
//! wrote under them, and its pages.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use data_encoding::HEXLOWER;
use formats::wxr::{Fault, Found, Item, Limits, Place, Refused, Site, Wxr};
use futures_util::{StreamExt, stream};
use sha2::{Digest, Sha256};
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::task::JoinError;

use super::import_item::{Batch, Coming, Comments, import_item};
use super::import_ninjs::{self, ImportError, ImportOptions, Progress};
use super::import_page::{ComingPage, import_page};
use super::picture_files::PictureFiles;
use crate::app::App;
use crate::features::accounts::Actor;
use crate::features::editions::{self, Edition};
use crate::features::imports::wordpress::{
    Attachments, NoStandingPage, NotAnArticle, Rules, plan, plan_comments, plan_page,
};
use crate::features::imports::{ItemOutcome, ItemReport, Planned, Report, WORDPRESS};
use crate::features::sections;
use crate::features::standing_pages::StandingPageKind;

/// Items that wait to be taken in: enough that the database always has some to write together.
const WAITING: usize = 64;
/// What they and those that are being taken in may hold, in kilobytes. A larger item comes alone.
const MOST_HELD: u32 = 64 << 10;
const READ_BYTES: usize = 256 << 10;

/// How an import from WordPress is to be done.
#[derive(Debug, Clone, Default)]
pub struct WordpressOptions {
    /// Publish what was published; otherwise everything stays a draft.
    pub publish: bool,
    /// The edition; otherwise the one that speaks the site's language, or the first.
    pub edition: Option<String>,
    /// The section of what no category files, by its slug.
    pub section: Option<String>,
    /// Categories, by slug or name, and the slugs of the sections they are.
    pub map: Vec<(String, String)>,
    /// Pages, by slug or title, and the standing pages they are.
    pub pages: Vec<(String, StandingPageKind)>,
    /// The folder with the site's uploads: `wp-content/uploads`, as it was.
    pub uploads: Option<PathBuf>,
}

/// Imports the exports in `paths`.
pub async fn import_wordpress(
    app: &App,
    paths: &[PathBuf],
    options: WordpressOptions,
    progress: &dyn Progress,
) -> Result<Report, ImportError> {
    for path in paths.iter().chain(&options.uploads) {
        let unreadable = |why| ImportError::Unreadable { path: path.clone(), why };
        std::fs::metadata(path).map_err(unreadable)?;
    }
    progress.files(paths.len());
    let actor = Actor::Import { source: WORDPRESS.to_owned() };
    let begun = ImportOptions {
        publish: options.publish,
        edition: options.edition.clone(),
        section: options.section.clone(),
    };
    let import = Import { app, batch: import_ninjs::begin(app, &actor, &begun).await?, options, progress };
    let mut report = Report::default();
    let done = import.files(paths, &mut report).await;
    // What came in before something broke off has its receipt as well.
    import_ninjs::end(app, &actor, &import.batch, &report).await?;
    done.map(|()| report)
}

struct Import<'a> {
    app: &'a App,
    batch: Batch,
    options: WordpressOptions,
    progress: &'a dyn Progress,
}

/// What a reading thread hands over.
enum Read {
    /// The head, before the first item.
    Site(Arc<Site>),
    /// An item, and its share of what may be held.
    Item(Found, OwnedSemaphorePermit),
    /// The file goes no further.
    End(Refused),
}

impl Import<'_> {
    async fn files(&self, paths: &[PathBuf], report: &mut Report) -> Result<(), ImportError> {
        for path in paths {
            self.file(path, report).await?;
            self.progress.file_done(path);
        }
        Ok(())
    }

    async fn file(&self, path: &Path, report: &mut Report) -> Result<(), ImportError> {
        let place = path.display().to_string();
        let of = path.to_path_buf();
        let attachments =
            Arc::new(joined(path, tokio::task::spawn_blocking(move || attachments(&of)).await)?);
        if attachments.left_out() > 0 {
            let why = format!(
                "{} attachments are more than an import remembers: posts come in without them",
                attachments.left_out()
            );
            let told = ItemReport::refused(place.clone(), String::new(), why);
            self.batch.count(report, ItemReport { outcome: ItemOutcome::Skipped, ..told });
        }
        let (send, mut receive) = mpsc::channel(WAITING);
        let of = path.to_path_buf();
        let (room, runtime) = (Arc::new(Semaphore::new(MOST_HELD as usize)), Handle::current());
        let share =
            move |found: &Found| runtime.block_on(room.clone().acquire_many_owned(kilobytes(found))).ok();
        let reading = tokio::task::spawn_blocking(move || read(&of, &send, share));
        let mut rules = None;
        let (mut some, mut done) = (Vec::new(), 0);
        while receive.recv_many(&mut some, WAITING).await > 0 {
            let (mut items, mut held) = (Vec::with_capacity(some.len()), Vec::with_capacity(some.len()));
            for read in some.drain(..) {
                match read {
                    Read::Site(site) => rules = Some((self.rules(&site).await?, site)),
                    Read::Item(found, share) => {
                        items.push(found);
                        held.push(share);
                    }
                    Read::End(why) => {
                        self.batch.count(report, ItemReport::refused(place.clone(), String::new(), why));
                    }
                }
            }
            done += items.len() as u64;
            if let Some((rules, site)) = &rules {
                let known = Known { site, rules, attachments: &attachments, file: &place };
                self.take(items, &known, report).await;
            }
            drop(held);
            self.progress.items_done(path, done);
        }
        joined(path, reading.await)
    }

    /// Items of the same number one after the other, all others side by side.
    async fn take(&self, items: Vec<Found>, known: &Known<'_>, report: &mut Report) {
        let mut groups: Vec<(i64, Group)> = Vec::new();
        for found in items {
            match found.item {
                Err(why) => self.batch.count(report, refusal(known, found.place, &why)),
                Ok(item) => match groups.iter_mut().find(|(id, _)| *id == item.id && item.id > 0) {
                    Some((_, group)) => group.push((found.place, item)),
                    None => groups.push((item.id, vec![(found.place, item)])),
                },
            }
        }
        let groups = groups.into_iter().map(|(_, group)| self.group(group, known));
        let mut done = stream::iter(groups).buffered(self.app.config.import_at_once.max(1));
        while let Some(reports) = done.next().await {
            for Done { item, is_page, comments } in reports {
                if !matches!(item.outcome, ItemOutcome::Refused | ItemOutcome::Skipped) {
                    report.pages += u64::from(is_page);
                    report.comments += comments;
                }
                self.batch.count(report, item);
            }
        }
    }

    async fn group(&self, group: Group, known: &Known<'_>) -> Vec<Done> {
        let mut reports = Vec::with_capacity(group.len());
        for (place, item) in group {
            let place = format!("{}, {place}", known.file);
            reports.push(match item.kind.as_str() {
                "page" => self.page(place, &item, known).await,
                _ => self.post(place, &item, known).await,
            });
        }
        reports
    }

    async fn post(&self, place: String, item: &Item, known: &Known<'_>) -> Done {
        let left_out = |item| Done { item, is_page: false, comments: 0 };
        let planned = match plan(item, known.site, known.rules, known.attachments) {
            Ok(planned) => planned,
            Err(why) => {
                let report = ItemReport::refused(place, name(item), &why);
                return left_out(match why {
                    NotAnArticle::Empty | NotAnArticle::NoNumber | NotAnArticle::NoSite => report,
                    // A menu's entry or a file is nothing to be told one by one.
                    NotAnArticle::Part => ItemReport { outcome: ItemOutcome::Skipped, why: None, ..report },
                    _ => ItemReport { outcome: ItemOutcome::Skipped, ..report },
                });
            }
        };
        let digest = self.digest(&planned);
        let (kept, told) = plan_comments(item, known.rules);
        let comments = kept.len() as u64;
        let of_comments = if kept.is_empty() { String::new() } else { fingerprint(&kept) };
        let planned = Planned { dropped: planned.dropped.into_iter().chain(told).collect(), ..planned };
        let files = PictureFiles::Under(self.options.uploads.clone());
        let coming = Coming {
            origin: WORDPRESS,
            place,
            planned,
            digest,
            files,
            comments: Comments { kept: kept.into(), digest: of_comments },
        };
        Done { item: import_item(self.app, &self.batch, coming).await, is_page: false, comments }
    }

    async fn page(&self, place: String, item: &Item, known: &Known<'_>) -> Done {
        let item = match plan_page(item, known.site, known.rules, known.attachments) {
            Ok(planned) => {
                let (digest, edition) = (self.digest(&planned), known.rules.edition.clone());
                let coming = ComingPage { origin: WORDPRESS, place, edition, planned, digest };
                import_page(self.app, &self.batch, coming).await
            }
            Err(why) => {
                let outcome = match why {
                    NoStandingPage::ThrownAway => ItemOutcome::Skipped,
                    _ => ItemOutcome::Refused,
                };
                ItemReport { outcome, ..ItemReport::refused(place, name(item), why) }
            }
        };
        Done { item, is_page: true, comments: 0 }
    }

    /// What was once written down as a draft is published when the same file comes in to be published.
    fn digest(&self, planned: &impl std::fmt::Debug) -> String {
        fingerprint(&(planned, self.options.publish, self.options.uploads.is_some()))
    }

    async fn rules(&self, site: &Site) -> Result<Rules, ImportError> {
        let all = editions::editions(self.app.db.read()).await?;
        let spoken = text::lang::primary(&site.lang);
        let speaks = |edition: &&Edition| text::lang::primary(&edition.lang) == spoken;
        let edition = match &self.options.edition {
            Some(code) => all.iter().find(|edition| edition.code.as_str() == code),
            None => all.iter().find(speaks).or_else(|| all.first()),
        };
        let edition = edition.cloned().ok_or_else(|| ImportError::NoEdition(String::new()))?;
        let sections = sections::sections(self.app.db.read()).await?;
        let sections: Vec<_> =
            sections.into_iter().filter(|section| section.edition == edition.code).collect();
        let mut map = Vec::new();
        for (category, slug) in &self.options.map {
            let section = sections.iter().find(|section| section.slug == *slug);
            let section = section.cloned().ok_or_else(|| ImportError::NoSection {
                section: slug.clone(),
                edition: edition.code.to_string(),
            })?;
            map.push((category.clone(), section));
        }
        Ok(Rules { edition, sections, map, pages: self.options.pages.clone() })
    }
}

/// What became of an item.
struct Done {
    item: ItemReport,
    is_page: bool,
    /// How many comments came with it.
    comments: u64,
}

/// Items of one number, each with its place.
type Group = Vec<(Place, Box<Item>)>;

struct Known<'a> {
    site: &'a Site,
    rules: &'a Rules,
    attachments: &'a Attachments,
    file: &'a str,
}

fn refusal(known: &Known<'_>, place: Place, why: &Fault) -> ItemReport {
    ItemReport::refused(format!("{}, {place}", known.file), String::new(), why)
}

fn fingerprint(of: &impl std::fmt::Debug) -> String {
    HEXLOWER.encode(&Sha256::digest(format!("{of:?}")))
}

/// What a reading thread came to. One that broke off has not read all there is, and that is no success.
fn joined<T>(path: &Path, done: Result<T, JoinError>) -> Result<T, ImportError> {
    done.map_err(|error| {
        let why = match error.try_into_panic() {
            Ok(panic) => {
                let said = panic.downcast_ref::<String>().map(String::as_str);
                said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("a panic").to_owned()
            }
            Err(error) => error.to_string(),
        };
        ImportError::BrokenOff { path: path.to_path_buf(), why }
    })
}

fn name(item: &Item) -> String {
    if item.guid.is_empty() { item.link.clone() } else { item.guid.clone() }
}

fn open(path: &Path) -> Result<Wxr<BufReader<File>>, Refused> {
    let file = File::open(path)?;
    Ok(Wxr::new(BufReader::with_capacity(READ_BYTES, file), Limits::default()))
}

/// The attachments of a file, as far as it can be read: the second reading says what is wrong with it.
fn attachments(path: &Path) -> Attachments {
    let mut attachments = Attachments::default();
    let Ok(found) = open(path) else { return attachments };
    for item in found.map_while(Result::ok).filter_map(|found| found.item.ok()) {
        attachments.add(&item);
    }
    attachments
}

/// About what an item holds, and at least something.
fn kilobytes(found: &Found) -> u32 {
    let bytes = found.item.as_ref().map_or(0, |item| {
        let comments = item.comments.iter().map(|comment| comment.content.len() + size_of_val(comment));
        let meta = item.meta.iter().map(|(key, value)| key.len() + value.len());
        item.content.len() + item.excerpt.len() + comments.sum::<usize>() + meta.sum::<usize>()
    });
    u32::try_from(bytes >> 10).unwrap_or(MOST_HELD).clamp(1, MOST_HELD)
}

/// Reads a file on a thread of its own, no faster than its items are taken in: `share` waits until there is room for one.
fn read(path: &Path, to: &mpsc::Sender<Read>, share: impl Fn(&Found) -> Option<OwnedSemaphorePermit>) {
    let tell = |what| to.blocking_send(what).is_ok();
    let mut found = match open(path) {
        Ok(found) => found,
        Err(why) => {
            tell(Read::End(why));
            return;
        }
    };
    let mut is_first = true;
    while let Some(next) = found.next() {
        if std::mem::take(&mut is_first) && !tell(Read::Site(Arc::new(found.site().clone()))) {
            return;
        }
        let goes_on = match next {
            Ok(item) => share(&item).is_some_and(|share| tell(Read::Item(item, share))),
            Err(why) => tell(Read::End(why)),
        };
        if !goes_on {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_reading_thread_that_panics_is_no_success() {
        let path = Path::new("site.xml");
        let done = tokio::task::spawn_blocking(|| panic!("row {}", 7)).await;
        let error = joined::<()>(path, done).expect_err("it broke off").to_string();
        assert!(error.contains("site.xml") && error.contains("row 7"), "{error}");
        let done = tokio::task::spawn_blocking(|| 7).await;
        assert_eq!(joined(path, done).ok(), Some(7), "the control");
    }
}

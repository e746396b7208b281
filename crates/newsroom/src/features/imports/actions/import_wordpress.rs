//! Imports WordPress's exports: every item on its own, a bad one refused with its place while the rest goes on. All files are
//! read twice as they stream: once for their attachments, which posts name by number (`first_reading`), and once for their
//! posts, with what readers wrote under them, and their pages. A thread reads, others plan, and the database writes.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use formats::wxr::{Found, Item, Refused, Site};
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::task::JoinError;

use super::batch::Batch;
use super::first_reading::{Sites, open};
use super::import_ninjs::{self, ImportError, ImportOptions, Progress, broken_off};
use super::import_page::ComingPage;
use super::intake::Intake;
use super::picture_files::PictureFiles;
use super::prepare::{Arrived, Brought, Coming, Comments, Made, prepare};
use crate::app::App;
use crate::features::accounts::Actor;
use crate::features::editions::{self, Edition};
use crate::features::imports::wordpress::{
    Attachments, NoStandingPage, NotAnArticle, Rules, comments_fingerprint, fingerprint, plan, plan_comments,
    plan_page,
};
use crate::features::imports::{ItemOutcome, ItemReport, Report, WORDPRESS};
use crate::features::sections;
use crate::features::standing_pages::StandingPageKind;

/// Items that wait to be planned.
const WAITING: usize = 64;
/// Items that are planned and made ready together.
const AT_ONCE: usize = 32;
/// What they and those that are being taken in may hold, in kilobytes. A larger item comes alone.
const MOST_HELD: u32 = 64 << 10;

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
    /// Write over what was changed here since it came in.
    pub overwrite: bool,
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
        overwrite: options.overwrite,
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
    batch: Arc<Batch>,
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
        let Some(first) = paths.first() else { return Ok(()) };
        let all = paths.to_vec();
        let sites = tokio::task::spawn_blocking(move || Sites::read(&all)).await;
        let sites = Arc::new(sites.map_err(|error| broken_off(first, error))?);
        for path in paths {
            self.file(path, &sites, report).await?;
            self.progress.file_done(path);
        }
        Ok(())
    }

    async fn file(&self, path: &Path, sites: &Arc<Sites>, report: &mut Report) -> Result<(), ImportError> {
        let place = path.display().to_string();
        let (send, mut receive) = mpsc::channel(WAITING);
        let of = path.to_path_buf();
        let (room, runtime) = (Arc::new(Semaphore::new(MOST_HELD as usize)), Handle::current());
        let share =
            move |found: &Found| runtime.block_on(room.clone().acquire_many_owned(kilobytes(found))).ok();
        let reading = tokio::task::spawn_blocking(move || read(&of, &send, share));
        let mut intake = Intake::new(self.app, &self.batch);
        let (mut known, mut some, mut done) = (None, Vec::new(), 0);
        let broken = |error| broken_off(path, error);
        while intake.meanwhile(receive.recv_many(&mut some, AT_ONCE), report).await.map_err(broken)? > 0 {
            done += some.len() as u64;
            let (mut group, mut names) = (Vec::with_capacity(some.len()), Vec::with_capacity(some.len()));
            for read in some.drain(..) {
                match read {
                    Read::Site(site) => known = Some(self.known(&site, sites, &place, report).await?),
                    Read::Item(found, share) => {
                        let name = found.item.as_ref().ok().filter(|item| item.id > 0);
                        let name = name.map(|item| item.id.to_string());
                        if name.as_ref().is_some_and(|name| names.contains(name)) {
                            let (group, names) = (std::mem::take(&mut group), std::mem::take(&mut names));
                            let group = self.ready(group, &known);
                            intake.take(names, group, report).await.map_err(broken)?;
                        }
                        names.extend(name.clone());
                        group.push((name, found, share));
                    }
                    Read::End(why) => {
                        let group = self.ready(std::mem::take(&mut group), &known);
                        intake.take(std::mem::take(&mut names), group, report).await.map_err(broken)?;
                        intake.finish(report).await.map_err(broken)?;
                        self.batch.count(report, ItemReport::refused(place.clone(), String::new(), why));
                    }
                }
            }
            let group = self.ready(group, &known);
            intake.take(names, group, report).await.map_err(broken)?;
            self.progress.items_done(path, done);
        }
        intake.finish(report).await.map_err(broken)?;
        reading.await.map_err(broken)
    }

    /// What the items of a file are planned with.
    async fn known(
        &self,
        head: &Site,
        sites: &Arc<Sites>,
        place: &str,
        report: &mut Report,
    ) -> Result<Arc<Known>, ImportError> {
        let known = sites.of(head);
        let left_out = known.map_or(0, |known| known.attachments.left_out());
        if left_out > 0 {
            let why = format!(
                "{left_out} attachments are more than an import remembers: posts come in without them"
            );
            let told = ItemReport::refused(place.to_owned(), String::new(), why);
            self.batch.count(report, ItemReport { outcome: ItemOutcome::Skipped, ..told });
        }
        Ok(Arc::new(Known {
            rules: self.rules(head).await?,
            site: known.map_or_else(|| head.clone(), |known| known.beside(head)),
            sites: sites.clone(),
            nothing: Attachments::default(),
            file: place.to_owned(),
            uploads: self.options.uploads.clone(),
        }))
    }

    /// A group, planned and made ready.
    fn ready(
        &self,
        group: Vec<(Option<String>, Found, OwnedSemaphorePermit)>,
        known: &Option<Arc<Known>>,
    ) -> impl Future<Output = Result<Vec<Brought>, JoinError>> + Send + use<> {
        let (app, batch, known) = (self.app.clone(), self.batch.clone(), known.clone());
        async move {
            let planned = tokio::task::spawn_blocking(move || {
                let Some(known) = known else { return Vec::new() };
                let planned = group.into_iter().map(|(name, found, share)| {
                    let arrived = known.arrived(found);
                    Brought { name, arrived, share: Some(share) }
                });
                planned.collect()
            });
            prepare(&app, &batch, planned.await?).await
        }
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

/// What the items of a file are planned with.
struct Known {
    rules: Rules,
    site: Site,
    sites: Arc<Sites>,
    nothing: Attachments,
    file: String,
    uploads: Option<PathBuf>,
}

impl Known {
    fn attachments(&self) -> &Attachments {
        self.sites.of(&self.site).map_or(&self.nothing, |known| &known.attachments)
    }

    /// What is to be done with an item. Without I/O.
    fn arrived(&self, found: Found) -> Arrived {
        let place = format!("{}, {}", self.file, found.place);
        match found.item {
            Err(why) => told(ItemReport::refused(place, String::new(), &why)),
            Ok(item) if item.kind == "page" => self.page(place, &item),
            Ok(item) => self.post(place, &item),
        }
    }

    fn post(&self, place: String, item: &Item) -> Arrived {
        let (site, rules, attachments) = (&self.site, &self.rules, self.attachments());
        let mut planned = match plan(item, site, rules, attachments) {
            Ok(planned) => planned,
            Err(why) => {
                let report = ItemReport::refused(place, name(item), &why);
                return told(match why {
                    NotAnArticle::Empty | NotAnArticle::NoNumber | NotAnArticle::NoSite => report,
                    // A menu's entry or a file is nothing to be told one by one.
                    NotAnArticle::Part => ItemReport { outcome: ItemOutcome::Skipped, why: None, ..report },
                    _ => ItemReport { outcome: ItemOutcome::Skipped, ..report },
                });
            }
        };
        let (kept, not_kept) = plan_comments(item, rules);
        planned.dropped.extend(not_kept);
        let digest = if kept.is_empty() { String::new() } else { comments_fingerprint(&kept) };
        Arrived::Piece(Box::new(Coming {
            origin: WORDPRESS,
            place,
            planned,
            fingerprint: fingerprint(item, site, attachments),
            files: PictureFiles::Under(self.uploads.clone()),
            comments: Comments { kept: kept.into(), digest },
            made: Made::Nothing,
        }))
    }

    fn page(&self, place: String, item: &Item) -> Arrived {
        let (site, rules, attachments) = (&self.site, &self.rules, self.attachments());
        match plan_page(item, site, rules, attachments) {
            Ok(planned) => Arrived::Page(Box::new(ComingPage {
                origin: WORDPRESS,
                place,
                edition: rules.edition.clone(),
                planned,
                fingerprint: fingerprint(item, site, attachments),
            })),
            Err(why) => {
                let outcome = match why {
                    NoStandingPage::ThrownAway => ItemOutcome::Skipped,
                    _ => ItemOutcome::Refused,
                };
                told(ItemReport { outcome, ..ItemReport::refused(place, name(item), why) })
            }
        }
    }
}

fn told(report: ItemReport) -> Arrived {
    Arrived::Told(Box::new(report))
}

fn name(item: &Item) -> String {
    if item.guid.is_empty() { item.link.clone() } else { item.guid.clone() }
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
        let done = tokio::task::spawn_blocking(|| panic!("row {}", 7)).await;
        let error = done.map(|()| 7).expect_err("it broke off");
        let error = broken_off(Path::new("site.xml"), error).to_string();
        assert!(error.contains("site.xml") && error.contains("row 7"), "{error}");
    }
}

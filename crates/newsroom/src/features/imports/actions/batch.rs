//! What all items of an import share: who brings them, where they are filed, and what is remembered from one to the next.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Semaphore;

use super::write_item::ItemRefused;
use crate::app::App;
use crate::features::accounts::Actor;
use crate::features::editions::Edition;
use crate::features::imports::{ItemReport, Report};
use crate::features::sections::actions::open_section;
use crate::features::sections::{self, Section, UNFILED};
use crate::id::{ArticleId, AuthorId, EditionCode, ReceiptId, TopicId};

/// The place of a section that an import opens: after those that people opened.
const LAST: i64 = 1_000;
/// How many names are remembered; more are looked up whenever they are met.
const MOST_NAMES: usize = 100_000;

/// How a batch is to be brought in.
pub struct Wanted {
    /// Publish what may be published; otherwise everything stays a draft.
    pub publish: bool,
    /// Write over what was changed here since it came in.
    pub overwrite: bool,
    /// The edition of what no other one takes.
    pub home: EditionCode,
    /// The section of what no other one takes, by its slug.
    pub section_slug: String,
}

/// What all items of an import share.
pub struct Batch {
    pub actor: Actor,
    pub receipt: ReceiptId,
    pub(super) wanted: Wanted,
    editions: Vec<Arc<Edition>>,
    /// The codes of the editions.
    pub(super) codes: Arc<[EditionCode]>,
    /// The section of each edition that an item needed one of.
    sections: tokio::sync::Mutex<HashMap<EditionCode, Section>>,
    names: Mutex<Names>,
    tally: Mutex<Tally>,
    /// So many pictures are held at once, of all groups together.
    pub(super) pictures: Semaphore,
    /// One for many names: items that come side by side bring the same picture once, and the same page one after the other.
    at_names: [tokio::sync::Mutex<()>; 64],
}

/// Authors and topics that were found or opened, by edition and name. Nothing closes either, so that what was committed once
/// stays true. A name without a letter is nobody's.
#[derive(Default)]
pub struct Names {
    authors: HashMap<(EditionCode, String), Option<AuthorId>>,
    topics: HashMap<(EditionCode, String), Option<TopicId>>,
}

#[derive(Default)]
struct Tally {
    published: u64,
    scheduled: u64,
    pictures: u64,
    sample: Option<ArticleId>,
}

impl Batch {
    /// A batch into these editions.
    pub fn new(
        actor: Actor,
        receipt: ReceiptId,
        wanted: Wanted,
        editions: Vec<Edition>,
        pictures_at_once: usize,
    ) -> Self {
        Self {
            actor,
            receipt,
            wanted,
            codes: editions.iter().map(|edition| edition.code.clone()).collect(),
            editions: editions.into_iter().map(Arc::new).collect(),
            sections: Default::default(),
            names: Mutex::default(),
            tally: Mutex::default(),
            pictures: Semaphore::new(pictures_at_once.max(1)),
            at_names: std::array::from_fn(|_| tokio::sync::Mutex::default()),
        }
    }

    /// The edition's section for this batch, opened when the first item needs it.
    pub(super) async fn section_of(&self, app: &App, edition: &Edition) -> Result<Section, ItemRefused> {
        let mut known = self.sections.lock().await;
        if let Some(section) = known.get(&edition.code) {
            return Ok(section.clone());
        }
        let slug = self.wanted.section_slug.as_str();
        let section = match sections::by_slug(app.db.read(), &edition.code, slug).await? {
            Some(section) => section,
            None => {
                let name = if slug == UNFILED {
                    app.locale(edition).message("section-unfiled", &[])
                } else {
                    slug.to_owned()
                };
                open_section(app, &self.actor, &edition.code, slug, &name, "", LAST).await?
            }
        };
        known.insert(edition.code.clone(), section.clone());
        Ok(section)
    }

    /// Waits until nobody else of the batch brings in what has this name.
    pub(super) async fn alone_with(&self, name: &str) -> tokio::sync::MutexGuard<'_, ()> {
        let mut hasher = DefaultHasher::new();
        name.hash(&mut hasher);
        let count = self.at_names.len() as u64;
        self.at_names[(hasher.finish() % count) as usize].lock().await
    }

    /// The edition with this code.
    pub(super) fn edition(&self, code: &EditionCode) -> Option<Arc<Edition>> {
        self.editions.iter().find(|edition| edition.code == *code).cloned()
    }

    /// The edition that speaks the item's language, or the one chosen for all others.
    pub(super) fn edition_for(&self, lang: Option<&str>) -> Option<Arc<Edition>> {
        let spoken = lang.map(text::lang::primary);
        let speaks = |edition: &&Arc<Edition>| Some(text::lang::primary(&edition.lang)) == spoken;
        let found = self.editions.iter().find(speaks).cloned();
        found.or_else(|| self.edition(&self.wanted.home))
    }

    /// Looks into the names that are remembered.
    pub(super) fn with_names<T>(&self, f: impl FnOnce(&mut Names) -> T) -> T {
        f(&mut self.names.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// An article the batch published, to be looked at as a sample.
    pub fn sample(&self) -> Option<ArticleId> {
        self.with_tally(|tally| tally.sample.clone())
    }

    /// Adds an item to the report.
    pub fn count(&self, report: &mut Report, item: ItemReport) {
        report.add(item);
        self.with_tally(|tally| {
            (report.published, report.scheduled, report.pictures) =
                (tally.published, tally.scheduled, tally.pictures);
        });
    }

    /// Counts a picture that came in.
    pub(super) fn count_picture(&self) {
        self.with_tally(|tally| tally.pictures += 1);
    }

    /// Counts an article that readers can see now.
    pub(super) fn count_published(&self, article: Option<ArticleId>) {
        self.with_tally(|tally| {
            tally.published += 1;
            tally.sample = article;
        });
    }

    /// Counts an article that readers will see by itself.
    pub(super) fn count_scheduled(&self) {
        self.with_tally(|tally| tally.scheduled += 1);
    }

    fn with_tally<T>(&self, f: impl FnOnce(&mut Tally) -> T) -> T {
        f(&mut self.tally.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Names {
    /// The author of this name, where it is remembered.
    pub fn author(&self, edition: &EditionCode, name: &str) -> Option<Option<AuthorId>> {
        self.authors.get(&(edition.clone(), name.to_owned())).cloned()
    }

    /// The topic of this name, where it is remembered.
    pub fn topic(&self, edition: &EditionCode, name: &str) -> Option<Option<TopicId>> {
        self.topics.get(&(edition.clone(), name.to_owned())).cloned()
    }

    /// Remembers names that were committed.
    pub fn keep(&mut self, edition: &EditionCode, opened: Opened) {
        if self.authors.len() + self.topics.len() > MOST_NAMES {
            return;
        }
        let with_edition = |name| (edition.clone(), name);
        self.authors.extend(opened.authors.into_iter().map(|(name, id)| (with_edition(name), id)));
        self.topics.extend(opened.topics.into_iter().map(|(name, id)| (with_edition(name), id)));
    }
}

/// Names that an item found or opened, to be remembered once they are committed.
#[derive(Default)]
pub struct Opened {
    pub authors: Vec<(String, Option<AuthorId>)>,
    pub topics: Vec<(String, Option<TopicId>)>,
}

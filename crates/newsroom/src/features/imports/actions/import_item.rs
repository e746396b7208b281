//! Imports one item, whatever format it came in: its pictures first, then the article, in one transaction.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ::store::{StoreError, Tx};
use content::html_in;
use formats::ninjs::PubStatus;

use super::item_text::{body, recording};
use super::old_addresses::lead_to;
use super::picture_files::PictureFiles;
use crate::app::App;
use crate::features::accounts::Actor;
use crate::features::articles::actions::{
    NamedDraft, NewArticle, Publication, PublishError, RevisionRefused, create_in, embargo_in, publish_in,
    revise_in, schedule_in, with_names, withdraw_in,
};
use crate::features::articles::{Content, article_by_id};
use crate::features::editions::Edition;
use crate::features::imports::ninjs::{Leading, Planned, PlannedPicture};
use crate::features::imports::store::{self, Known};
use crate::features::imports::wordpress::PlannedComment;
use crate::features::imports::{ItemOutcome, ItemReport, Report};
use crate::features::media_library::actions::upload_picture;
use crate::features::media_library::{NewPicture, picture_by_origin};
use crate::features::recordings::Recording;
use crate::features::redirects::Target;
use crate::features::sections::actions::{SectionError, open_section};
use crate::features::sections::{self, Section, UNFILED};
use crate::id::{ArticleId, EditionCode, MediaId, ReceiptId};

/// The place of a section that an import opens: after those that people opened.
const LAST: i64 = 1_000;
/// How often an item is written before the database is too busy for it.
const MOST_TRIES: u32 = 5;
const BETWEEN_TRIES: Duration = Duration::from_millis(40);

/// What all items of an import share.
pub struct Batch {
    pub actor: Actor,
    pub receipt: ReceiptId,
    pub(super) publish: bool,
    editions: Vec<Edition>,
    /// The codes of the editions.
    pub(super) codes: Arc<[EditionCode]>,
    home: EditionCode,
    section_slug: String,
    /// The section of each edition that an item needed one of.
    sections: tokio::sync::Mutex<HashMap<EditionCode, Section>>,
    tally: Mutex<Tally>,
    /// One for many names: items that come side by side bring the same picture once, and the same page one after the other.
    at_names: [tokio::sync::Mutex<()>; 64],
}

#[derive(Default)]
struct Tally {
    published: u64,
    scheduled: u64,
    pictures: u64,
    sample: Option<ArticleId>,
}

impl Batch {
    /// A batch that files everything under the section with this slug, in whatever edition.
    pub fn new(
        actor: Actor,
        receipt: ReceiptId,
        publish: bool,
        editions: Vec<Edition>,
        home: EditionCode,
        section_slug: String,
    ) -> Self {
        let codes = editions.iter().map(|edition| edition.code.clone()).collect();
        Self {
            actor,
            receipt,
            publish,
            editions,
            codes,
            home,
            section_slug,
            sections: Default::default(),
            tally: Mutex::default(),
            at_names: std::array::from_fn(|_| tokio::sync::Mutex::default()),
        }
    }

    /// The edition's section for this batch, opened when the first item needs it.
    async fn section_of(&self, app: &App, edition: &Edition) -> Result<Section, ItemRefused> {
        let mut known = self.sections.lock().await;
        if let Some(section) = known.get(&edition.code) {
            return Ok(section.clone());
        }
        let slug = self.section_slug.as_str();
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

    fn with_tally<T>(&self, f: impl FnOnce(&mut Tally) -> T) -> T {
        f(&mut self.tally.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The edition that speaks the item's language, or the one chosen for all others.
    fn edition_for(&self, lang: Option<&str>) -> Option<&Edition> {
        let spoken = lang.map(text::lang::primary);
        let speaks = |edition: &&Edition| Some(text::lang::primary(&edition.lang)) == spoken;
        self.editions
            .iter()
            .find(speaks)
            .or_else(|| self.editions.iter().find(|edition| edition.code == self.home))
    }
}

/// Why an item was not taken.
#[derive(Debug, thiserror::Error)]
pub(super) enum ItemRefused {
    #[error(transparent)]
    Revision(#[from] RevisionRefused),
    #[error(transparent)]
    Publish(#[from] PublishError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the text cannot be taken: {0}")]
    Text(#[from] html_in::ImportError),
    #[error(transparent)]
    Section(#[from] SectionError),
}

impl ItemRefused {
    fn is_busy(&self) -> bool {
        match self {
            // Another import wrote the same item just now: it is known the next time.
            ItemRefused::Store(StoreError::Unique { .. }) => true,
            ItemRefused::Store(error)
            | ItemRefused::Revision(RevisionRefused::Store(error))
            | ItemRefused::Publish(PublishError::Store(error)) => error.is_busy(),
            _ => false,
        }
    }
}

/// An item on its way in.
pub struct Coming {
    /// Which import brings it.
    pub origin: &'static str,
    /// Where it stands.
    pub place: String,
    /// What it would become.
    pub planned: Planned,
    /// Its fingerprint: the same one twice changes nothing.
    pub digest: String,
    /// Where its pictures are.
    pub files: PictureFiles,
    /// What its readers wrote under it.
    pub comments: Comments,
}

/// Comments that come with an item.
#[derive(Debug, Clone, Default)]
pub struct Comments {
    /// All that are kept.
    pub kept: Arc<[PlannedComment]>,
    /// Their fingerprint; empty when the format has none.
    pub digest: String,
}

/// Imports one item and says what became of it; never fails as a whole.
pub async fn import_item(app: &App, batch: &Batch, coming: Coming) -> ItemReport {
    let Coming { origin, place, mut planned, digest, files, comments } = coming;
    let uri = planned.uri.clone();
    let known = match store::known(app.db.read(), origin, &uri).await {
        Ok(known) => known,
        Err(error) => return ItemReport::refused(place, uri, error),
    };
    let report = |outcome, article: Option<ArticleId>, planned: Planned| ItemReport {
        place: place.clone(),
        uri: uri.clone(),
        outcome,
        article: article.map(|id| id.0),
        changed: planned.changed,
        dropped: planned.dropped,
        why: None,
    };
    if let Some(known) = known.as_ref().filter(|known| known.digest == digest) {
        let (changed, dropped) = (Vec::new(), Vec::new());
        let article = Some(known.article.clone());
        let outcome = match known.comments == comments.digest {
            true => ItemOutcome::Unchanged,
            false => match keep_comments(app, (origin, &uri), known.clone(), comments).await {
                Ok(()) => ItemOutcome::Updated,
                Err(error) => return ItemReport::refused(place, uri, error),
            },
        };
        return report(outcome, article, Planned { changed, dropped, ..planned });
    }
    let pictures = pictures(app, batch, (origin, &files), &mut planned).await;
    let outcome = take(app, batch, origin, &mut planned, pictures, known, (digest, comments)).await;
    match outcome {
        Ok((outcome, article)) => report(outcome, article, planned),
        Err(why) => {
            let (changed, dropped) = (planned.changed, planned.dropped);
            ItemReport { changed, dropped, ..ItemReport::refused(place, uri, why) }
        }
    }
}

/// What readers wrote changed, and nothing else did.
async fn keep_comments(
    app: &App,
    (origin, uri): (&'static str, &str),
    known: Known,
    comments: Comments,
) -> Result<(), StoreError> {
    let (uri, now) = (uri.to_owned(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                store::replace_comments(tx, &known.article, &comments.kept).await?;
                store::put(tx, origin, &uri, &Known { comments: comments.digest, ..known }, now).await
            })
        })
        .await
}

/// Brings the item's pictures into the library from the files beside it.
async fn pictures(
    app: &App,
    batch: &Batch,
    from: (&str, &PictureFiles),
    planned: &mut Planned,
) -> Vec<(MediaId, PlannedPicture)> {
    let mut taken = Vec::new();
    for picture in std::mem::take(&mut planned.pictures) {
        match one_picture(app, batch, from, &picture).await {
            Ok((id, is_new)) => {
                batch.with_tally(|tally| tally.pictures += u64::from(is_new));
                taken.push((id, picture));
            }
            Err(why) => planned.dropped.push(format!("the picture {}: {why}", picture.uri)),
        }
    }
    taken
}

async fn one_picture(
    app: &App,
    batch: &Batch,
    (origin, files): (&str, &PictureFiles),
    picture: &PlannedPicture,
) -> Result<(MediaId, bool), String> {
    let origin = format!("{origin}:{}", picture.uri);
    let _alone = batch.alone_with(&origin).await;
    if let Some(known) = picture_by_origin(app.db.read(), &origin).await.map_err(|error| error.to_string())? {
        return Ok((known.id, false));
    }
    let bytes = files.read(&picture.files).await?;
    let new = NewPicture {
        caption: picture.caption.clone(),
        alt: picture.alt.clone(),
        credit: picture.credit.clone(),
        archive: picture.archive,
        taken_on: picture.taken_on.clone(),
        rights_from: None,
        rights_until: picture.rights_until,
        focal: picture.focal,
        origin,
    };
    let picture = upload_picture(app, &batch.actor, bytes, new).await.map_err(|error| error.to_string())?;
    Ok((picture.id, true))
}

type Outcome = (ItemOutcome, Option<ArticleId>);

async fn take(
    app: &App,
    batch: &Batch,
    origin: &'static str,
    planned: &mut Planned,
    pictures: Vec<(MediaId, PlannedPicture)>,
    known: Option<Known>,
    (digest, comments): (String, Comments),
) -> Result<Outcome, ItemRefused> {
    let (edition, section) = planned.filed.clone().unzip();
    let edition = match &edition {
        Some(code) => batch.editions.iter().find(|edition| edition.code == *code),
        None => batch.edition_for(planned.lang.as_deref()),
    };
    let Some(edition) = edition.cloned() else { return Ok((ItemOutcome::Skipped, None)) };
    let section = match section.flatten() {
        Some(section) => section,
        None => batch.section_of(app, &edition).await?,
    };
    let lead_picture = match &planned.leading {
        Leading::First => pictures.first(),
        Leading::Only(name) => pictures.iter().find(|(_, picture)| picture.uri == *name),
        Leading::Nothing => None,
    };
    let lead_picture = lead_picture.map(|(id, _)| id.clone());
    let mut body = body(app, &edition, planned, &pictures, lead_picture.as_ref())?;
    let recording = recording(app, &edition, planned, &mut body)?;
    let work = Work {
        app: app.clone(),
        origin,
        actor: batch.actor.clone(),
        publish: batch.publish,
        receipt: batch.receipt.clone(),
        planned: planned.clone(),
        edition,
        section,
        known,
        digest,
        comments,
        editions: batch.codes.clone(),
        body,
        recording,
        lead_picture,
    };
    let done = carried_out(app, work).await?;
    batch.with_tally(|tally| {
        tally.published += u64::from(done.published);
        tally.scheduled += u64::from(done.scheduled);
        if done.published {
            tally.sample = done.article.clone();
        }
    });
    planned.dropped.extend(done.dropped);
    Ok((done.outcome, done.article))
}

/// Carries the work out, again where others wrote the same names in another order just then and one of the two had to
/// give way.
async fn carried_out(app: &App, work: Work) -> Result<Done, ItemRefused> {
    let mut tries = 1;
    loop {
        let again = work.clone();
        match app.db.write(move |tx| Box::pin(async move { again.carry_out(tx).await })).await {
            Err(refused) if refused.is_busy() && tries < MOST_TRIES => {
                tokio::time::sleep(BETWEEN_TRIES * tries).await;
                tries += 1;
            }
            done => return done,
        }
    }
}

#[derive(Clone)]
struct Work {
    app: App,
    origin: &'static str,
    actor: Actor,
    publish: bool,
    receipt: ReceiptId,
    planned: Planned,
    edition: Edition,
    section: Section,
    known: Option<Known>,
    digest: String,
    comments: Comments,
    editions: Arc<[EditionCode]>,
    body: content::Tree,
    recording: Option<Recording>,
    lead_picture: Option<MediaId>,
}

struct Done {
    outcome: ItemOutcome,
    article: Option<ArticleId>,
    published: bool,
    scheduled: bool,
    dropped: Vec<String>,
}

impl Done {
    fn unpublished(outcome: ItemOutcome, article: Option<ArticleId>) -> Self {
        Self { outcome, article, published: false, scheduled: false, dropped: Vec::new() }
    }
}

impl Work {
    async fn carry_out(mut self, tx: &Tx) -> Result<Done, ItemRefused> {
        // Read again where nothing can come between: another import of the same file may have been quicker.
        self.known = store::known(tx, self.origin, &self.planned.uri).await?;
        if let Some(known) = self
            .known
            .as_ref()
            .filter(|known| known.digest == self.digest && known.comments == self.comments.digest)
        {
            return Ok(Done::unpublished(ItemOutcome::Unchanged, Some(known.article.clone())));
        }
        let taken_back = self.planned.status == PubStatus::Canceled;
        let done = match &self.known {
            Some(known) if taken_back || self.is_withheld_now(tx, &known.article).await? => {
                self.take_back(tx, &known.article).await?
            }
            None if taken_back => Done::unpublished(ItemOutcome::Skipped, None),
            _ => self.write(tx).await?,
        };
        if let Some(article) = &done.article {
            if self.known.as_ref().map_or("", |known| &known.comments) != self.comments.digest {
                store::replace_comments(tx, article, &self.comments.kept).await?;
            }
            let known = Known {
                article: article.clone(),
                digest: self.digest.clone(),
                item_version: self.planned.version.clone(),
                comments: self.comments.digest.clone(),
            };
            let (origin, uri, now) = (self.origin, &self.planned.uri, self.app.now());
            match self.known {
                Some(_) => store::put(tx, origin, uri, &known, now).await?,
                None => store::put_new(tx, origin, uri, &known, now).await?,
            }
            if let Some(original) = &self.planned.translation_of {
                store::await_original(tx, self.origin, original, article).await?;
            }
        }
        Ok(done)
    }

    async fn take_back(&self, tx: &Tx, article: &ArticleId) -> Result<Done, ItemRefused> {
        let reason = match self.planned.note.as_str() {
            "" => self.app.locale(&self.edition).message("withdrawn-by-source", &[]),
            note => text::words::truncate_letters(note, 2_000),
        };
        withdraw_in(tx, &self.app, &self.actor, article, reason).await?;
        Ok(Done::unpublished(ItemOutcome::Withdrawn, Some(article.clone())))
    }

    /// Whether what came in before may no longer be shown. A draft is only taken back from those who see it: one that
    /// nobody saw goes on being a draft.
    async fn is_withheld_now(&self, tx: &Tx, article: &ArticleId) -> Result<bool, StoreError> {
        if self.planned.status != PubStatus::Withheld {
            return Ok(false);
        }
        let is_live = || async { Ok(article_by_id(tx, article).await?.is_some_and(|known| known.is_live())) };
        if self.planned.is_draft { is_live().await } else { Ok(true) }
    }

    async fn write(&self, tx: &Tx) -> Result<Done, ItemRefused> {
        let draft = with_names(tx, &self.app, &self.edition.code, self.named()).await?;
        let (outcome, article) = match &self.known {
            None => {
                let new = NewArticle {
                    edition: self.edition.code.clone(),
                    section: self.section.id.clone(),
                    kind: self.planned.kind,
                    embargo_until: self.planned.embargo_until,
                    draft,
                };
                let (article, _) = create_in(tx, &self.app, &self.actor, new).await?;
                (ItemOutcome::Created, article.id)
            }
            Some(known) => {
                let no_such = || RevisionRefused::NoSuchArticle(known.article.to_string());
                let article = article_by_id(tx, &known.article).await?.ok_or_else(no_such)?;
                revise_in(tx, &self.app, &self.actor, &article.id, article.latest_revision, draft).await?;
                embargo_in(tx, &self.app, &self.actor, &article.id, self.planned.embargo_until).await?;
                (ItemOutcome::Updated, article.id)
            }
        };
        let usable = self.publish && self.planned.status == PubStatus::Usable;
        // Also of one that came in before: the export may know an address that it did not know then.
        let (by, target) = ((&self.actor, &*self.editions), Target::Article(article.clone()));
        let addresses = (self.planned.old_addresses.as_slice(), outcome == ItemOutcome::Created);
        let dropped = lead_to(tx, &self.app, by, addresses, &target).await?;
        let waits = self.planned.embargo_until.or(self.planned.scheduled_for);
        let embargo = waits.filter(|until| *until > self.app.now());
        let (mut published, mut scheduled) = (false, false);
        match embargo {
            Some(until) if usable => {
                schedule_in(tx, &self.app, &self.actor, &article, None, until).await?;
                scheduled = true;
            }
            None if usable => {
                let wanted = Publication {
                    revision: None,
                    dated: self.planned.dated,
                    batch: Some(self.receipt.clone()),
                };
                publish_in(tx, &self.app, &self.actor, &article, wanted).await?;
                published = true;
            }
            _ => {}
        }
        Ok(Done { outcome, article: Some(article), published, scheduled, dropped })
    }

    fn named(&self) -> NamedDraft {
        let (planned, edition) = (&self.planned, &self.edition);
        let topics =
            planned.topics.iter().map(|topic| (topic.name.clone(), topic.kind, topic.uri.clone())).collect();
        let content = Content {
            lang: planned
                .lang
                .clone()
                .filter(|lang| text::lang::primary(lang) != text::lang::primary(&edition.lang)),
            kicker: String::new(),
            headline: planned.headline.clone(),
            headlines: planned.headlines.clone(),
            lead: planned.lead.clone(),
            body: self.body.clone(),
            place: planned.place.clone(),
            sources: planned.sources.clone(),
            authors: Vec::new(),
            topics: Vec::new(),
            picture: self.lead_picture.clone(),
            recording: self.recording.clone(),
            dated_to: planned.dated_to,
            licence: planned.licence.clone(),
        };
        NamedDraft { content, authors: planned.authors.clone(), topics, note: planned.note.clone() }
    }
}

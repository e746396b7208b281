//! Imports one item: its pictures first, then the article, in one transaction.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use ::store::{StoreError, Tx};
use content::html_in::{self, ImportOptions};
use content::tree::{Block, BlockId, Dir, Picture as PictureBlock, PictureAttrs};
use data_encoding::HEXLOWER;
use formats::ninjs::{Body, NinjsItem, PubStatus};
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::features::accounts::Actor;
use crate::features::articles::actions::{
    NamedDraft, NewArticle, Publication, PublishError, RevisionRefused, create_in, embargo_in, publish_in,
    revise_in, schedule_in, with_names, withdraw_in,
};
use crate::features::articles::{Content, article_by_id};
use crate::features::editions::{Direction, Edition};
use crate::features::imports::ninjs::{NoArticle, Planned, PlannedPicture, plan};
use crate::features::imports::store::{self, Known};
use crate::features::imports::{ItemOutcome, ItemReport, NINJS, Report};
use crate::features::media_library::actions::upload_picture;
use crate::features::media_library::{NewPicture, picture_by_origin};
use crate::features::sections::actions::{SectionError, open_section};
use crate::features::sections::{self, Section, UNFILED};
use crate::id::{ArticleId, EditionCode, MediaId, ReceiptId};

/// The place of a section that an import opens: after those that people opened.
const LAST: i64 = 1_000;
/// The largest picture file that is read.
const MOST_PICTURE_BYTES: u64 = 50 << 20;

/// What all items of an import share.
pub struct Batch {
    pub actor: Actor,
    pub receipt: ReceiptId,
    publish: bool,
    editions: Vec<Edition>,
    home: EditionCode,
    section_slug: String,
    /// The section of each edition that an item needed one of.
    sections: tokio::sync::Mutex<HashMap<EditionCode, Section>>,
    tally: Mutex<Tally>,
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
        Self {
            actor,
            receipt,
            publish,
            editions,
            home,
            section_slug,
            sections: Default::default(),
            tally: Mutex::default(),
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
enum ItemRefused {
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

/// Imports one item and says what became of it; never fails as a whole.
pub async fn import_item(
    app: &App,
    batch: &Batch,
    folder: &Path,
    place: String,
    item: NinjsItem,
) -> ItemReport {
    let uri = item.uri.clone();
    let mut planned = match plan(&item) {
        Ok(planned) => planned,
        Err(why @ NoArticle::Empty) => return ItemReport::refused(place, uri, why),
        Err(why) => {
            return ItemReport { outcome: ItemOutcome::Skipped, ..ItemReport::refused(place, uri, why) };
        }
    };
    let digest = HEXLOWER.encode(&Sha256::digest(format!("{item:?}")));
    let known = match store::known(app.db.read(), NINJS, &uri).await {
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
        return report(
            ItemOutcome::Unchanged,
            Some(known.article.clone()),
            Planned { changed, dropped, ..planned },
        );
    }
    let pictures = pictures(app, batch, folder, &mut planned).await;
    let outcome = take(app, batch, &mut planned, pictures, known, digest).await;
    match outcome {
        Ok((outcome, article)) => report(outcome, article, planned),
        Err(why) => {
            let (changed, dropped) = (planned.changed, planned.dropped);
            ItemReport { changed, dropped, ..ItemReport::refused(place, uri, why) }
        }
    }
}

/// Brings the item's pictures into the library from the files beside it.
async fn pictures(
    app: &App,
    batch: &Batch,
    folder: &Path,
    planned: &mut Planned,
) -> Vec<(MediaId, PlannedPicture)> {
    let mut taken = Vec::new();
    for picture in std::mem::take(&mut planned.pictures) {
        match one_picture(app, batch, folder, &picture).await {
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
    folder: &Path,
    picture: &PlannedPicture,
) -> Result<(MediaId, bool), String> {
    let origin = format!("{NINJS}:{}", picture.uri);
    if let Some(known) = picture_by_origin(app.db.read(), &origin).await.map_err(|error| error.to_string())? {
        return Ok((known.id, false));
    }
    let bytes = read_beside(folder, &picture.files).await?;
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

/// Reads the first of `files` that stands beside the item. Only the last segment of a name counts: nothing is fetched,
/// and nothing outside the folder is read.
async fn read_beside(folder: &Path, files: &[String]) -> Result<Vec<u8>, String> {
    for file in files {
        let name = file.rsplit(['/', '\\']).next().unwrap_or_default();
        let name = name.split(['?', '#']).next().unwrap_or_default();
        if name.is_empty() || name.starts_with('.') {
            continue;
        }
        let path = folder.join(name);
        // Of the file itself: a link may lead out of the folder.
        match tokio::fs::symlink_metadata(&path).await {
            Ok(meta) if meta.is_file() && meta.len() <= MOST_PICTURE_BYTES => {
                return tokio::fs::read(&path).await.map_err(|error| error.to_string());
            }
            Ok(_) => {
                return Err(format!("{name} is larger than {MOST_PICTURE_BYTES} bytes, or no plain file"));
            }
            Err(_) => {}
        }
    }
    Err("none of its files stands beside the item".to_owned())
}

type Outcome = (ItemOutcome, Option<ArticleId>);

async fn take(
    app: &App,
    batch: &Batch,
    planned: &mut Planned,
    pictures: Vec<(MediaId, PlannedPicture)>,
    known: Option<Known>,
    digest: String,
) -> Result<Outcome, ItemRefused> {
    let Some(edition) = batch.edition_for(planned.lang.as_deref()).cloned() else {
        return Ok((ItemOutcome::Skipped, None));
    };
    let section = batch.section_of(app, &edition).await?;
    let body = body(app, &edition, planned, &pictures)?;
    let lead_picture = pictures.first().map(|(id, _)| id.clone());
    let work = Work {
        app: app.clone(),
        actor: batch.actor.clone(),
        publish: batch.publish,
        receipt: batch.receipt.clone(),
        planned: planned.clone(),
        edition,
        section,
        known,
        digest,
        body,
        lead_picture,
    };
    let done = app.db.write(move |tx| Box::pin(async move { work.carry_out(tx).await })).await?;
    batch.with_tally(|tally| {
        tally.published += u64::from(done.published);
        tally.scheduled += u64::from(done.scheduled);
        if done.published {
            tally.sample = done.article.clone();
        }
    });
    Ok((done.outcome, done.article))
}

/// The text as a tree: the item's own, with the pictures that its text does not place at the end.
fn body(
    app: &App,
    edition: &Edition,
    planned: &mut Planned,
    pictures: &[(MediaId, PlannedPicture)],
) -> Result<content::Tree, ItemRefused> {
    let lang = planned.lang.clone().unwrap_or_else(|| edition.lang.clone());
    let dir = if Direction::of(&lang) == Direction::Rtl { Dir::Rtl } else { Dir::Ltr };
    let mut new_id = || app.new_id();
    let beside = |src: &str| {
        let is_it = |picture: &&(MediaId, PlannedPicture)| picture.1.files.iter().any(|file| file == src);
        pictures.iter().find(is_it).map(|(id, _)| id.0.clone())
    };
    let mut tree = match &planned.body {
        Body::Html(html) => {
            let options = ImportOptions { pictures: &beside, ..ImportOptions::new(&lang, dir, &mut new_id) };
            let imported = html_in::import(html, options)?;
            planned.dropped.extend(
                imported.dropped.iter().map(|d| format!("{} ({} times): {}", d.what, d.count, d.why)),
            );
            planned.changed.extend(
                imported.changed.iter().map(|c| format!("{} became {} ({} times)", c.what, c.into, c.count)),
            );
            imported.tree
        }
        Body::Text(plain) => html_in::plain_in(plain, &mut new_id)?,
        Body::None => content::Tree::new(Vec::new()),
    };
    let placed: Vec<String> =
        content::walk::pictures(&tree).iter().map(|picture| picture.media.to_string()).collect();
    for (id, _) in pictures.iter().skip(1).filter(|(id, _)| !placed.contains(&id.0)) {
        let attrs = PictureAttrs { id: BlockId::none(), media: id.0.clone(), ..PictureAttrs::default() };
        tree.content.push(Block::Picture(PictureBlock { attrs }));
    }
    Ok(tree)
}

struct Work {
    app: App,
    actor: Actor,
    publish: bool,
    receipt: ReceiptId,
    planned: Planned,
    edition: Edition,
    section: Section,
    known: Option<Known>,
    digest: String,
    body: content::Tree,
    lead_picture: Option<MediaId>,
}

struct Done {
    outcome: ItemOutcome,
    article: Option<ArticleId>,
    published: bool,
    scheduled: bool,
}

impl Work {
    async fn carry_out(self, tx: &Tx) -> Result<Done, ItemRefused> {
        let taken_back = self.planned.status == PubStatus::Canceled;
        let done = match &self.known {
            Some(known) if taken_back || self.planned.status == PubStatus::Withheld => {
                self.take_back(tx, &known.article).await?
            }
            None if taken_back => {
                Done { outcome: ItemOutcome::Skipped, article: None, published: false, scheduled: false }
            }
            _ => self.write(tx).await?,
        };
        if let Some(article) = &done.article {
            let known = Known {
                article: article.clone(),
                digest: self.digest.clone(),
                item_version: self.planned.version.clone(),
            };
            store::put(tx, NINJS, &self.planned.uri, &known, self.app.now()).await?;
            if let Some(original) = &self.planned.translation_of {
                store::await_original(tx, NINJS, original, article).await?;
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
        Ok(Done {
            outcome: ItemOutcome::Withdrawn,
            article: Some(article.clone()),
            published: false,
            scheduled: false,
        })
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
        let embargo = self.planned.embargo_until.filter(|until| *until > self.app.now());
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
        Ok(Done { outcome, article: Some(article), published, scheduled })
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
        };
        NamedDraft { content, authors: planned.authors.clone(), topics, note: planned.note.clone() }
    }
}

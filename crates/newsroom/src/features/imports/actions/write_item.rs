//! Writes one item, whatever format it came in: its article, in one transaction.

use std::sync::Arc;
use std::time::Duration;

use ::store::{StoreError, Tx};
use content::html_in;
use formats::ninjs::PubStatus;

use super::batch::{Batch, Opened};
use super::old_addresses::lead_to;
use super::prepare::{Coming, Comments, Made, Ready};
use crate::app::App;
use crate::features::accounts::Actor;
use crate::features::articles::actions::{
    Draft, NewArticle, Publication, PublishError, RevisionRefused, change_kind_in, create_in,
    create_published_in, embargo_in, publish_in, revise_in, schedule_in, withdraw_in,
};
use crate::features::articles::{Article, Content, article_by_id};
use crate::features::authors::actions::open_named as open_authors;
use crate::features::editions::Edition;
use crate::features::imports::fingerprint::{has_come, kept};
use crate::features::imports::ninjs::Planned;
use crate::features::imports::store::{self, Known};
use crate::features::imports::{ItemOutcome, ItemReport};
use crate::features::redirects::Target;
use crate::features::sections::actions::SectionError;
use crate::features::topics::actions::open_named as open_topics;
use crate::id::{ArticleId, AuthorId, EditionCode, ReceiptId, RevisionNumber, TopicId};

/// How often an item is written before the database is too busy for it.
const MOST_TRIES: u32 = 5;
const CHANGED_HERE: &str =
    "it was changed here since it came in: it stays as it is (--overwrite brings it in all the same)";
const BETWEEN_TRIES: Duration = Duration::from_millis(40);

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
    #[error(
        "readers see it as `{0}`, and it has become `{1}` since: bring it in with --publish, so that they see it as that"
    )]
    KindOfLive(&'static str, &'static str),
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

/// Writes an item and says what became of it; never fails as a whole.
pub async fn write_item(app: &App, batch: &Batch, coming: Coming) -> ItemReport {
    let Coming { origin, place, planned, fingerprint, comments, made, .. } = coming;
    let uri = planned.uri.clone();
    let (mut changed, mut dropped) = (planned.changed.clone(), planned.dropped.clone());
    let done = match made {
        Made::AsBefore(known) => {
            (changed, dropped) = Default::default();
            as_before(app, (origin, &uri), known, comments).await
        }
        Made::Ready(ready) => take(app, batch, (origin, fingerprint), planned, *ready, comments).await,
        Made::Refused(why) => Err(why),
        Made::Nothing => Err(StoreError::Database("nothing was made of the item".to_owned()).into()),
    };
    match done {
        Ok(done) => {
            let is_unchanged = done.outcome == ItemOutcome::Unchanged;
            if is_unchanged {
                (changed, dropped) = Default::default();
            }
            dropped.extend(done.dropped);
            let (outcome, article) = (done.outcome, done.article.map(|id| id.0));
            let why = (outcome == ItemOutcome::Kept).then(|| CHANGED_HERE.to_owned());
            ItemReport { place, uri, outcome, article, changed, dropped, why }
        }
        Err(why) => ItemReport { changed, dropped, ..ItemReport::refused(place, uri, why) },
    }
}

/// An item that comes as it came before; what readers wrote under it may have changed.
async fn as_before(
    app: &App,
    (origin, uri): (&'static str, &str),
    known: Known,
    comments: Comments,
) -> Result<Done, ItemRefused> {
    let article = Some(known.article.clone());
    if known.comments == comments.digest {
        return Ok(Done::unpublished(ItemOutcome::Unchanged, article));
    }
    let (uri, now) = (uri.to_owned(), app.now());
    let kept = app.db.write(move |tx| {
        Box::pin(async move {
            // Another import may have brought something else since: that stays as it is.
            let Some(known) = store::known(tx, origin, &uri).await? else { return Ok(()) };
            store::replace_comments(tx, &known.article, &comments.kept).await?;
            store::put(tx, origin, &uri, &Known { comments: comments.digest, ..known }, now).await
        })
    });
    kept.await.map_err(ItemRefused::Store)?;
    Ok(Done::unpublished(ItemOutcome::Updated, article))
}

async fn take(
    app: &App,
    batch: &Batch,
    (origin, fingerprint): (&'static str, String),
    planned: Planned,
    ready: Ready,
    comments: Comments,
) -> Result<Done, ItemRefused> {
    let Some((edition, _)) = &ready.filed else {
        return Ok(Done::unpublished(ItemOutcome::Skipped, None));
    };
    let edition = edition.clone();
    let work = Work {
        app: app.clone(),
        origin,
        actor: batch.actor.clone(),
        publish: batch.wanted.publish,
        overwrite: batch.wanted.overwrite,
        receipt: batch.receipt.clone(),
        editions: batch.codes.clone(),
        names: Names::of(batch, &edition.code, &planned),
        planned,
        ready,
        fingerprint,
        comments,
        is_retried: false,
    };
    let mut done = carried_out(app, work).await?;
    batch.with_names(|names| names.keep(&edition.code, std::mem::take(&mut done.opened)));
    if done.published {
        batch.count_published(done.article.clone());
    }
    if done.scheduled {
        batch.count_scheduled();
    }
    Ok(done)
}

/// Carries the work out, again where others wrote the same names in another order just then and one of the two had to
/// give way.
async fn carried_out(app: &App, work: Work) -> Result<Done, ItemRefused> {
    let mut tries = 1;
    loop {
        let again = Work { is_retried: tries > 1, ..work.clone() };
        match app.db.write(move |tx| Box::pin(async move { again.carry_out(tx).await })).await {
            Err(refused) if refused.is_busy() && tries < MOST_TRIES => {
                tokio::time::sleep(BETWEEN_TRIES * tries).await;
                tries += 1;
            }
            done => return done,
        }
    }
}

/// The authors and topics of an item, each with its id where the batch remembers it.
#[derive(Clone)]
struct Names {
    authors: Vec<Option<Option<AuthorId>>>,
    topics: Vec<Option<Option<TopicId>>>,
}

impl Names {
    fn of(batch: &Batch, edition: &EditionCode, planned: &Planned) -> Self {
        batch.with_names(|names| Self {
            authors: planned.authors.iter().map(|name| names.author(edition, name)).collect(),
            topics: planned.topics.iter().map(|topic| names.topic(edition, &topic.name)).collect(),
        })
    }
}

#[derive(Clone)]
struct Work {
    app: App,
    origin: &'static str,
    actor: Actor,
    publish: bool,
    overwrite: bool,
    receipt: ReceiptId,
    editions: Arc<[EditionCode]>,
    names: Names,
    planned: Planned,
    ready: Ready,
    fingerprint: String,
    comments: Comments,
    is_retried: bool,
}

struct Done {
    outcome: ItemOutcome,
    article: Option<ArticleId>,
    /// The revision that says what the item says.
    revision: RevisionNumber,
    published: bool,
    scheduled: bool,
    dropped: Vec<String>,
    opened: Opened,
}

impl Done {
    fn unpublished(outcome: ItemOutcome, article: Option<ArticleId>) -> Self {
        let (revision, opened, dropped) = (RevisionNumber(0), Opened::default(), Vec::new());
        Self { outcome, article, revision, published: false, scheduled: false, dropped, opened }
    }
}

impl Work {
    async fn carry_out(mut self, tx: &Tx) -> Result<Done, ItemRefused> {
        // Read again where nothing can come between: another import of the same file may have been quicker. One that brings
        // what is new here is found by the key of the row at the end.
        if self.is_retried || self.ready.known.is_some() {
            self.ready.known = store::known(tx, self.origin, &self.planned.uri).await?;
        }
        let known = self.ready.known.clone();
        if let Some(known) = known.as_ref().filter(|known| self.has_come(known)) {
            return Ok(Done::unpublished(ItemOutcome::Unchanged, Some(known.article.clone())));
        }
        let done = self.article(tx, known.as_ref()).await?;
        let Some(article) = &done.article else { return Ok(done) };
        if known.as_ref().map_or("", |known| &known.comments) != self.comments.digest {
            store::replace_comments(tx, article, &self.comments.kept).await?;
        }
        let (origin, uri, now) = (self.origin, &self.planned.uri, self.app.now());
        let comments = self.comments.digest.clone();
        match known {
            // What it was is what it is compared with the next time.
            Some(known) if done.outcome == ItemOutcome::Kept => {
                if known.comments != comments {
                    store::put(tx, origin, uri, &Known { comments, ..known }, now).await?;
                }
                return Ok(done);
            }
            Some(known) => {
                let written = if done.revision.0 == 0 { known.revision } else { done.revision };
                store::put(tx, origin, uri, &self.known_as(article, written), now).await?;
            }
            None => store::put_new(tx, origin, uri, &self.known_as(article, done.revision), now).await?,
        }
        if let Some(original) = &self.planned.translation_of {
            store::await_original(tx, self.origin, original, article).await?;
        }
        Ok(done)
    }

    fn has_come(&self, known: &Known) -> bool {
        has_come(&known.digest, &self.fingerprint, self.publish)
            && known.missing <= self.ready.missing
            && known.comments == self.comments.digest
    }

    fn known_as(&self, article: &ArticleId, revision: RevisionNumber) -> Known {
        Known {
            article: article.clone(),
            digest: kept(&self.fingerprint, self.publish),
            item_version: self.planned.version.clone(),
            comments: self.comments.digest.clone(),
            revision,
            missing: self.ready.missing,
        }
    }

    /// Begins, revises or takes back the item's article.
    async fn article(&mut self, tx: &Tx, known: Option<&Known>) -> Result<Done, ItemRefused> {
        let taken_back = self.planned.status == PubStatus::Canceled;
        let Some(known) = known else {
            let nothing = Done::unpublished(ItemOutcome::Skipped, None);
            return if taken_back { Ok(nothing) } else { self.begin(tx).await };
        };
        let no_such = || RevisionRefused::NoSuchArticle(known.article.to_string());
        let article = article_by_id(tx, &known.article).await?.ok_or_else(no_such)?;
        // What its source takes back goes, whoever has worked on it since.
        if taken_back || (self.planned.status == PubStatus::Withheld && !self.planned.is_draft) {
            return self.take_back(tx, &article).await;
        }
        if article.latest_revision != known.revision && !self.overwrite {
            return Ok(Done::unpublished(ItemOutcome::Kept, Some(article.id)));
        }
        // A draft is only taken back from those who see it: one that nobody saw goes on being a draft.
        if self.planned.status == PubStatus::Withheld && article.is_live() {
            return self.take_back(tx, &article).await;
        }
        self.revise(tx, article).await
    }

    async fn take_back(&self, tx: &Tx, article: &Article) -> Result<Done, ItemRefused> {
        let reason = match (self.planned.note.as_str(), &self.ready.filed) {
            ("", Some((edition, _))) => self.app.locale(edition).message("withdrawn-by-source", &[]),
            (note, _) => text::words::truncate_letters(note, 2_000),
        };
        withdraw_in(tx, &self.app, &self.actor, &article.id, reason).await?;
        Ok(Done::unpublished(ItemOutcome::Withdrawn, Some(article.id.clone())))
    }

    async fn begin(&mut self, tx: &Tx) -> Result<Done, ItemRefused> {
        let Some((edition, section)) = self.ready.filed.clone() else {
            return Ok(Done::unpublished(ItemOutcome::Skipped, None));
        };
        let (draft, opened) = self.draft(tx, &edition).await?;
        let new = NewArticle {
            edition: edition.code.clone(),
            section: section.id.clone(),
            kind: self.planned.kind,
            embargo_until: self.planned.embargo_until,
            draft,
        };
        let done =
            Done { revision: RevisionNumber(1), opened, ..Done::unpublished(ItemOutcome::Created, None) };
        if self.is_usable() && self.waits_until().is_none() {
            let wanted = self.publication();
            let placed = create_published_in::<ItemRefused>(tx, &self.app, &self.actor, new, wanted).await?;
            let dropped = self.lead(tx, &placed.article.id, false).await?;
            return Ok(Done { article: Some(placed.article.id), published: true, dropped, ..done });
        }
        let (article, _) = create_in(tx, &self.app, &self.actor, new).await?;
        let dropped = self.lead(tx, &article.id, true).await?;
        let scheduled = self.put_out(tx, &article.id).await?.1;
        Ok(Done { article: Some(article.id), scheduled, dropped, ..done })
    }

    async fn revise(&mut self, tx: &Tx, article: Article) -> Result<Done, ItemRefused> {
        let Some((edition, _)) = self.ready.filed.clone() else {
            return Ok(Done::unpublished(ItemOutcome::Skipped, None));
        };
        let (draft, opened) = self.draft(tx, &edition).await?;
        let (app, actor, id) = (&self.app, &self.actor, &article.id);
        if article.kind != self.planned.kind {
            let will_be_seen = self.is_usable() && self.waits_until().is_none();
            if article.is_live() && !will_be_seen {
                return Err(ItemRefused::KindOfLive(article.kind.as_str(), self.planned.kind.as_str()));
            }
            change_kind_in(tx, actor, &article, self.planned.kind).await?;
        }
        let revision = revise_in(tx, app, actor, id, article.latest_revision, draft).await?;
        embargo_in(tx, app, actor, id, self.planned.embargo_until).await?;
        // Also of one that came in before: the export may know an address that it did not know then.
        let dropped = self.lead(tx, id, false).await?;
        let (published, scheduled) = self.put_out(tx, id).await?;
        let done = Done::unpublished(ItemOutcome::Updated, Some(article.id));
        Ok(Done { revision: revision.number, published, scheduled, dropped, opened, ..done })
    }

    fn is_usable(&self) -> bool {
        self.publish && self.planned.status == PubStatus::Usable
    }

    /// Until when nobody may see it, or nobody is to.
    fn waits_until(&self) -> Option<i64> {
        let waits = self.planned.embargo_until.or(self.planned.scheduled_for);
        waits.filter(|until| *until > self.app.now())
    }

    fn publication(&self) -> Publication {
        Publication {
            revision: None,
            dated: self.planned.dated,
            batch: Some(self.receipt.clone()),
            by_clock: false,
        }
    }

    /// Publishes or schedules what may be; answers which of the two was done.
    async fn put_out(&self, tx: &Tx, article: &ArticleId) -> Result<(bool, bool), ItemRefused> {
        if !self.is_usable() {
            return Ok((false, false));
        }
        match self.waits_until() {
            Some(until) => {
                schedule_in(tx, &self.app, &self.actor, article, None, until).await?;
                Ok((false, true))
            }
            None => {
                publish_in(tx, &self.app, &self.actor, article, self.publication()).await?;
                Ok((true, false))
            }
        }
    }

    async fn lead(&self, tx: &Tx, article: &ArticleId, is_unseen: bool) -> Result<Vec<String>, StoreError> {
        let by = (&self.actor, &*self.editions);
        let addresses = (self.planned.old_addresses.as_slice(), is_unseen);
        lead_to(tx, &self.app, by, addresses, &Target::Article(article.clone())).await
    }

    /// What the item is to say, with its authors and topics found or opened.
    async fn draft(&mut self, tx: &Tx, edition: &Edition) -> Result<(Draft, Opened), ItemRefused> {
        let (planned, ready, mut opened) = (&mut self.planned, &mut self.ready, Opened::default());
        let (app, code) = (&self.app, &edition.code);
        let (mut authors, mut topics) = (Vec::new(), Vec::new());
        for (name, known) in std::mem::take(&mut planned.authors).into_iter().zip(&self.names.authors) {
            let id = match known {
                Some(id) => id.clone(),
                None => {
                    let found = open_authors(tx, app, code, std::slice::from_ref(&name)).await?.pop();
                    opened.authors.push((name, found.clone()));
                    found
                }
            };
            authors.extend(id.filter(|id| !authors.contains(id)));
        }
        for (topic, known) in std::mem::take(&mut planned.topics).into_iter().zip(&self.names.topics) {
            let id = match known {
                Some(id) => id.clone(),
                None => {
                    let named = [(topic.name.clone(), topic.kind, topic.uri)];
                    let found = open_topics(tx, app, code, &named).await?.pop();
                    opened.topics.push((topic.name, found.clone()));
                    found
                }
            };
            topics.extend(id.filter(|id| !topics.contains(id)));
        }
        let is_other = |lang: &String| text::lang::primary(lang) != text::lang::primary(&edition.lang);
        let content = Content {
            lang: planned.lang.clone().filter(is_other),
            kicker: String::new(),
            headline: std::mem::take(&mut planned.headline),
            headlines: planned.headlines.clone(),
            lead: std::mem::take(&mut planned.lead),
            body: std::mem::replace(&mut ready.body, content::Tree::new(Vec::new())),
            place: planned.place.clone(),
            sources: planned.sources.clone(),
            authors,
            topics,
            picture: ready.lead_picture.clone(),
            recording: ready.recording.clone(),
            dated_to: planned.dated_to,
            licence: planned.licence.clone(),
        };
        Ok((Draft { content, note: planned.note.clone() }, opened))
    }
}

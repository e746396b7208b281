//! Imports one page of another site as a standing page, in one transaction. A page that people have written or changed
//! here is theirs: it stays as it is, and the import says so.

use std::sync::Arc;

use ::store::{StoreError, Tx};
use content::html_in::{self, ImportOptions};
use content::tree::Dir;

use super::batch::Batch;
use super::old_addresses::lead_to;
use crate::app::App;
use crate::features::accounts::Actor;
use crate::features::editions::{Direction, Edition};
use crate::features::imports::fingerprint::{has_come, kept};
use crate::features::imports::store::{self, KnownPage};
use crate::features::imports::wordpress::PlannedPage;
use crate::features::imports::{ItemOutcome, ItemReport};
use crate::features::redirects::Target;
use crate::features::standing_pages::actions::{
    PageRefused, publish_page_in, save_page_in, take_down_page_in,
};
use crate::features::standing_pages::{PageText, page_at};
use crate::id::{EditionCode, RevisionNumber};

/// A page on its way in.
pub struct ComingPage {
    /// Which import brings it.
    pub origin: &'static str,
    /// Where it stands.
    pub place: String,
    /// The edition it comes to.
    pub edition: Edition,
    /// What it would become.
    pub planned: PlannedPage,
    /// Its fingerprint: the same one twice changes nothing.
    pub fingerprint: String,
}

/// Why a page was not taken.
#[derive(Debug, thiserror::Error)]
enum NotTaken {
    #[error("the text cannot be taken: {0}")]
    Text(#[from] html_in::ImportError),
    #[error("the standing page `{0}` is written here already: it stays as it is")]
    WrittenHere(&'static str),
    #[error(
        "the standing page `{0}` was changed here since it came in: it stays as it is \
         (--overwrite brings it in all the same)"
    )]
    ChangedHere(&'static str),
    #[error(transparent)]
    Page(#[from] PageRefused),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Imports one page and says what became of it; never fails as a whole.
pub async fn import_page(app: &App, batch: &Batch, coming: ComingPage) -> ItemReport {
    let ComingPage { origin, place, edition, mut planned, fingerprint } = coming;
    let uri = planned.uri.clone();
    let text = match text(app, &edition, &mut planned) {
        Ok(text) => text,
        Err(why) => return ItemReport::refused(place, uri, NotTaken::Text(why)),
    };
    let PlannedPage { changed, dropped, .. } = planned.clone();
    let _alone = batch.alone_with(&planned.kind.href(&edition.code)).await;
    let work = Work {
        app: app.clone(),
        origin,
        actor: batch.actor.clone(),
        editions: batch.codes.clone(),
        edition: edition.code,
        publish: batch.wanted.publish,
        overwrite: batch.wanted.overwrite,
        planned,
        fingerprint,
        text,
    };
    match app.db.write(move |tx| Box::pin(async move { work.carry_out(tx).await })).await {
        Ok((ItemOutcome::Unchanged, _)) => {
            ItemReport { outcome: ItemOutcome::Unchanged, why: None, ..ItemReport::refused(place, uri, "") }
        }
        Ok((outcome, not_led)) => {
            let dropped = dropped.into_iter().chain(not_led).collect();
            ItemReport { outcome, why: None, changed, dropped, ..ItemReport::refused(place, uri, "") }
        }
        Err(why) => {
            let outcome = match why {
                NotTaken::ChangedHere(_) => ItemOutcome::Kept,
                _ => ItemOutcome::Refused,
            };
            ItemReport { outcome, changed, dropped, ..ItemReport::refused(place, uri, why) }
        }
    }
}

fn text(app: &App, edition: &Edition, planned: &mut PlannedPage) -> Result<PageText, html_in::ImportError> {
    let mut new_id = || app.new_id();
    let dir = if Direction::of(&edition.lang) == Direction::Rtl { Dir::Rtl } else { Dir::Ltr };
    let read = html_in::import(&planned.html, ImportOptions::new(&edition.lang, dir, &mut new_id))?;
    planned.dropped.extend(read.dropped.iter().map(|dropped| {
        let why = if dropped.what == "picture" { "a standing page has none" } else { dropped.why.as_str() };
        format!("{} ({} times): {why}", dropped.what, dropped.count)
    }));
    planned
        .changed
        .extend(read.changed.iter().map(|c| format!("{} became {} ({} times)", c.what, c.into, c.count)));
    Ok(PageText { title: planned.title.clone(), body: read.tree })
}

struct Work {
    app: App,
    origin: &'static str,
    actor: Actor,
    editions: Arc<[EditionCode]>,
    edition: EditionCode,
    publish: bool,
    overwrite: bool,
    planned: PlannedPage,
    fingerprint: String,
    text: PageText,
}

impl Work {
    async fn carry_out(self, tx: &Tx) -> Result<(ItemOutcome, Vec<String>), NotTaken> {
        let (app, actor, edition, kind) = (&self.app, &self.actor, &self.edition, self.planned.kind);
        let known = store::known_page(tx, self.origin, &self.planned.uri).await?;
        let is_published = self.publish && self.planned.is_public;
        if known.as_ref().is_some_and(|known| has_come(&known.digest, &self.fingerprint, self.publish)) {
            return Ok((ItemOutcome::Unchanged, Vec::new()));
        }
        let stands = page_at(tx, edition, kind).await?;
        let expected = match (&known, &stands) {
            (_, None) => RevisionNumber(0),
            (Some(known), Some(page)) if known.page == page.id && known.revision == page.latest_revision => {
                known.revision
            }
            (Some(known), Some(page)) if known.page == page.id && self.overwrite => page.latest_revision,
            (Some(known), Some(page)) if known.page == page.id => {
                return Err(NotTaken::ChangedHere(kind.slug()));
            }
            (_, Some(_)) => return Err(NotTaken::WrittenHere(kind.slug())),
        };
        let mut outcome = if expected.0 == 0 { ItemOutcome::Created } else { ItemOutcome::Updated };
        let page = save_page_in(tx, app, actor, (edition, kind), expected, self.text).await?;
        if is_published {
            publish_page_in(tx, app, actor, edition, kind).await?;
        } else if !self.planned.is_public && page.live_revision.is_some() {
            take_down_page_in(tx, app, actor, edition, kind).await?;
            outcome = ItemOutcome::Withdrawn;
        }
        let target = Target::Path(kind.href(edition));
        // Nothing leads to a page that readers do not see.
        let addresses = if is_published { self.planned.old_addresses.as_slice() } else { &[] };
        let not_led = lead_to(tx, app, (actor, &*self.editions), (addresses, false), &target).await?;
        let digest = kept(&self.fingerprint, self.publish);
        let known = KnownPage { page: page.id, revision: page.latest_revision, digest };
        store::put_page(tx, self.origin, &self.planned.uri, &known, app.now()).await?;
        Ok((outcome, not_led))
    }
}

//! Puts a revision before readers.

use std::collections::BTreeSet;

use ::store::{StoreError, Tx};
use futures_util::future::try_join_all;

use super::place::{Elsewhere, Ground, Own, Placing, ground, name_each_again, put_own, put_shared};
use super::rights::{rights_last, watch_rights};
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::{Actor, NotAllowed};
use crate::features::articles::article::NotPublishable;
use crate::features::articles::{Article, Content, Revision, policy, store};
use crate::features::receipts::{self, ReceiptKind};
use crate::features::workflow::{self, HeldBack, Holds};
use crate::features::{alerts, fronts, redirects};
use crate::id::{ArticleId, ReceiptId, RevisionNumber, StoryId};

/// What is to be published.
#[derive(Debug, Clone, Default)]
pub struct Publication {
    /// Which revision; the newest when `None`.
    pub revision: Option<RevisionNumber>,
    /// When it was first published elsewhere, for an import; in microseconds UTC.
    pub dated: Option<i64>,
    /// The batch it is part of: the batch's receipt stands for all of it.
    pub batch: Option<ReceiptId>,
    /// Whether the clock carries out what a person set: nobody looks it over any more, so the rights of its pictures are
    /// looked at once more.
    pub by_clock: bool,
}

/// What was published.
#[derive(Debug, Clone)]
pub struct Placed {
    /// The article as it stands now.
    pub article: Article,
    /// The receipt that will say when readers could see it.
    pub receipt: ReceiptId,
}

/// Why nothing was published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The actor may not do this.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such article.
    #[error("there is no article {0}")]
    NoSuchArticle(String),
    /// The article has no such revision.
    #[error("the article has no revision {0}")]
    NoSuchRevision(i64),
    /// The article may not be published now.
    #[error(transparent)]
    NotPublishable(#[from] NotPublishable),
    /// The article is not before readers.
    #[error("the article is not published")]
    NotPublished,
    /// The time is over already.
    #[error("the time to publish at must lie ahead")]
    TimeIsOver,
    /// A correction is published as it is made.
    #[error(
        "a correction, a clarification and an update are published as they are made: choose now, or no note"
    )]
    CorrectionsAreNow,
    /// A note of this kind is made by withdrawing.
    #[error("a withdrawal is not a note: withdraw the article")]
    WithdrawalIsNoNote,
    /// There is no such sort of change.
    #[error("there is no change `{0}`: it is quiet, error, clarification or update")]
    NoSuchChange(String),
    /// A text that readers are to be told is empty or too long.
    #[error("say why, in at most 2,000 letters: readers will see it")]
    NoReason,
    /// The block that a correction is about is not in the article.
    #[error("the article has no block {0}")]
    NoSuchBlock(String),
    /// The words that a correction is about are not in its block.
    #[error("the block does not say, and did not say before, «{0}»")]
    NoSuchPassage(String),
    /// Its section's rules or the brake hold it back.
    #[error(transparent)]
    HeldBack(HeldBack),
    /// The database did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<HeldBack> for PublishError {
    fn from(error: HeldBack) -> Self {
        match error {
            HeldBack::Store(error) => error.into(),
            error => PublishError::HeldBack(error),
        }
    }
}

/// Publishes a revision: the article's live revision is that one from the commit on.
pub async fn publish(
    app: &App,
    actor: &Actor,
    id: &ArticleId,
    wanted: Publication,
) -> Result<Placed, PublishError> {
    let (app_in, actor, id) = (app.clone(), actor.clone(), id.clone());
    app.db.write(move |tx| Box::pin(async move { publish_in(tx, &app_in, &actor, &id, wanted).await })).await
}

/// The same inside a transaction that does more.
pub async fn publish_in(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    id: &ArticleId,
    wanted: Publication,
) -> Result<Placed, PublishError> {
    let draft = store::held_article(tx, id).await?;
    let draft = draft.ok_or_else(|| PublishError::NoSuchArticle(id.to_string()))?;
    let now = app.now();
    let ground = ground(tx, &draft).await?;
    let holds = workflow::holds_over(tx, std::slice::from_ref(&draft)).await?;
    let revision = look_over(tx, app, actor, &draft, (&wanted, &holds), now).await?;
    let cleared = clear(app, draft, revision, ground, &wanted, now)?;
    let out = put_out(tx, app, vec![cleared], wanted.batch, now).await?;
    let placed =
        out.iter().map(|out| Placed { article: out.article.clone(), receipt: out.receipt.clone() }).next();
    follow(tx, app, actor, out, now).await?;
    placed.ok_or_else(|| StoreError::Database(format!("what went out of {id} is not there")).into())
}

/// Refuses what the actor may not publish, what is not there and what its section or the brake hold back; the revision that is
/// to go out. Nothing is written but the brake's count of a person's change.
pub(super) async fn look_over(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    draft: &Article,
    (wanted, holds): (&Publication, &Holds),
    now: i64,
) -> Result<Revision, PublishError> {
    policy::may_publish(actor, draft)?;
    let number = wanted.revision.unwrap_or(draft.latest_revision);
    let revision = store::revision_of(tx, &draft.id, number).await?;
    let revision = revision.ok_or(PublishError::NoSuchRevision(number.0))?;
    readable(&revision.content)?;
    if wanted.by_clock {
        rights_last(tx, &revision.content, now).await?;
    }
    workflow::hold_back_by(tx, app, actor, (draft, &revision), holds, now).await?;
    Ok(revision)
}

/// An article that nothing holds back, as it is from the commit on.
pub(super) struct Cleared {
    article: Article,
    revision: Revision,
    ground: Ground,
    /// Readers do not see it yet.
    first: bool,
    /// They never did.
    never_seen: bool,
}

/// Makes of a draft that was looked over what it becomes.
pub(super) fn clear(
    app: &App,
    draft: Article,
    revision: Revision,
    ground: Ground,
    wanted: &Publication,
    now: i64,
) -> Result<Cleared, NotPublishable> {
    let (first, never_seen) = (!draft.is_live(), draft.first_published_at.is_none());
    if never_seen && ground.section.closed {
        return Err(NotPublishable::SectionClosed(ground.section.name));
    }
    let slug = text::slug::slug(&revision.content.headline, ground.edition.voice.slugs);
    embargo_is_over(app, &draft)?;
    let article = draft.publish(revision.number, slug, now, wanted.dated)?;
    Ok(Cleared { article, revision, ground, first, never_seen })
}

/// An article whose own rows are before readers; what hangs on it has still to follow.
pub(super) struct Out {
    article: Article,
    receipt: ReceiptId,
    first: bool,
    number: RevisionNumber,
    own: Own,
}

/// Writes all of these that is their own.
pub(super) async fn put_out(
    tx: &Tx,
    app: &App,
    cleared: Vec<Cleared>,
    batch: Option<ReceiptId>,
    now: i64,
) -> Result<Vec<Out>, StoreError> {
    let ids: Vec<ArticleId> = cleared.iter().map(|one| one.article.id.clone()).collect();
    for one in &cleared {
        store::update(tx, &one.article).await?;
    }
    let revisions: Vec<_> = ids.iter().zip(cleared.iter().map(|one| one.revision.number)).collect();
    store::put_publications(tx, &revisions, now).await?;
    workflow::over_with(tx, &ids).await?;
    let rights = cleared.iter().map(|one| watch_rights(tx, app, &one.article.id, &one.revision.content, now));
    try_join_all(rights).await?;
    make_way(tx, &cleared).await?;
    let (mut stood, mut placing) = (Vec::new(), Vec::new());
    for Cleared { article, revision, ground, first, .. } in cleared {
        let receipt = batch.clone().unwrap_or_else(|| ReceiptId(app.new_id()));
        stood.push((article.clone(), receipt, first, revision.number));
        placing.push(Placing { article, revision, ground });
    }
    let own = put_own(tx, app, placing, now).await?;
    if batch.is_none() {
        let receipts: Vec<_> = stood.iter().map(|(article, receipt, ..)| (receipt, &article.id)).collect();
        receipts::insert_each(tx, ReceiptKind::Publish, &receipts, now).await?;
    }
    let out = |((article, receipt, first, number), own)| Out { article, receipt, first, number, own };
    Ok(stood.into_iter().zip(own).map(out).collect())
}

/// Takes away what readers see of these now. Where they never saw anything there is nothing to take away: eleven statements less.
async fn make_way(tx: &Tx, cleared: &[Cleared]) -> Result<(), StoreError> {
    let (new, known): (Vec<&Cleared>, _) = cleared.iter().partition(|one| one.never_seen);
    for Cleared { article, .. } in known {
        store::drop_published(tx, &article.id, article.kind).await?;
    }
    let new: Vec<ArticleId> = new.into_iter().map(|one| one.article.id.clone()).collect();
    if new.is_empty() { Ok(()) } else { redirects::open_to(tx, &new).await }
}

/// Has all that hangs on these follow them, once all of them stand: what they share, those who name them, stories, fronts and
/// alerts.
pub(super) async fn follow(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    out: Vec<Out>,
    now: i64,
) -> Result<(), StoreError> {
    let ids: Vec<ArticleId> = out.iter().map(|out| out.article.id.clone()).collect();
    let (own, out): (Vec<Own>, Vec<_>) =
        out.into_iter().map(|out| (out.own, (out.article, out.receipt, out.first, out.number))).unzip();
    put_shared(tx, &own).await?;
    let mut each = name_each_again(tx, app, &ids, now).await?;
    let stories: BTreeSet<&StoryId> = each.values().flat_map(|elsewhere| &elsewhere.stories).collect();
    let stories: Vec<StoryId> = stories.into_iter().cloned().collect();
    alerts::actions::follow_stories(tx, app, actor, &stories).await?;
    fronts::actions::follow_articles(tx, app, actor, &ids).await?;
    alerts::actions::follow_articles(tx, app, actor, &ids).await?;
    for ((article, receipt, first, revision), own) in out.into_iter().zip(own) {
        let Elsewhere { named_by, stories } = each.remove(&article.id).unwrap_or_default();
        let event = Event::ArticlePublished {
            article: article.id,
            edition: article.edition,
            section: article.section,
            revision,
            first,
            receipt,
            named_by,
            stories,
            pictures: own.projection.pictures,
        };
        tx.record(event.into_log(actor, now));
    }
    Ok(())
}

/// It has none, or that is over for certain.
pub(super) fn embargo_is_over(app: &App, article: &Article) -> Result<(), NotPublishable> {
    match article.embargo_until {
        Some(until) if until > app.now() => Err(NotPublishable::EmbargoHolds { until }),
        Some(until) if !app.is_over(until) => Err(NotPublishable::ClockInDoubt),
        _ => Ok(()),
    }
}

/// What readers could make something of.
pub(super) fn readable(content: &Content) -> Result<(), NotPublishable> {
    if content.headline.trim().is_empty() {
        return Err(NotPublishable::NoHeadline);
    }
    let has_text = !content::text_out::text(&content.body).trim().is_empty()
        || !content.pictures().is_empty()
        || content.recording.is_some();
    if has_text || !content.lead.trim().is_empty() { Ok(()) } else { Err(NotPublishable::NoText) }
}

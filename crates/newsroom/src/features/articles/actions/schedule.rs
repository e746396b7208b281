//! Sets a revision to be published at a time, and takes that back.

use ::store::Tx;
use text::dates::seconds_ahead;

use super::rights::rights_last;
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::articles::actions::PublishError;
use crate::features::articles::article::{NotPublishable, Schedule};
use crate::features::articles::{Article, policy, store};
use crate::features::editions::edition_by_code;
use crate::features::workflow;
use crate::id::{ArticleId, RevisionNumber};
use crate::schedule::{self, DuePublication, WallTime};

/// Schedules a revision (the newest when `None`) for `at`, in microseconds UTC. An earlier schedule is replaced.
pub async fn schedule(
    app: &App,
    actor: &Actor,
    id: &ArticleId,
    revision: Option<RevisionNumber>,
    at: i64,
) -> Result<Article, PublishError> {
    let (app_in, actor, id) = (app.clone(), actor.clone(), id.clone());
    app.db
        .write(move |tx| Box::pin(async move { schedule_in(tx, &app_in, &actor, &id, revision, at).await }))
        .await
}

/// The same inside a transaction that does more.
pub async fn schedule_in(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    id: &ArticleId,
    revision: Option<RevisionNumber>,
    at: i64,
) -> Result<Article, PublishError> {
    store::hold_article(tx, id).await?;
    let article =
        store::article_by_id(tx, id).await?.ok_or_else(|| PublishError::NoSuchArticle(id.to_string()))?;
    policy::may_publish(actor, &article)?;
    let now = app.now();
    if at <= now {
        return Err(PublishError::TimeIsOver);
    }
    if article.withdrawn.is_some() {
        return Err(NotPublishable::Withdrawn.into());
    }
    if let Some(until) = article.embargo_until.filter(|until| *until > at) {
        return Err(NotPublishable::EmbargoHolds { until }.into());
    }
    let revision = revision.unwrap_or(article.latest_revision);
    let scheduled = store::revision_of(tx, id, revision).await?;
    let scheduled = scheduled.ok_or(PublishError::NoSuchRevision(revision.0))?;
    if actor.account().is_some() {
        rights_last(tx, &scheduled.content, at).await?;
    }
    workflow::hold_back(tx, app, actor, (&article, &scheduled), at).await?;
    let article =
        Article { schedule: Some(Schedule { at, revision, by: actor.account().cloned() }), ..article };
    store::update(tx, &article).await?;
    let token = match actor {
        Actor::Token { token, .. } => Some(token.clone()),
        _ => None,
    };
    let zone = edition_by_code(tx, &article.edition).await?.map(|edition| edition.voice.dates.zone);
    let wall = zone.map(|zone| WallTime { ahead: seconds_ahead(at, &zone), zone });
    schedule::publish_at(tx, app, DuePublication { article: id.clone(), token, wall }, at).await?;
    store::forget_held(tx, id).await?;
    tx.record(Event::ArticleScheduled { article: id.clone(), revision }.into_log(actor, now));
    Ok(article)
}

/// Takes a schedule back; without one there is nothing to do.
pub async fn unschedule(app: &App, actor: &Actor, id: &ArticleId) -> Result<Article, PublishError> {
    let (now, actor, id) = (app.now(), actor.clone(), id.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                store::hold_article(tx, &id).await?;
                let article = store::article_by_id(tx, &id)
                    .await?
                    .ok_or_else(|| PublishError::NoSuchArticle(id.to_string()))?;
                policy::may_publish(&actor, &article)?;
                let was_set = article.schedule.is_some();
                let article = Article { schedule: None, ..article };
                store::update(tx, &article).await?;
                schedule::cancel_publication(tx, &id).await?;
                store::forget_held(tx, &id).await?;
                if was_set {
                    tx.record(Event::ArticleUnscheduled { article: id }.into_log(&actor, now));
                }
                Ok(article)
            })
        })
        .await
}

//! Publishing what was scheduled, when it comes due.

use super::actions::{Publication, PublishError, hold_schedule, publish, put_off};
use super::article::NotPublishable;
use super::{policy, store};
use crate::app::App;
use crate::features::accounts::{self, Actor};
use crate::features::workflow::HeldBack;
use crate::id::ArticleId;
use crate::schedule::DuePublication;

/// Publishes an article whose time has come, on the word of the one who scheduled it: their role is read again now, and
/// when they may no longer publish, or the token they did it with was taken back, the schedule is held and the article stays
/// as it is. Safe to run twice.
pub async fn publish_due(app: &App, due: DuePublication) -> Result<(), jobs::JobError> {
    let id = &due.article;
    let Some(article) = store::article_by_id(app.db.read(), id).await? else { return Ok(()) };
    let Some(schedule) = article.schedule.clone() else { return Ok(()) };
    if schedule.at > app.now() {
        return Err(format!("article {id} is due later than its job says").into());
    }
    let actor = match &schedule.by {
        None => Actor::Console,
        Some(account) => match accounts::on_the_word_of(app.db.read(), account).await? {
            Some(actor) => actor,
            None => return hold(app, id).await,
        },
    };
    let is_taken_back = match &due.token {
        Some(token) => accounts::token_is_taken_back(app.db.read(), token).await?,
        None => false,
    };
    if is_taken_back || policy::may_publish(&actor, &article).is_err() {
        return hold(app, id).await;
    }
    let wanted = Publication { revision: Some(schedule.revision), ..Publication::default() };
    match publish(app, &actor, id, wanted).await {
        Ok(_) => Ok(()),
        // Withdrawn or emptied meanwhile, or its section was closed: nothing to publish any more.
        Err(PublishError::NotPublishable(
            NotPublishable::Withdrawn
            | NotPublishable::NoText
            | NotPublishable::NoHeadline
            | NotPublishable::SectionClosed(_),
        )) => hold(app, id).await,
        // What its section asks now is not there, or the approval was of another revision.
        Err(PublishError::HeldBack(HeldBack::Checklist(_) | HeldBack::SecondPerson(_))) => {
            hold(app, id).await
        }
        Err(PublishError::NotPublishable(NotPublishable::EmbargoHolds { until })) => {
            Err(format!("the embargo of article {id} holds until {until}").into())
        }
        Err(
            PublishError::NotPublishable(NotPublishable::ClockInDoubt)
            | PublishError::HeldBack(HeldBack::Restored),
        ) => {
            tracing::warn!(article.id = %id, "a scheduled publication waits: the clock is in doubt, or this is a copy");
            Ok(put_off(app, due).await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn hold(app: &App, id: &ArticleId) -> Result<(), jobs::JobError> {
    tracing::warn!(article.id = %id, "a scheduled publication was held: the one who set it may not publish, its section asks for more, or nothing is left to publish");
    Ok(hold_schedule(app, id).await?)
}

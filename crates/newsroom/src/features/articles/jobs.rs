//! Publishing what was scheduled, when it comes due.

use super::actions::{HeldFor, Publication, PublishError, hold_schedule, publish, put_off};
use super::article::NotPublishable;
use super::{policy, store};
use crate::app::App;
use crate::features::accounts::{self, Actor};
use crate::features::workflow::HeldBack;
use crate::id::ArticleId;
use crate::schedule::DuePublication;

/// Publishes an article whose time has come, on the word of the one who scheduled it: their role is read again now, and so are
/// the rights of its pictures and the token it was done with. What may not go out any more is held, the article stays as it
/// is, and the desk is asked. Safe to run twice.
pub async fn publish_due(app: &App, due: DuePublication) -> Result<(), jobs::JobError> {
    let id = &due.article;
    let _going_out = app.rush().goes_out();
    let Some(article) = store::article_by_id(app.db.read(), id).await? else { return Ok(()) };
    let Some(schedule) = article.schedule.clone() else { return Ok(()) };
    if schedule.at > app.now() {
        return Err(format!("article {id} is due later than its job says").into());
    }
    let actor = match &schedule.by {
        None => Actor::Console,
        Some(account) => match accounts::on_the_word_of(app.db.read(), account).await? {
            Some(actor) => actor,
            None => return hold(app, id, HeldFor::NotAllowed).await,
        },
    };
    let is_taken_back = match &due.token {
        Some(token) => accounts::token_is_taken_back(app.db.read(), token).await?,
        None => false,
    };
    if is_taken_back || policy::may_publish(&actor, &article).is_err() {
        return hold(app, id, HeldFor::NotAllowed).await;
    }
    let by_clock = schedule.by.is_some();
    let wanted = Publication { revision: Some(schedule.revision), by_clock, ..Publication::default() };
    match publish(app, &actor, id, wanted).await {
        Ok(_) => Ok(()),
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
        Err(error) => match held_for(&error) {
            Some(why) => hold(app, id, why).await,
            None => Err(error.into()),
        },
    }
}

/// Why a publication that came due is not tried again.
fn held_for(error: &PublishError) -> Option<HeldFor> {
    match error {
        // Withdrawn or emptied meanwhile: nothing to publish any more.
        PublishError::NotPublishable(
            NotPublishable::Withdrawn | NotPublishable::NoText | NotPublishable::NoHeadline,
        ) => Some(HeldFor::NothingLeft),
        PublishError::NotPublishable(NotPublishable::SectionClosed(_)) => Some(HeldFor::SectionClosed),
        PublishError::NotPublishable(NotPublishable::PictureRightsOver) => Some(HeldFor::PictureRights),
        // What its section asks now is not there, or the approval was of another revision.
        PublishError::HeldBack(HeldBack::Checklist(_)) => Some(HeldFor::Checklist),
        PublishError::HeldBack(HeldBack::SecondPerson(_)) => Some(HeldFor::SecondPerson),
        _ => None,
    }
}

async fn hold(app: &App, id: &ArticleId, why: HeldFor) -> Result<(), jobs::JobError> {
    tracing::warn!(article.id = %id, why = why.as_str(), "a scheduled publication was held");
    Ok(hold_schedule(app, id, why).await?)
}

//! Publishing what was scheduled, when it comes due.

use super::actions::{HeldFor, NotOut, PublishError, hold_schedule, publish_together, put_off};
use super::article::NotPublishable;
use crate::app::App;
use crate::features::workflow::HeldBack;
use crate::id::ArticleId;
use crate::schedule::DuePublication;

/// Publishes an article whose time has come, together with others whose time has come, on the word of the one who scheduled it:
/// their role is read again now, and so are the rights of its pictures and the token it was done with. What may not go out any
/// more is held, the article stays as it is, and the desk is asked. Safe to run twice.
pub async fn publish_due(app: &App, due: DuePublication) -> Result<(), jobs::JobError> {
    let id = due.article.clone();
    let _going_out = app.rush().goes_out();
    let fate = app.due().ask(due.clone(), |all| publish_together(app.clone(), all)).await;
    match fate.ok_or("it was broken off with others")? {
        Ok(()) => Ok(()),
        Err(NotOut::Early) => Err(format!("article {id} is due later than its job says").into()),
        Err(NotOut::NotAllowed) => hold(app, &id, HeldFor::NotAllowed).await,
        Err(NotOut::Refused(PublishError::NotPublishable(NotPublishable::EmbargoHolds { until }))) => {
            Err(format!("the embargo of article {id} holds until {until}").into())
        }
        Err(NotOut::Refused(
            PublishError::NotPublishable(NotPublishable::ClockInDoubt)
            | PublishError::HeldBack(HeldBack::Restored),
        )) => {
            tracing::warn!(article.id = %id, "a scheduled publication waits: the clock is in doubt, or this is a copy");
            Ok(put_off(app, due).await?)
        }
        Err(NotOut::Refused(error)) => match held_for(&error) {
            Some(why) => hold(app, &id, why).await,
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

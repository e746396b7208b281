//! Beginning and ending alerts at their time.

use super::actions::{end_alert, turn_alert};
use super::{policy, store};
use crate::app::App;
use crate::features::accounts::{self, Actor};
use crate::id::AlertId;

/// Has an alert begin or end, when it is time. One that is to begin does so on the word of the one who set it: their role
/// is read again now, and when they may no longer raise an alert, it ends unseen. Safe to run twice.
pub async fn alert_due(app: &App, id: &AlertId) -> Result<(), jobs::JobError> {
    let Some(alert) = store::alert_by_id(app.db.read(), id).await? else { return Ok(()) };
    let actor = match &alert.set_by {
        Some(account) if alert.stands(app.now()) => {
            match accounts::on_the_word_of(app.db.read(), account).await? {
                Some(actor) => actor,
                None => return hold(app, id).await,
            }
        }
        _ => Actor::Console,
    };
    match policy::may_raise(&actor, &alert.edition) {
        Ok(()) => Ok(turn_alert(app, &actor, id).await?),
        Err(_) => hold(app, id).await,
    }
}

async fn hold(app: &App, id: &AlertId) -> Result<(), jobs::JobError> {
    tracing::warn!(alert.id = %id, "an alert did not begin: the one who set it may not raise alerts any more");
    end_alert(app, &Actor::Console, id).await?;
    Ok(())
}

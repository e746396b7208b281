//! Having pins come and leave at their time.

use super::actions::{hold_pins, turn_front};
use super::{policy, store};
use crate::app::App;
use crate::features::accounts::{self, Actor};
use crate::id::FrontId;

/// Has pins of a front come and leave, when it is time. Those that come do so on the word of the one who put the live
/// version before readers: their role is read again now, and when they may no longer arrange, what is to come does not.
/// Safe to run twice.
pub async fn front_due(app: &App, id: &FrontId) -> Result<(), jobs::JobError> {
    let front = store::front(app.db.read(), id).await?;
    let Some(front) = front else { return Ok(()) };
    if let Some(account) = &front.set_by {
        let actor = accounts::on_the_word_of(app.db.read(), account).await?;
        let may = actor.is_some_and(|actor| policy::may_arrange(&actor, id).is_ok());
        if !may {
            tracing::warn!(front.id = %id, "pins did not come: the one who set them may not arrange fronts any more");
            hold_pins(app, &Actor::Console, id).await?;
        }
    }
    Ok(turn_front(app, &Actor::Console, id).await?)
}

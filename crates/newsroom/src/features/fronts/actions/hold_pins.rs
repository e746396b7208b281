//! Takes back the pins that are still to come: the one on whose word they would come may not arrange fronts any more.

use ::store::StoreError;

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::fronts::store;
use crate::id::FrontId;

/// Takes away what was set for later; what stands stays. Safe to run twice.
pub async fn hold_pins(app: &App, actor: &Actor, id: &FrontId) -> Result<(), StoreError> {
    let (actor, now, id) = (actor.clone(), app.now(), id.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                store::hold(tx, &id).await?;
                let Some(front) = store::front(tx, &id).await? else { return Ok(()) };
                if store::drop_coming(tx, &id).await? > 0 {
                    tx.record(Event::PinsHeld { front: id, edition: front.edition }.into_log(&actor, now));
                }
                Ok(())
            })
        })
        .await
}

//! Has pins come and leave at their time.

use ::store::StoreError;

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::fronts::front::next_turn;
use crate::features::fronts::store;
use crate::id::FrontId;
use crate::schedule;

/// Shows the pins that stand now, and sets when to look again. Safe to run twice.
pub async fn turn_front(app: &App, actor: &Actor, id: &FrontId) -> Result<(), StoreError> {
    let (app_in, actor, id) = (app.clone(), actor.clone(), id.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                store::hold(tx, &id).await?;
                let Some(front) = store::front(tx, &id).await? else { return Ok(()) };
                let now = app_in.now();
                let next = next_turn(&store::pins(tx, &id).await?, now);
                schedule::turn_front_at(tx, &app_in, &id, next).await?;
                if store::show_pins(tx, &id, now).await? {
                    let event = Event::FrontTurned { front: id, edition: front.edition };
                    tx.record(event.into_log(&actor, now));
                }
                Ok(())
            })
        })
        .await
}

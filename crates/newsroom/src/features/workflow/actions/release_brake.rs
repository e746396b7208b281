//! Says that one means it, and goes on; and how much is too much.

use super::WorkflowRefused;
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::workflow::brake::{Brake, RELEASED_FOR};
use crate::features::workflow::{policy, store};

/// Releases the brake for the actor alone, for a quarter of an hour. Returns until when, in microseconds UTC.
pub async fn release_brake(app: &App, actor: &Actor) -> Result<i64, WorkflowRefused> {
    policy::may_release(actor)?;
    let account = actor.account().cloned().ok_or(WorkflowRefused::NoPerson)?;
    let (now, actor) = (app.now(), actor.clone());
    let until = now + RELEASED_FOR;
    app.db
        .write(move |tx| {
            Box::pin(async move {
                store::put_release(tx, &account, until).await?;
                tx.record(Event::BrakeReleased { account }.into_log(&actor, now));
                Ok(until)
            })
        })
        .await
}

/// Sets how much one person may change in how many minutes.
pub async fn set_brake(app: &App, actor: &Actor, brake: Brake) -> Result<(), WorkflowRefused> {
    policy::may_set(actor)?;
    let brake = brake.checked()?;
    let (now, actor) = (app.now(), actor.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                store::put_brake(tx, brake).await?;
                tx.record(Event::BrakeSet.into_log(&actor, now));
                Ok(())
            })
        })
        .await
}

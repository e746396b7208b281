//! Sets whether publishing, and managing people, needs a second step of signing in.

use ::store::StoreError;

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::{Actor, NotAllowed, Role, has_second_step, needs};
use crate::features::settings::store;

/// Why a setting was not changed.
#[derive(Debug, thiserror::Error)]
pub enum SettingRefused {
    /// The actor may not do this.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// Whoever asks others for a second step would be held back by it themselves.
    #[error("set a second step of your own first: without one you could not manage this newsroom any more")]
    OwnStepFirst,
    /// The database did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Sets it, for everybody, from their next request on.
pub async fn set_second_factor(app: &App, actor: &Actor, wanted: bool) -> Result<(), SettingRefused> {
    needs(actor, Role::Admin)?;
    let (actor, now) = (actor.clone(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if wanted
                    && let Some(account) = actor.account()
                    && !has_second_step(tx, account).await?
                {
                    return Err(SettingRefused::OwnStepFirst);
                }
                store::set_second_factor(tx, wanted).await?;
                tx.record(Event::SecondFactorPolicySet.into_log(&actor, now));
                Ok(())
            })
        })
        .await
}

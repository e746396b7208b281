//! Somebody says that the machine's clock is right.

use ::store::StoreError;

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::{Actor, NotAllowed};
use crate::features::machine::{policy, store};

/// Why it was not taken.
#[derive(Debug, thiserror::Error)]
pub enum MachineRefused {
    /// The actor may not do this.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// The database did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Takes what the clock of this machine shows for the time, and notes it for the folder with this id at once, where one is
/// given. Returns whether there was a doubt.
pub async fn confirm_clock(app: &App, actor: &Actor, folder: Option<String>) -> Result<bool, MachineRefused> {
    policy::may_confirm(actor)?;
    if app.doubt().is_none() {
        return Ok(false);
    }
    app.watch.confirm((app.clock)(), (app.steady)());
    let (actor, now, stands) = (actor.clone(), app.now(), app.watch.beat(&app.boot));
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(folder) = folder {
                    store::put_clock(tx, &folder, &stands).await?;
                }
                tx.record(Event::ClockConfirmed.into_log(&actor, now));
                Ok::<_, StoreError>(())
            })
        })
        .await?;
    Ok(true)
}

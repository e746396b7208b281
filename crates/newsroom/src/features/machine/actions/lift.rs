//! Somebody at the machine says that a copy may go out.

use ::store::StoreError;

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::machine::store;

/// Lets what waits go out from now on. Returns whether it waited.
pub async fn lift(app: &App) -> Result<bool, StoreError> {
    let now = app.now();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let waited = store::drop_restored(tx).await?;
                if waited {
                    tx.record(Event::CopyLifted.into_log(&Actor::Console, now));
                }
                Ok(waited)
            })
        })
        .await
}

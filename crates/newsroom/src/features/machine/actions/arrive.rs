//! Begins to run the newsroom from a folder, and finds out whether it is a copy.

use ::store::StoreError;

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::machine::{Copied, Folder, store};

/// Says that the newsroom is run from this folder from now on. A copy of a newsroom is marked as restored: until somebody
/// says otherwise nothing goes out. Returns the number of the folder's next beat.
pub async fn arrive(app: &App, folder: Folder) -> Result<i64, StoreError> {
    let app_in = app.clone();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let now = app_in.now();
                let known = store::instances(tx).await?;
                let copied = Copied::judge(&folder, &known, now);
                if let Some(copied) = copied
                    && store::put_restored(tx, now, copied.as_str()).await?
                {
                    tx.record(Event::CopyFound.into_log(&Actor::Console, now));
                }
                let kept = known.iter().find(|one| one.id == folder.id).map_or(0, |one| one.beat);
                let number = kept.max(folder.beat) + 1;
                store::put_instance(tx, &folder, number, now, &app_in.watch.beat(&app_in.boot)).await?;
                Ok(number)
            })
        })
        .await
}

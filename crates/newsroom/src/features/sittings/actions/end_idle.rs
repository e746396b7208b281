//! Ends the sittings in which nobody has written for a while, and forgets the windows that were not closed.

use super::keep::end;
use crate::app::App;
use crate::features::accounts::Actor;
use crate::features::sittings::sitting::{SITTING_ENDS, WINDOW_FORGOTTEN};
use crate::features::sittings::store;

const AT_ONCE: i64 = 200;

/// Makes revisions of what lies there. One that cannot become a revision stays as it is, and is told of.
pub async fn end_idle(app: &App) -> Result<(), ::store::StoreError> {
    for article in store::idle(app.db.read(), app.now() - SITTING_ENDS, AT_ONCE).await? {
        if let Err(error) = end(app, &Actor::Console, &article).await {
            tracing::warn!(article.id = %article, %error, "a sitting could not be made a revision; its text is kept as it is");
        }
    }
    let silent = app.now() - WINDOW_FORGOTTEN;
    app.db.write(move |tx| Box::pin(async move { store::forget_all(tx, silent).await })).await
}

//! Has a publication that came due looked at again a little later: the clock is in doubt, or this is a copy of a newsroom.

use ::store::StoreError;

use crate::app::App;
use crate::schedule::{self, DuePublication};

/// It is looked at again after so long, in microseconds.
const LOOK_AGAIN: i64 = 5_000_000;

/// Puts it off, however often that is.
pub async fn put_off(app: &App, due: DuePublication) -> Result<(), StoreError> {
    let (app_in, again) = (app.clone(), app.now() + LOOK_AGAIN);
    app.db.write(move |tx| Box::pin(async move { schedule::publish_at(tx, &app_in, due, again).await })).await
}

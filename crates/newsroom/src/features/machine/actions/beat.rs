//! Notes how the clock stands, again and again: the next start compares itself with that.

use ::store::StoreError;

use crate::app::App;
use crate::features::machine::store;

/// Notes a beat of the folder with this id, after the database has it to be noted in the folder too. Shouts in the log and
/// in the metrics while the clock is in doubt, or while this is a copy that waits.
pub async fn beat(app: &App, id: &str, number: i64) -> Result<(), StoreError> {
    let doubt = app.doubt();
    metrics::gauge!("clock_in_doubt").set(if doubt.is_some() { 1.0 } else { 0.0 });
    if let Some(doubt) = doubt {
        let ahead_ms = doubt.ahead / 1_000;
        tracing::error!(
            ahead_ms,
            "the machine's clock is in doubt: embargoes hold, and what is scheduled waits for the time that is sure. \
             Set the clock right, or say that it is: on the desk, or with `khabar clock confirm`"
        );
    }
    let restored = store::restored(app.db.read()).await?;
    metrics::gauge!("newsroom_restored").set(if restored.is_some() { 1.0 } else { 0.0 });
    if restored.is_some() {
        tracing::error!(
            "this newsroom is a copy: nothing goes out until `khabar restored lift` says that it may"
        );
    }
    let (id, now, stands) = (id.to_owned(), app.now(), app.watch.beat(&app.boot));
    let noting =
        app.db.write(move |tx| Box::pin(async move { store::put_beat(tx, &id, number, now, &stands).await }));
    noting.await
}

//! Forgets what readers did not find long ago.

use ::store::StoreError;

use crate::app::App;
use crate::features::search_console::store;

/// So many days are kept.
const KEPT_DAYS: i64 = 60;

/// Forgets what is older than sixty days.
pub async fn forget_unanswered(app: &App) -> Result<(), StoreError> {
    let before = day_of(app.now()) - KEPT_DAYS;
    app.db.write(move |tx| Box::pin(async move { store::forget(tx, before).await })).await
}

/// The day of a time, counted from 1970 in UTC: one count for every edition.
pub fn day_of(micros: i64) -> i64 {
    micros.div_euclid(24 * 3_600 * 1_000_000)
}

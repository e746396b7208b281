//! Forgets the changes that no brake counts any more.

use ::store::StoreError;

use crate::app::App;
use crate::features::workflow::store;

/// Forgets what is older than a day: the brake looks no further back.
pub async fn forget_changes(app: &App) -> Result<(), StoreError> {
    const DAY: i64 = 24 * 3_600 * 1_000_000;
    let before = app.now() - DAY;
    app.db.write(move |tx| Box::pin(async move { store::forget_changes(tx, before).await })).await
}

//! Keeps what was seen of a change.

use ::store::StoreError;

use crate::app::App;
use crate::features::receipts::{Receipt, store};

/// Keeps the steps of a receipt that were seen so far.
pub async fn complete(app: &App, receipt: Receipt) -> Result<(), StoreError> {
    app.db.write(move |tx| Box::pin(async move { store::save(tx, &receipt).await })).await
}

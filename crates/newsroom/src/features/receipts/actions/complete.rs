//! Keeps what was seen of a change.

use ::store::StoreError;

use crate::app::App;
use crate::features::receipts::{Receipt, store};

/// Keeps the receipt's steps.
pub async fn complete(app: &App, receipt: Receipt) -> Result<(), StoreError> {
    app.db.write(move |tx| Box::pin(async move { store::save(tx, &receipt).await })).await
}

//! Seals what happened: entries in the order of the log, each with the hash of the one before it.

use ::store::{Logged, StoreError, Tx};

use crate::app::App;
use crate::features::trail::entry::Entry;
use crate::features::trail::store;

/// Adds these events to the end of the trail. What was added before a crash is not added again; of two who add at once
/// one is refused its place and begins anew.
pub async fn seal(app: &App, wanted: Vec<Logged>) -> Result<(), StoreError> {
    app.db.write(move |tx| Box::pin(async move { add(tx, &wanted).await })).await
}

async fn add(tx: &Tx, wanted: &[Logged]) -> Result<(), StoreError> {
    let (mut position, last, mut hash) = store::end(tx).await?;
    let mut entries = Vec::new();
    for logged in wanted.iter().filter(|logged| logged.seq > last) {
        let entry = Entry::following((position, &hash), logged);
        (position, hash) = (entry.position, entry.hash.clone());
        entries.push(entry);
    }
    store::add(tx, &entries).await
}

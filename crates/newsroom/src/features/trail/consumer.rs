//! Makes the trail from the log: once for the whole newsroom, in the order of commits.

use std::time::Duration;

use ::store::Logged;
use ::store::consumer::{BATCH, ConsumerError, Lease, LeasedConsumer, run_leased};
use tokio_util::sync::CancellationToken;

use super::entry::{Entry, belongs};
use super::store;
use crate::app::App;

/// Where little happens it waits this long for more: a batch costs the same however much is in it.
const GATHERS: Duration = Duration::from_millis(200);

/// Runs until `stop` is cancelled.
pub async fn run(app: App, owner: String, stop: CancellationToken) {
    let lease = Lease { owner, clock: app.clock.clone(), length: Duration::from_secs(30) };
    run_leased(app.db.clone(), Trail { app }, lease, stop).await;
}

struct Trail {
    app: App,
}

impl LeasedConsumer for Trail {
    fn name(&self) -> &'static str {
        "trail"
    }

    async fn take(&self, batch: &[Logged]) -> Result<(), ConsumerError> {
        let wanted: Vec<Logged> = batch.iter().filter(|logged| belongs(logged)).cloned().collect();
        if !wanted.is_empty() {
            self.app.db.write(move |tx| Box::pin(async move { add(tx, &wanted).await })).await?;
        }
        if (batch.len() as i64) < BATCH {
            tokio::time::sleep(GATHERS).await;
        }
        Ok(())
    }
}

/// What was added before a crash is not added again; two who add at once cannot both take the same place.
async fn add(tx: &::store::Tx, wanted: &[Logged]) -> Result<(), ::store::StoreError> {
    let (mut position, last, mut hash) = store::end(tx).await?;
    for logged in wanted.iter().filter(|logged| logged.seq > last) {
        let entry = Entry::following((position, &hash), logged);
        store::add(tx, &entry).await?;
        (position, hash) = (entry.position, entry.hash);
    }
    Ok(())
}

//! Makes the trail from the log: once for the whole newsroom, in the order of commits.

use std::time::Duration;

use ::store::Logged;
use ::store::consumer::{BATCH, ConsumerError, Lease, LeasedConsumer, run_leased};
use tokio_util::sync::CancellationToken;

use super::actions::seal;
use super::entry::belongs;
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
        self.app.rush().give_way().await;
        let wanted: Vec<Logged> = batch.iter().filter(|logged| belongs(logged)).cloned().collect();
        if !wanted.is_empty() {
            seal(&self.app, wanted).await?;
        }
        if (batch.len() as i64) < BATCH {
            tokio::time::sleep(GATHERS).await;
        }
        Ok(())
    }
}

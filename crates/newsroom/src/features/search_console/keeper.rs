//! Counts what was not found, every half minute: one task for each node, since each node notes its own readers' questions.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::actions::count_unanswered;
use crate::app::App;

const GATHERS: Duration = Duration::from_secs(30);

/// Runs until `stop` is cancelled, and counts once more then.
pub async fn run(app: App, stop: CancellationToken) {
    loop {
        let is_over = tokio::select! {
            () = stop.cancelled() => true,
            () = tokio::time::sleep(GATHERS) => false,
        };
        if let Err(error) = count_unanswered(&app).await {
            tracing::warn!(%error, "what readers did not find could not be counted, and waits");
        }
        if is_over {
            return;
        }
    }
}

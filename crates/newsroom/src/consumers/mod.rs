//! The readers of the event log, each with a cursor of its own: `pages` and `search` on every node, `receipts` once for
//! the whole newsroom. What follows from an event is said in `reactions.rs`; here it is carried out.

mod pages;
mod search;

use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::app::App;
use crate::features::{receipts, trail};

/// Starts every consumer; they end when `stop` is cancelled. `owner` names this process in leases.
pub async fn start(
    app: &App,
    owner: &str,
    tasks: &TaskTracker,
    stop: &CancellationToken,
) -> Result<(), store::StoreError> {
    // The cache of a process that has just begun is empty: it is in step with all that happened before.
    let head = app.db.log().head().await?;
    app.cache.purge([], head, web::Purge::Stale);
    let pages = pages::PageConsumer::new(app.clone(), head);
    tasks.spawn(store::consumer::run_node(app.db.clone(), pages, stop.clone()));
    if app.index.is_some() {
        tasks.spawn(store::consumer::run_node(
            app.db.clone(),
            search::SearchConsumer::new(app.clone()),
            stop.clone(),
        ));
    }
    tasks.spawn(receipts::run(app.clone(), owner.to_owned(), stop.clone()));
    tasks.spawn(trail::run(app.clone(), owner.to_owned(), stop.clone()));
    Ok(())
}

pub use search::reindex;

//! The readers of the event log, each with a cursor of its own: `pages`, `search`, `desk_search`, `suggestions` and `synonyms` on
//! every node, `mirror` on those that keep one (`features/mirror`), `receipts`, `trail` and `related` once for the whole newsroom. What follows from an event is said in `reactions.rs`;
//! here it is carried out.

mod desk_search;
mod index_turns;
mod pages;
mod search;
mod suggestions;
mod synonyms;

use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::app::App;
use crate::desk_parts::DeskParts;
use crate::features::desk_search::DeskIndex;
use crate::features::{receipts, related, search_console, suggestions as suggested, trail};

/// Starts every consumer; they end when `stop` is cancelled. `desk` is what is held for the desk alone, where this process
/// holds it; `owner`
/// names this process in leases.
pub async fn start(
    app: &App,
    desk: Option<&DeskParts>,
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
            search::SearchConsumer::new(app.clone(), stop.clone()),
            stop.clone(),
        ));
        tasks.spawn(related::run(app.clone(), owner.to_owned(), stop.clone()));
    }
    if let Some(DeskParts { index, shelves }) = desk {
        let consumer = desk_search::DeskSearchConsumer::new(app.clone(), index.clone(), stop.clone());
        tasks.spawn(store::consumer::run_node(app.db.clone(), consumer, stop.clone()));
        let consumer = suggestions::SuggestionConsumer::new(app.clone(), shelves.clone(), head);
        tasks.spawn(store::consumer::run_node(app.db.clone(), consumer, stop.clone()));
        tasks.spawn(suggested::run(app.clone(), shelves.clone(), stop.clone()));
    }
    let desk_index = desk.map(|desk| DeskIndex::inner(&desk.index));
    let indexes = app.index.iter().cloned().chain(desk_index).collect();
    let synonyms = synonyms::SynonymConsumer::new(app.clone(), indexes);
    tasks.spawn(store::consumer::run_node(app.db.clone(), synonyms, stop.clone()));
    tasks.spawn(search_console::run(app.clone(), stop.clone()));
    tasks.spawn(receipts::run(app.clone(), owner.to_owned(), stop.clone()));
    tasks.spawn(trail::run(app.clone(), owner.to_owned(), stop.clone()));
    Ok(())
}

pub use desk_search::reindex_desk;
pub use search::reindex;

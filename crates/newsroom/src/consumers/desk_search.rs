//! Keeps the desk's own index in step with what is written. As in the site's, the cursor lies in the index itself.

use std::time::Duration;

use search::Change;
use store::Logged;
use store::consumer::{ConsumerError, NodeConsumer};
use tokio_util::sync::CancellationToken;

use super::index_turns::{in_turn, somebody_waits, unless_another_does};
use super::search::GATHERED;
use crate::app::App;
use crate::event::Event;
use crate::features::desk_search::{DeskIndex, documents, ids_after};
use crate::id::ArticleId;
use crate::reactions;

/// How many articles are read at a time.
const PAGE: usize = 200;

/// Feeds the desk's index.
pub struct DeskSearchConsumer {
    app: App,
    index: DeskIndex,
    stop: CancellationToken,
}

impl DeskSearchConsumer {
    /// A consumer for this index; at `stop` it gives up an index that it is building.
    pub fn new(app: App, index: DeskIndex, stop: CancellationToken) -> Self {
        Self { app, index, stop }
    }
}

impl NodeConsumer for DeskSearchConsumer {
    fn name(&self) -> &'static str {
        "desk_search"
    }

    /// What comes one after the other is written into the index together: a commit costs more than the article in it.
    fn gathers(&self) -> Duration {
        GATHERED
    }

    fn cursor(&self) -> i64 {
        // An index without a cursor is older than every log: it is built anew.
        self.index.cursor().unwrap_or(-1)
    }

    async fn take(&self, batch: &[Logged]) -> Result<(), ConsumerError> {
        let (Some(first), Some(last)) = (batch.first(), batch.last()) else { return Ok(()) };
        self.app.rush().give_way().await;
        let mut wanted: Vec<ArticleId> = Vec::new();
        for event in batch.iter().filter_map(|entry| Event::from_log(&entry.data)) {
            for article in reactions::of(&event).desk_index {
                if !wanted.contains(&article) {
                    wanted.push(article);
                }
            }
        }
        let mut changes = Vec::new();
        for ids in wanted.chunks(PAGE) {
            changes.extend(documents(self.app.db.read(), ids).await?.into_iter().map(Change::Put));
        }
        let (index, after, cursor) = (self.index.clone(), first.seq - 1, last.seq);
        Ok(tokio::task::spawn_blocking(move || index.apply(after, changes, cursor)).await??)
    }

    async fn rebuild(&self, _head: i64) -> Result<(), ConsumerError> {
        let built = built(&self.app, &self.index);
        unless_another_does(&self.stop, built, || self.index.is_rebuilding()).await
    }
}

/// Builds the desk's whole index anew. What is written meanwhile is indexed again afterwards: the cursor is where this began. Where
/// it is being built already this waits until that is done, half an hour at most.
pub async fn reindex_desk(app: &App, index: &DeskIndex) -> Result<u64, ConsumerError> {
    in_turn(|| built(app, index)).await
}

/// Gives up, and leaves the index as it is, soon after nobody waits for this any more.
async fn built(app: &App, index: &DeskIndex) -> Result<u64, ConsumerError> {
    let head = app.db.log().head().await?;
    let (app, index, handle) = (app.clone(), index.clone(), tokio::runtime::Handle::current());
    let (_waits, awaited) = somebody_waits();
    let rebuilt = tokio::task::spawn_blocking(move || {
        index.rebuild(head, |feed| {
            let mut after = ArticleId(String::new());
            loop {
                let page = handle.block_on(ids_after(app.db.read(), &after, PAGE as i64)).map_err(text_of)?;
                let Some(last) = page.last().cloned() else { return Ok(()) };
                for document in handle.block_on(documents(app.db.read(), &page)).map_err(text_of)? {
                    feed.put(document).map_err(text_of)?;
                }
                after = last;
                awaited.still()?;
            }
        })
    });
    Ok(rebuilt.await??)
}

fn text_of(error: impl std::fmt::Display) -> String {
    error.to_string()
}

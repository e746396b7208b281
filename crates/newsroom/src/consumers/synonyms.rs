//! Gives the newsroom's synonyms to what searches on this node: when it starts, and whenever they were changed. They are kept in
//! memory, and so is the cursor.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use store::Logged;
use store::consumer::{ConsumerError, NodeConsumer};

use crate::app::App;
use crate::event::Event;
use crate::features::search_console::spellings;
use crate::reactions;

/// Feeds the indexes of this node.
pub struct SynonymConsumer {
    app: App,
    indexes: Vec<Arc<search::Index>>,
    cursor: AtomicI64,
}

impl SynonymConsumer {
    /// A consumer for these indexes, which have taken none yet: its first round gives them what there is.
    pub fn new(app: App, indexes: Vec<Arc<search::Index>>) -> Self {
        Self { app, indexes, cursor: AtomicI64::new(-1) }
    }

    async fn give(&self) -> Result<(), ConsumerError> {
        let groups = spellings(self.app.db.read()).await?;
        self.indexes.iter().for_each(|index| index.set_synonyms(&groups));
        Ok(())
    }
}

impl NodeConsumer for SynonymConsumer {
    fn name(&self) -> &'static str {
        "synonyms"
    }

    fn cursor(&self) -> i64 {
        self.cursor.load(Ordering::Acquire)
    }

    async fn take(&self, batch: &[Logged]) -> Result<(), ConsumerError> {
        let Some(last) = batch.last() else { return Ok(()) };
        let mut events = batch.iter().filter_map(|entry| Event::from_log(&entry.data));
        if events.any(|event| reactions::of(&event).synonyms) {
            self.give().await?;
        }
        self.cursor.store(last.seq, Ordering::Release);
        Ok(())
    }

    async fn rebuild(&self, head: i64) -> Result<(), ConsumerError> {
        self.give().await?;
        self.cursor.store(head, Ordering::Release);
        Ok(())
    }
}

//! Keeps what the desk's suggestions are made from in step with what is written and decided. It lives in memory and is read anew
//! when somebody asks for the first time: its cursor begins at the head of the log.

use std::sync::atomic::{AtomicI64, Ordering};

use store::Logged;
use store::consumer::{ConsumerError, NodeConsumer};

use crate::app::App;
use crate::event::Event;
use crate::features::suggestions::Shelves;
use crate::id::{ArticleId, StoryId};
use crate::reactions;

/// Feeds the shelves.
pub struct SuggestionConsumer {
    app: App,
    shelves: Shelves,
    cursor: AtomicI64,
}

impl SuggestionConsumer {
    /// A consumer for shelves that are empty at log position `head`.
    pub fn new(app: App, shelves: Shelves, head: i64) -> Self {
        Self { app, shelves, cursor: AtomicI64::new(head) }
    }
}

impl NodeConsumer for SuggestionConsumer {
    fn name(&self) -> &'static str {
        "suggestions"
    }

    fn cursor(&self) -> i64 {
        self.cursor.load(Ordering::Acquire)
    }

    async fn take(&self, batch: &[Logged]) -> Result<(), ConsumerError> {
        let Some(last) = batch.last() else { return Ok(()) };
        self.app.rush().give_way().await;
        let (mut articles, mut stories): (Vec<ArticleId>, Vec<StoryId>) = (Vec::new(), Vec::new());
        for event in batch.iter().filter_map(|entry| Event::from_log(&entry.data)) {
            let follows = reactions::of(&event);
            articles.extend(follows.desk_index);
            stories.extend(follows.shelve);
        }
        articles.sort();
        articles.dedup();
        stories.sort();
        stories.dedup();
        self.shelves.follow(&self.app, &articles, &stories).await?;
        self.cursor.store(last.seq, Ordering::Release);
        Ok(())
    }

    async fn rebuild(&self, head: i64) -> Result<(), ConsumerError> {
        self.shelves.forget().await;
        self.cursor.store(head, Ordering::Release);
        Ok(())
    }
}

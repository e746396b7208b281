//! Throws pages out of this node's cache when something they show has changed. The cache lives in memory, so its cursor
//! does too: it begins at the head of the log, with an empty cache.

use std::sync::atomic::{AtomicI64, Ordering};

use store::Logged;
use store::consumer::{ConsumerError, NodeConsumer};
use web::Purge;

use crate::app::App;
use crate::event::Event;
use crate::reactions;
use crate::tag;

/// Feeds the page cache.
pub struct PageConsumer {
    app: App,
    cursor: AtomicI64,
}

impl PageConsumer {
    /// A consumer for a cache that is empty at log position `head`.
    pub fn new(app: App, head: i64) -> Self {
        Self { app, cursor: AtomicI64::new(head) }
    }
}

impl NodeConsumer for PageConsumer {
    fn name(&self) -> &'static str {
        "pages"
    }

    fn cursor(&self) -> i64 {
        self.cursor.load(Ordering::Acquire)
    }

    async fn take(&self, batch: &[Logged]) -> Result<(), ConsumerError> {
        for entry in batch {
            match Event::from_log(&entry.data) {
                Some(event) => self.carry_out(&event, entry.seq),
                // A newer program wrote this: its tags say what it touches, so that is taken away.
                None => self.purge(&entry.tags, entry.seq, Purge::Gone),
            }
            self.cursor.store(entry.seq, Ordering::Release);
        }
        self.app.cache.sweep();
        Ok(())
    }

    async fn rebuild(&self, head: i64) -> Result<(), ConsumerError> {
        self.purge(&[tag::Tag::Everything.to_string()], head, Purge::Gone);
        self.app.cache.sweep();
        self.cursor.store(head, Ordering::Release);
        Ok(())
    }
}

impl PageConsumer {
    fn carry_out(&self, event: &Event, position: i64) {
        let follows = reactions::of(event);
        self.purge(&tag::names(&follows.gone), position, Purge::Gone);
        self.purge(&tag::names(&follows.stale), position, Purge::Stale);
        self.app.cache.purge([], position, Purge::Stale);
    }

    /// Frames go first: a page that is made anew must not stand in an old one.
    fn purge(&self, tags: &[String], position: i64, how: Purge) {
        if tags.is_empty() {
            return;
        }
        self.app.frames.forget();
        self.app.cache.purge(tags.iter().map(String::as_str), position, how);
    }
}

//! What is said inside the process after a commit: how far the log has moved, and named signals ("there is a new
//! job"). Hints only; whoever misses one finds out by looking.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;

/// The listeners of one database handle.
#[derive(Clone)]
pub(crate) struct Notices {
    moved: watch::Sender<i64>,
    signals: Arc<Mutex<HashMap<&'static str, watch::Sender<u64>>>>,
}

/// What a transaction will say once it is committed.
#[derive(Debug, Default)]
pub(crate) struct Pending {
    pub(crate) head: Option<i64>,
    pub(crate) signals: Vec<&'static str>,
}

impl Pending {
    pub(crate) fn add(&mut self, other: Pending) {
        self.head = self.head.max(other.head);
        self.signals.extend(other.signals);
    }
}

impl Notices {
    pub(crate) fn new() -> Notices {
        Notices { moved: watch::Sender::new(0), signals: Arc::default() }
    }

    pub(crate) fn send(&self, pending: Pending) {
        if let Some(head) = pending.head {
            self.log_is_at(head);
        }
        for name in pending.signals {
            self.signal(name).send_modify(|count| *count += 1);
        }
    }

    /// Tells the listeners, unless they know of this position already.
    pub(crate) fn log_is_at(&self, head: i64) {
        self.moved.send_if_modified(|known| {
            let news = head > *known;
            *known = head.max(*known);
            news
        });
    }

    pub(crate) fn moved(&self) -> watch::Receiver<i64> {
        self.moved.subscribe()
    }

    pub(crate) fn signal(&self, name: &'static str) -> watch::Sender<u64> {
        let mut signals = self.signals.lock().unwrap_or_else(PoisonError::into_inner);
        signals.entry(name).or_insert_with(|| watch::Sender::new(0)).clone()
    }
}

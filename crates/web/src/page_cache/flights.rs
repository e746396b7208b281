//! One making per page at a time: who comes first leads, who comes meanwhile follows.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;

use super::{Entry, PageKey};

/// How a flight ended, for those who followed.
#[derive(Clone)]
pub(crate) enum Landing {
    /// A page, for whoever arrived before a purge overtook it.
    Page(Arc<Entry>),
    /// An old copy, because making a new one failed: for all, however old it is.
    OldCopy(Arc<Entry>),
    /// The answer is not one to share; each asks for itself.
    EachForItself,
    /// Too much is going on; all are to come back.
    Refused,
}

/// The place that a reader got.
pub(crate) enum Boarding {
    /// Makes the page.
    Lead(Lead),
    /// Waits for the one that does.
    Follow(watch::Receiver<Option<Landing>>),
}

#[derive(Clone, Default)]
pub(crate) struct Flights(Arc<Mutex<InTheAir>>);

type InTheAir = HashMap<PageKey, watch::Receiver<Option<Landing>>>;

impl Flights {
    /// Joins the flight for `key`, or begins it.
    pub(crate) fn board(&self, key: &PageKey) -> Boarding {
        let mut flying = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(flight) = flying.get(key) {
            return Boarding::Follow(flight.clone());
        }
        let (sender, receiver) = watch::channel(None);
        flying.insert(key.clone(), receiver);
        Boarding::Lead(Lead { flights: self.clone(), key: key.clone(), sender })
    }
}

/// The right to make a page. Dropping it without landing (a panic) frees the key, and followers see it end.
pub(crate) struct Lead {
    flights: Flights,
    key: PageKey,
    sender: watch::Sender<Option<Landing>>,
}

impl Lead {
    pub(crate) fn key(&self) -> &PageKey {
        &self.key
    }

    /// Tells the followers.
    pub(crate) fn land(self, landing: Landing) {
        self.sender.send_replace(Some(landing));
    }
}

impl Drop for Lead {
    fn drop(&mut self) {
        self.flights.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
    }
}

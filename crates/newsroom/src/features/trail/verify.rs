//! Goes through the whole trail and says the first thing that is not as it was sealed.

use ::store::StoreError;
use serde::{Deserialize, Serialize};

use super::entry::{BEGINNING, belongs};
use super::store;
use crate::app::App;

const PAGE: i64 = 1_000;

/// What the trail came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// How many entries there are.
    pub entries: i64,
    /// The last seal. Kept elsewhere, it proves later that nothing before it was changed, even by somebody who sealed anew.
    pub seal: String,
    /// The first thing that is wrong.
    pub fault: Option<Fault>,
}

/// What is wrong with the trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case", tag = "fault")]
pub enum Fault {
    /// A place is empty.
    #[error("entry {position} is missing")]
    Missing {
        /// Which place.
        position: i64,
    },
    /// An entry, or one before it, was changed after it was sealed.
    #[error("entry {position} (event {event}) is not what was sealed")]
    Changed {
        /// Which place.
        position: i64,
        /// Its number in the log.
        event: i64,
    },
    /// The log says something else of the same event.
    #[error("the event log no longer says of event {event} what entry {position} does")]
    LogDiffers {
        /// Which place.
        position: i64,
        /// Its number in the log.
        event: i64,
    },
    /// The log has an event that was taken into the trail and is not there.
    #[error("event {event} was in the trail and is not there any more")]
    CutOff {
        /// Its number in the log.
        event: i64,
    },
    /// The seal that was kept elsewhere is nowhere in the trail.
    #[error("the trail does not have the seal {seal}: it was made anew, or this is another one")]
    NoSuchSeal {
        /// The seal that was given.
        seal: String,
    },
}

/// Verifies the trail from its first entry; `kept` is a seal of an earlier time.
pub async fn verify(app: &App, kept: Option<&str>) -> Result<Verdict, StoreError> {
    let (mut position, mut event, mut seal) = (0, 0, BEGINNING.to_owned());
    let mut kept = kept;
    loop {
        let page = store::after(app.db.read(), position, PAGE).await?;
        if page.is_empty() {
            break;
        }
        for sealed in page {
            let entry = sealed.entry;
            let fault = match sealed.log {
                _ if entry.position != position + 1 => Some(Fault::Missing { position: position + 1 }),
                _ if entry.seal(&seal) != entry.hash || entry.event <= event => {
                    Some(Fault::Changed { position: entry.position, event: entry.event })
                }
                Some(log) if log != (entry.at, entry.kind.clone(), entry.data.clone()) => {
                    Some(Fault::LogDiffers { position: entry.position, event: entry.event })
                }
                _ => None,
            };
            if fault.is_some() {
                return Ok(Verdict { entries: position, seal, fault });
            }
            kept = kept.filter(|kept| *kept != entry.hash);
            (position, event, seal) = (entry.position, entry.event, entry.hash);
        }
    }
    let fault = match cut_off(app, event).await? {
        Some(event) => Some(Fault::CutOff { event }),
        None => kept.map(|seal| Fault::NoSuchSeal { seal: seal.to_owned() }),
    };
    Ok(Verdict { entries: position, seal, fault })
}

/// The first event after the trail's last one that the trail has taken already and does not have.
async fn cut_off(app: &App, last: i64) -> Result<Option<i64>, StoreError> {
    let taken = store::taken(app.db.read()).await?;
    let mut after = last;
    while after < taken {
        let page = app.db.log().after(after, PAGE).await?;
        let Some(end) = page.last().map(|logged| logged.seq) else { return Ok(None) };
        if let Some(lost) = page.iter().find(|logged| logged.seq <= taken && belongs(logged)) {
            return Ok(Some(lost.seq));
        }
        after = end;
    }
    Ok(None)
}

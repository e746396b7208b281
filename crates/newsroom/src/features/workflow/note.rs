//! A note for readers while it waits for a second person.

use serde::{Deserialize, Serialize};

use crate::features::corrections::{Correction, CorrectionKind};
use crate::id::{AccountId, RevisionNumber};

/// What readers would be told: two that are equal say the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// See [`Correction::kind`].
    pub kind: CorrectionKind,
    /// See [`Correction::body`].
    pub body: String,
    /// See [`Correction::block`].
    pub block: String,
    /// See [`Correction::quoted`].
    pub quoted: String,
    /// See [`Correction::corrected`].
    pub corrected: String,
    /// See [`Correction::on_top`].
    pub on_top: bool,
}

impl Note {
    /// What a correction says.
    pub fn of(correction: &Correction) -> Note {
        let Correction { kind, body, block, quoted, corrected, on_top, .. } = correction.clone();
        Note { kind, body, block, quoted, corrected, on_top }
    }
}

/// A note that waits, and whose word it has.
#[derive(Debug, Clone)]
pub struct WaitingNote {
    /// The revision it goes out with.
    pub revision: RevisionNumber,
    /// What it says.
    pub note: Note,
    /// Who asked for it.
    pub asked_by: AccountId,
    /// Their name.
    pub asker: String,
    /// When, in microseconds UTC.
    pub asked_at: i64,
}

impl WaitingNote {
    /// Whether readers have a newer revision than the one it was to go out with: then it does not go out any more.
    pub fn is_older_than(&self, live: Option<RevisionNumber>) -> bool {
        live.is_some_and(|live| live.0 > self.revision.0)
    }
}

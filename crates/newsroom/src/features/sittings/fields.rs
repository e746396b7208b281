//! What the editor's form says beside the text: no I/O.

use serde::{Deserialize, Serialize};

use crate::features::articles::Headlines;
use crate::features::recordings::{Recording, RecordingAt};
use crate::features::sources::Source;
use crate::id::{MediaId, RecordingFileId};

/// The most authors and the most topics that an article may have.
pub const MOST_NAMES: usize = 40;
const LONGEST_NAME: usize = 200;

/// The form of an article.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    /// The line above the headline.
    pub kicker: String,
    /// The headline's other wordings.
    pub headlines: Headlines,
    /// Where it was written.
    pub place: String,
    /// On whose word it rests.
    pub sources: Vec<Source>,
    /// Who signs it, by name.
    pub authors: Vec<String>,
    /// What it is about, by name.
    pub topics: Vec<String>,
    /// Its lead picture.
    pub picture: Option<MediaId>,
    /// What is watched or heard, of a video or an audio piece. None: nothing is said of it, and it stays as it is.
    pub recording: Option<RecordingFields>,
}

/// What the form says of a recording; what is said in it stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RecordingFields {
    /// The page that it is embedded from, or the address of its file.
    pub address: String,
    /// The file of ours; instead of an address.
    pub ours: Option<RecordingFileId>,
    /// In seconds; 0 when nobody knows.
    pub seconds: i64,
    /// The words under it.
    pub caption: String,
}

impl RecordingFields {
    /// What the form shows of a recording.
    pub fn of(recording: &Recording) -> RecordingFields {
        let (address, ours) = match &recording.at {
            Some(RecordingAt::Embed(address) | RecordingAt::File(address)) => (address.clone(), None),
            Some(RecordingAt::Ours(id)) => (String::new(), Some(id.clone())),
            None => (String::new(), None),
        };
        RecordingFields { address, ours, seconds: recording.seconds, caption: recording.caption.clone() }
    }

    /// The recording as the form says it, with what the form does not say.
    pub fn onto(self, known: Option<Recording>) -> Recording {
        let at = self.ours.map(RecordingAt::Ours).or_else(|| RecordingAt::at_address(&self.address));
        let transcript = known.and_then(|known| known.transcript);
        Recording { at, seconds: self.seconds, caption: self.caption, transcript }
    }
}

impl Fields {
    /// Whether the lists are as long as they may be at most.
    pub fn fit(&self) -> bool {
        [&self.authors, &self.topics].iter().all(|names| {
            names.len() <= MOST_NAMES && names.iter().all(|name| name.chars().count() <= LONGEST_NAME)
        })
    }
}

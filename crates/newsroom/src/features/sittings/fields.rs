//! What the editor's form says beside the text: no I/O.

use serde::{Deserialize, Serialize};

use crate::features::articles::Headlines;
use crate::features::sources::Source;
use crate::id::MediaId;

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
}

impl Fields {
    /// Whether the lists are as long as they may be at most.
    pub fn fit(&self) -> bool {
        [&self.authors, &self.topics].iter().all(|names| {
            names.len() <= MOST_NAMES && names.iter().all(|name| name.chars().count() <= LONGEST_NAME)
        })
    }
}

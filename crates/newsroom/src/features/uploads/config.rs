//! What may come in as files in pieces.

use serde::{Deserialize, Serialize};

/// How large files may be that come in pieces, how many of them, and for how long they wait.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct UploadsConfig {
    /// The largest recording, in megabytes.
    pub recording_megabytes: u32,
    /// How many hours an upload that was broken off waits to be gone on with.
    pub hours: u32,
    /// How many uploads one person may have under way.
    pub at_once: u32,
    /// How many megabytes the uploads of one person may come to while they are under way.
    pub person_megabytes: u32,
    /// How many megabytes all uploads may come to while they are under way.
    pub all_megabytes: u32,
    /// How many megabytes of the disk stay free once all that was begun has come.
    pub left_megabytes: u32,
}

impl Default for UploadsConfig {
    fn default() -> Self {
        UploadsConfig {
            recording_megabytes: 2_048,
            hours: 48,
            at_once: 50,
            person_megabytes: 8_192,
            all_megabytes: 32_768,
            left_megabytes: 1_024,
        }
    }
}

/// Megabytes as bytes.
pub(super) fn bytes(megabytes: u32) -> i64 {
    i64::from(megabytes) << 20
}

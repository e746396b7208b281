//! A recording that is a file of ours: no I/O.

use media::RecordingFormat;

use crate::id::RecordingFileId;

/// A recording's file, as the newsroom keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordingFile {
    pub id: RecordingFileId,
    /// The name of its bytes among the originals.
    pub blob: String,
    /// The media type that it is served with.
    pub mime: String,
    pub bytes: i64,
    /// How long it lasts; 0 when its bytes do not say.
    pub seconds: i64,
    /// 32 hexadecimal digits that nobody guesses.
    pub public_name: String,
    /// What it was called where it came from; for colleagues alone.
    pub name: String,
    /// Whether its bytes say where on the earth it was made.
    pub says_place: bool,
    /// Who brought it.
    pub created_by: String,
    pub created_at: i64,
}

impl RecordingFile {
    /// The name that it is served under.
    pub fn served(&self) -> String {
        let ending = RecordingFormat::of_mime(&self.mime).map_or("bin", RecordingFormat::ending);
        format!("{}.{ending}", self.public_name)
    }
}

/// Whether a name could be one that a recording is served under.
pub fn is_served_name(name: &str) -> bool {
    let Some((key, ending)) = name.split_once('.') else { return false };
    key.len() == 32
        && key.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
        && RecordingFormat::ALL.iter().any(|format| format.ending() == ending)
}

/// Whether a text has the shape of a file's id.
pub(super) fn is_id(id: &RecordingFileId) -> bool {
    let id = id.as_str();
    (1..=40).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_recordings_are_looked_for() {
        let key = "0123456789abcdef0123456789abcdef";
        for ending in ["mp4", "m4a", "webm", "mp3", "ogg", "wav"] {
            assert!(is_served_name(&format!("{key}.{ending}")), "{ending}");
        }
        for other in [
            format!("{key}.html"),
            format!("{key}.mp4.html"),
            format!("{key}-320.webp"),
            format!("{}.mp4", &key[1..]),
            format!("{}.mp4", key.to_uppercase()),
            format!("../{key}.mp4"),
            "mp4".to_owned(),
            String::new(),
        ] {
            assert!(!is_served_name(&other), "{other}");
        }
    }
}

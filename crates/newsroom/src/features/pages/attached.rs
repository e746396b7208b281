//! The words that a text needs for what it leads to: recordings, places, documents.

use content::html_out::Labels;

use super::Voiced;

/// Those words, in an edition's voice.
pub struct Attached {
    audio: String,
    length: String,
    transcript: String,
    file: String,
}

impl Attached {
    pub fn new(voiced: &Voiced<'_>) -> Attached {
        Attached {
            audio: voiced.message("audio-untitled"),
            length: voiced.message("recording-length") + ": ",
            transcript: voiced.message("transcript"),
            file: voiced.message("file-label"),
        }
    }

    /// The labels of a text, with nothing else in them yet.
    pub fn labels(&self) -> Labels<'_> {
        let Attached { audio, length, transcript, file } = self;
        Labels { audio, length, transcript, file, ..Labels::NONE }
    }
}

//! Whether a file is a recording that browsers play, told from its bytes: what sort it is, how long it lasts, and whether
//! there is anything in it. Headers are read and nothing is decoded; the name and the media type that somebody said count
//! for nothing. Start with [`look`].

mod matroska;
mod mp3;
mod mp4;
mod ogg;
mod source;
mod wav;

use std::io::{self, Read, Seek};

use source::Source;
use thiserror::Error;

/// A day: what claims to last longer says nothing of use.
const LONGEST_SECONDS: u64 = 24 * 60 * 60;

/// The sorts that are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RecordingFormat {
    /// Video in MP4.
    Mp4,
    /// Sound alone in MP4.
    M4a,
    /// Video in WebM.
    Webm,
    /// Sound alone in WebM.
    WebmSound,
    Mp3,
    /// Vorbis, Opus or FLAC in Ogg.
    Ogg,
    Wav,
}

impl RecordingFormat {
    /// The media type that it is served with.
    pub fn mime(self) -> &'static str {
        match self {
            RecordingFormat::Mp4 => "video/mp4",
            RecordingFormat::M4a => "audio/mp4",
            RecordingFormat::Webm => "video/webm",
            RecordingFormat::WebmSound => "audio/webm",
            RecordingFormat::Mp3 => "audio/mpeg",
            RecordingFormat::Ogg => "audio/ogg",
            RecordingFormat::Wav => "audio/wav",
        }
    }

    /// How the name of its file ends.
    pub fn ending(self) -> &'static str {
        match self {
            RecordingFormat::Mp4 => "mp4",
            RecordingFormat::M4a => "m4a",
            RecordingFormat::Webm | RecordingFormat::WebmSound => "webm",
            RecordingFormat::Mp3 => "mp3",
            RecordingFormat::Ogg => "ogg",
            RecordingFormat::Wav => "wav",
        }
    }

    /// All of them.
    pub const ALL: [RecordingFormat; 7] = [
        RecordingFormat::Mp4,
        RecordingFormat::M4a,
        RecordingFormat::Webm,
        RecordingFormat::WebmSound,
        RecordingFormat::Mp3,
        RecordingFormat::Ogg,
        RecordingFormat::Wav,
    ];

    /// The one that is served with this media type.
    pub fn of_mime(mime: &str) -> Option<RecordingFormat> {
        RecordingFormat::ALL.into_iter().find(|format| format.mime() == mime)
    }
}

/// What a recording's file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoundRecording {
    pub format: RecordingFormat,
    /// How long it lasts, where the file says so.
    pub seconds: Option<u64>,
    /// Whether the file says where on the earth it was made: it is served as it came, and would tell its readers.
    pub says_place: bool,
}

/// Why a file is not taken for a recording.
#[derive(Debug, Error)]
pub enum NotRecorded {
    /// It does not begin as any sort that is taken.
    #[error("this is no MP4, M4A, WebM, MP3, Ogg or WAV file")]
    Unknown,
    /// It is a QuickTime film, which not every browser plays.
    #[error("this is a QuickTime film: save it as MP4 first")]
    QuickTime,
    /// It begins as one, and there is nothing in it to be seen or heard.
    #[error("there is nothing in this file to be seen or heard")]
    Nothing,
    /// It contradicts itself, or ends too early.
    #[error("this file is damaged, or not all of it came")]
    Damaged,
    #[error(transparent)]
    Disk(#[from] io::Error),
}

impl NotRecorded {
    /// The same as one word.
    pub fn code(&self) -> &'static str {
        match self {
            NotRecorded::Unknown => "unknown",
            NotRecorded::QuickTime => "quicktime",
            NotRecorded::Nothing => "nothing",
            NotRecorded::Damaged => "damaged",
            NotRecorded::Disk(_) => "disk",
        }
    }
}

/// Looks at a file of `length` bytes: some of its headers, however long it is.
pub fn look(from: impl Read + Seek, length: u64) -> Result<FoundRecording, NotRecorded> {
    let mut source = Source::new(from, length);
    let mut head = [0; 16];
    let known = usize::try_from(length).map_or(head.len(), |length| length.min(head.len()));
    source.read_at(0, &mut head[..known])?;
    let found = match &head[..known] {
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => mp4::look(&mut source),
        [0x1A, 0x45, 0xDF, 0xA3, ..] => matroska::look(&mut source),
        [b'O', b'g', b'g', b'S', ..] => ogg::look(&mut source),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..] => wav::look(&mut source),
        [b'I', b'D', b'3', ..] => mp3::look(&mut source),
        [0xFF, second, ..] if *second >= 0xE0 => mp3::look(&mut source),
        _ => Err(NotRecorded::Unknown),
    }?;
    let seconds = found.seconds.filter(|seconds| (1..=LONGEST_SECONDS).contains(seconds));
    Ok(FoundRecording { seconds, ..found })
}

#[cfg(test)]
mod tests;

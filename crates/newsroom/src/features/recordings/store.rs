//! The SQL of recordings, as readers see them: what the newsroom knows of them stands in the revisions of their articles.

use store::{FromRow, Published, Query, Row, StoreError, Tx, params, published_sql, sql};

use super::{Recording, RecordingAt};
use crate::id::ArticleId;

sql! {
    PUT = "recordings.put":
        "insert into published_recording (article, embed, file, seconds, caption, transcript, spoken)
         values ($1, $2, $3, $4, $5, $6, $7)";
    DROP = "recordings.drop": "delete from published_recording where article = $1";
    CLEAR = "recordings.clear": "delete from published_recording";
}

published_sql! {
    OF_ARTICLE = "recordings.of_article":
        "select embed, file, seconds, caption, transcript, spoken from published_recording where article = $1";
}

/// A recording before readers; its transcript is HTML.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishedRecording {
    pub at: Option<RecordingAt>,
    pub seconds: i64,
    pub caption: String,
    pub transcript: String,
    /// The same without marks.
    pub spoken: String,
}

impl PublishedRecording {
    /// What a recording would be before readers; `transcript` is its transcript as HTML.
    pub fn of(recording: Recording, transcript: String) -> PublishedRecording {
        let spoken = recording.spoken();
        PublishedRecording {
            at: recording.at,
            seconds: recording.seconds,
            caption: recording.caption,
            transcript,
            spoken,
        }
    }
}

impl FromRow for PublishedRecording {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let (embed, file): (String, String) = (row.get(0)?, row.get(1)?);
        let at = match (embed.as_str(), file.as_str()) {
            ("", "") => None,
            ("", _) => Some(RecordingAt::File(file)),
            _ => Some(RecordingAt::Embed(embed)),
        };
        Ok(PublishedRecording {
            at,
            seconds: row.get(2)?,
            caption: row.get(3)?,
            transcript: row.get(4)?,
            spoken: row.get(5)?,
        })
    }
}

/// The recording of a published article.
pub async fn recording_of(
    published: &Published,
    article: &ArticleId,
) -> Result<Option<PublishedRecording>, StoreError> {
    published.optional(&OF_ARTICLE, params![article]).await
}

/// Puts a recording before readers; `transcript` is its transcript as HTML.
pub async fn put_published(
    tx: &Tx,
    article: &ArticleId,
    recording: &Recording,
    transcript: &str,
) -> Result<(), StoreError> {
    let (embed, file) = match &recording.at {
        Some(RecordingAt::Embed(page)) => (page.as_str(), ""),
        Some(RecordingAt::File(file)) => ("", file.as_str()),
        None => ("", ""),
    };
    let (caption, spoken) = (recording.caption.as_str(), recording.spoken());
    tx.send(&PUT, params![article, embed, file, recording.seconds, caption, transcript, spoken]).await
}

/// Takes an article's recording away from readers.
pub async fn drop_published(tx: &Tx, article: &ArticleId) -> Result<(), StoreError> {
    tx.send(&DROP, params![article]).await
}

/// Takes all of them away, before they are written anew.
pub async fn clear_published(tx: &Tx) -> Result<(), StoreError> {
    tx.send(&CLEAR, params![]).await
}

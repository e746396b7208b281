//! The SQL of recordings: their files, and recordings as readers see them. What the newsroom says of one stands in the revisions
//! of its article.

use store::{FromRow, Published, Query, Row, StoreError, Tx, list, params, published_sql, sql};

use super::{Recording, RecordingAt, RecordingFile};
use crate::id::{ArticleId, RecordingFileId};

sql! {
    PUT = "recordings.put":
        "insert into published_recording (article, embed, file, seconds, caption, transcript, spoken, own, served, blob, mime, bytes)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    DROP = "recordings.drop": "delete from published_recording where article = $1";
    CLEAR = "recordings.clear": "delete from published_recording";
    FILE = "recordings.file":
        "select id, blob, mime, bytes, seconds, public_name, name, says_place, created_by, created_at from recording_file where id = $1";
    INSERT_FILE = "recordings.insert_file":
        "insert into recording_file (id, blob, mime, bytes, seconds, public_name, name, says_place, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
}

published_sql! {
    OF_ARTICLE = "recordings.of_article":
        "select embed, file, seconds, caption, transcript, spoken, own, served, mime, bytes from published_recording where article = $1";
    OURS_OF = "recordings.ours_of":
        "select article, served, mime, bytes, seconds from published_recording where article in in_list($1) and served <> ''";
    // The same film may be played by several pieces.
    SERVED = "recordings.served":
        "select article, blob, mime from published_recording where served = $1 order by article limit 100";
}

/// A file of ours as readers know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnFile {
    /// The name that it is served under.
    pub served: String,
    pub mime: String,
    pub bytes: i64,
}

/// A recording before readers; its transcript is HTML.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishedRecording {
    pub at: Option<RecordingAt>,
    /// The file of ours, where it is one that readers are played.
    pub own: Option<OwnFile>,
    pub seconds: i64,
    pub caption: String,
    pub transcript: String,
    /// The same without marks.
    pub spoken: String,
}

impl OwnFile {
    /// Where it is played from.
    pub fn href(&self) -> String {
        format!("/media/{}", self.served)
    }
}

impl PublishedRecording {
    /// What a recording would be before readers; `transcript` is its transcript as HTML.
    pub fn of(recording: Recording, transcript: String) -> PublishedRecording {
        let spoken = recording.spoken();
        PublishedRecording {
            at: recording.at,
            own: None,
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
        let (own, served): (String, String) = (row.get(6)?, row.get(7)?);
        let at = match (embed.as_str(), file.as_str()) {
            ("", "") if !own.is_empty() => Some(RecordingAt::Ours(own.into())),
            ("", "") => None,
            ("", _) => Some(RecordingAt::File(file)),
            _ => Some(RecordingAt::Embed(embed)),
        };
        let own = match served.is_empty() {
            true => None,
            false => Some(OwnFile { served, mime: row.get(8)?, bytes: row.get(9)? }),
        };
        Ok(PublishedRecording {
            at,
            own,
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

/// Of these articles those that play a file of ours: the file, and its seconds, 0 where nobody knows.
pub async fn own_files_of(
    published: &Published,
    articles: &[&ArticleId],
) -> Result<Vec<(ArticleId, OwnFile, i64)>, StoreError> {
    let rows: Vec<(ArticleId, String, String, i64, i64)> =
        published.all(&OURS_OF, params![list(articles)]).await?;
    let file = |(article, served, mime, bytes, seconds)| (article, OwnFile { served, mime, bytes }, seconds);
    Ok(rows.into_iter().map(file).collect())
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
        Some(RecordingAt::Ours(_)) | None => ("", ""),
    };
    let own = match recording.at.as_ref().and_then(RecordingAt::own) {
        Some(id) => file_by_id(tx, id).await?,
        None => None,
    };
    let (caption, spoken) = (recording.caption.as_str(), recording.spoken());
    let served = own.as_ref().map(RecordingFile::served).unwrap_or_default();
    let (own, blob, mime, bytes) = match &own {
        Some(file) => (file.id.as_str(), file.blob.as_str(), file.mime.as_str(), file.bytes),
        None => ("", "", "", 0),
    };
    let kept = params![
        article,
        embed,
        file,
        recording.seconds,
        caption,
        transcript,
        spoken,
        own,
        served,
        blob,
        mime,
        bytes
    ];
    tx.send(&PUT, kept).await
}

/// A file of ours before readers, and the articles that play it.
pub(super) struct ServedFile {
    pub blob: String,
    pub mime: String,
    pub articles: Vec<ArticleId>,
}

/// The file that is served under a name, as long as something published plays it.
pub(super) async fn served(published: &Published, name: &str) -> Result<Option<ServedFile>, StoreError> {
    let rows: Vec<(ArticleId, String, String)> = published.all(&SERVED, params![name]).await?;
    let mut rows = rows.into_iter();
    let Some((first, blob, mime)) = rows.next() else { return Ok(None) };
    let articles = std::iter::once(first).chain(rows.map(|(article, _, _)| article)).collect();
    Ok(Some(ServedFile { blob, mime, articles }))
}

impl FromRow for RecordingFile {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(RecordingFile {
            id: row.get(0)?,
            blob: row.get(1)?,
            mime: row.get(2)?,
            bytes: row.get(3)?,
            seconds: row.get(4)?,
            public_name: row.get(5)?,
            name: row.get(6)?,
            says_place: row.get(7)?,
            created_by: row.get(8)?,
            created_at: row.get(9)?,
        })
    }
}

/// A file of ours.
pub async fn file_by_id(q: &impl Query, id: &RecordingFileId) -> Result<Option<RecordingFile>, StoreError> {
    q.optional(&FILE, params![id]).await
}

/// Keeps what is known of a file.
pub async fn insert_file(tx: &Tx, file: &RecordingFile) -> Result<(), StoreError> {
    let RecordingFile {
        id,
        blob,
        mime,
        bytes,
        seconds,
        public_name,
        name,
        says_place,
        created_by,
        created_at,
    } = file;
    let known =
        params![id, blob, mime, *bytes, *seconds, public_name, name, *says_place, created_by, *created_at];
    tx.execute(&INSERT_FILE, known).await.map(drop)
}

/// Takes an article's recording away from readers.
pub async fn drop_published(tx: &Tx, article: &ArticleId) -> Result<(), StoreError> {
    tx.send(&DROP, params![article]).await
}

/// Takes all of them away, before they are written anew.
pub async fn clear_published(tx: &Tx) -> Result<(), StoreError> {
    tx.send(&CLEAR, params![]).await
}

//! Why an upload was refused, for programs and for people.

use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use media::{NotRecorded, UploadFileError};
use store::StoreError;
use web::Problem;

use super::tus::{OFFSET, RESUMABLE, VERSION};
use crate::features::accounts::NotAllowed;
use crate::features::media_library::actions::UploadError;
use crate::features::media_library::why_not;
use crate::routes::desk::Words;

/// Why.
#[derive(Debug, thiserror::Error)]
pub enum UploadRefused {
    /// The actor may not do this.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// The client speaks another version of the protocol.
    #[error("say Tus-Resumable: 1.0.0")]
    OtherProtocol,
    /// A header is missing, or says nothing that can be used.
    #[error("{0}")]
    Unreadable(&'static str),
    /// The piece came as something else than bytes.
    #[error("a piece is sent as application/offset+octet-stream")]
    NotBytes,
    /// There is nothing in the file.
    #[error("the file is empty")]
    Empty,
    /// The file, or a piece of it, is longer than it may be.
    #[error("at most {0} bytes are taken")]
    TooLong(u64),
    /// The person has as many uploads under way as they may.
    #[error("you have too many uploads under way: finish one, or give one up")]
    TooMany,
    /// There is no room for more.
    #[error("there is no room for more uploads just now")]
    NoRoom,
    /// There is no such upload, or it is another's.
    #[error("there is no such upload")]
    Missing,
    /// It waited too long.
    #[error("this upload is over: begin it anew")]
    Over,
    /// A piece of it is being written.
    #[error("a piece of this upload is being written just now")]
    Busy,
    /// The piece begins elsewhere than where the upload ends.
    #[error("the upload stands at {0}")]
    Elsewhere(u64),
    /// The line broke; what came is kept.
    #[error("the piece broke off: ask where the upload stands, and go on from there")]
    BrokeOff,
    /// All of it came, and it is no picture.
    #[error(transparent)]
    NoPicture(UploadError),
    /// All of it came, and it is no recording.
    #[error(transparent)]
    NoRecording(NotRecorded),
    /// The disk did not take it.
    #[error("the disk did not take it: {0}")]
    Disk(#[from] std::io::Error),
    /// The database did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<UploadFileError> for UploadRefused {
    fn from(error: UploadFileError) -> Self {
        match error {
            UploadFileError::Missing => UploadRefused::Missing,
            UploadFileError::Busy => UploadRefused::Busy,
            UploadFileError::Elsewhere { stands } => UploadRefused::Elsewhere(stands),
            UploadFileError::Disk(error) => UploadRefused::Disk(error),
        }
    }
}

impl From<UploadError> for UploadRefused {
    fn from(error: UploadError) -> Self {
        match error {
            UploadError::NotAllowed(error) => UploadRefused::NotAllowed(error),
            UploadError::Store(error) => UploadRefused::Store(error),
            UploadError::Disk(why) => UploadRefused::Disk(std::io::Error::other(why)),
            error => UploadRefused::NoPicture(error),
        }
    }
}

impl From<NotRecorded> for UploadRefused {
    fn from(error: NotRecorded) -> Self {
        match error {
            NotRecorded::Disk(error) => UploadRefused::Disk(error),
            error => UploadRefused::NoRecording(error),
        }
    }
}

impl UploadRefused {
    fn status(&self) -> StatusCode {
        match self {
            UploadRefused::NotAllowed(_) => StatusCode::FORBIDDEN,
            UploadRefused::OtherProtocol => StatusCode::PRECONDITION_FAILED,
            UploadRefused::Unreadable(_) | UploadRefused::BrokeOff => StatusCode::BAD_REQUEST,
            UploadRefused::NotBytes => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            UploadRefused::TooLong(_) => StatusCode::PAYLOAD_TOO_LARGE,
            UploadRefused::TooMany => StatusCode::TOO_MANY_REQUESTS,
            UploadRefused::NoRoom => StatusCode::INSUFFICIENT_STORAGE,
            UploadRefused::Missing => StatusCode::NOT_FOUND,
            UploadRefused::Over => StatusCode::GONE,
            UploadRefused::Busy => StatusCode::LOCKED,
            UploadRefused::Elsewhere(_) => StatusCode::CONFLICT,
            UploadRefused::Empty | UploadRefused::NoPicture(_) | UploadRefused::NoRecording(_) => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            UploadRefused::Disk(error) if error.kind() == std::io::ErrorKind::StorageFull => {
                StatusCode::INSUFFICIENT_STORAGE
            }
            UploadRefused::Store(StoreError::DiskFull(_)) => StatusCode::INSUFFICIENT_STORAGE,
            UploadRefused::Store(StoreError::Busy(_) | StoreError::WritesStopped) => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            UploadRefused::Disk(_) | UploadRefused::Store(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The same as one word.
    fn code(&self) -> &'static str {
        match self {
            UploadRefused::NotAllowed(_) => "not_allowed",
            UploadRefused::OtherProtocol => "other_protocol",
            UploadRefused::Unreadable(_) => "invalid",
            UploadRefused::NotBytes => "not_bytes",
            UploadRefused::Empty => "empty",
            UploadRefused::TooLong(_) => "too_long",
            UploadRefused::TooMany => "too_many",
            UploadRefused::NoRoom => "no_room",
            UploadRefused::Missing => "not_found",
            UploadRefused::Over => "over",
            UploadRefused::Busy => "busy",
            UploadRefused::Elsewhere(_) => "elsewhere",
            UploadRefused::BrokeOff => "broke_off",
            UploadRefused::NoPicture(_) => "no_picture",
            UploadRefused::NoRecording(error) => error.code(),
            UploadRefused::Disk(_) | UploadRefused::Store(_) => "broken",
        }
    }

    /// The same in the words of whoever brought the file.
    pub(super) fn said(&self, words: &Words) -> String {
        match self {
            UploadRefused::NoPicture(error) => why_not(words, error),
            UploadRefused::NoRecording(error) => words.say(&format!("desk-recording-{}", error.code())),
            UploadRefused::Empty => words.say("desk-recording-empty"),
            UploadRefused::TooLong(most) => {
                words.say_of("desk-recording-too-long", &(most >> 20).to_string())
            }
            UploadRefused::TooMany => words.say("desk-recording-too-many"),
            UploadRefused::NoRoom => words.say("desk-recording-no-room"),
            UploadRefused::Missing | UploadRefused::Over => words.say("desk-recording-gone"),
            UploadRefused::Store(StoreError::DiskFull(_)) => words.say("desk-recording-no-room"),
            UploadRefused::Disk(_) | UploadRefused::Store(_) => words.say("desk-recording-failed"),
            error => error.to_string(),
        }
    }

    /// The answer, with these words.
    pub(super) fn answer(&self, words: String) -> Response {
        let status = self.status();
        if status.is_server_error() && status != StatusCode::INSUFFICIENT_STORAGE {
            tracing::error!(error = %self, "an upload failed");
        }
        let mut response = Problem::new(status, self.code()).detail(words).into_response();
        let headers = response.headers_mut();
        headers.insert(HeaderName::from_static(RESUMABLE), HeaderValue::from_static(VERSION));
        if let UploadRefused::OtherProtocol = self {
            headers.insert(HeaderName::from_static("tus-version"), HeaderValue::from_static(VERSION));
        }
        if let UploadRefused::Elsewhere(stands) = self {
            headers.insert(HeaderName::from_static(OFFSET), HeaderValue::from(*stands));
        }
        response
    }
}

//! Why the API refused, as `application/problem+json`: what happened, and what the caller can do.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use store::StoreError;

use crate::features::accounts::NotAllowed;
use crate::features::alerts::NotAnAlert;
use crate::features::alerts::actions::AlertRefused;
use crate::features::articles::actions::{PublishError, RevisionRefused};
use crate::features::channels::actions::ChannelsRefused;
use crate::features::editions::actions::EditionError;
use crate::features::fronts::actions::FrontRefused;
use crate::features::media_library::actions::UploadError;
use crate::features::menus::actions::MenuRefused;
use crate::features::redirects::actions::RedirectRefused;
use crate::features::revisions::actions::RestoreRefused;
use crate::features::sections::NotASection;
use crate::features::sections::actions::SectionError;
use crate::features::standing_pages::actions::PageRefused;
use crate::features::stories::NotAStory;
use crate::features::stories::actions::StoryRefused;
use crate::features::translations::actions::LinkError;
use crate::features::workflow::actions::WorkflowRefused;

/// A refusal.
#[derive(Debug)]
pub struct ApiError {
    status: StatusCode,
    code: &'static str,
    detail: String,
    field: Option<String>,
    /// What stands meanwhile, where somebody was overtaken.
    stands: Option<serde_json::Value>,
}

impl ApiError {
    fn new(status: StatusCode, code: &'static str, detail: impl std::fmt::Display) -> Self {
        Self { status, code, detail: detail.to_string(), field: None, stands: None }
    }

    /// The request carries no token that is known and alive.
    pub fn unauthorized() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "unauthorized",
            "send a token that is known and not expired: Authorization: Bearer khabar_…",
        )
    }

    /// The same, with what stands there now, so that whoever was overtaken has both texts.
    pub fn beside(self, stands: serde_json::Value) -> Self {
        Self { stands: Some(stands), ..self }
    }

    /// There is no such thing.
    pub fn not_found(detail: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", detail)
    }

    /// The request could not be read, or nothing of ours answers it; `words` say why.
    pub(super) fn unread(status: StatusCode, words: &str) -> Self {
        let words = if words.is_empty() { status.canonical_reason().unwrap_or("refused") } else { words };
        let words = if status.is_server_error() { "something went wrong on our side" } else { words };
        Self::new(status, "unread", words)
    }

    /// A part of the request cannot be used.
    pub fn invalid(field: &str, detail: &str) -> Self {
        let refusal = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", detail);
        Self { field: Some(field.to_owned()), ..refusal }
    }

    /// Something of ours is broken: the log has the cause, the caller does not.
    pub fn broken(error: impl std::fmt::Display) -> Self {
        tracing::error!(%error, "an API request failed");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "broken",
            "something went wrong on our side; nothing was changed",
        )
    }
}

/// A time that a request says, in microseconds UTC; `field` is where it says it.
pub fn moment(field: &str, at: &str) -> Result<i64, ApiError> {
    let parsed = text::dates::parse_iso(at).filter(|partial| partial.has_offset);
    parsed
        .map(|partial| partial.micros)
        .ok_or_else(|| ApiError::invalid(field, "a time is written like 2026-11-23T13:40:00+03:00"))
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let title = self.status.canonical_reason().unwrap_or("refused");
        let mut problem = json!({
            "type": "about:blank", "title": title, "status": self.status.as_u16(), "code": self.code, "detail": self.detail, "field": self.field,
        });
        if let Some(stands) = self.stands {
            problem["stands"] = stands;
        }
        let mut response = (self.status, Json(problem)).into_response();
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self.status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

impl From<EditionError> for ApiError {
    fn from(error: EditionError) -> Self {
        match error {
            EditionError::Store(error) => error.into(),
            EditionError::NotAllowed(error) => error.into(),
            EditionError::UnknownZone(_) => Self::invalid("voice.zone", &error.to_string()),
            error => Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", error),
        }
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy(_) | StoreError::WritesStopped => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "busy",
                "the database takes no writes just now; nothing was changed; try again",
            ),
            StoreError::DiskFull(_) => {
                tracing::error!(%error, "the disk is full");
                Self::new(
                    StatusCode::INSUFFICIENT_STORAGE,
                    "disk_full",
                    "the disk is full; nothing was changed; it will be taken once there is room",
                )
            }
            StoreError::Disk(_) => {
                tracing::error!(%error, "the disk failed");
                Self::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "broken",
                    "the disk failed on our side; whether this was kept is not known: look before you send it again",
                )
            }
            StoreError::NulInText { .. } => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "invalid",
                "no text holds the character U+0000, and none can be looked for by it",
            ),
            error => Self::broken(error),
        }
    }
}

impl From<NotAllowed> for ApiError {
    fn from(error: NotAllowed) -> Self {
        match error.unknown {
            Some(_) => Self::new(StatusCode::NOT_FOUND, "no_such_article", error),
            None => Self::new(StatusCode::FORBIDDEN, "not_allowed", error),
        }
    }
}

impl From<RevisionRefused> for ApiError {
    fn from(error: RevisionRefused) -> Self {
        match error {
            RevisionRefused::Store(error) => error.into(),
            RevisionRefused::NotAllowed(error) => error.into(),
            RevisionRefused::NoSuchArticle(_) => Self::new(StatusCode::NOT_FOUND, "no_such_article", error),
            RevisionRefused::Overtaken { .. } => Self::new(StatusCode::CONFLICT, "overtaken", error),
            RevisionRefused::HeldBack(held) => Self::new(StatusCode::CONFLICT, held.code(), held),
            error => Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", error),
        }
    }
}

impl From<RestoreRefused> for ApiError {
    fn from(error: RestoreRefused) -> Self {
        match error {
            RestoreRefused::Revision(error) => error.into(),
            RestoreRefused::NoSuchRevision(_) => Self::new(StatusCode::NOT_FOUND, "no_such_revision", error),
            RestoreRefused::NoSuchPart(_) => Self::new(StatusCode::NOT_FOUND, "no_such_part", error),
        }
    }
}

impl From<PublishError> for ApiError {
    fn from(error: PublishError) -> Self {
        match error {
            PublishError::Store(error) => error.into(),
            PublishError::NotAllowed(error) => error.into(),
            PublishError::NoSuchArticle(_) => Self::new(StatusCode::NOT_FOUND, "no_such_article", error),
            PublishError::NoSuchRevision(_) => Self::new(StatusCode::NOT_FOUND, "no_such_revision", error),
            PublishError::NotPublishable(_) | PublishError::NotPublished => {
                Self::new(StatusCode::CONFLICT, "not_publishable", error)
            }
            PublishError::HeldBack(held) => Self::new(StatusCode::CONFLICT, held.code(), held),
            error => Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", error),
        }
    }
}

impl From<WorkflowRefused> for ApiError {
    fn from(error: WorkflowRefused) -> Self {
        match error {
            WorkflowRefused::Store(error) => error.into(),
            WorkflowRefused::NotAllowed(error) => error.into(),
            WorkflowRefused::NoSuchArticle(_) => Self::new(StatusCode::NOT_FOUND, "no_such_article", error),
            WorkflowRefused::NoSuchRevision(_) => Self::new(StatusCode::NOT_FOUND, "no_such_revision", error),
            WorkflowRefused::NoSuchSection(_) => Self::new(StatusCode::NOT_FOUND, "no_such_section", error),
            WorkflowRefused::Overtaken { .. } => Self::new(StatusCode::CONFLICT, "overtaken", error),
            error => Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", error),
        }
    }
}

impl From<StoryRefused> for ApiError {
    fn from(error: StoryRefused) -> Self {
        match error {
            StoryRefused::Store(error) => error.into(),
            StoryRefused::NotAllowed(error) => error.into(),
            StoryRefused::NoSuchStory(_) => Self::new(StatusCode::NOT_FOUND, "no_such_story", error),
            StoryRefused::NoSuchArticle(_) => Self::new(StatusCode::NOT_FOUND, "no_such_article", error),
            StoryRefused::NotInStory(_) => Self::new(StatusCode::NOT_FOUND, "not_in_story", error),
            StoryRefused::SlugTaken(_) => Self::new(StatusCode::CONFLICT, "slug_taken", error),
            StoryRefused::Full
            | StoryRefused::TooManyStories(_)
            | StoryRefused::TooManyPins
            | StoryRefused::NotAStory(NotAStory::Turn(_) | NotAStory::Merged(_)) => {
                Self::new(StatusCode::CONFLICT, "not_possible", error)
            }
            error => Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", error),
        }
    }
}

impl From<FrontRefused> for ApiError {
    fn from(error: FrontRefused) -> Self {
        match error {
            FrontRefused::Store(error) => error.into(),
            FrontRefused::NotAllowed(error) => error.into(),
            FrontRefused::NoSuchFront(_) => Self::new(StatusCode::NOT_FOUND, "no_such_front", error),
            FrontRefused::NoSuchVersion(_) => Self::new(StatusCode::NOT_FOUND, "no_such_version", error),
            FrontRefused::Overtaken { .. } => Self::new(StatusCode::CONFLICT, "overtaken", error),
            FrontRefused::NothingToUndo => Self::new(StatusCode::CONFLICT, "nothing_to_undo", error),
            error => Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", error),
        }
    }
}

impl From<AlertRefused> for ApiError {
    fn from(error: AlertRefused) -> Self {
        match error {
            AlertRefused::Store(error) => error.into(),
            AlertRefused::NotAllowed(error) => error.into(),
            AlertRefused::Overtaken { .. } => Self::new(StatusCode::CONFLICT, "overtaken", error),
            AlertRefused::NoSuchAlert(_) => Self::new(StatusCode::NOT_FOUND, "no_such_alert", error),
            AlertRefused::TooMany | AlertRefused::NotAnAlert(NotAnAlert::Over) => {
                Self::new(StatusCode::CONFLICT, "not_possible", error)
            }
            error => Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", error),
        }
    }
}

impl From<LinkError> for ApiError {
    fn from(error: LinkError) -> Self {
        match error {
            LinkError::Store(error) => error.into(),
            LinkError::NotAllowed(error) => error.into(),
            LinkError::NoSuchArticle(_) => Self::new(StatusCode::NOT_FOUND, "no_such_article", error),
            LinkError::CannotLink(_) => Self::new(StatusCode::CONFLICT, "cannot_link", error),
        }
    }
}

impl From<UploadError> for ApiError {
    fn from(error: UploadError) -> Self {
        match error {
            UploadError::Store(error) => error.into(),
            UploadError::NotAllowed(error) => error.into(),
            UploadError::Refused(_) | UploadError::NotTaken(_) => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "refused_picture", error)
            }
            error => Self::broken(error),
        }
    }
}

impl From<PageRefused> for ApiError {
    fn from(error: PageRefused) -> Self {
        match error {
            PageRefused::Store(error) => error.into(),
            PageRefused::NotAllowed(error) => error.into(),
            PageRefused::NoSuchEdition(_) => Self::new(StatusCode::NOT_FOUND, "no_such_edition", error),
            PageRefused::NotWritten => Self::new(StatusCode::NOT_FOUND, "not_written", error),
            PageRefused::Overtaken { .. } => Self::new(StatusCode::CONFLICT, "overtaken", error),
            PageRefused::NotAPage(_) => Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", error),
        }
    }
}

impl From<MenuRefused> for ApiError {
    fn from(error: MenuRefused) -> Self {
        match error {
            MenuRefused::Store(error) => error.into(),
            MenuRefused::NotAllowed(error) => error.into(),
            MenuRefused::NoSuchEdition(_) => Self::new(StatusCode::NOT_FOUND, "no_such_edition", error),
            MenuRefused::BadMenu(_) => Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", error),
        }
    }
}

impl From<ChannelsRefused> for ApiError {
    fn from(error: ChannelsRefused) -> Self {
        match error {
            ChannelsRefused::Store(error) => error.into(),
            ChannelsRefused::NotAllowed(error) => error.into(),
            ChannelsRefused::NoSuchEdition(_) => Self::new(StatusCode::NOT_FOUND, "no_such_edition", error),
            ChannelsRefused::BadChannel(_) => Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", error),
        }
    }
}

impl From<SectionError> for ApiError {
    fn from(error: SectionError) -> Self {
        match error {
            SectionError::Store(error) => error.into(),
            SectionError::NotAllowed(error) => error.into(),
            SectionError::NoSuchSection(_) => Self::new(StatusCode::NOT_FOUND, "no_such_section", error),
            SectionError::NoSuchEdition(_) => Self::new(StatusCode::NOT_FOUND, "no_such_edition", error),
            SectionError::Overtaken { .. } => Self::new(StatusCode::CONFLICT, "overtaken", error),
            SectionError::SlugTaken(_) => Self::new(StatusCode::CONFLICT, "slug_taken", error),
            SectionError::NotASection(
                NotASection::OpenBelow | NotASection::ParentClosed | NotASection::TooMany,
            ) => Self::new(StatusCode::CONFLICT, "not_possible", error),
            error => Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", error),
        }
    }
}

impl From<RedirectRefused> for ApiError {
    fn from(error: RedirectRefused) -> Self {
        match error {
            RedirectRefused::Store(error) => error.into(),
            RedirectRefused::NotAllowed(error) => error.into(),
            RedirectRefused::NoSuchArticle(_) => Self::new(StatusCode::NOT_FOUND, "no_such_article", error),
            RedirectRefused::NoSuchRedirect(_) => Self::new(StatusCode::NOT_FOUND, "no_such_redirect", error),
            RedirectRefused::Loop => Self::new(StatusCode::CONFLICT, "redirect_loop", error),
            RedirectRefused::BadPath(why) => Self::invalid("path", &why.to_string()),
            RedirectRefused::BadTarget(why) => Self::invalid("to", &why.to_string()),
        }
    }
}

//! Why a page could not be shown. The reader gets a page in their language (see `features/pages/errors.rs`), the log the
//! cause.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use store::StoreError;
use theme::ThemeError;

/// Why a page could not be shown.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// There is nothing at this address, or nothing that readers may know of.
    #[error("there is nothing at this address")]
    NotFound,
    /// The database did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The theme did not render.
    #[error(transparent)]
    Theme(#[from] ThemeError),
    /// Something else is broken.
    #[error("{0}")]
    Broken(String),
}

impl PageError {
    /// Something that should have worked did not.
    pub fn broken(error: impl std::fmt::Display) -> Self {
        PageError::Broken(error.to_string())
    }
}

impl IntoResponse for PageError {
    /// An empty answer with the status: the front fills in the page.
    fn into_response(self) -> Response {
        match self {
            PageError::NotFound => StatusCode::NOT_FOUND.into_response(),
            error => {
                tracing::error!(%error, "a page could not be made");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}

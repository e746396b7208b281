//! Why the desk refused: a page for a screen, a problem for the editor's own requests.

use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use store::StoreError;

use crate::features::accounts::NotAllowed;
use crate::features::accounts::actions::AccountError;

/// Why the desk refused.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// Nobody is signed in.
    #[error("سجّل الدخول أولًا: /desk/sign-in · Sign in first: /desk/sign-in")]
    SignedOut,
    /// Something that matters: who is there proves it first, and comes back to this page.
    #[error("أثبت هويتك أولًا. · Prove who you are first.")]
    ProveFirst(&'static str),
    /// There is nothing at this address.
    #[error("لا شيء في هذا العنوان. · There is nothing at this address.")]
    NotFound,
    /// The person may not do this.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// The account did not take it.
    #[error(transparent)]
    Account(#[from] AccountError),
    /// What was wanted cannot be done now.
    #[error("{0}")]
    Refused(String),
    /// The database did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A screen did not render.
    #[error(transparent)]
    Screen(#[from] askama::Error),
}

impl IntoResponse for DeskError {
    fn into_response(self) -> Response {
        if let DeskError::ProveFirst(page) = &self {
            return Redirect::to(&format!("/desk/prove?to={page}")).into_response();
        }
        let status = match &self {
            DeskError::SignedOut | DeskError::ProveFirst(_) => StatusCode::UNAUTHORIZED,
            DeskError::Account(AccountError::NotAllowed(_)) => StatusCode::FORBIDDEN,
            DeskError::Account(AccountError::NoSuchAccount(_)) => StatusCode::NOT_FOUND,
            DeskError::Account(AccountError::Store(_)) => StatusCode::INTERNAL_SERVER_ERROR,
            DeskError::NotFound => StatusCode::NOT_FOUND,
            DeskError::NotAllowed(_) => StatusCode::FORBIDDEN,
            DeskError::Account(_) | DeskError::Refused(_) => StatusCode::CONFLICT,
            DeskError::Store(_) | DeskError::Screen(_) => StatusCode::INTERNAL_SERVER_ERROR,
        };
        let words = if status.is_server_error() {
            tracing::error!(error = %self, "a desk screen could not be made");
            "تعذّر ذلك، ولم يتغيّر شيء. · That did not work; nothing was changed.".to_owned()
        } else {
            theme::helpers::escape_html(&self.to_string())
        };
        let page = format!(
            "<!doctype html><html lang=\"ar\" dir=\"rtl\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
             <title>{}</title><p dir=\"auto\">{words}</p></html>",
            status.as_u16()
        );
        (status, Html(page)).into_response()
    }
}

//! Why the desk refused: a page for a screen, a problem for the editor's own requests.

use askama::Template;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use store::StoreError;

use super::kept::Kept;
use super::{Shell, Words};
use crate::app::App;
use crate::features::accounts::actions::AccountError;
use crate::features::accounts::desk::role_name;
use crate::features::accounts::{NotAllowed, Role};

/// Why the desk refused.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// Nobody is signed in.
    #[error("sign in first, at /desk/sign-in")]
    SignedOut,
    /// Something that matters: who is there proves it first.
    #[error("prove who you are first, at /desk/prove")]
    ProveFirst(Unproven),
    /// There is nothing at this address.
    #[error("there is nothing at this address")]
    NotFound,
    /// The person may not do this.
    #[error(transparent)]
    NotAllowed(NotAllowed),
    /// The account did not take it.
    #[error(transparent)]
    Account(#[from] AccountError),
    /// What was wanted cannot be done now.
    #[error("{0}")]
    Refused(String),
    /// What a form sent cannot be read.
    #[error("{0}")]
    Invalid(String),
    /// The database did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A screen did not render.
    #[error(transparent)]
    Screen(#[from] askama::Error),
}

impl From<NotAllowed> for DeskError {
    fn from(refused: NotAllowed) -> Self {
        match refused.unknown {
            Some(_) => DeskError::NotFound,
            None => DeskError::NotAllowed(refused),
        }
    }
}

impl IntoResponse for DeskError {
    fn into_response(self) -> Response {
        if let DeskError::ProveFirst(unproven) = self {
            let mut response = Redirect::to(&unproven.way()).into_response();
            response.extensions_mut().insert(unproven);
            return response;
        }
        let status = match &self {
            DeskError::SignedOut | DeskError::ProveFirst(_) => StatusCode::UNAUTHORIZED,
            DeskError::Account(AccountError::NotAllowed(_)) => StatusCode::FORBIDDEN,
            DeskError::Account(AccountError::NoSuchAccount(_)) => StatusCode::NOT_FOUND,
            DeskError::Store(StoreError::NulInText { .. })
            | DeskError::Account(AccountError::Store(StoreError::NulInText { .. })) => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            DeskError::Store(StoreError::DiskFull(_))
            | DeskError::Account(AccountError::Store(StoreError::DiskFull(_))) => {
                StatusCode::INSUFFICIENT_STORAGE
            }
            DeskError::Store(StoreError::Busy(_) | StoreError::WritesStopped)
            | DeskError::Account(AccountError::Store(StoreError::Busy(_) | StoreError::WritesStopped)) => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            DeskError::Account(AccountError::Store(_)) => StatusCode::INTERNAL_SERVER_ERROR,
            DeskError::NotFound => StatusCode::NOT_FOUND,
            DeskError::NotAllowed(_) => StatusCode::FORBIDDEN,
            DeskError::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            DeskError::Account(_) | DeskError::Refused(_) => StatusCode::CONFLICT,
            DeskError::Store(_) | DeskError::Screen(_) => StatusCode::INTERNAL_SERVER_ERROR,
        };
        if status.is_server_error() {
            tracing::error!(error = %self, "a desk screen could not be made");
        }
        let plain = if status.is_server_error() { String::new() } else { self.to_string() };
        let mut response = (status, plain).into_response();
        response.extensions_mut().insert(Refusal::of(&self, status));
        response
    }
}

/// Somebody who is to prove who they are before something that matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unproven {
    /// The page they come back to.
    pub back: &'static str,
    /// The language of their screens.
    pub lang: String,
}

impl Unproven {
    fn way(&self) -> String {
        format!("/desk/prove?to={}", self.back)
    }
}

#[derive(Template)]
#[template(path = "pages/desk/prove_first.html")]
struct ProveFirst<'a> {
    words: Words,
    shell: Shell<'static>,
    way: String,
    kept: &'a Kept,
}

/// Whoever sent it is to prove first who they are.
pub(super) fn is_unproven(response: &Response) -> bool {
    response.extensions().get::<Unproven>().is_some()
}

/// Asks whoever sent a form for a proof, and gives them back what they sent. A program, and a form that cannot be sent again by
/// hand, are led to the proof alone.
pub(super) fn asks_proof(app: &App, asked: &HeaderMap, response: Response, kept: &Kept) -> Response {
    let Some(unproven) = response.extensions().get::<Unproven>() else { return response };
    if !wants_page(asked) || !kept.can_be_sent_again() {
        return response;
    }
    let words = Words::of(app, &unproven.lang, asked);
    let page = ProveFirst { words, shell: Shell::outside(app), way: unproven.way(), kept }.render();
    match page {
        Ok(page) => (StatusCode::UNAUTHORIZED, Html(page)).into_response(),
        Err(_) => response,
    }
}

fn wants_page(asked: &HeaderMap) -> bool {
    let accepts = asked.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accepts.is_some_and(|accepts| accepts.contains("text/html"))
}

/// What a screen says of a refusal; [`screen`] makes the screen, in the words of who reads it.
#[derive(Clone)]
pub(super) struct Refusal {
    title: &'static str,
    /// The role that was needed.
    needed: Option<Role>,
    /// What went wrong, where no message has it.
    why: String,
    way: (&'static str, &'static str),
}

impl Refusal {
    fn of(error: &DeskError, status: StatusCode) -> Refusal {
        let home = ("/desk", "desk-to-start");
        let needed = match error {
            DeskError::NotAllowed(refused) | DeskError::Account(AccountError::NotAllowed(refused)) => {
                Some(refused.needed)
            }
            _ => None,
        };
        let (title, way) = match status {
            StatusCode::UNAUTHORIZED => ("desk-signed-out", ("/desk/sign-in", "desk-sign-in")),
            StatusCode::FORBIDDEN => ("desk-not-allowed", home),
            StatusCode::NOT_FOUND => ("desk-not-found", home),
            StatusCode::INSUFFICIENT_STORAGE => ("desk-disk-full", home),
            status if status.is_server_error() => ("desk-failed", home),
            _ => ("desk-refused", home),
        };
        let is_said = needed.is_some() || title != "desk-refused";
        Refusal { title, needed, why: if is_said { String::new() } else { error.to_string() }, way }
    }
}

#[derive(Template)]
#[template(path = "pages/desk/refused.html")]
struct Refused<'a> {
    words: Words,
    shell: Shell<'static>,
    title: &'static str,
    why: &'a str,
    way: (&'static str, &'static str),
    kept: &'a Kept,
}

/// Whether a screen is to be made of it.
pub(super) fn is_refusal(response: &Response) -> bool {
    response.extensions().get::<Refusal>().is_some()
}

/// Makes a screen of a refusal for a browser, with what was `kept` of its form; a program's request keeps the plain answer.
pub(super) fn screen(app: &App, asked: &HeaderMap, response: Response, kept: &Kept) -> Response {
    let Some(refusal) = response.extensions().get::<Refusal>() else { return response };
    if !wants_page(asked) {
        return response;
    }
    let words = Words::of(app, "", asked);
    let why = match refusal.needed {
        Some(role) => words.say_of("desk-needs-role", &words.say(role_name(role))),
        None => refusal.why.clone(),
    };
    let shell = Shell::outside(app);
    let page = Refused { words, shell, title: refusal.title, why: &why, way: refusal.way, kept }.render();
    match page {
        Ok(page) => (response.status(), Html(page)).into_response(),
        Err(_) => response,
    }
}

//! Coming in and going out.

use std::time::Duration;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

use super::actions::{AccountError, sign_in, sign_out};
use crate::app::App;
use crate::routes::desk::{DeskError, cookie};

const SESSION: Duration = Duration::from_secs(12 * 60 * 60);

#[derive(Template)]
#[template(path = "accounts/desk/sign_in.html")]
struct SignIn {
    link: String,
    styles: String,
}

/// `GET /desk/sign-in/{link}`: asks before the link is spent, so that a mail program that looks at links spends none.
pub async fn ask(State(app): State<App>, Path(link): Path<String>) -> Result<Html<String>, DeskError> {
    let styles = app.theme.asset_address("base.css").unwrap_or_default();
    Ok(Html(SignIn { link, styles }.render()?))
}

/// `POST /desk/sign-in/{link}`
pub async fn enter(State(app): State<App>, Path(link): Path<String>) -> Result<Response, DeskError> {
    let session = sign_in(&app, &link).await?;
    let cookie = cookie(&app).set(&session, SESSION).ok_or(DeskError::Account(AccountError::LinkSpent))?;
    Ok((StatusCode::SEE_OTHER, [(header::SET_COOKIE, cookie)], [(header::LOCATION, "/desk")]).into_response())
}

/// `POST /desk/sign-out`
pub async fn leave(State(app): State<App>, headers: HeaderMap) -> Result<Response, DeskError> {
    let cookie = cookie(&app);
    if let Some(session) = cookie.read(&headers) {
        sign_out(&app, session).await?;
    }
    Ok((StatusCode::SEE_OTHER, [(header::SET_COOKIE, cookie.clear())], [(header::LOCATION, "/")])
        .into_response())
}

//! The way to the identity provider and back.

use std::time::Duration;

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;

use super::sign_in;
use crate::app::App;
use crate::features::accounts::actions::{self, AccountError};
use crate::features::accounts::provider::{ProviderError, VISIT_LIVES_MICROS};
use crate::routes::desk::{Caller, DeskError, Shell, Words, cookie};

#[derive(Template)]
#[template(path = "accounts/desk/provider.html")]
struct Back {
    words: Words,
    shell: Shell<'static>,
    state: String,
    code: String,
}

/// `GET /desk/provider`
pub async fn go(
    State(app): State<App>,
    headers: HeaderMap,
    Caller(from): Caller,
) -> Result<Response, DeskError> {
    if app.provider.name().is_none() {
        return Err(DeskError::NotFound);
    }
    let way = match actions::go_to_provider(&app, &from).await {
        Ok(way) => way,
        Err(error) => return sign_in::refused(&app, &headers, String::new(), error),
    };
    let lives = Duration::from_micros(VISIT_LIVES_MICROS.unsigned_abs());
    let kept = cookie(&app).of_visit().set(&way.secret, lives);
    let kept = kept.ok_or(DeskError::Account(AccountError::VisitOver))?;
    Ok((StatusCode::SEE_OTHER, [(header::SET_COOKIE, kept)], [(header::LOCATION, way.address)])
        .into_response())
}

/// What the provider sends somebody back with.
#[derive(Deserialize)]
pub struct Returned {
    #[serde(default)]
    state: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    error: String,
}

/// `GET /desk/provider/return`: a page of our own that goes on by itself. Nothing is spent by looking at it, and what it
/// sends comes from here, so that no other site can sign anybody in.
pub async fn back(
    State(app): State<App>,
    headers: HeaderMap,
    Query(returned): Query<Returned>,
) -> Result<Response, DeskError> {
    if app.provider.name().is_none() {
        return Err(DeskError::NotFound);
    }
    if !returned.error.is_empty() {
        let refused = ProviderError::Refused(returned.error.chars().take(100).collect());
        return sign_in::refused(&app, &headers, String::new(), refused.into());
    }
    let Returned { state, code, .. } = returned;
    let page = Back { words: Words::of(&app, "", &headers), shell: Shell::outside(&app), state, code };
    Ok(Html(page.render()?).into_response())
}

/// `POST /desk/provider/return`
pub async fn enter(
    State(app): State<App>,
    headers: HeaderMap,
    Caller(from): Caller,
    Form(returned): Form<Returned>,
) -> Result<Response, DeskError> {
    let visit = cookie(&app).of_visit();
    let secret = visit.read(&headers).unwrap_or_default();
    let answer = (returned.state.as_str(), returned.code.as_str());
    let mut response = match actions::enter_with_provider(&app, secret, answer, &from).await {
        Ok(entered) => sign_in::came_in(&app, &entered)?,
        Err(error) => sign_in::refused(&app, &headers, String::new(), error)?,
    };
    response.headers_mut().append(header::SET_COOKIE, visit.clear());
    Ok(response)
}

//! Coming in and going out.

use std::time::Duration;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;

use super::{problem, styles};
use crate::app::App;
use crate::features::accounts::actions::{
    AccountError, Entered, show_second_factor, sign_in, sign_in_with_password, sign_out,
};
use crate::routes::desk::{Caller, DeskError, Words, cookie};

const SESSION: Duration = Duration::from_secs(12 * 60 * 60);
/// A device is known for half a year.
const DEVICE: Duration = Duration::from_secs(180 * 24 * 60 * 60);

#[derive(Template)]
#[template(path = "accounts/desk/sign_in.html")]
struct SignIn {
    words: Words,
    styles: String,
    link: Option<String>,
    email: String,
    problem: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "accounts/desk/code.html")]
struct Code {
    words: Words,
    styles: String,
    title: &'static str,
    action: &'static str,
    to: Option<&'static str>,
    by_password: bool,
    problem: Option<&'static str>,
}

/// The page that asks for a code or a password once more.
pub(super) fn code_page(
    app: &App,
    words: Words,
    (title, action): (&'static str, &'static str),
    to: Option<&'static str>,
    by_password: bool,
    problem: Option<&'static str>,
) -> Result<Html<String>, DeskError> {
    Ok(Html(Code { words, styles: styles(app), title, action, to, by_password, problem }.render()?))
}

const CODE: (&str, &str) = ("desk-second-factor", "/desk/code");

/// `GET /desk/sign-in`
pub async fn show(State(app): State<App>, headers: HeaderMap) -> Result<Html<String>, DeskError> {
    let words = Words::of(&app, "", &headers);
    let page = SignIn { words, styles: styles(&app), link: None, email: String::new(), problem: None };
    Ok(Html(page.render()?))
}

/// What is typed at the door.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
}

/// `POST /desk/sign-in`
pub async fn enter(
    State(app): State<App>,
    headers: HeaderMap,
    Caller(from): Caller,
    Form(typed): Form<Typed>,
) -> Result<Response, DeskError> {
    match sign_in_with_password(&app, &typed.email, &typed.password, &from).await {
        Ok(entered) => came_in(&app, &entered),
        Err(error) => {
            let (status, problem) = problem(error)?;
            let words = Words::of(&app, "", &headers);
            let page = SignIn {
                words,
                styles: styles(&app),
                link: None,
                email: typed.email,
                problem: Some(problem),
            };
            Ok((status, Html(page.render()?)).into_response())
        }
    }
}

/// `GET /desk/sign-in/{link}`: asks before the link is spent, so that a mail program that looks at links spends none.
pub async fn ask(
    State(app): State<App>,
    headers: HeaderMap,
    Path(link): Path<String>,
) -> Result<Html<String>, DeskError> {
    let words = Words::of(&app, "", &headers);
    let page = SignIn { words, styles: styles(&app), link: Some(link), email: String::new(), problem: None };
    Ok(Html(page.render()?))
}

/// `POST /desk/sign-in/{link}`
pub async fn enter_by_link(
    State(app): State<App>,
    headers: HeaderMap,
    Caller(from): Caller,
    Path(link): Path<String>,
) -> Result<Response, DeskError> {
    match sign_in(&app, &link, &from).await {
        Ok(entered) => came_in(&app, &entered),
        Err(error) => {
            let (status, problem) = problem(error)?;
            let words = Words::of(&app, "", &headers);
            let email = String::new();
            let page = SignIn { words, styles: styles(&app), link: None, email, problem: Some(problem) };
            Ok((status, Html(page.render()?)).into_response())
        }
    }
}

/// `GET /desk/code`
pub async fn show_code(State(app): State<App>, headers: HeaderMap) -> Result<Html<String>, DeskError> {
    code_page(&app, Words::of(&app, "", &headers), CODE, None, false, None)
}

/// A code or a password.
#[derive(Deserialize)]
pub struct Proof {
    #[serde(default)]
    pub(super) typed: String,
    #[serde(default)]
    pub(super) to: String,
}

/// `POST /desk/code`
pub async fn enter_code(
    State(app): State<App>,
    headers: HeaderMap,
    Caller(from): Caller,
    Form(proof): Form<Proof>,
) -> Result<Response, DeskError> {
    let half = cookie(&app).read(&headers).unwrap_or_default().to_owned();
    match show_second_factor(&app, &half, &proof.typed, &from).await {
        Ok(entered) => came_in(&app, &entered),
        Err(error) => refused_code(&app, &headers, error),
    }
}

fn refused_code(app: &App, headers: &HeaderMap, error: AccountError) -> Result<Response, DeskError> {
    let (status, problem) = problem(error)?;
    let page = code_page(app, Words::of(app, "", headers), CODE, None, false, Some(problem))?;
    Ok((status, page).into_response())
}

fn came_in(app: &App, entered: &Entered) -> Result<Response, DeskError> {
    let unwritable = || DeskError::Account(AccountError::LinkSpent);
    let mut headers = HeaderMap::new();
    headers.append(header::SET_COOKIE, cookie(app).set(&entered.session, SESSION).ok_or_else(unwritable)?);
    if let Some(device) = &entered.device {
        let known = cookie(app).of_device().set(device, DEVICE).ok_or_else(unwritable)?;
        headers.append(header::SET_COOKIE, known);
    }
    let next = if entered.half { "/desk/code" } else { "/desk" };
    headers.insert(header::LOCATION, HeaderValue::from_static(next));
    Ok((StatusCode::SEE_OTHER, headers).into_response())
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

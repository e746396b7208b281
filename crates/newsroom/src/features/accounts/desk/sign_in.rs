//! Coming in and going out.

use std::time::Duration;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;

use super::passkeys::ByPasskey;
use super::problem;
use crate::app::App;
use crate::features::accounts::actions::{
    AccountError, Entered, ask_for_link, show_second_factor, sign_in, sign_in_with_password, sign_out,
};
use crate::routes::desk::{Caller, DeskError, Shell, Words, cookie};

const SESSION: Duration = Duration::from_secs(12 * 60 * 60);
/// A device is known for half a year.
const DEVICE: Duration = Duration::from_secs(180 * 24 * 60 * 60);

#[derive(Template)]
#[template(path = "accounts/desk/sign_in.html")]
struct SignIn {
    words: Words,
    shell: Shell<'static>,
    by_passkey: Option<ByPasskey>,
    provider: Option<String>,
    link: Option<String>,
    email: String,
    done: Option<&'static str>,
    problem: Option<&'static str>,
}

impl SignIn {
    /// The door, in the language that the browser asks for.
    fn new(app: &App, headers: &HeaderMap) -> SignIn {
        SignIn {
            words: Words::of(app, "", headers),
            shell: Shell::outside(app),
            by_passkey: ByPasskey::at_door(app),
            provider: app.provider.name().map(str::to_owned),
            link: None,
            email: String::new(),
            done: None,
            problem: None,
        }
    }
}

/// The page that asks for a code or a password once more.
#[derive(Default)]
pub(super) struct CodePage {
    pub(super) title: &'static str,
    pub(super) action: &'static str,
    pub(super) to: Option<String>,
    pub(super) by_password: bool,
    pub(super) by_passkey: Option<ByPasskey>,
    pub(super) problem: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "accounts/desk/code.html")]
struct Code {
    words: Words,
    shell: Shell<'static>,
    title: &'static str,
    action: &'static str,
    to: Option<String>,
    by_password: bool,
    by_passkey: Option<ByPasskey>,
    problem: Option<&'static str>,
}

impl CodePage {
    /// The page, in these words.
    pub(super) fn render(self, app: &App, words: Words) -> Result<Html<String>, DeskError> {
        let CodePage { title, action, to, by_password, by_passkey, problem } = self;
        let code =
            Code { words, shell: Shell::outside(app), title, action, to, by_password, by_passkey, problem };
        Ok(Html(code.render()?))
    }
}

/// The second step, for who has shown the first.
fn second_step(
    app: &App,
    headers: &HeaderMap,
    problem: Option<&'static str>,
) -> Result<Html<String>, DeskError> {
    let by_passkey = ByPasskey::at_door(app);
    let (title, action) = ("desk-second-factor", "/desk/code");
    let page = CodePage { title, action, by_passkey, problem, ..CodePage::default() };
    page.render(app, Words::of(app, "", headers))
}

/// `GET /desk/sign-in`
pub async fn show(State(app): State<App>, headers: HeaderMap) -> Result<Html<String>, DeskError> {
    Ok(Html(SignIn::new(&app, &headers).render()?))
}

/// The door, for who was not let in.
pub(super) fn refused(
    app: &App,
    headers: &HeaderMap,
    email: String,
    error: AccountError,
) -> Result<Response, DeskError> {
    let (status, problem) = problem(error)?;
    let page = SignIn { email, problem: Some(problem), ..SignIn::new(app, headers) };
    Ok((status, Html(page.render()?)).into_response())
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
        Err(error) => refused(&app, &headers, typed.email, error),
    }
}

/// `POST /desk/link`: has a link sent to the address. The answer does not say whether it has an account.
pub async fn send_link(
    State(app): State<App>,
    headers: HeaderMap,
    Caller(from): Caller,
    Form(typed): Form<Typed>,
) -> Result<Response, DeskError> {
    let (status, done, problem) = match ask_for_link(&app, &typed.email, &from).await {
        Ok(()) => (StatusCode::OK, Some("desk-link-on-its-way"), None),
        Err(error) => {
            let (status, problem) = problem(error)?;
            (status, None, Some(problem))
        }
    };
    let page = SignIn { email: typed.email, done, problem, ..SignIn::new(&app, &headers) };
    Ok((status, Html(page.render()?)).into_response())
}

/// `GET /desk/sign-in/{link}`: asks before the link is spent, so that a mail program that looks at links spends none.
pub async fn ask(
    State(app): State<App>,
    headers: HeaderMap,
    Path(link): Path<String>,
) -> Result<Html<String>, DeskError> {
    let page = SignIn { link: Some(link), ..SignIn::new(&app, &headers) };
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
        Err(error) => refused(&app, &headers, String::new(), error),
    }
}

/// `GET /desk/code`
pub async fn show_code(State(app): State<App>, headers: HeaderMap) -> Result<Html<String>, DeskError> {
    second_step(&app, &headers, None)
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
        Err(error) => {
            let (status, problem) = problem(error)?;
            Ok((status, second_step(&app, &headers, Some(problem))?).into_response())
        }
    }
}

pub(super) fn came_in(app: &App, entered: &Entered) -> Result<Response, DeskError> {
    let unwritable = || DeskError::Account(AccountError::LinkSpent);
    let mut headers = HeaderMap::new();
    headers.append(header::SET_COOKIE, cookie(app).set(&entered.session, SESSION).ok_or_else(unwritable)?);
    if let Some(device) = &entered.device {
        let known = cookie(app).of_device().set(device, DEVICE).ok_or_else(unwritable)?;
        headers.append(header::SET_COOKIE, known);
    }
    let next = match entered {
        Entered { half: true, .. } => "/desk/code",
        Entered { no_password: true, .. } => "/desk/me",
        _ => "/desk",
    };
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

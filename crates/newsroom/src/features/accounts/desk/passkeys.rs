//! Passkeys on the screens: what a device is asked, and the forms that carry its answers. The forms are filled in by
//! `desk/passkeys.js`; where that cannot run they stay hidden.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Form, Json};
use serde::Deserialize;
use std::time::Duration;

use super::me::{self, Said};
use super::{problem, sign_in};
use crate::app::App;
use crate::features::accounts::actions::{self, AccountError};
use crate::features::accounts::passkeys::{CHALLENGE_LIVES_MICROS, Site};
use crate::id::PasskeyId;
use crate::routes::desk::{Caller, Desk, DeskError, Words, cookie};

/// A form that a passkey fills in.
pub(super) struct ByPasskey {
    /// Whose keys: the form shows itself on these pages alone.
    pub(super) site: Site,
    /// Where the challenge is asked for.
    pub(super) challenge: &'static str,
    /// Where the answer goes.
    pub(super) action: &'static str,
    /// Where it leads then.
    pub(super) to: Option<String>,
}

impl ByPasskey {
    /// The form at the door.
    pub(super) fn at_door(app: &App) -> Option<ByPasskey> {
        Self::new(app, "/desk/passkey/challenge", "/desk/passkey", None)
    }

    /// The form that proves who is there, for who has a passkey.
    pub(super) fn of_proof(app: &App, desk: &Desk, to: &str) -> Option<ByPasskey> {
        let form = Self::new(app, "/desk/prove/challenge", "/desk/prove/passkey", Some(to.to_owned()));
        form.filter(|_| desk.has_passkey)
    }

    /// The form that adds one.
    pub(super) fn to_add(app: &App) -> Option<ByPasskey> {
        Self::new(app, "/desk/me/passkeys/challenge", "/desk/me/passkeys", None)
    }

    fn new(
        app: &App,
        challenge: &'static str,
        action: &'static str,
        to: Option<String>,
    ) -> Option<ByPasskey> {
        Some(ByPasskey { site: Site::of(&app.config.public_url)?, challenge, action, to })
    }
}

/// What a device answered.
#[derive(Deserialize)]
pub struct Answered {
    #[serde(default)]
    credential: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    to: String,
}

/// `POST /desk/passkey/challenge`
pub async fn ask_at_door(
    State(app): State<App>,
    headers: HeaderMap,
    Caller(from): Caller,
) -> Result<Response, DeskError> {
    let asked = match actions::ask_at_door(&app, &from).await {
        Ok(asked) => asked,
        Err(error @ AccountError::TooManyTries) => {
            let (status, problem) = problem(error)?;
            return Ok((status, Words::of(&app, "", &headers).say(problem)).into_response());
        }
        Err(error) => return no_challenge(error),
    };
    let lives = Duration::from_micros(CHALLENGE_LIVES_MICROS.unsigned_abs());
    let kept = cookie(&app).of_visit().set(&asked.secret, lives);
    let kept = kept.ok_or(DeskError::Account(AccountError::WrongPasskey))?;
    Ok(([(header::SET_COOKIE, kept)], Json(asked.asked)).into_response())
}

/// `POST /desk/passkey`
pub async fn enter(
    State(app): State<App>,
    headers: HeaderMap,
    Caller(from): Caller,
    Form(answered): Form<Answered>,
) -> Result<Response, DeskError> {
    let visit = cookie(&app).of_visit();
    let secret = visit.read(&headers).unwrap_or_default();
    let mut response = match actions::enter_with_passkey(&app, secret, &answered.credential, &from).await {
        Ok(entered) => sign_in::came_in(&app, &entered)?,
        Err(error) => sign_in::refused(&app, &headers, String::new(), error)?,
    };
    response.headers_mut().append(header::SET_COOKIE, visit.clear());
    Ok(response)
}

/// `POST /desk/me/passkeys/challenge`
pub async fn ask_for_one(State(app): State<App>, desk: Desk) -> Result<Response, DeskError> {
    desk.proven(&app, "/desk/me")?;
    match actions::ask_for_passkey(&app, &desk.account, &desk.session).await {
        Ok(asked) => Ok(Json(asked).into_response()),
        Err(error) => no_challenge(error),
    }
}

/// `POST /desk/me/passkeys`
pub async fn add(
    State(app): State<App>,
    desk: Desk,
    Form(answered): Form<Answered>,
) -> Result<Response, DeskError> {
    desk.proven(&app, "/desk/me")?;
    let Answered { name, credential, .. } = answered;
    match actions::add_passkey(&app, &desk.account, &desk.session, &name, &credential).await {
        Ok(codes) => {
            let desk = Desk { has_passkey: true, owes_factor: false, ..desk };
            let said = Said { done: Some("desk-passkey-added"), codes, ..Said::default() };
            Ok(me::page(&app, &desk, said).await?.into_response())
        }
        Err(error) => me::refused(&app, &desk, error).await,
    }
}

/// Which passkey goes.
#[derive(Deserialize)]
pub struct Removal {
    passkey: PasskeyId,
}

/// `POST /desk/me/passkeys/removal`
pub async fn remove(
    State(app): State<App>,
    desk: Desk,
    Form(removal): Form<Removal>,
) -> Result<Redirect, DeskError> {
    desk.proven(&app, "/desk/me")?;
    actions::remove_passkey(&app, &desk.account, &removal.passkey).await?;
    Ok(Redirect::to("/desk/me"))
}

/// `POST /desk/prove/challenge`
pub async fn ask_for_proof(State(app): State<App>, desk: Desk) -> Result<Response, DeskError> {
    match actions::ask_for_proof(&app, &desk.account, &desk.session).await {
        Ok(asked) => Ok(Json(asked).into_response()),
        Err(error) => no_challenge(error),
    }
}

/// `POST /desk/prove/passkey`
pub async fn prove(
    State(app): State<App>,
    desk: Desk,
    Form(answered): Form<Answered>,
) -> Result<Response, DeskError> {
    let to = me::after_proof(&answered.to);
    match actions::prove_with_passkey(&app, &desk.account, &desk.session, &answered.credential).await {
        Ok(()) => Ok(Redirect::to(&to).into_response()),
        Err(error) => {
            let (status, problem) = problem(error)?;
            Ok((status, me::proof_page(&app, &desk, &to, Some(problem))?).into_response())
        }
    }
}

/// The script is told by the status alone; what it says to the person stands in the page.
fn no_challenge(error: AccountError) -> Result<Response, DeskError> {
    match error {
        AccountError::NoPasskeysHere => Ok(StatusCode::NOT_FOUND.into_response()),
        AccountError::TooManyPasskeys => Ok(StatusCode::UNPROCESSABLE_ENTITY.into_response()),
        other => Err(other.into()),
    }
}

//! A person's own access: password, second factor, devices, language.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::passkeys::ByPasskey;
use super::sign_in::{CodePage, Proof};
use super::{LANGUAGE_NAMES, problem, role_name};
use crate::app::App;
use crate::features::accounts::second_factor::{SecondFactor, picture};
use crate::features::accounts::{DeskSession, Passkey, actions, passkeys, store};
use crate::id::SessionId;
use crate::routes::desk::{Caller, Desk, DeskError, LANGUAGES, Shell, Words};

#[derive(Template)]
#[template(path = "accounts/desk/me.html")]
struct Me<'a> {
    words: &'a Words,
    shell: Shell<'a>,
    email: &'a str,
    role: &'static str,
    owes_factor: bool,
    has_factor: bool,
    has_password: bool,
    codes_left: i64,
    codes: Vec<String>,
    passkeys: Vec<Passkey>,
    by_passkey: Option<ByPasskey>,
    sessions: Vec<DeskSession>,
    here_id: SessionId,
    languages: [(&'static str, &'static str); 2],
    done: Option<&'static str>,
    problem: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "accounts/desk/factor.html")]
struct Factor<'a> {
    words: &'a Words,
    shell: Shell<'a>,
    number: String,
    typed: String,
    picture: String,
    squares: i32,
    problem: Option<&'static str>,
}

/// Where a proof may lead back to.
const AFTER_PROOF: [&str; 4] = ["/desk/me", "/desk/me/second-factor", "/desk/people", "/desk/settings"];

pub(super) fn after_proof(to: &str) -> String {
    let is_sheet = to
        .strip_prefix("/desk/articles/")
        .and_then(|rest| rest.strip_suffix("/sheet"))
        .is_some_and(crate::id::is_short);
    let known = AFTER_PROOF.into_iter().find(|page| *page == to);
    known.or(is_sheet.then_some(to)).unwrap_or("/desk/me").to_owned()
}

/// What the page says besides what is so.
#[derive(Default)]
pub(super) struct Said {
    pub(super) done: Option<&'static str>,
    pub(super) problem: Option<&'static str>,
    pub(super) codes: Vec<String>,
}

pub(super) async fn page(app: &App, desk: &Desk, said: Said) -> Result<Html<String>, DeskError> {
    let kept = store::credentials(app.db.read(), &desk.account.id).await?;
    let me = Me {
        words: &desk.words,
        shell: desk.shell(app, "me"),
        email: &desk.account.email,
        role: role_name(desk.account.role),
        owes_factor: desk.owes_factor,
        has_factor: desk.has_factor,
        has_password: kept.is_some_and(|kept| !kept.password.is_empty()),
        codes_left: store::codes_left(app.db.read(), &desk.account.id).await?,
        codes: said.codes,
        passkeys: passkeys::store::passkeys_of(app.db.read(), &desk.account.id).await?,
        by_passkey: ByPasskey::to_add(app),
        sessions: store::sessions_of(app.db.read(), &desk.account.id, app.now()).await?,
        here_id: desk.session.id.clone(),
        languages: LANGUAGE_NAMES,
        done: said.done,
        problem: said.problem,
    };
    Ok(Html(me.render()?))
}

/// `GET /desk/me`
pub async fn show(State(app): State<App>, desk: Desk) -> Result<Html<String>, DeskError> {
    page(&app, &desk, Said::default()).await
}

/// A new password.
#[derive(Deserialize)]
pub struct NewPassword {
    #[serde(default)]
    password: String,
}

/// `POST /desk/me/password`
pub async fn set_password(
    State(app): State<App>,
    desk: Desk,
    Form(new): Form<NewPassword>,
) -> Result<Response, DeskError> {
    desk.proven(&app, "/desk/me")?;
    match actions::set_password(&app, &desk.account, &desk.session, &new.password).await {
        Ok(()) => Ok(page(&app, &desk, Said { done: Some("desk-password-done"), ..Said::default() })
            .await?
            .into_response()),
        Err(error) => refused(&app, &desk, error).await,
    }
}

pub(super) async fn refused(
    app: &App,
    desk: &Desk,
    error: actions::AccountError,
) -> Result<Response, DeskError> {
    let (status, problem) = problem(error)?;
    let page = page(app, desk, Said { problem: Some(problem), ..Said::default() }).await?;
    Ok((status, page).into_response())
}

/// `GET /desk/me/second-factor`
pub async fn show_factor(State(app): State<App>, desk: Desk) -> Result<Html<String>, DeskError> {
    desk.proven(&app, "/desk/me/second-factor")?;
    factor_page(&app, &desk, SecondFactor::new_number(&app), None)
}

fn factor_page(
    app: &App,
    desk: &Desk,
    number: String,
    problem: Option<&'static str>,
) -> Result<Html<String>, DeskError> {
    let unusable = || DeskError::Refused("a second factor cannot be made here".to_owned());
    let factor = SecondFactor::of(app, &desk.account.id, &number).ok_or_else(unusable)?;
    let address = factor.address(&desk.words.say("desk-name"), &desk.account.email);
    let (picture, squares) = picture(&address).ok_or_else(unusable)?;
    let page = Factor {
        words: &desk.words,
        shell: desk.shell(app, "me"),
        typed: factor.typed(),
        number,
        picture,
        squares,
        problem,
    };
    Ok(Html(page.render()?))
}

/// A second factor and the first code that the phone counts.
#[derive(Deserialize)]
pub struct NewFactor {
    #[serde(default)]
    number: String,
    #[serde(default)]
    typed: String,
}

/// `POST /desk/me/second-factor`
pub async fn set_factor(
    State(app): State<App>,
    desk: Desk,
    Form(new): Form<NewFactor>,
) -> Result<Response, DeskError> {
    desk.proven(&app, "/desk/me/second-factor")?;
    match actions::set_second_factor(&app, &desk.account, &desk.session, &new.number, &new.typed).await {
        Ok(codes) => {
            let desk = Desk { has_factor: true, owes_factor: false, ..desk };
            let said = Said { done: Some("desk-factor-done"), codes, problem: None };
            Ok(page(&app, &desk, said).await?.into_response())
        }
        Err(error) => {
            let (status, problem) = problem(error)?;
            Ok((status, factor_page(&app, &desk, new.number, Some(problem))?).into_response())
        }
    }
}

/// `POST /desk/me/second-factor/removal`
pub async fn remove_factor(State(app): State<App>, desk: Desk) -> Result<Redirect, DeskError> {
    desk.proven(&app, "/desk/me")?;
    actions::remove_second_factor(&app, &desk.account).await?;
    Ok(Redirect::to("/desk/me"))
}

/// Which session ends; all others when none is named.
#[derive(Deserialize)]
pub struct Ending {
    session: Option<String>,
}

/// `POST /desk/me/sessions`
pub async fn end_sessions(
    State(app): State<App>,
    desk: Desk,
    Form(ending): Form<Ending>,
) -> Result<Redirect, DeskError> {
    let which = ending.session.map(SessionId);
    actions::end_sessions(&app, &desk.account, &desk.session, which).await?;
    Ok(Redirect::to("/desk/me"))
}

/// A language.
#[derive(Deserialize)]
pub struct Language {
    #[serde(default)]
    lang: String,
}

/// `POST /desk/me/language`
pub async fn set_language(
    State(app): State<App>,
    desk: Desk,
    Form(language): Form<Language>,
) -> Result<Response, DeskError> {
    if !LANGUAGES.contains(&language.lang.as_str()) {
        return Ok(StatusCode::UNPROCESSABLE_ENTITY.into_response());
    }
    actions::set_language(&app, &desk.account, &language.lang).await?;
    Ok(([(header::LOCATION, "/desk/me")], StatusCode::SEE_OTHER).into_response())
}

/// `GET /desk/prove`
pub async fn show_proof(
    State(app): State<App>,
    desk: Desk,
    Query(proof): Query<Proof>,
) -> Result<Html<String>, DeskError> {
    proof_page(&app, &desk, &after_proof(&proof.to), None)
}

pub(super) fn proof_page(
    app: &App,
    desk: &Desk,
    to: &str,
    problem: Option<&'static str>,
) -> Result<Html<String>, DeskError> {
    let page = CodePage {
        title: "desk-prove",
        action: "/desk/prove",
        to: Some(to.to_owned()),
        by_password: !desk.has_factor && !desk.has_passkey,
        by_passkey: ByPasskey::of_proof(app, desk, to),
        problem,
    };
    page.render(app, desk.words.clone())
}

/// `POST /desk/prove`
pub async fn prove(
    State(app): State<App>,
    desk: Desk,
    Caller(from): Caller,
    Form(proof): Form<Proof>,
) -> Result<Response, DeskError> {
    let to = after_proof(&proof.to);
    match actions::prove(&app, &desk.account, &desk.session, &proof.typed, &from).await {
        Ok(()) => Ok(Redirect::to(&to).into_response()),
        Err(error) => {
            let (status, problem) = problem(error)?;
            Ok((status, proof_page(&app, &desk, &to, Some(problem))?).into_response())
        }
    }
}

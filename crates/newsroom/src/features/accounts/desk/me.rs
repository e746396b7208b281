//! A person's own access: password, second factor, devices, language.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::sign_in::{Proof, code_page};
use super::{problem, role_name, styles};
use crate::app::App;
use crate::features::accounts::second_factor::{SecondFactor, picture};
use crate::features::accounts::{DeskSession, Role, actions, store};
use crate::id::SessionId;
use crate::routes::desk::{Caller, Desk, DeskError, LANGUAGES, Words};

#[derive(Template)]
#[template(path = "accounts/desk/me.html")]
struct Me<'a> {
    words: &'a Words,
    styles: String,
    here: &'static str,
    manages: bool,
    name: &'a str,
    email: &'a str,
    role: &'static str,
    owes_factor: bool,
    has_factor: bool,
    has_password: bool,
    codes_left: i64,
    codes: Vec<String>,
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
    styles: String,
    here: &'static str,
    manages: bool,
    name: &'a str,
    number: String,
    typed: String,
    picture: String,
    squares: i32,
    problem: Option<&'static str>,
}

/// Where a proof may lead back to.
const AFTER_PROOF: [&str; 3] = ["/desk/me", "/desk/me/second-factor", "/desk/people"];
const PROVE: (&str, &str) = ("desk-prove", "/desk/prove");

fn after_proof(to: &str) -> &'static str {
    AFTER_PROOF.into_iter().find(|page| *page == to).unwrap_or("/desk/me")
}

fn proven(app: &App, desk: &Desk, back: &'static str) -> Result<(), DeskError> {
    if desk.is_proven(app) { Ok(()) } else { Err(DeskError::ProveFirst(back)) }
}

/// What the page says besides what is so.
#[derive(Default)]
struct Said {
    done: Option<&'static str>,
    problem: Option<&'static str>,
    codes: Vec<String>,
}

async fn page(app: &App, desk: &Desk, said: Said) -> Result<Html<String>, DeskError> {
    let kept = store::credentials(app.db.read(), &desk.account.id).await?;
    let me = Me {
        words: &desk.words,
        styles: styles(app),
        here: "me",
        manages: desk.actor.role() == Role::Admin,
        name: &desk.account.name,
        email: &desk.account.email,
        role: role_name(desk.account.role),
        owes_factor: desk.owes_factor() && said.codes.is_empty(),
        has_factor: desk.has_factor || !said.codes.is_empty(),
        has_password: kept.is_some_and(|kept| !kept.password.is_empty()),
        codes_left: store::codes_left(app.db.read(), &desk.account.id).await?,
        codes: said.codes,
        sessions: store::sessions_of(app.db.read(), &desk.account.id, app.now()).await?,
        here_id: desk.session.id.clone(),
        languages: [("ar", "العربية"), ("en", "English")],
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
    proven(&app, &desk, "/desk/me")?;
    match actions::set_password(&app, &desk.account, &desk.session, &new.password).await {
        Ok(()) => Ok(page(&app, &desk, Said { done: Some("desk-password-done"), ..Said::default() })
            .await?
            .into_response()),
        Err(error) => refused(&app, &desk, error).await,
    }
}

async fn refused(app: &App, desk: &Desk, error: actions::AccountError) -> Result<Response, DeskError> {
    let (status, problem) = problem(error)?;
    let page = page(app, desk, Said { problem: Some(problem), ..Said::default() }).await?;
    Ok((status, page).into_response())
}

/// `GET /desk/me/second-factor`
pub async fn show_factor(State(app): State<App>, desk: Desk) -> Result<Html<String>, DeskError> {
    proven(&app, &desk, "/desk/me/second-factor")?;
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
        styles: styles(app),
        here: "me",
        manages: desk.actor.role() == Role::Admin,
        name: &desk.account.name,
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
    proven(&app, &desk, "/desk/me/second-factor")?;
    match actions::set_second_factor(&app, &desk.account, &desk.session, &new.number, &new.typed).await {
        Ok(codes) => {
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
    proven(&app, &desk, "/desk/me")?;
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
    code_page(&app, desk.words, PROVE, Some(after_proof(&proof.to)), !desk.has_factor, None)
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
        Ok(()) => Ok(Redirect::to(to).into_response()),
        Err(error) => {
            let (status, problem) = problem(error)?;
            let page = code_page(&app, desk.words, PROVE, Some(to), !desk.has_factor, Some(problem))?;
            Ok((status, page).into_response())
        }
    }
}

//! Everybody who works here: who they are, what they may do, and whether they may come in.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::{problem, role_name, styles};
use crate::app::App;
use crate::features::accounts::{Role, accounts, actions};
use crate::id::AccountId;
use crate::routes::desk::{Desk, DeskError, Manager, Words};

#[derive(Template)]
#[template(path = "accounts/desk/people.html")]
struct People<'a> {
    words: &'a Words,
    styles: String,
    here: &'static str,
    manages: bool,
    name: &'a str,
    people: Vec<Person>,
    roles: Vec<(&'static str, &'static str)>,
    link: Option<String>,
    link_for: &'a str,
    typed_name: &'a str,
    typed_email: &'a str,
    problem: Option<&'static str>,
}

struct Person {
    id: String,
    name: String,
    email: String,
    role: &'static str,
    suspended: bool,
}

/// What the page says besides what is so.
#[derive(Default)]
struct Said<'a> {
    /// A link to hand over, and for whom.
    link: Option<(String, &'a str)>,
    /// What was typed for a new person and not taken.
    typed: (&'a str, &'a str),
    problem: Option<&'static str>,
}

async fn page(app: &App, desk: &Desk, said: Said<'_>) -> Result<Html<String>, DeskError> {
    let people = accounts(app.db.read()).await?.into_iter().map(|account| Person {
        id: account.id.0,
        name: account.name,
        email: account.email,
        role: account.role.as_str(),
        suspended: account.suspended_at.is_some(),
    });
    let (link, link_for) = said.link.map_or((None, ""), |(link, name)| (Some(link), name));
    let page = People {
        words: &desk.words,
        styles: styles(app),
        here: "people",
        manages: true,
        name: &desk.account.name,
        people: people.collect(),
        roles: Role::ALL.map(|role| (role.as_str(), role_name(role))).to_vec(),
        link,
        link_for,
        typed_name: said.typed.0,
        typed_email: said.typed.1,
        problem: said.problem,
    };
    Ok(Html(page.render()?))
}

async fn refused(app: &App, desk: &Desk, error: actions::AccountError) -> Result<Response, DeskError> {
    let (status, problem) = problem(error)?;
    let page = page(app, desk, Said { problem: Some(problem), ..Said::default() }).await?;
    Ok((status, page).into_response())
}

/// `GET /desk/people`
pub async fn show(State(app): State<App>, Manager(desk): Manager) -> Result<Html<String>, DeskError> {
    page(&app, &desk, Said::default()).await
}

/// A new person.
#[derive(Deserialize)]
pub struct NewPerson {
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    role: Option<Role>,
}

/// `POST /desk/people`: opens the account and shows the link with which its person comes in.
pub async fn open(
    State(app): State<App>,
    Manager(desk): Manager,
    Form(new): Form<NewPerson>,
) -> Result<Response, DeskError> {
    let role = new.role.unwrap_or(Role::Contributor);
    match actions::open_account(&app, &desk.actor, &new.name, &new.email, role).await {
        Ok(account) => {
            let link = link_for(&app, &desk, &account.id).await?;
            let said = Said { link: Some((link, &account.name)), ..Said::default() };
            Ok((StatusCode::CREATED, page(&app, &desk, said).await?).into_response())
        }
        Err(error) => {
            let (status, problem) = problem(error)?;
            let said = Said { typed: (&new.name, &new.email), problem: Some(problem), ..Said::default() };
            Ok((status, page(&app, &desk, said).await?).into_response())
        }
    }
}

async fn link_for(app: &App, desk: &Desk, id: &AccountId) -> Result<String, DeskError> {
    let link = actions::invite(app, &desk.actor, id).await?;
    Ok(app.absolute(&format!("/desk/sign-in/{link}")))
}

async fn with_link(app: &App, desk: &Desk, id: &AccountId) -> Result<Response, DeskError> {
    let account = crate::features::accounts::account_by_id(app.db.read(), id).await?;
    let account = account.filter(|account| account.suspended_at.is_none()).ok_or(DeskError::NotFound)?;
    let link = link_for(app, desk, id).await?;
    let said = Said { link: Some((link, &account.name)), ..Said::default() };
    Ok(page(app, desk, said).await?.into_response())
}

/// `POST /desk/people/{account}/link`
pub async fn link(
    State(app): State<App>,
    Manager(desk): Manager,
    Path(id): Path<AccountId>,
) -> Result<Response, DeskError> {
    with_link(&app, &desk, &id).await
}

/// `POST /desk/people/{account}/reset`: for somebody who lost password or phone.
pub async fn reset(
    State(app): State<App>,
    Manager(desk): Manager,
    Path(id): Path<AccountId>,
) -> Result<Response, DeskError> {
    actions::reset_access(&app, &desk.actor, &id).await?;
    with_link(&app, &desk, &id).await
}

/// A role.
#[derive(Deserialize)]
pub struct NewRole {
    role: Role,
}

/// `POST /desk/people/{account}/role`
pub async fn change_role(
    State(app): State<App>,
    Manager(desk): Manager,
    Path(id): Path<AccountId>,
    Form(new): Form<NewRole>,
) -> Result<Response, DeskError> {
    match actions::change_role(&app, &desk.actor, &id, new.role).await {
        Ok(()) => Ok(Redirect::to("/desk/people").into_response()),
        Err(error) => refused(&app, &desk, error).await,
    }
}

/// `POST /desk/people/{account}/suspension`
pub async fn suspend(
    State(app): State<App>,
    Manager(desk): Manager,
    Path(id): Path<AccountId>,
) -> Result<Response, DeskError> {
    match actions::suspend(&app, &desk.actor, &id).await {
        Ok(()) => Ok(Redirect::to("/desk/people").into_response()),
        Err(error) => refused(&app, &desk, error).await,
    }
}

/// `POST /desk/people/{account}/restoration`
pub async fn restore(
    State(app): State<App>,
    Manager(desk): Manager,
    Path(id): Path<AccountId>,
) -> Result<Response, DeskError> {
    match actions::restore(&app, &desk.actor, &id).await {
        Ok(()) => Ok(Redirect::to("/desk/people").into_response()),
        Err(error) => refused(&app, &desk, error).await,
    }
}

//! One person: their role, their parts of the paper, and whether they may come in.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::people::{Paper, Person, roles};
use super::{problem, role_name};
use crate::app::App;
use crate::features::accounts::actions::{self, AccountError};
use crate::features::accounts::{Account, Remit, Role, account_by_id, store};
use crate::features::letters::LetterKind;
use crate::id::{AccountId, SectionId};
use crate::routes::desk::{Desk, DeskError, Manager, Shell, Words};
use crate::schedule::{HeldLetter, held_letters};

#[derive(Template)]
#[template(path = "accounts/desk/person.html")]
struct OnePerson<'a> {
    words: &'a Words,
    shell: Shell<'a>,
    person: Person,
    roles: Vec<(&'static str, &'static str)>,
    part_roles: Vec<(&'static str, &'static str)>,
    parts: Vec<(String, Vec<Part>)>,
    held: Option<HeldLetter>,
    link: Option<String>,
    done: Option<&'static str>,
    problem: Option<&'static str>,
}

/// A part of the paper: an edition, or a section of one.
pub(super) struct Part {
    /// The edition's code, and behind a stroke the section's id.
    pub(super) value: String,
    /// What it is called; empty for a whole edition in a list that names the edition already.
    pub(super) name: String,
    /// The role somebody has there.
    pub(super) role: &'static str,
}

impl Part {
    pub(super) fn of(remit: &Remit, paper: &Paper) -> Part {
        let edition = paper.editions.iter().find(|edition| edition.code == remit.edition);
        let edition = edition.map_or_else(|| remit.edition.to_string(), |edition| edition.name.clone());
        let section = remit.section.as_ref().map(|id| {
            let section = paper.sections.iter().find(|section| section.id == *id);
            section.map_or_else(|| id.to_string(), |section| section.name.clone())
        });
        let name = section.map_or_else(|| edition.clone(), |section| format!("{section} · {edition}"));
        Part {
            value: value(remit.edition.as_str(), remit.section.as_ref()),
            name,
            role: role_name(remit.role),
        }
    }
}

fn value(edition: &str, section: Option<&SectionId>) -> String {
    format!("{edition}/{}", section.map_or("", SectionId::as_str))
}

/// What the page says besides what is so.
#[derive(Default)]
pub(super) struct Said {
    /// A link to hand over.
    pub(super) link: Option<String>,
    pub(super) done: Option<&'static str>,
    pub(super) problem: Option<&'static str>,
}

pub(super) async fn page(
    app: &App,
    desk: &Desk,
    account: Account,
    said: Said,
) -> Result<Html<String>, DeskError> {
    let paper = Paper::of(app).await?;
    let remits = store::remits_of(app.db.read(), &account.id).await?;
    let held = held_letters(app).await?.into_iter().find(|held| held.to == account.id);
    let theirs = remits.iter().map(|remit| Part::of(remit, &paper)).collect();
    let page = OnePerson {
        words: &desk.words,
        shell: desk.shell(app, "people"),
        person: Person::new(account, theirs),
        roles: roles(),
        part_roles: [Role::Journalist, Role::Editor, Role::Chief]
            .map(|role| (role.as_str(), role_name(role)))
            .to_vec(),
        parts: choices(&paper),
        held,
        link: said.link,
        done: said.done,
        problem: said.problem,
    };
    Ok(Html(page.render()?))
}

fn choices(paper: &Paper) -> Vec<(String, Vec<Part>)> {
    let editions = paper.editions.iter().map(|edition| {
        let whole = Part { value: value(edition.code.as_str(), None), name: String::new(), role: "" };
        let sections = paper.sections.iter().filter(|section| section.edition == edition.code);
        let sections = sections.map(|section| Part {
            value: value(edition.code.as_str(), Some(&section.id)),
            name: section.name.clone(),
            role: "",
        });
        (edition.name.clone(), std::iter::once(whole).chain(sections).collect())
    });
    editions.collect()
}

async fn found(app: &App, id: &AccountId) -> Result<Account, DeskError> {
    account_by_id(app.db.read(), id).await?.ok_or(DeskError::NotFound)
}

async fn answer(
    app: &App,
    desk: &Desk,
    id: &AccountId,
    result: Result<(), AccountError>,
) -> Result<Response, DeskError> {
    match result {
        Ok(()) => Ok(Redirect::to(&format!("/desk/people/{id}")).into_response()),
        Err(error) => {
            let (status, problem) = problem(error)?;
            let said = Said { problem: Some(problem), ..Said::default() };
            Ok((status, page(app, desk, found(app, id).await?, said).await?).into_response())
        }
    }
}

/// A link with which somebody comes in, to be handed over.
pub(super) async fn link_for(app: &App, desk: &Desk, id: &AccountId) -> Result<String, DeskError> {
    let link = actions::invite(app, &desk.actor, id).await?;
    Ok(app.absolute(&format!("/desk/sign-in/{link}")))
}

async fn with_link(app: &App, desk: &Desk, id: &AccountId, kind: LetterKind) -> Result<Response, DeskError> {
    let account = found(app, id).await?;
    if account.suspended_at.is_some() {
        return Err(DeskError::NotFound);
    }
    actions::send_new_link(app, &desk.actor, id, kind).await?;
    let said =
        Said { link: Some(link_for(app, desk, id).await?), done: Some("desk-letter-sent"), problem: None };
    Ok(page(app, desk, account, said).await?.into_response())
}

/// `GET /desk/people/{account}`
pub async fn show(
    State(app): State<App>,
    Manager(desk): Manager,
    Path(id): Path<AccountId>,
) -> Result<Html<String>, DeskError> {
    page(&app, &desk, found(&app, &id).await?, Said::default()).await
}

/// `POST /desk/people/{account}/link`
pub async fn link(
    State(app): State<App>,
    Manager(desk): Manager,
    Path(id): Path<AccountId>,
) -> Result<Response, DeskError> {
    with_link(&app, &desk, &id, LetterKind::SignIn).await
}

/// `POST /desk/people/{account}/reset`: for somebody who lost password or phone.
pub async fn reset(
    State(app): State<App>,
    Manager(desk): Manager,
    Path(id): Path<AccountId>,
) -> Result<Response, DeskError> {
    actions::reset_access(&app, &desk.actor, &id).await?;
    with_link(&app, &desk, &id, LetterKind::Reset).await
}

/// A role, and the part of the paper it is for where it is not for all.
#[derive(Deserialize)]
pub struct NewRole {
    #[serde(default)]
    role: String,
    #[serde(default)]
    part: String,
}

impl NewRole {
    fn role(&self) -> Result<Role, DeskError> {
        self.role.parse().map_err(|_| DeskError::NotFound)
    }
}

/// `POST /desk/people/{account}/role`
pub async fn change_role(
    State(app): State<App>,
    Manager(desk): Manager,
    Path(id): Path<AccountId>,
    Form(new): Form<NewRole>,
) -> Result<Response, DeskError> {
    let changed = actions::change_role(&app, &desk.actor, &id, new.role()?).await;
    answer(&app, &desk, &id, changed).await
}

/// `POST /desk/people/{account}/parts`: gives a part of the paper; without a role, takes it back.
pub async fn change_part(
    State(app): State<App>,
    Manager(desk): Manager,
    Path(id): Path<AccountId>,
    Form(new): Form<NewRole>,
) -> Result<Response, DeskError> {
    let (edition, section) = new.part.split_once('/').unwrap_or((&new.part, ""));
    let section = Some(section).filter(|section| !section.is_empty()).map(SectionId::from);
    let edition = edition.into();
    let changed = if new.role.is_empty() {
        actions::take_remit(&app, &desk.actor, &id, &edition, section.as_ref()).await
    } else {
        let remit = Remit { edition, section, role: new.role()? };
        actions::give_remit(&app, &desk.actor, &id, remit).await
    };
    answer(&app, &desk, &id, changed).await
}

/// `POST /desk/people/{account}/suspension`
pub async fn suspend(
    State(app): State<App>,
    Manager(desk): Manager,
    Path(id): Path<AccountId>,
) -> Result<Response, DeskError> {
    let suspended = actions::suspend(&app, &desk.actor, &id).await;
    answer(&app, &desk, &id, suspended).await
}

/// `POST /desk/people/{account}/restoration`
pub async fn restore(
    State(app): State<App>,
    Manager(desk): Manager,
    Path(id): Path<AccountId>,
) -> Result<Response, DeskError> {
    let restored = actions::restore(&app, &desk.actor, &id).await;
    answer(&app, &desk, &id, restored).await
}

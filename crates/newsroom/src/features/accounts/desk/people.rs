//! Everybody who works here: who they are and what they may do.

use std::collections::BTreeMap;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;

use super::person::{self, Part, Said};
use super::{LANGUAGE_NAMES, problem, role_name};
use crate::app::App;
use crate::features::accounts::{Account, Role, accounts, actions, store};
use crate::features::editions;
use crate::features::editions::Edition;
use crate::features::sections::{Section, sections};
use crate::id::AccountId;
use crate::routes::desk::{Desk, DeskError, LANGUAGES, Manager, Shell, Words};
use crate::schedule::held_letters;

#[derive(Template)]
#[template(path = "accounts/desk/people.html")]
struct People<'a> {
    words: &'a Words,
    shell: Shell<'a>,
    people: Vec<Person>,
    roles: Vec<(&'static str, &'static str)>,
    languages: [(&'static str, &'static str); 2],
    typed_name: &'a str,
    typed_email: &'a str,
    problem: Option<&'static str>,
}

/// Somebody, as these screens show them.
pub(super) struct Person {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) role: &'static str,
    pub(super) suspended: bool,
    pub(super) parts: Vec<Part>,
    /// A letter to them did not go out yet.
    pub(super) held: bool,
}

impl Person {
    pub(super) fn new(account: Account, parts: Vec<Part>) -> Person {
        let suspended = account.suspended_at.is_some();
        let (id, role) = (account.id.0, role_name(account.role));
        Person { id, name: account.name, email: account.email, role, suspended, parts, held: false }
    }
}

/// The editions and sections that somebody can have a part in.
pub(super) struct Paper {
    pub(super) editions: Vec<Edition>,
    pub(super) sections: Vec<Section>,
}

impl Paper {
    pub(super) async fn of(app: &App) -> Result<Paper, DeskError> {
        let editions = editions::editions(app.db.read()).await?;
        Ok(Paper { editions, sections: sections(app.db.read()).await? })
    }
}

/// All roles, each with the message that names it.
pub(super) fn roles() -> Vec<(&'static str, &'static str)> {
    Role::ALL.map(|role| (role.as_str(), role_name(role))).to_vec()
}

async fn page(
    app: &App,
    desk: &Desk,
    typed: (&str, &str),
    problem: Option<&'static str>,
) -> Result<Html<String>, DeskError> {
    let paper = Paper::of(app).await?;
    let mut parts: BTreeMap<AccountId, Vec<Part>> = BTreeMap::new();
    for (account, remit) in store::all_remits(app.db.read()).await? {
        parts.entry(account).or_default().push(Part::of(&remit, &paper));
    }
    let held = held_letters(app).await?;
    let people = accounts(app.db.read()).await?.into_iter().map(|account| {
        let parts = parts.remove(&account.id).unwrap_or_default();
        let held = held.iter().any(|letter| letter.to == account.id);
        Person { held, ..Person::new(account, parts) }
    });
    let page = People {
        words: &desk.words,
        shell: desk.shell(app, "people"),
        people: people.collect(),
        roles: roles(),
        languages: LANGUAGE_NAMES,
        typed_name: typed.0,
        typed_email: typed.1,
        problem,
    };
    Ok(Html(page.render()?))
}

/// `GET /desk/people`
pub async fn show(State(app): State<App>, Manager(desk): Manager) -> Result<Html<String>, DeskError> {
    page(&app, &desk, ("", ""), None).await
}

/// A new person.
#[derive(Deserialize)]
pub struct NewPerson {
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    lang: String,
}

/// `POST /desk/people`: opens the account, writes to its person, and shows a link to hand over where no letter comes.
pub async fn open(
    State(app): State<App>,
    Manager(desk): Manager,
    Form(new): Form<NewPerson>,
) -> Result<Response, DeskError> {
    let role = new.role.parse().unwrap_or(Role::Contributor);
    let lang = LANGUAGES.into_iter().find(|lang| *lang == new.lang).unwrap_or_default();
    match actions::invite_person(&app, &desk.actor, (&new.name, &new.email), role, lang).await {
        Ok(account) => {
            let link = person::link_for(&app, &desk, &account.id).await?;
            let said = Said { link: Some(link), done: Some("desk-invited"), problem: None };
            Ok((StatusCode::CREATED, person::page(&app, &desk, account, said).await?).into_response())
        }
        Err(error) => {
            let (status, problem) = problem(error)?;
            let page = page(&app, &desk, (&new.name, &new.email), Some(problem)).await?;
            Ok((status, page).into_response())
        }
    }
}

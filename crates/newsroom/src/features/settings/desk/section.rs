//! What a section asks before something goes out.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use serde_json::{Map, Value};

use crate::app::App;
use crate::features::sections::{Section, section_by_id};
use crate::features::settings::store;
use crate::features::workflow::actions::{WorkflowRefused, set_rules};
use crate::features::workflow::{Rule, SectionRules, Weight, rules_of};
use crate::id::SectionId;
use crate::routes::desk::{Administrator, Desk, DeskError, Words};

#[derive(Template)]
#[template(path = "settings/desk/section.html")]
struct OneSection<'a> {
    words: &'a Words,
    styles: String,
    here: &'static str,
    manages: bool,
    name: &'a str,
    section: Section,
    two_persons: bool,
    asked: Vec<Asked>,
    weights: Vec<(&'static str, &'static str)>,
    /// Its own rules' revision; 0 where it has what the section over it asks.
    revision: i64,
    done: bool,
    problem: Option<&'static str>,
}

/// A rule, and how much it counts.
struct Asked {
    rule: &'static str,
    weight: &'static str,
}

/// The weights, each with its name in the form and the message that tells it.
const WEIGHTS: [(Weight, &str, &str); 3] = [
    (Weight::Blocking, "blocking", "desk-weight-blocking"),
    (Weight::Advice, "advice", "desk-weight-advice"),
    (Weight::Off, "off", "desk-weight-off"),
];

async fn page(
    app: &App,
    desk: &Desk,
    id: &SectionId,
    said: (bool, Option<&'static str>),
) -> Result<Html<String>, DeskError> {
    let section = section_by_id(app.db.read(), id).await?.ok_or(DeskError::NotFound)?;
    let rules = rules_of(app.db.read(), id).await?;
    let asked = Rule::ALL.map(|rule| {
        let weight = WEIGHTS.into_iter().find(|(weight, ..)| *weight == rules.weight(rule));
        Asked { rule: rule.as_str(), weight: weight.map_or("", |(_, name, _)| name) }
    });
    let page = OneSection {
        words: &desk.words,
        styles: app.theme.asset_address("base.css").unwrap_or_default(),
        here: "settings",
        manages: true,
        name: &desk.account.name,
        two_persons: rules.two_persons,
        asked: asked.into(),
        weights: WEIGHTS.map(|(_, name, message)| (name, message)).to_vec(),
        revision: store::rules_revision(app.db.read(), id).await?,
        section,
        done: said.0,
        problem: said.1,
    };
    Ok(Html(page.render()?))
}

/// `GET /desk/settings/sections/{section}`
pub async fn show(
    State(app): State<App>,
    Administrator(desk): Administrator,
    Path(id): Path<SectionId>,
) -> Result<Html<String>, DeskError> {
    page(&app, &desk, &id, (false, None)).await
}

/// `POST /desk/settings/sections/{section}`
pub async fn set(
    State(app): State<App>,
    Administrator(desk): Administrator,
    Path(id): Path<SectionId>,
    Form(form): Form<Map<String, Value>>,
) -> Result<Response, DeskError> {
    let refused = async |problem| {
        let page = page(&app, &desk, &id, (false, Some(problem))).await?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    };
    let Some((expected, rules)) = filled(&form) else { return refused("desk-set-refused").await };
    match set_rules(&app, &desk.actor, &id, expected, rules).await {
        Ok(_) => Ok(page(&app, &desk, &id, (true, None)).await?.into_response()),
        Err(WorkflowRefused::Overtaken { .. }) => refused("desk-set-overtaken").await,
        Err(WorkflowRefused::NoSuchSection(_)) => Err(DeskError::NotFound),
        Err(WorkflowRefused::NotAllowed(error)) => Err(error.into()),
        Err(WorkflowRefused::Store(error)) => Err(error.into()),
        Err(_) => refused("desk-set-refused").await,
    }
}

/// The rules as the form has them; `None` for what no form of ours sends.
fn filled(form: &Map<String, Value>) -> Option<(i64, SectionRules)> {
    let field = |name: &str| form.get(name).and_then(Value::as_str).unwrap_or_default();
    let weight = |rule: Rule| {
        let (weight, ..) = WEIGHTS.into_iter().find(|(_, name, _)| *name == field(rule.as_str()))?;
        Some((rule, weight))
    };
    let weights = Rule::ALL.into_iter().map(weight).collect::<Option<_>>()?;
    let rules = SectionRules { two_persons: form.contains_key("two_persons"), weights };
    Some((field("expected").parse().ok()?, rules))
}

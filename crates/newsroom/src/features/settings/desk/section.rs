//! What a section asks before something goes out.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Response};
use serde_json::{Map, Value};

use super::{Outcome, Sender};
use crate::app::App;
use crate::features::sections::{Section, section_by_id};
use crate::features::workflow::actions::{WorkflowRefused, set_rules};
use crate::features::workflow::{Rule, SectionRules, Weight, own_rules, rules_of};
use crate::id::SectionId;
use crate::routes::desk::{Administrator, Desk, DeskError, Shell, Words};

#[derive(Template)]
#[template(path = "settings/desk/section.html")]
struct OneSection<'a> {
    words: &'a Words,
    shell: Shell<'a>,
    section: Section,
    two_persons: bool,
    asked: Vec<Asked>,
    weights: Vec<(&'static str, &'static str)>,
    /// Its own rules' revision; 0 where it has what the section over it asks.
    revision: i64,
    outcome: Outcome,
    /// What is said of two persons meanwhile, where it is otherwise here.
    two_theirs: Option<&'static str>,
}

/// A rule, and how much it counts.
struct Asked {
    rule: &'static str,
    weight: &'static str,
    /// What it counts meanwhile, where it is otherwise here.
    theirs: Option<&'static str>,
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
    typed: Option<(i64, SectionRules)>,
    outcome: Outcome,
) -> Result<Response, DeskError> {
    let section = section_by_id(app.db.read(), id).await?.ok_or(DeskError::NotFound)?;
    let stored = rules_of(app.db.read(), id).await?;
    let latest = own_rules(app.db.read(), id).await?.map_or(0, |(_, revision)| revision);
    let (expected, rules) = typed.unwrap_or_else(|| (latest, stored.clone()));
    // Whoever was overtaken sees what the others set, and may put their own in its place.
    let is_overtaken = outcome == Outcome::Overtaken;
    let called = |rules: &SectionRules, rule: Rule| {
        let called = WEIGHTS.into_iter().find(|(weight, ..)| *weight == rules.weight(rule));
        called.map_or(("", ""), |(_, name, message)| (name, message))
    };
    let asked = Rule::ALL.map(|rule| {
        let ((weight, _), (theirs, message)) = (called(&rules, rule), called(&stored, rule));
        let theirs = (is_overtaken && theirs != weight).then_some(message);
        Asked { rule: rule.as_str(), weight, theirs }
    });
    let two_theirs = if stored.two_persons { "desk-set-on" } else { "desk-set-off" };
    let page = OneSection {
        words: &desk.words,
        shell: desk.shell(app, "settings"),
        two_persons: rules.two_persons,
        asked: asked.into(),
        weights: WEIGHTS.map(|(_, name, message)| (name, message)).to_vec(),
        revision: if is_overtaken { latest } else { expected },
        two_theirs: (is_overtaken && stored.two_persons != rules.two_persons).then_some(two_theirs),
        section,
        outcome,
    };
    Ok((outcome.status(), Html(page.render()?)).into_response())
}

/// `GET /desk/settings/sections/{section}`
pub async fn show(
    State(app): State<App>,
    Administrator(desk): Administrator,
    Path(id): Path<SectionId>,
) -> Result<Response, DeskError> {
    page(&app, &desk, &id, None, Outcome::Shown).await
}

/// `POST /desk/settings/sections/{section}`
pub async fn set(
    State(app): State<App>,
    Sender { desk, is_proven }: Sender,
    Path(id): Path<SectionId>,
    Form(form): Form<Map<String, Value>>,
) -> Result<Response, DeskError> {
    let refused = Outcome::Refused("desk-set-refused");
    let typed = filled(&form);
    if !is_proven {
        return page(&app, &desk, &id, typed, Outcome::ProveFirst).await;
    }
    let Some((expected, rules)) = typed.clone() else { return page(&app, &desk, &id, None, refused).await };
    match set_rules(&app, &desk.actor, &id, expected, rules).await {
        Ok(_) => page(&app, &desk, &id, None, Outcome::Done).await,
        Err(WorkflowRefused::Overtaken { .. }) => page(&app, &desk, &id, typed, Outcome::Overtaken).await,
        Err(WorkflowRefused::NoSuchSection(_)) => Err(DeskError::NotFound),
        Err(WorkflowRefused::NotAllowed(error)) => Err(error.into()),
        Err(WorkflowRefused::Store(error)) => Err(error.into()),
        Err(_) => page(&app, &desk, &id, typed, refused).await,
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

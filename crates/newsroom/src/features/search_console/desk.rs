//! The search console at the desk.

use askama::Template;
use axum::Form;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::response::{Html, Redirect};
use serde::Deserialize;

use super::actions::{SynonymsRefused, add_synonyms, change_synonyms, remove_synonyms};
use super::synonyms::Synonyms;
use super::{policy, store};
use crate::app::App;
use crate::features::editions::editions;
use crate::id::SynonymsId;
use crate::routes::desk::{Desk, DeskError, Shell, Words};

const LISTED: i64 = 100;
const DAY: i64 = 24 * 3_600 * 1_000_000;
/// What can be asked for, in days.
const SPANS: [i64; 3] = [7, 30, 60];

#[derive(Template)]
#[template(path = "search_console/desk/console.html")]
struct Screen<'a> {
    words: &'a Words,
    shell: Shell<'a>,
    /// Code, name, and whether it is the one.
    editions: Vec<(String, String, bool)>,
    spans: Vec<(i64, bool)>,
    lang: String,
    dir: &'static str,
    /// What was looked for, how often, and when last.
    unanswered: Vec<(String, i64, i64)>,
    groups: Vec<Synonyms>,
    done: bool,
}

/// What is looked at.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    edition: String,
    days: Option<i64>,
    done: Option<String>,
}

/// `GET /desk/search-console`
pub async fn show(
    State(app): State<App>,
    desk: Desk,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Html<String>, DeskError> {
    policy::may_look(&desk.actor)?;
    let Query(asked) = asked.map_err(|error| DeskError::Invalid(error.to_string()))?;
    let (q, all) = (app.db.read(), editions(app.db.read()).await?);
    let edition = all.iter().find(|edition| edition.code.0 == asked.edition).or(all.first());
    let edition = edition.ok_or(DeskError::NotFound)?;
    let days = asked.days.filter(|days| SPANS.contains(days)).unwrap_or(SPANS[0]);
    let since = app.now().div_euclid(DAY) - days + 1;
    let unanswered = store::unanswered_since(q, since, &edition.code, LISTED).await?;
    let screen = Screen {
        words: &desk.words,
        shell: desk.shell(&app, "search-console"),
        editions: all
            .iter()
            .map(|one| (one.code.0.clone(), one.name.clone(), one.code == edition.code))
            .collect(),
        spans: SPANS.map(|span| (span, span == days)).into(),
        lang: edition.lang.clone(),
        dir: edition.dir.as_str(),
        // The middle of a day is that day in most zones.
        unanswered: unanswered
            .into_iter()
            .map(|(words, times, day)| (words, times, day * DAY + DAY / 2))
            .collect(),
        groups: store::groups(q).await?,
        done: asked.done.is_some(),
    };
    Ok(Html(screen.render()?))
}

/// A group as a form has it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct GroupForm {
    spellings: String,
    revision: i64,
    order: String,
}

/// `POST /desk/search-console/synonyms`: adds a group.
pub async fn add(
    State(app): State<App>,
    desk: Desk,
    form: Result<Form<GroupForm>, FormRejection>,
) -> Result<Redirect, DeskError> {
    policy::may_set_synonyms(&desk.actor)?;
    let Form(form) = form.map_err(|error| DeskError::Invalid(error.to_string()))?;
    answer(&desk, add_synonyms(&app, &desk.actor, &form.spellings).await.map(drop))
}

/// `POST /desk/search-console/synonyms/{synonyms}`: changes a group, or removes it.
pub async fn change(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<SynonymsId>,
    form: Result<Form<GroupForm>, FormRejection>,
) -> Result<Redirect, DeskError> {
    policy::may_set_synonyms(&desk.actor)?;
    let Form(form) = form.map_err(|error| DeskError::Invalid(error.to_string()))?;
    answer(
        &desk,
        match form.order.as_str() {
            "remove" => remove_synonyms(&app, &desk.actor, &id, form.revision).await,
            _ => change_synonyms(&app, &desk.actor, &id, form.revision, &form.spellings).await,
        },
    )
}

fn answer(desk: &Desk, done: Result<(), SynonymsRefused>) -> Result<Redirect, DeskError> {
    let refused = |message: &str| Err(DeskError::Invalid(desk.words.say(message)));
    match done {
        Ok(()) => Ok(Redirect::to("/desk/search-console?done=yes")),
        Err(SynonymsRefused::NotAllowed(error)) => Err(error.into()),
        Err(SynonymsRefused::Store(error)) => Err(error.into()),
        Err(SynonymsRefused::NoSuchGroup) => Err(DeskError::NotFound),
        Err(SynonymsRefused::NoGroup) => refused("desk-synonyms-no-group"),
        Err(SynonymsRefused::TooMany) => refused("desk-synonyms-too-many"),
        Err(SynonymsRefused::Overtaken) => Err(DeskError::Refused(desk.words.say("desk-synonyms-overtaken"))),
    }
}

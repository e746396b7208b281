//! The search console at the desk.

use askama::Template;
use axum::Form;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
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
    groups: Vec<GroupView>,
    done: bool,
    /// What was typed for a new group and not taken.
    typed: String,
    /// Why what was sent last was not taken.
    refused: Option<String>,
}

struct GroupView {
    id: SynonymsId,
    revision: i64,
    /// As the form shows it: what stands, or what was typed and not taken.
    spellings: String,
    /// What stands, where the form shows something else.
    stands: Option<String>,
}

/// What was typed and not taken, and why.
struct Refused {
    status: StatusCode,
    why: String,
    /// The group that it was typed for; `None` for a new one.
    group: Option<SynonymsId>,
    typed: String,
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
    screen(&app, &desk, asked, None).await
}

async fn screen(
    app: &App,
    desk: &Desk,
    asked: Asked,
    refused: Option<&Refused>,
) -> Result<Html<String>, DeskError> {
    let (q, all) = (app.db.read(), editions(app.db.read()).await?);
    let edition = all.iter().find(|edition| edition.code.0 == asked.edition).or(all.first());
    let edition = edition.ok_or(DeskError::NotFound)?;
    let days = asked.days.filter(|days| SPANS.contains(days)).unwrap_or(SPANS[0]);
    let since = app.now().div_euclid(DAY) - days + 1;
    let unanswered = store::unanswered_since(q, since, &edition.code, LISTED).await?;
    let screen = Screen {
        words: &desk.words,
        shell: desk.shell(app, "search-console"),
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
        groups: store::groups(q).await?.into_iter().map(|group| group_view(group, refused)).collect(),
        done: asked.done.is_some(),
        typed: refused.filter(|one| one.group.is_none()).map(|one| one.typed.clone()).unwrap_or_default(),
        refused: refused.map(|one| one.why.clone()),
    };
    Ok(Html(screen.render()?))
}

fn group_view(group: Synonyms, refused: Option<&Refused>) -> GroupView {
    let typed = refused.filter(|one| one.group.as_ref() == Some(&group.id));
    let stands = group.spellings.join("، ");
    GroupView {
        spellings: typed.map_or_else(|| stands.clone(), |one| one.typed.clone()),
        stands: typed.map(|_| stands),
        id: group.id,
        revision: group.revision,
    }
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
) -> Result<Response, DeskError> {
    policy::may_set_synonyms(&desk.actor)?;
    let Form(form) = form.map_err(|error| DeskError::Invalid(error.to_string()))?;
    let done = add_synonyms(&app, &desk.actor, &form.spellings).await.map(drop);
    answer(&app, &desk, None, form.spellings, done).await
}

/// `POST /desk/search-console/synonyms/{synonyms}`: changes a group, or removes it.
pub async fn change(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<SynonymsId>,
    form: Result<Form<GroupForm>, FormRejection>,
) -> Result<Response, DeskError> {
    policy::may_set_synonyms(&desk.actor)?;
    let Form(form) = form.map_err(|error| DeskError::Invalid(error.to_string()))?;
    let done = match form.order.as_str() {
        "remove" => remove_synonyms(&app, &desk.actor, &id, form.revision).await,
        _ => change_synonyms(&app, &desk.actor, &id, form.revision, &form.spellings).await,
    };
    answer(&app, &desk, Some(id), form.spellings, done).await
}

/// The console again: with what was done, or with what was typed where that was not taken. Whoever was overtaken is shown
/// their own words over the group as it stands now, and may send them once more.
async fn answer(
    app: &App,
    desk: &Desk,
    group: Option<SynonymsId>,
    typed: String,
    done: Result<(), SynonymsRefused>,
) -> Result<Response, DeskError> {
    let (status, why) = match done {
        Ok(()) => return Ok(Redirect::to("/desk/search-console?done=yes").into_response()),
        Err(SynonymsRefused::NotAllowed(error)) => return Err(error.into()),
        Err(SynonymsRefused::Store(error)) => return Err(error.into()),
        Err(SynonymsRefused::NoGroup) => (StatusCode::UNPROCESSABLE_ENTITY, "desk-synonyms-no-group"),
        Err(SynonymsRefused::TooMany) => (StatusCode::UNPROCESSABLE_ENTITY, "desk-synonyms-too-many"),
        Err(SynonymsRefused::Overtaken) => (StatusCode::CONFLICT, "desk-synonyms-overtaken"),
        // The group is gone; what was typed for it can still become one.
        Err(SynonymsRefused::NoSuchGroup) => (StatusCode::NOT_FOUND, "desk-not-found"),
    };
    let group = group.filter(|_| status != StatusCode::NOT_FOUND);
    let refused = Refused { status, why: desk.words.say(why), group, typed };
    let page = screen(app, desk, Asked::default(), Some(&refused)).await?;
    Ok((refused.status, page).into_response())
}

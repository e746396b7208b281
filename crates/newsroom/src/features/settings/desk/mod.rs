//! The screens of settings: for the whole newsroom, for each edition, and for each section.

pub mod edition;
pub mod section;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;
use serde_json::json;

use super::actions::{SettingRefused, set_second_factor};
use super::store::{self, Brake};
use super::wants_second_factor;
use crate::app::App;
use crate::features::editions::{Edition, editions};
use crate::features::sections::{Section, sections};
use crate::features::workflow::actions::{WorkflowRefused, set_brake};
use crate::routes::desk::{Administrator, Desk, DeskError, Words};

#[derive(Template)]
#[template(path = "settings/desk/settings.html")]
struct Settings<'a> {
    words: &'a Words,
    styles: String,
    here: &'static str,
    manages: bool,
    name: &'a str,
    second_factor: bool,
    brake: Brake,
    /// Each edition with its open sections.
    editions: Vec<(Edition, Vec<Section>)>,
    problem: Option<&'static str>,
}

/// `GET /desk/settings`
pub async fn show(
    State(app): State<App>,
    Administrator(desk): Administrator,
) -> Result<Html<String>, DeskError> {
    page(&app, &desk, None).await
}

async fn page(app: &App, desk: &Desk, problem: Option<&'static str>) -> Result<Html<String>, DeskError> {
    let open: Vec<Section> =
        sections(app.db.read()).await?.into_iter().filter(|section| !section.closed).collect();
    let with_sections = |edition: Edition| {
        let own = open.iter().filter(|section| section.edition == edition.code).cloned().collect();
        (edition, own)
    };
    let settings = Settings {
        words: &desk.words,
        styles: app.theme.asset_address("base.css").unwrap_or_default(),
        here: "settings",
        manages: true,
        name: &desk.account.name,
        second_factor: wants_second_factor(app, app.db.read()).await?,
        brake: store::brake(app.db.read()).await?,
        editions: editions(app.db.read()).await?.into_iter().map(with_sections).collect(),
        problem,
    };
    Ok(Html(settings.render()?))
}

/// Whether a second step is asked for.
#[derive(Deserialize)]
pub struct SecondFactorForm {
    #[serde(default)]
    wanted: String,
}

/// `POST /desk/settings/second-factor`
pub async fn set_policy(
    State(app): State<App>,
    Administrator(desk): Administrator,
    Form(form): Form<SecondFactorForm>,
) -> Result<Response, DeskError> {
    match set_second_factor(&app, &desk.actor, form.wanted == "yes").await {
        Ok(()) => Ok(Redirect::to("/desk/settings").into_response()),
        Err(SettingRefused::OwnStepFirst) => {
            let page = page(&app, &desk, Some("desk-own-step-first")).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(SettingRefused::NotAllowed(refused)) => Err(refused.into()),
        Err(SettingRefused::Store(error)) => Err(error.into()),
    }
}

/// How much one person may change before readers, and in how many minutes.
#[derive(Deserialize)]
pub struct BrakeForm {
    #[serde(default)]
    publications: String,
    #[serde(default)]
    withdrawals: String,
    #[serde(default)]
    minutes: String,
}

/// `POST /desk/settings/brake`
pub async fn set_the_brake(
    State(app): State<App>,
    Administrator(desk): Administrator,
    Form(form): Form<BrakeForm>,
) -> Result<Response, DeskError> {
    let number = |text: &str| text.trim().parse::<i64>().unwrap_or_default();
    let wanted = json!({
        "publications": number(&form.publications),
        "withdrawals": number(&form.withdrawals),
        "minutes": number(&form.minutes),
    });
    let wanted = serde_json::from_value(wanted).map_err(|error| DeskError::Invalid(error.to_string()))?;
    match set_brake(&app, &desk.actor, wanted).await {
        Ok(()) => Ok(Redirect::to("/desk/settings").into_response()),
        Err(WorkflowRefused::NotAllowed(refused)) => Err(refused.into()),
        Err(WorkflowRefused::Store(error)) => Err(error.into()),
        Err(_) => {
            let page = page(&app, &desk, Some("desk-brake-refused")).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

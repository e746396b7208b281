//! The screens of settings: for the whole newsroom, for each edition, and for each section.

pub mod edition;
pub mod section;
pub mod stages;

use askama::Template;
use axum::Form;
use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::actions::{SettingRefused, set_second_factor};
use super::wants_second_factor;
use crate::app::App;
use crate::features::editions::{Edition, editions};
use crate::features::sections::{Section, sections};
use crate::features::workflow::actions::{WorkflowRefused, set_brake};
use crate::features::workflow::{Brake, brake};
use crate::routes::desk::{Administrator, Desk, DeskError, Shell, Words};

#[derive(Template)]
#[template(path = "settings/desk/settings.html")]
struct Settings<'a> {
    words: &'a Words,
    shell: Shell<'a>,
    second_factor: bool,
    brake: BrakeForm,
    /// Each edition with its open sections.
    editions: Vec<(Edition, Vec<Section>)>,
    outcome: Outcome,
    /// Whether a second step of one's own comes first.
    owes_step: bool,
}

/// What came of what a form sent. Where it was not taken, the form keeps what was typed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Nothing was sent.
    Shown,
    /// It is kept.
    Done,
    /// It cannot be, as the message says.
    Refused(&'static str),
    /// Somebody else changed the same meanwhile.
    Overtaken,
    /// It waits until the person proves who they are.
    ProveFirst,
}

impl Outcome {
    fn is_done(self) -> bool {
        self == Outcome::Done
    }

    fn asks_proof(self) -> bool {
        self == Outcome::ProveFirst
    }

    fn problem(self) -> Option<&'static str> {
        match self {
            Outcome::Shown | Outcome::Done => None,
            Outcome::Refused(message) => Some(message),
            Outcome::Overtaken => Some("desk-set-overtaken"),
            Outcome::ProveFirst => Some("desk-set-prove-first"),
        }
    }

    fn status(self) -> StatusCode {
        match self {
            Outcome::Shown | Outcome::Done => StatusCode::OK,
            Outcome::Refused(_) | Outcome::Overtaken => StatusCode::UNPROCESSABLE_ENTITY,
            Outcome::ProveFirst => StatusCode::UNAUTHORIZED,
        }
    }
}

/// The administrator who sent a form. Whoever has not proved lately who they are is asked to with the form still filled in;
/// whoever is no administrator is refused.
pub struct Sender {
    desk: Desk,
    is_proven: bool,
}

impl FromRequestParts<App> for Sender {
    type Rejection = DeskError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, DeskError> {
        match Administrator::from_request_parts(parts, app).await {
            Ok(Administrator(desk)) => Ok(Sender { desk, is_proven: true }),
            Err(DeskError::ProveFirst(_)) => {
                Ok(Sender { desk: Desk::from_request_parts(parts, app).await?, is_proven: false })
            }
            Err(refused) => Err(refused),
        }
    }
}

/// `GET /desk/settings`
pub async fn show(
    State(app): State<App>,
    Administrator(desk): Administrator,
) -> Result<Html<String>, DeskError> {
    let page = page(&app, &desk, None, Outcome::Shown).await?;
    Ok(Html(page.render()?))
}

/// The screen, with the brake as it was typed or else as it is.
async fn page<'a>(
    app: &App,
    desk: &'a Desk,
    typed: Option<BrakeForm>,
    outcome: Outcome,
) -> Result<Settings<'a>, DeskError> {
    let in_force = match typed {
        Some(typed) => typed,
        None => BrakeForm::of(&brake(app.db.read()).await?),
    };
    let open: Vec<Section> =
        sections(app.db.read()).await?.into_iter().filter(|section| !section.closed).collect();
    let with_sections = |edition: Edition| {
        let own = open.iter().filter(|section| section.edition == edition.code).cloned().collect();
        (edition, own)
    };
    Ok(Settings {
        words: &desk.words,
        shell: desk.shell(app, "settings"),
        second_factor: wants_second_factor(app, app.db.read()).await?,
        brake: in_force,
        editions: editions(app.db.read()).await?.into_iter().map(with_sections).collect(),
        outcome,
        owes_step: false,
    })
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
            let outcome = Outcome::Refused("desk-own-step-first");
            let page = Settings { owes_step: true, ..page(&app, &desk, None, outcome).await? };
            Ok((outcome.status(), Html(page.render()?)).into_response())
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

impl BrakeForm {
    fn of(brake: &Brake) -> BrakeForm {
        BrakeForm {
            publications: brake.publications.to_string(),
            withdrawals: brake.withdrawals.to_string(),
            minutes: brake.minutes.to_string(),
        }
    }
}

/// `POST /desk/settings/brake`
pub async fn set_the_brake(
    State(app): State<App>,
    Sender { desk, is_proven }: Sender,
    Form(form): Form<BrakeForm>,
) -> Result<Response, DeskError> {
    let not_set = async |form: BrakeForm, outcome: Outcome| {
        let page = page(&app, &desk, Some(form), outcome).await?;
        Ok((outcome.status(), Html(page.render()?)).into_response())
    };
    if !is_proven {
        return not_set(form, Outcome::ProveFirst).await;
    }
    let number = |text: &str| text.trim().parse::<i64>().unwrap_or_default();
    let wanted = Brake {
        publications: number(&form.publications),
        withdrawals: number(&form.withdrawals),
        minutes: number(&form.minutes),
    };
    match set_brake(&app, &desk.actor, wanted).await {
        Ok(()) => Ok(Redirect::to("/desk/settings").into_response()),
        Err(WorkflowRefused::NotAllowed(refused)) => Err(refused.into()),
        Err(WorkflowRefused::Store(error)) => Err(error.into()),
        Err(_) => not_set(form, Outcome::Refused("desk-brake-refused")).await,
    }
}

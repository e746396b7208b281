//! The publish sheet at the desk: what is to be known before something goes out, and the ways it goes.

mod order;
mod refusals;
mod waiting;

use order::{Order, Small};
pub(crate) use refusals::filing_held_back_words;
pub use waiting::take_note_away;
use waiting::{WaitingView, waiting};

use askama::Template;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::{Form, Json};
use serde::{Deserialize, Serialize};
use text::dates::wall_moment;

use super::actions::{WorkflowRefused, approve, assign, move_candidate, release_brake};
use super::policy::may_release;
use super::sheet::{Sheet, sheet};
use super::store::{Approval, Asking};
use super::{Stage, asking, policy};
use crate::app::App;
use crate::features::accounts::{Actor, Role, people_at};
use crate::features::articles::actions::{
    NewCorrection, Publication, PublishError, correct, embargo, publish, schedule, unschedule, withdraw,
};
use crate::features::articles::{Article, article_by_id, may_publish, may_read, may_revise};
use crate::features::corrections::CorrectionKind;
use crate::features::editions::{Edition, edition_by_code};
use crate::features::receipts::{self, Receipt, StepName};
use crate::features::rests_on::resting_hrefs;
use crate::features::sections::section_by_id;
use crate::features::stories;
use crate::features::suggestions::{self, Shelves, SuggestedStory};
use crate::id::{AccountId, ArticleId, RevisionNumber, SectionId};
use crate::routes::desk::{Desk, DeskError, Shell, Words};

#[derive(Template)]
#[template(path = "workflow/desk/sheet.html")]
struct Screen<'a> {
    words: &'a Words,
    shell: Shell<'a>,
    id: &'a str,
    lang: String,
    dir: &'static str,
    headline: String,
    social: String,
    summary: String,
    /// The names of its source chain, each with the way to all that rests on it.
    sources: Vec<(String, String)>,
    address: String,
    short_address: String,
    picture: bool,
    revision: i64,
    live: Option<i64>,
    withdrawn: Option<String>,
    scheduled: Option<(i64, String)>,
    embargo: Option<i64>,
    zone: String,
    findings: Vec<FindingView>,
    blocked: bool,
    two_persons: bool,
    /// Who approved it, when, and for which section where that is another one.
    approvals: Vec<(String, i64, Option<String>)>,
    /// The other sections that ask for a second person, where this person may be it.
    elsewhere: Vec<(String, String)>,
    stages: Vec<StageView>,
    people: Vec<(String, String, bool)>,
    due: Option<i64>,
    publishes: bool,
    assigns: bool,
    approves: bool,
    said: Option<&'static str>,
    refused: Option<Refused>,
    order: Order,
    receipt: Option<ReceiptView>,
    /// A note for readers that needs a second person.
    waiting: Option<WaitingView>,
    /// Stories that it may belong to, and no editor has said yet.
    suggested: Vec<SuggestedStory>,
}

/// Why an order was not carried out; it stands in the sheet again.
struct Refused {
    words: String,
    way: Way,
}

/// What can be done about it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Another order.
    None,
    /// To release the brake.
    Release,
    /// The same, once the person has proved who they are.
    Prove,
    /// Nothing any more: the order can be given again.
    Again,
}

struct FindingView {
    message: String,
    met: bool,
    blocks: bool,
    count: i64,
}

struct StageView {
    code: String,
    name: String,
    current: bool,
    open: bool,
}

#[derive(Serialize)]
struct ReceiptView {
    /// What is to be said of it first.
    said: String,
    finished: bool,
    steps: Vec<(String, String)>,
}

/// What happened before this page.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct After {
    done: String,
}

/// What a sheet may say was done before it.
const DONE: [&str; 11] = [
    "published",
    "scheduled",
    "withdrawn",
    "moved",
    "approved",
    "assigned",
    "released",
    "embargo",
    "note_dropped",
    "in_story",
    "not_in_story",
];

type Sent<T> = Result<Form<T>, FormRejection>;

/// `GET /desk/articles/{id}/sheet`
pub async fn show(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<ArticleId>,
    State(shelves): State<Option<Shelves>>,
    after: Result<Query<After>, QueryRejection>,
) -> Result<Html<String>, DeskError> {
    let article = readable(&app, &desk, &id).await?;
    let suggested = match stories::may_lead(&desk.actor, &article.edition) {
        Ok(()) => suggestions::offered(&app, shelves.as_ref(), &article).await?,
        Err(_) => Vec::new(),
    };
    let done = after.map(|Query(after)| after.done).unwrap_or_default();
    let said = DONE.into_iter().find(|known| *known == done);
    page(&app, &desk, article, (said, suggested), None).await
}

/// `POST /desk/articles/{id}/sheet`: publishes, schedules or corrects, as the sheet says.
pub async fn send(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<ArticleId>,
    order: Sent<Order>,
) -> Result<Result<Redirect, Html<String>>, DeskError> {
    let article = readable(&app, &desk, &id).await?;
    may_publish(&desk.actor, &article)?;
    let Form(order) = order.map_err(|error| DeskError::Invalid(error.to_string()))?;
    // What goes out is what was looked at: one revision, and none that is older than what readers have.
    if order.revision < 1 {
        return Err(DeskError::Invalid("say which revision".to_owned()));
    }
    if article.live_revision.is_some_and(|live| live.0 > order.revision) {
        let refused = Refused { words: desk.words.say("desk-newer-is-live"), way: Way::None };
        return Ok(Err(page(&app, &desk, article, (None, Vec::new()), Some((refused, order))).await?));
    }
    let done = match carry_out(&app, &desk.actor, &article, order.clone()).await {
        Ok(done) => done,
        Err(PublishError::Store(error)) => return Err(error.into()),
        Err(PublishError::NotAllowed(error)) => return Err(error.into()),
        Err(error) => {
            let refused = Refused::of(&desk.words, &error);
            return Ok(Err(page(&app, &desk, article, (None, Vec::new()), Some((refused, order))).await?));
        }
    };
    Ok(Ok(to_sheet(&id, done)))
}

/// The sort of note that readers are told; none for an edit that needs none. What nobody knows is not published without its note.
fn kind_of(change: &str) -> Result<Option<CorrectionKind>, PublishError> {
    match change {
        "" | "quiet" => Ok(None),
        "error" => Ok(Some(CorrectionKind::Error)),
        "clarification" => Ok(Some(CorrectionKind::Clarification)),
        "update" => Ok(Some(CorrectionKind::Update)),
        "withdrawal" => Err(PublishError::WithdrawalIsNoNote),
        other => Err(PublishError::NoSuchChange(other.to_owned())),
    }
}

async fn carry_out(
    app: &App,
    actor: &Actor,
    article: &Article,
    order: Order,
) -> Result<&'static str, PublishError> {
    let revision = Some(RevisionNumber(order.revision));
    let kind = kind_of(&order.change)?;
    if order.when == "later" && kind.is_some() {
        return Err(PublishError::CorrectionsAreNow);
    }
    if order.when == "later" {
        let edition = edition_by_code(app.db.read(), &article.edition).await?;
        let zone = edition.map(|edition| edition.voice.dates.zone).unwrap_or_default();
        let (at, _) = wall_moment(&order.at, &zone).ok_or(PublishError::TimeIsOver)?;
        schedule(app, actor, &article.id, revision, at).await?;
        return Ok("scheduled");
    }
    match kind {
        Some(kind) => {
            let new = NewCorrection {
                kind,
                body: order.note,
                block: order.block,
                quoted: order.quoted,
                corrected: order.corrected,
                on_top: !order.on_top.is_empty(),
                revision,
                dated: None,
            };
            correct(app, actor, &article.id, new).await?;
        }
        None => {
            let wanted = Publication { revision, ..Publication::default() };
            publish(app, actor, &article.id, wanted).await?;
        }
    }
    Ok("published")
}

/// `POST /desk/articles/{id}/schedule-removal`
pub async fn remove_schedule(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<ArticleId>,
) -> Result<Redirect, DeskError> {
    unschedule(&app, &desk.actor, &id).await.map_err(publish_error)?;
    Ok(to_sheet(&id, ""))
}

/// `POST /desk/articles/{id}/withdrawal`
pub async fn take_back(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<ArticleId>,
    sent: Sent<Small>,
) -> Result<Redirect, DeskError> {
    let article = readable(&app, &desk, &id).await?;
    may_publish(&desk.actor, &article)?;
    let Form(small) = sent.map_err(|error| DeskError::Invalid(error.to_string()))?;
    withdraw(&app, &desk.actor, &id, &small.reason).await.map_err(publish_error)?;
    Ok(to_sheet(&id, "withdrawn"))
}

/// `POST /desk/articles/{id}/embargo`
pub async fn set_embargo(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<ArticleId>,
    sent: Sent<Small>,
) -> Result<Redirect, DeskError> {
    let article = readable(&app, &desk, &id).await?;
    may_publish(&desk.actor, &article)?;
    let Form(small) = sent.map_err(|error| DeskError::Invalid(error.to_string()))?;
    let edition = edition_by_code(app.db.read(), &article.edition).await?.ok_or(DeskError::NotFound)?;
    let until = moment(&small.until, &edition)?;
    embargo(&app, &desk.actor, &id, until).await.map_err(publish_error)?;
    Ok(to_sheet(&id, "embargo"))
}

/// `POST /desk/articles/{id}/stage`
pub async fn set_stage(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<ArticleId>,
    sent: Sent<Small>,
) -> Result<Redirect, DeskError> {
    let article = readable(&app, &desk, &id).await?;
    may_revise(&desk.actor, &article)?;
    let Form(small) = sent.map_err(|error| DeskError::Invalid(error.to_string()))?;
    let revision = small.revision.map(RevisionNumber);
    move_candidate(&app, &desk.actor, &id, revision, &small.stage).await.map_err(workflow_error)?;
    Ok(to_sheet(&id, "moved"))
}

/// `POST /desk/articles/{id}/approval`
pub async fn give_approval(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<ArticleId>,
    sent: Sent<Small>,
) -> Result<Redirect, DeskError> {
    let article = readable(&app, &desk, &id).await?;
    // Who may not approve it where it stands may still do so for where it is to go.
    let there = sent.as_ref().map_or("", |Form(small)| small.there.as_str());
    let there = Some(there).filter(|there| !there.is_empty()).map(SectionId::from);
    policy::may_approve(&desk.actor, &article, there.as_ref().unwrap_or(&article.section))?;
    let Form(small) = sent.map_err(|error| DeskError::Invalid(error.to_string()))?;
    let revision = small.revision.map(RevisionNumber);
    approve(&app, &desk.actor, &id, revision, there).await.map_err(workflow_error)?;
    Ok(to_sheet(&id, "approved"))
}

/// `POST /desk/articles/{id}/assignment`
pub async fn give_to(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<ArticleId>,
    sent: Sent<Small>,
) -> Result<Redirect, DeskError> {
    let article = readable(&app, &desk, &id).await?;
    policy::may_assign(&desk.actor, &article, None, None)?;
    let Form(small) = sent.map_err(|error| DeskError::Invalid(error.to_string()))?;
    let edition = edition_by_code(app.db.read(), &article.edition).await?.ok_or(DeskError::NotFound)?;
    let to = Some(small.account).filter(|account| !account.is_empty()).map(AccountId);
    let due = moment(&small.due, &edition)?;
    assign(&app, &desk.actor, &id, to, due).await.map_err(workflow_error)?;
    Ok(to_sheet(&id, "assigned"))
}

/// `POST /desk/articles/{id}/brake-release`: whoever goes on proves first who they are. What they wrote into the sheet stands
/// in the next one.
pub async fn go_on(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<ArticleId>,
    order: Result<Form<Order>, FormRejection>,
) -> Result<Html<String>, DeskError> {
    let article = readable(&app, &desk, &id).await?;
    may_publish(&desk.actor, &article)?;
    may_release(&desk.actor)?;
    let order = order.map(|Form(order)| order).unwrap_or_default();
    if !desk.is_proven(&app) {
        let refused = Refused { words: desk.words.say("desk-prove-to-release"), way: Way::Prove };
        return page(&app, &desk, article, (None, Vec::new()), Some((refused, order))).await;
    }
    release_brake(&app, &desk.actor).await.map_err(workflow_error)?;
    let released = Refused { words: desk.words.say("desk-done-released"), way: Way::Again };
    page(&app, &desk, article, (None, Vec::new()), Some((released, order))).await
}

/// `GET /desk/articles/{id}/receipt`: how far the newest change of what readers see has come, for the sheet that waits for it.
pub async fn receipt(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<ArticleId>,
) -> Result<Response, DeskError> {
    let article = readable(&app, &desk, &id).await?;
    let receipt = receipts::latest_of(app.db.read(), &article.id).await?.ok_or(DeskError::NotFound)?;
    Ok(Json(receipt_view(&desk.words, receipt)).into_response())
}

async fn readable(app: &App, desk: &Desk, id: &ArticleId) -> Result<Article, DeskError> {
    let article = article_by_id(app.db.read(), id).await?.ok_or(DeskError::NotFound)?;
    may_read(&desk.actor, &article)?;
    Ok(article)
}

fn to_sheet(id: &ArticleId, done: &str) -> Redirect {
    Redirect::to(&format!("/desk/articles/{id}/sheet?done={done}"))
}

/// A time on the wall of the edition's zone; none where the field was left empty.
fn moment(text: &str, edition: &Edition) -> Result<Option<i64>, DeskError> {
    if text.is_empty() {
        return Ok(None);
    }
    let read = wall_moment(text, &edition.voice.dates.zone);
    read.map(|(at, _)| Some(at)).ok_or_else(|| DeskError::Invalid("2026-11-23T13:40".to_owned()))
}

fn publish_error(error: PublishError) -> DeskError {
    match error {
        PublishError::Store(error) => error.into(),
        PublishError::NotAllowed(error) => error.into(),
        PublishError::NoSuchArticle(_) => DeskError::NotFound,
        PublishError::NoReason | PublishError::TimeIsOver | PublishError::CorrectionsAreNow => {
            DeskError::Invalid(error.to_string())
        }
        error => DeskError::Refused(error.to_string()),
    }
}

fn workflow_error(error: WorkflowRefused) -> DeskError {
    match error {
        WorkflowRefused::Store(error) => error.into(),
        WorkflowRefused::NotAllowed(error) => error.into(),
        WorkflowRefused::NoSuchArticle(_) => DeskError::NotFound,
        error => DeskError::Invalid(error.to_string()),
    }
}

async fn page(
    app: &App,
    desk: &Desk,
    article: Article,
    (said, suggested): (Option<&'static str>, Vec<SuggestedStory>),
    refused: Option<(Refused, Order)>,
) -> Result<Html<String>, DeskError> {
    let edition = edition_by_code(app.db.read(), &article.edition).await?.ok_or(DeskError::NotFound)?;
    let sheet = sheet(app, &article, article.latest_revision).await?.ok_or(DeskError::NotFound)?;
    let slug = section_by_id(app.db.read(), &article.section).await?.map(|section| section.slug);
    let receipt = receipts::latest_of(app.db.read(), &article.id).await?;
    let assigns = policy::may_assign(&desk.actor, &article, None, None).is_ok();
    let elsewhere = elsewhere(app, desk, &article).await?;
    let screen = screen(app, desk, (&article, &edition), sheet, slug.unwrap_or_default());
    // What was written into a sheet that was refused stands in the next one.
    let (refused, order) = match refused {
        Some((why, order)) => (Some(why), order),
        None => (None, Order::default()),
    };
    let screen = Screen {
        said,
        suggested,
        refused,
        order,
        receipt: receipt.map(|receipt| receipt_view(&desk.words, receipt)),
        elsewhere,
        waiting: waiting(app, desk, &article, screen.publishes).await?,
        people: if assigns { colleagues(app, desk, &article).await? } else { Vec::new() },
        assigns,
        ..screen
    };
    Ok(Html(screen.render()?))
}

fn screen<'a>(
    app: &App,
    desk: &'a Desk,
    (article, edition): (&'a Article, &Edition),
    sheet: Sheet,
    section: String,
) -> Screen<'a> {
    let (words, actor, now) = (&desk.words, &desk.actor, app.now());
    let content = &sheet.revision.content;
    let publishes = may_publish(actor, article).is_ok();
    let future = Article {
        slug: match article.first_published_at {
            Some(_) => article.slug.clone(),
            None => text::slug::slug(&content.headline, edition.voice.slugs),
        },
        ..article.clone()
    };
    let shown = |line: &String| Some(line).filter(|line| !line.is_empty()).cloned();
    Screen {
        order: Order::default(),
        shell: desk.shell(app, ""),
        id: article.id.as_str(),
        lang: content.lang.clone().unwrap_or_else(|| edition.lang.clone()),
        dir: edition.dir.as_str(),
        headline: content.headline.clone(),
        social: shown(&content.headlines.social).unwrap_or_else(|| content.headline.clone()),
        summary: shown(&content.lead).unwrap_or_else(|| content::text_out::excerpt(&content.body, 30)),
        sources: resting_hrefs(&article.edition, &content.sources),
        address: app.absolute_to_read(&future.href(&section)),
        short_address: app.absolute(&format!("/s/{}", article.id)),
        picture: content.picture.is_some(),
        revision: sheet.revision.number.0,
        live: article.live_revision.map(|live| live.0),
        withdrawn: article.withdrawn.as_ref().map(|withdrawn| withdrawn.reason.clone()),
        scheduled: article.schedule.as_ref().map(|one| (one.at, text::dates::iso(one.at, "UTC"))),
        embargo: article.embargo_until.filter(|until| *until > now),
        zone: edition.voice.dates.zone.clone(),
        blocked: sheet.findings.iter().any(super::Finding::blocks),
        findings: sheet
            .findings
            .iter()
            .map(|one| FindingView {
                message: words.say(&format!("desk-rule-{}", one.rule.as_str())),
                met: one.met,
                blocks: one.blocks(),
                count: one.at.len() as i64,
            })
            .collect(),
        two_persons: sheet.two_persons,
        approvals: sheet.approvals.iter().map(|one| approval_view(article, one)).collect(),
        stages: sheet
            .stages
            .iter()
            .map(|stage| stage_view(words, actor, article, &sheet.stage, stage))
            .collect(),
        due: sheet.assigned.as_ref().and_then(|one| one.due_at),
        publishes,
        approves: policy::may_approve(actor, article, &article.section).is_ok(),
        elsewhere: Vec::new(),
        people: Vec::new(),
        assigns: false,
        said: None,
        refused: None,
        receipt: None,
        waiting: None,
        suggested: Vec::new(),
        words,
    }
}

fn stage_view(words: &Words, actor: &Actor, article: &Article, current: &Stage, stage: &Stage) -> StageView {
    StageView {
        name: stage_name(words, stage),
        current: stage.code == current.code,
        open: policy::may_move(actor, article, stage).is_ok(),
        code: stage.code.clone(),
    }
}

/// What a stage is called at the desk.
pub(crate) fn stage_name(words: &Words, stage: &Stage) -> String {
    match stage.is_built_in() {
        true => words.say(&format!("desk-stage-{}", stage.code)),
        false => stage.name.clone(),
    }
}

fn approval_view(article: &Article, one: &Approval) -> (String, i64, Option<String>) {
    let elsewhere = (one.section != article.section).then(|| one.section_name.clone());
    (one.name.clone(), one.at, elsewhere)
}

/// The sections that a live piece might be moved to and that ask for a second person, where this person might be that one.
async fn elsewhere(app: &App, desk: &Desk, article: &Article) -> Result<Vec<(String, String)>, DeskError> {
    if !article.is_live() {
        return Ok(Vec::new());
    }
    let may = |one: &Asking| {
        let is_other = one.edition == article.edition && one.section != article.section;
        is_other && policy::may_approve(&desk.actor, article, &one.section).is_ok()
    };
    let asking = asking(app.db.read()).await?.into_iter().filter(may);
    Ok(asking.map(|one| (one.section.0, one.name)).collect())
}

/// Those to whom this person may give the article: who may write in it, and is not suspended.
async fn colleagues(
    app: &App,
    desk: &Desk,
    article: &Article,
) -> Result<Vec<(String, String, bool)>, DeskError> {
    let has = super::store::assignment_of(app.db.read(), &article.id).await?.map(|one| one.account);
    let gives = desk.actor.role_at(&article.edition, &article.section) >= Role::Editor;
    let takers = people_at(app.db.read(), &article.edition, &article.section).await?.into_iter();
    let has = |id: &AccountId| has.as_ref() == Some(id);
    let takers = takers.filter(|(id, _, standing)| policy::may_take(id, standing, article));
    let shown = takers.filter(|(id, ..)| gives || *id == desk.account.id || has(id));
    Ok(shown.map(|(id, name, _)| (id.0.clone(), name, has(&id))).collect())
}

fn receipt_view(words: &Words, receipt: Receipt) -> ReceiptView {
    let seconds = |ms: f64| format!("{:.1}", ms / 1_000.0);
    let name = |step: StepName| match step {
        StepName::Purged => "desk-step-purged",
        StepName::ReadBack => "desk-step-read-back",
        StepName::InFeed => "desk-step-in-feed",
        StepName::InStory => "desk-step-in-story",
        StepName::Indexed => "desk-step-indexed",
        StepName::GaveUp => "desk-step-gave-up",
    };
    let visible = receipt.steps.iter().find(|step| step.step == StepName::ReadBack);
    let finished = receipt.finished_at.is_some();
    ReceiptView {
        said: match visible {
            Some(step) => words.say_of("desk-visible-after", &seconds(step.ms)),
            None if finished => words.say("desk-step-gave-up"),
            None => words.say("desk-on-its-way"),
        },
        finished,
        steps: receipt.steps.iter().map(|step| (words.say(name(step.step)), seconds(step.ms))).collect(),
    }
}

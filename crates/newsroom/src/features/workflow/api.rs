//! What stands between writing and publishing, for programs.

use axum::Json;
use axum::extract::{Path, State};
use serde::{Deserialize, Serialize};

use super::actions::{WorkflowRefused, approve, assign, move_candidate, set_rules, set_stages};
use super::brake::Brake;
use super::sheet::{Sheet, sheet};
use super::{Finding, SectionRules, Stage, policy, store};
use crate::app::App;
use crate::features::accounts::Role;
use crate::features::articles::{article_by_id, may_read};
use crate::features::sections::section_by_id;
use crate::id::{AccountId, ArticleId, RevisionNumber, SectionId};
use crate::routes::api::{ApiError, Bearer, moment};

/// Where an article stands on its way to readers.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct WorkflowOut {
    /// The newest revision.
    pub revision: RevisionNumber,
    /// The stage it stands in.
    pub stage: String,
    /// Where revisions were moved since the last publication.
    pub candidates: Vec<CandidateOut>,
    /// Who approved the newest revision.
    pub approvals: Vec<ApprovalOut>,
    /// Who has the article.
    pub assigned: Option<AssignedOut>,
    /// What the newest revision was looked over for.
    pub checklist: Vec<Finding>,
    /// Whether somebody else than the one who publishes has to approve it.
    pub two_persons: bool,
    /// What holds it back from the one who asks: `checklist`, `second_person`, `embargo`.
    pub held_back_by: Vec<&'static str>,
}

/// That a revision was moved to a stage.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CandidateOut {
    pub revision: RevisionNumber,
    pub stage: String,
    pub moved_by: String,
    pub moved_at: String,
}

/// Who approved it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ApprovalOut {
    pub account: AccountId,
    pub name: String,
    /// For which section: it counts there alone.
    pub section: SectionId,
    pub at: String,
}

/// Who has it, and until when.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct AssignedOut {
    pub account: AccountId,
    pub name: String,
    pub due_at: Option<String>,
}

/// To which stage.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StageMoveIn {
    pub stage: String,
    /// Which revision; the newest when it is left out.
    #[serde(default)]
    pub revision: Option<RevisionNumber>,
}

/// What is approved.
#[derive(Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ApprovalIn {
    /// Which revision; the newest when it is left out.
    pub revision: Option<RevisionNumber>,
    /// For which section of its edition; its own when it is left out. One that is to be moved while readers see it is approved for
    /// where it goes.
    pub section: Option<SectionId>,
}

/// To whom.
#[derive(Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AssignmentIn {
    /// Whose it is to be; nobody's when it is left out.
    pub account: Option<AccountId>,
    /// Until when: an RFC 3339 time.
    pub due_at: Option<String>,
}

/// A stage.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StageOut {
    pub code: String,
    /// Its name; empty where the program says it in the language of whoever looks.
    #[serde(default)]
    pub name: String,
    /// Who may move something there, at least.
    pub role: Role,
}

/// The stages in order.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StagesOut {
    pub stages: Vec<StageOut>,
}

/// What a section asks.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SectionRulesOut {
    /// What holds for it: its own, or that of a section over it.
    pub rules: SectionRules,
    /// How often its own were set; 0 when it has none.
    pub revision: i64,
}

/// What a section is to ask.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SectionRulesIn {
    /// The revision of its own rules that the caller knows; 0 for none.
    pub expected: i64,
    pub rules: SectionRules,
}

/// Where an article stands on its way to readers.
#[utoipa::path(get, path = "/articles/{id}/workflow", params(("id" = String, Path)), responses((status = 200, body = WorkflowOut, description = "Stage, approvals, whose it is, and what its newest revision lacks")), security(("token" = [])))]
pub async fn get_workflow(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<ArticleId>,
) -> Result<Json<WorkflowOut>, ApiError> {
    let article = article_by_id(app.db.read(), &id).await?;
    let article = article.ok_or_else(|| ApiError::from(WorkflowRefused::NoSuchArticle(id.to_string())))?;
    may_read(&actor, &article)?;
    let sheet = sheet(&app, &article, article.latest_revision).await?;
    let sheet = sheet.ok_or_else(|| ApiError::not_found("the article has no such revision"))?;
    Ok(Json(out(sheet, &actor, app.now())))
}

/// Moves a revision to a stage.
#[utoipa::path(put, path = "/articles/{id}/stage", params(("id" = String, Path)), request_body = StageMoveIn, responses((status = 204, description = "It stands there")), security(("token" = [])))]
pub async fn put_stage(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<ArticleId>,
    Json(wanted): Json<StageMoveIn>,
) -> Result<axum::http::StatusCode, ApiError> {
    move_candidate(&app, &actor, &id, wanted.revision, &wanted.stage).await?;
    Ok(axum::http::StatusCode::NO_CONTENT)
}

/// Approves a revision.
#[utoipa::path(post, path = "/articles/{id}/approval", params(("id" = String, Path)), request_body = ApprovalIn, responses((status = 204, description = "It is approved")), security(("token" = [])))]
pub async fn post_approval(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<ArticleId>,
    Json(wanted): Json<ApprovalIn>,
) -> Result<axum::http::StatusCode, ApiError> {
    approve(&app, &actor, &id, wanted.revision, wanted.section).await?;
    Ok(axum::http::StatusCode::NO_CONTENT)
}

/// Gives an article to somebody.
#[utoipa::path(put, path = "/articles/{id}/assignment", params(("id" = String, Path)), request_body = AssignmentIn, responses((status = 204, description = "It is theirs, or nobody's")), security(("token" = [])))]
pub async fn put_assignment(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<ArticleId>,
    Json(wanted): Json<AssignmentIn>,
) -> Result<axum::http::StatusCode, ApiError> {
    let due_at = wanted.due_at.as_deref().map(|at| moment("due_at", at)).transpose()?;
    assign(&app, &actor, &id, wanted.account, due_at).await?;
    Ok(axum::http::StatusCode::NO_CONTENT)
}

/// The newsroom's stages.
#[utoipa::path(get, path = "/stages", responses((status = 200, body = StagesOut, description = "The stages in order")), security(("token" = [])))]
pub async fn get_stages(State(app): State<App>, Bearer(actor): Bearer) -> Result<Json<StagesOut>, ApiError> {
    policy::may_see_rules(&actor)?;
    let out = |stage: Stage| StageOut { code: stage.code, name: stage.name, role: stage.role };
    Ok(Json(StagesOut { stages: store::stages(app.db.read()).await?.into_iter().map(out).collect() }))
}

/// Sets the newsroom's stages.
#[utoipa::path(put, path = "/stages", request_body = StagesOut, responses((status = 204, description = "They are set")), security(("token" = [])))]
pub async fn put_stages(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Json(wanted): Json<StagesOut>,
) -> Result<axum::http::StatusCode, ApiError> {
    let stage = |stage: StageOut| Stage { code: stage.code, name: stage.name, role: stage.role };
    set_stages(&app, &actor, wanted.stages.into_iter().map(stage).collect(), None).await?;
    Ok(axum::http::StatusCode::NO_CONTENT)
}

/// What a section asks before something goes out.
#[utoipa::path(get, path = "/sections/{section}/rules", params(("section" = String, Path)), responses((status = 200, body = SectionRulesOut, description = "What holds for it")), security(("token" = [])))]
pub async fn get_section_rules(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(section): Path<SectionId>,
) -> Result<Json<SectionRulesOut>, ApiError> {
    policy::may_see_rules(&actor)?;
    if section_by_id(app.db.read(), &section).await?.is_none() {
        return Err(WorkflowRefused::NoSuchSection(section.to_string()).into());
    }
    let rules = store::rules_of(app.db.read(), &section).await?;
    let revision = store::own_rules(app.db.read(), &section).await?.map_or(0, |(_, revision)| revision);
    Ok(Json(SectionRulesOut { rules, revision }))
}

/// Sets what a section asks.
#[utoipa::path(put, path = "/sections/{section}/rules", params(("section" = String, Path)), request_body = SectionRulesIn, responses((status = 204, description = "It asks that")), security(("token" = [])))]
pub async fn put_section_rules(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(section): Path<SectionId>,
    Json(wanted): Json<SectionRulesIn>,
) -> Result<axum::http::StatusCode, ApiError> {
    set_rules(&app, &actor, &section, wanted.expected, wanted.rules).await?;
    Ok(axum::http::StatusCode::NO_CONTENT)
}

/// The brake as it is set.
#[utoipa::path(get, path = "/brake", responses((status = 200, body = Brake, description = "How much one person may change in how many minutes")), security(("token" = [])))]
pub async fn get_brake(State(app): State<App>, Bearer(actor): Bearer) -> Result<Json<Brake>, ApiError> {
    policy::may_release(&actor)?;
    Ok(Json(store::brake(app.db.read()).await?))
}

fn out(sheet: Sheet, actor: &crate::features::accounts::Actor, now: i64) -> WorkflowOut {
    let iso = |at: i64| text::dates::iso(at, "UTC");
    WorkflowOut {
        held_back_by: sheet.held_back_by(actor, now),
        revision: sheet.revision.number,
        stage: sheet.stage.code,
        candidates: sheet
            .candidates
            .into_iter()
            .map(|one| CandidateOut {
                revision: one.revision,
                stage: one.stage,
                moved_by: one.moved_by,
                moved_at: iso(one.moved_at),
            })
            .collect(),
        approvals: sheet
            .approvals
            .into_iter()
            .map(|one| ApprovalOut {
                account: one.account,
                name: one.name,
                section: one.section,
                at: iso(one.at),
            })
            .collect(),
        assigned: sheet.assigned.map(|one| AssignedOut {
            account: one.account,
            name: one.name,
            due_at: one.due_at.map(iso),
        }),
        two_persons: sheet.two_persons,
        checklist: sheet.findings,
    }
}

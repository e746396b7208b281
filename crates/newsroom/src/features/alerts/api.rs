//! Breaking alerts for programs.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Deserializer, Serialize};

use super::actions::{AlertChange, Done, NewAlert, change_alert, end_alert, raise_alert};
use super::{Alert, policy, store};
use crate::app::App;
use crate::features::accounts::Actor;
use crate::features::receipts::{self, Receipt};
use crate::id::{AlertId, ArticleId, EditionCode, ReceiptId, StoryId};
use crate::routes::api::{ApiError, Bearer, moment};

/// How many alerts are listed, those raised last.
const LISTED: i64 = 100;

/// A new alert.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AlertIn {
    /// The edition on whose pages it stands.
    pub edition: EditionCode,
    /// What it says, in at most 120 letters.
    pub words: String,
    /// The article that it leads to; the link comes when that is published.
    #[serde(default)]
    pub article: Option<ArticleId>,
    /// The story that it leads to while it leads to no article.
    #[serde(default)]
    pub story: Option<StoryId>,
    /// When it begins; at once when left out. Written like 2026-11-23T13:40:00+03:00.
    #[serde(default)]
    pub begins_at: Option<String>,
    /// When it ends by itself, at most 24 hours later; two hours later when left out.
    #[serde(default)]
    pub ends_at: Option<String>,
}

/// What of an alert is to change; what is left out stays.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AlertChangeIn {
    /// The revision that this was made of. When somebody else changed the alert meanwhile, nothing is saved.
    pub expected: i64,
    pub words: Option<String>,
    /// The article that it leads to; null for none.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    pub article: Option<Option<ArticleId>>,
    /// The story that it leads to; null for none.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    pub story: Option<Option<StoryId>>,
    pub begins_at: Option<String>,
    pub ends_at: Option<String>,
}

/// An alert as programs see it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct AlertOut {
    pub id: AlertId,
    pub edition: EditionCode,
    pub words: String,
    pub article: Option<ArticleId>,
    pub story: Option<StoryId>,
    pub begins_at: String,
    pub ends_at: String,
    /// When it was ended, by hand or because its time was over.
    pub ended_at: Option<String>,
    /// Whether it stands on the pages now.
    pub stands: bool,
    /// Who raised it.
    pub by: String,
    /// Counts its changes.
    pub revision: i64,
    /// The receipt of the change that was just made.
    pub receipt: Option<ReceiptId>,
}

/// The alerts that were raised last.
#[utoipa::path(get, path = "/alerts", responses((status = 200, body = Vec<AlertOut>, description = "The alerts")), security(("token" = [])))]
pub async fn get_alerts(
    State(app): State<App>,
    Bearer(actor): Bearer,
) -> Result<Json<Vec<AlertOut>>, ApiError> {
    policy::may_look(&actor)?;
    let alerts = store::newest(app.db.read(), LISTED).await?.into_iter();
    let alerts = alerts.filter(|alert| policy::may_read(&actor, &alert.edition).is_ok());
    Ok(Json(alerts.map(|alert| out(&app, alert, None)).collect()))
}

/// Raises an alert: every page of the edition says it from its beginning on.
#[utoipa::path(post, path = "/alerts", request_body = AlertIn, responses((status = 201, body = AlertOut, description = "The alert as it is now")), security(("token" = [])))]
pub async fn post_alert(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Json(new): Json<AlertIn>,
) -> Result<(StatusCode, Json<AlertOut>), ApiError> {
    let AlertIn { edition, words, article, story, begins_at, ends_at } = new;
    let (begins_at, ends_at) = (time("begins_at", begins_at)?, time("ends_at", ends_at)?);
    let new = NewAlert { edition, words, article, story, begins_at, ends_at };
    let Done { alert, receipt } = raise_alert(&app, &actor, new).await?;
    Ok((StatusCode::CREATED, Json(out(&app, alert, receipt))))
}

/// Reads an alert.
#[utoipa::path(get, path = "/alerts/{alert}", params(("alert" = String, Path)), responses((status = 200, body = AlertOut, description = "The alert as it is now")), security(("token" = [])))]
pub async fn get_alert(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<AlertId>,
) -> Result<Json<AlertOut>, ApiError> {
    Ok(Json(out(&app, readable(&app, &actor, &id).await?, None)))
}

/// Changes an alert that is not over.
#[utoipa::path(patch, path = "/alerts/{alert}", params(("alert" = String, Path)), request_body = AlertChangeIn, responses((status = 200, body = AlertOut, description = "The alert as it is now")), security(("token" = [])))]
pub async fn patch_alert(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<AlertId>,
    Json(change): Json<AlertChangeIn>,
) -> Result<Json<AlertOut>, ApiError> {
    let AlertChangeIn { expected, words, article, story, begins_at, ends_at } = change;
    let (begins_at, ends_at) = (time("begins_at", begins_at)?, time("ends_at", ends_at)?);
    let change = AlertChange { words, article, story, begins_at, ends_at };
    let Done { alert, receipt } = change_alert(&app, &actor, &id, expected, change).await?;
    Ok(Json(out(&app, alert, receipt)))
}

/// Ends an alert before its time.
#[utoipa::path(delete, path = "/alerts/{alert}", params(("alert" = String, Path)), responses((status = 200, body = AlertOut, description = "The alert as it is now")), security(("token" = [])))]
pub async fn delete_alert(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<AlertId>,
) -> Result<Json<AlertOut>, ApiError> {
    let Done { alert, receipt } = end_alert(&app, &actor, &id).await?;
    Ok(Json(out(&app, alert, receipt)))
}

/// The newest receipt of an alert.
#[utoipa::path(get, path = "/alerts/{alert}/receipt", params(("alert" = String, Path)), responses((status = 200, body = Receipt, description = "How far the alert's newest change has come on its way to readers")), security(("token" = [])))]
pub async fn get_alert_receipt(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<AlertId>,
) -> Result<Json<Receipt>, ApiError> {
    let id = readable(&app, &actor, &id).await?.id;
    let receipt = receipts::latest_of_alert(app.db.read(), &id).await?;
    receipt.map(Json).ok_or_else(|| ApiError::not_found("readers have seen nothing of this alert yet"))
}

async fn readable(app: &App, actor: &Actor, id: &AlertId) -> Result<Alert, ApiError> {
    policy::may_look(actor)?;
    let alert = store::alert_by_id(app.db.read(), id).await?;
    let alert = alert.ok_or_else(|| ApiError::not_found("there is no such alert"))?;
    policy::may_read(actor, &alert.edition)?;
    Ok(alert)
}

fn time(field: &str, said: Option<String>) -> Result<Option<i64>, ApiError> {
    said.map(|at| moment(field, &at)).transpose()
}

/// Tells a member that is null from one that is left out.
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(from).map(Some)
}

fn out(app: &App, alert: Alert, receipt: Option<ReceiptId>) -> AlertOut {
    let iso = |at: i64| text::dates::iso(at, "UTC");
    AlertOut {
        stands: alert.stands(app.now()),
        begins_at: iso(alert.begins_at),
        ends_at: iso(alert.ends_at),
        ended_at: alert.ended_at.map(iso),
        id: alert.id,
        edition: alert.edition,
        words: alert.words,
        article: alert.article,
        story: alert.story,
        by: alert.created_by,
        revision: alert.revision,
        receipt,
    }
}

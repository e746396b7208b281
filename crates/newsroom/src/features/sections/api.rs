//! Sections for programs.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Deserializer};

use super::actions::{
    NewSection, SectionChange, change_section, close_section, open_section_below, reopen_section,
};
use super::{Section, policy, section_by_id, sections};
use crate::app::App;
use crate::id::{EditionCode, SectionId};
use crate::routes::api::{ApiError, Bearer};

/// A section that is to be opened.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SectionIn {
    pub edition: EditionCode,
    /// Its segment of the address. It never changes, and says nothing of where the section stands.
    pub slug: String,
    pub name: String,
    /// What it is about, in a sentence.
    #[serde(default)]
    pub description: String,
    /// Its place among those beside it.
    #[serde(default)]
    pub position: i64,
    /// The section it is to be a part of.
    #[serde(default)]
    pub parent: Option<SectionId>,
}

/// What is to change; what is left out stays.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SectionChangeIn {
    /// The revision that was before whoever changes it.
    pub expected: i64,
    pub name: Option<String>,
    pub description: Option<String>,
    /// Its place among those beside it.
    pub position: Option<i64>,
    /// The section it is to be a part of; `null` makes it a root.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    pub parent: Option<Option<SectionId>>,
}

/// Whether a section takes new pieces.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SectionStateIn {
    /// The revision that was before whoever changes it.
    pub expected: i64,
    /// A closed section takes no new pieces and leaves the navigation; its addresses stay.
    pub closed: bool,
}

/// All sections of all editions, each after the one it is a part of.
#[utoipa::path(get, path = "/sections", responses((status = 200, body = Vec<Section>, description = "The sections of all editions")), security(("token" = [])))]
pub async fn get_sections(
    State(app): State<App>,
    Bearer(actor): Bearer,
) -> Result<Json<Vec<Section>>, ApiError> {
    policy::may_read(&actor)?;
    Ok(Json(sections(app.db.read()).await?))
}

/// Opens a section.
#[utoipa::path(post, path = "/sections", request_body = SectionIn, responses((status = 201, body = Section, description = "The section as it is now")), security(("token" = [])))]
pub async fn post_section(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Json(new): Json<SectionIn>,
) -> Result<(StatusCode, Json<Section>), ApiError> {
    let SectionIn { edition, slug, name, description, position, parent } = new;
    let new = NewSection { edition, slug, name, description, position, parent };
    Ok((StatusCode::CREATED, Json(open_section_below(&app, &actor, new).await?)))
}

/// Reads a section.
#[utoipa::path(get, path = "/sections/{section}", params(("section" = String, Path)), responses((status = 200, body = Section, description = "The section as it is now")), security(("token" = [])))]
pub async fn get_section(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<SectionId>,
) -> Result<Json<Section>, ApiError> {
    policy::may_read(&actor)?;
    let section = section_by_id(app.db.read(), &id).await?;
    section.map(Json).ok_or_else(|| ApiError::not_found("there is no such section"))
}

/// Changes what a section says of itself, and where it stands.
#[utoipa::path(patch, path = "/sections/{section}", params(("section" = String, Path)), request_body = SectionChangeIn, responses((status = 200, body = Section, description = "The section as it is now")), security(("token" = [])))]
pub async fn patch_section(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<SectionId>,
    Json(change): Json<SectionChangeIn>,
) -> Result<Json<Section>, ApiError> {
    let SectionChangeIn { expected, name, description, position, parent } = change;
    let change = SectionChange { name, description, position, parent };
    Ok(Json(change_section(&app, &actor, &id, expected, change).await?))
}

/// Closes a section, or opens it again.
#[utoipa::path(put, path = "/sections/{section}/state", params(("section" = String, Path)), request_body = SectionStateIn, responses((status = 200, body = Section, description = "The section as it is now")), security(("token" = [])))]
pub async fn put_section_state(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<SectionId>,
    Json(wanted): Json<SectionStateIn>,
) -> Result<Json<Section>, ApiError> {
    let section = match wanted.closed {
        true => close_section(&app, &actor, &id, wanted.expected).await?,
        false => reopen_section(&app, &actor, &id, wanted.expected).await?,
    };
    Ok(Json(section))
}

/// What is said to be nothing is not the same as what is not said.
fn given<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Option<SectionId>>, D::Error> {
    Option::<SectionId>::deserialize(from).map(Some)
}

//! Editions and sections for programs.

use axum::Json;
use axum::extract::State;

use super::{Section, sections};
use crate::app::App;
use crate::features::accounts::{Role, needs};
use crate::routes::api::{ApiError, Bearer};

/// All sections of all editions.
#[utoipa::path(get, path = "/sections", responses((status = 200, body = Vec<Section>, description = "The sections of all editions")), security(("token" = [])))]
pub async fn get_sections(
    State(app): State<App>,
    Bearer(actor): Bearer,
) -> Result<Json<Vec<Section>>, ApiError> {
    needs(&actor, Role::Contributor)?;
    Ok(Json(sections(app.db.read()).await?))
}

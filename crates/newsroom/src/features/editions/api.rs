//! Editions for programs: what there are, and how each writes what the program generates.

use axum::Json;
use axum::extract::{Path, State};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::actions::save_edition;
use super::{BadSetting, Edition, editions};
use crate::app::App;
use crate::features::accounts::{Role, needs};
use crate::id::EditionCode;
use crate::routes::api::{ApiError, Bearer};

/// An edition.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct EditionOut {
    pub code: EditionCode,
    pub name: String,
    pub tagline: String,
    pub lang: String,
    /// How it writes what the program generates: `digits`, `months`, `hijri`, `hijri_shift`, `clock`, `zone`, `slugs`,
    /// `quotes`, `tanwin`, `week`.
    #[schema(value_type = Object)]
    pub voice: Value,
}

/// What changes of an edition; what is left out stays.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EditionChange {
    pub name: Option<String>,
    pub tagline: Option<String>,
    /// The settings that change, by name: `digits` (`latn`, `arab`, `arabext`), `months`, `hijri`, `clock`, `zone`, `slugs`
    /// (`arabic`, `transliterated`, `id_only`), `quotes` (`usual`, `angle`, `curly`, `low`), `tanwin` (`before_alif`,
    /// `on_alif`), `week` (`monday`, `saturday`, `sunday`).
    #[schema(value_type = Option<Object>)]
    pub voice: Option<serde_json::Map<String, Value>>,
}

/// All editions, in their order.
#[utoipa::path(get, path = "/editions", responses((status = 200, body = Vec<EditionOut>, description = "The editions")), security(("token" = [])))]
pub async fn get_editions(
    State(app): State<App>,
    Bearer(actor): Bearer,
) -> Result<Json<Vec<EditionOut>>, ApiError> {
    needs(&actor, Role::Contributor)?;
    Ok(Json(editions(app.db.read()).await?.into_iter().map(out).collect()))
}

/// Changes an edition's name, its line, or how it writes what the program generates.
#[utoipa::path(patch, path = "/editions/{edition}", params(("edition" = String, Path)), request_body = EditionChange, responses((status = 200, body = EditionOut, description = "The edition as it is now")), security(("token" = [])))]
pub async fn patch_edition(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(code): Path<EditionCode>,
    Json(change): Json<EditionChange>,
) -> Result<Json<EditionOut>, ApiError> {
    needs(&actor, Role::Admin)?;
    let known = editions(app.db.read()).await?;
    let edition = known.into_iter().find(|edition| edition.code == code);
    let mut edition = edition.ok_or_else(|| ApiError::not_found(&format!("there is no edition `{code}`")))?;
    if let Some(settings) = change.voice {
        let invalid = |bad: BadSetting| ApiError::invalid(&format!("voice.{}", bad.name), &bad.why);
        edition.voice = edition.voice.with(settings).map_err(invalid)?;
    }
    edition.name = change.name.unwrap_or(edition.name);
    edition.tagline = change.tagline.unwrap_or(edition.tagline);
    Ok(Json(out(save_edition(&app, &actor, edition).await?)))
}

fn out(edition: Edition) -> EditionOut {
    let voice = edition.voice.told();
    let Edition { code, name, tagline, lang, .. } = edition;
    EditionOut { code, name, tagline, lang, voice }
}

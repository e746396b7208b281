//! Translations for programs: an article's original is said, and taken back.

use axum::Json;
use axum::extract::{Path, State};
use serde::{Deserialize, Serialize};

use super::Translation;
use super::actions::{link_translation, unlink};
use crate::app::App;
use crate::id::{ArticleId, EditionCode};
use crate::routes::api::{ApiError, Bearer};

/// What an article was translated from.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TranslationIn {
    /// The article in another edition.
    pub original: ArticleId,
}

/// An article and its siblings in other editions.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct TranslationsOut {
    /// All of them, by edition; nobody when the article has no siblings.
    pub translations: Vec<TranslationOut>,
}

/// One article among its translations.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct TranslationOut {
    /// Which.
    pub article: ArticleId,
    /// Its edition.
    pub edition: EditionCode,
    /// Whether the others were translated from it.
    pub is_original: bool,
}

/// Says what an article was translated from.
#[utoipa::path(put, path = "/articles/{id}/translation", params(("id" = String, Path)), request_body = TranslationIn, responses((status = 200, body = TranslationsOut, description = "The article and its siblings")), security(("token" = [])))]
pub async fn put_translation(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<ArticleId>,
    Json(new): Json<TranslationIn>,
) -> Result<Json<TranslationsOut>, ApiError> {
    Ok(Json(out(link_translation(&app, &actor, &id, &new.original).await?)))
}

/// Parts an article from its siblings.
#[utoipa::path(delete, path = "/articles/{id}/translation", params(("id" = String, Path)), responses((status = 200, body = TranslationsOut, description = "The article and its siblings")), security(("token" = [])))]
pub async fn delete_translation(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<ArticleId>,
) -> Result<Json<TranslationsOut>, ApiError> {
    unlink(&app, &actor, &id).await?;
    Ok(Json(out(Vec::new())))
}

fn out(linked: Vec<Translation>) -> TranslationsOut {
    let one =
        |Translation { article, edition, is_original, .. }| TranslationOut { article, edition, is_original };
    TranslationsOut { translations: linked.into_iter().map(one).collect() }
}

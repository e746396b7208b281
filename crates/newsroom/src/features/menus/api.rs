//! Menus for programs.

use axum::Json;
use axum::extract::{Path, State};
use serde::Deserialize;

use super::actions::{save_head_menu, save_menu};
use super::{Menu, MenuLink, store};
use crate::app::App;
use crate::features::accounts::{Role, needs};
use crate::id::EditionCode;
use crate::routes::api::{ApiError, Bearer};

/// The links of a menu, in order.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MenuIn {
    pub links: Vec<MenuLink>,
}

/// Reads an edition's menu; one that nobody has made is empty.
#[utoipa::path(get, path = "/menus/{edition}", params(("edition" = String, Path)), responses((status = 200, body = Menu, description = "The menu")), security(("token" = [])))]
pub async fn get_menu(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(edition): Path<EditionCode>,
) -> Result<Json<Menu>, ApiError> {
    needs(&actor, Role::Contributor)?;
    Ok(Json(store::menu_of(app.db.read(), &edition).await?))
}

/// Sets the links at the foot of an edition's pages.
#[utoipa::path(put, path = "/menus/{edition}", params(("edition" = String, Path)), request_body = MenuIn, responses((status = 200, body = Menu, description = "The menu")), security(("token" = [])))]
pub async fn put_menu(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(edition): Path<EditionCode>,
    Json(new): Json<MenuIn>,
) -> Result<Json<Menu>, ApiError> {
    Ok(Json(save_menu(&app, &actor, edition, new.links).await?))
}

/// Sets the links at the head of an edition's pages; none has its sections stand there by themselves.
#[utoipa::path(put, path = "/menus/{edition}/head", params(("edition" = String, Path)), request_body = MenuIn, responses((status = 200, body = Menu, description = "The menu")), security(("token" = [])))]
pub async fn put_head_menu(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(edition): Path<EditionCode>,
    Json(new): Json<MenuIn>,
) -> Result<Json<Menu>, ApiError> {
    Ok(Json(save_head_menu(&app, &actor, edition, new.links).await?))
}

//! Channels for programs.

use axum::Json;
use axum::extract::{Path, State};
use serde::Deserialize;

use super::actions::set_channels;
use super::{Channel, Channels, policy, store};
use crate::app::App;
use crate::id::EditionCode;
use crate::routes::api::{ApiError, Bearer};

/// The channels of an edition, in order.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChannelsIn {
    pub channels: Vec<Channel>,
}

/// Where readers find an edition besides its site.
#[utoipa::path(get, path = "/channels/{edition}", params(("edition" = String, Path)), responses((status = 200, body = Channels, description = "The channels")), security(("token" = [])))]
pub async fn get_channels(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(edition): Path<EditionCode>,
) -> Result<Json<Channels>, ApiError> {
    policy::may_read(&actor)?;
    Ok(Json(store::channels_of(app.db.read(), &edition).await?))
}

/// Sets an edition's channels, in this order, in place of those it had.
#[utoipa::path(put, path = "/channels/{edition}", params(("edition" = String, Path)), request_body = ChannelsIn, responses((status = 200, body = Channels, description = "The channels")), security(("token" = [])))]
pub async fn put_channels(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(edition): Path<EditionCode>,
    Json(new): Json<ChannelsIn>,
) -> Result<Json<Channels>, ApiError> {
    Ok(Json(set_channels(&app, &actor, Channels { edition, channels: new.channels }).await?))
}

//! Who calls the API: the actor behind the token.

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use web::Welcome;

use super::ApiError;
use crate::app::App;
use crate::features::accounts::{Actor, Secret, actor_by_token};

/// The actor whose token the request carries.
pub struct Bearer(pub Actor);

impl FromRequestParts<App> for Bearer {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let header =
            parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let secret = header.strip_prefix("Bearer ").and_then(|token| Secret::read("khabar", token.trim()));
        let secret = secret.ok_or_else(ApiError::unauthorized)?;
        let actor = actor_by_token(app.db.read(), &secret, app.now()).await?;
        let actor = actor.ok_or_else(ApiError::unauthorized)?;
        // Whoever is known finds a place when strangers take all others.
        parts.extensions.get::<Welcome>().into_iter().for_each(Welcome::is_due);
        Ok(Bearer(actor))
    }
}

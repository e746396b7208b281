//! Who is at the desk: the person whose session the cookie opens.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use web::DeskCookie;

use super::DeskError;
use crate::app::App;
use crate::features::accounts::{Actor, Secret, actor_by_session};

/// The signed-in person.
pub struct Session(pub Actor);

/// The desk's cookie.
pub fn cookie(app: &App) -> DeskCookie {
    DeskCookie::new(app.config.public_url.starts_with("https://"), "/desk")
}

impl FromRequestParts<App> for Session {
    type Rejection = DeskError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, DeskError> {
        let cookie = cookie(app);
        let secret = cookie.read(&parts.headers).and_then(|value| Secret::read("session", value));
        let secret = secret.ok_or(DeskError::SignedOut)?;
        let actor = actor_by_session(app.db.read(), &secret, app.now()).await?;
        actor.map(Session).ok_or(DeskError::SignedOut)
    }
}

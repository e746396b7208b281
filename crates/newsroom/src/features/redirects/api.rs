//! Redirects for programs.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};

use super::actions::{add_redirect, remove_redirect};
use super::{Redirect, Target, policy, store};
use crate::app::App;
use crate::id::{ArticleId, RedirectId};
use crate::routes::api::{ApiError, Bearer};

/// How many redirects one answer lists.
const PAGE: i64 = 200;

/// An old address and where it is to lead: a path of this site, or an article.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RedirectIn {
    /// The old address: a path of this site, typed or percent-encoded.
    pub path: String,
    /// The path it leads to.
    #[serde(default)]
    pub to: Option<String>,
    /// The article it leads to, wherever that stands.
    #[serde(default)]
    pub article: Option<ArticleId>,
}

/// A redirect as programs see it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct RedirectOut {
    pub id: RedirectId,
    /// The old address, percent-encoded, without a slash at its end.
    pub path: String,
    /// The path it leads to, when it leads to one.
    pub to: Option<String>,
    /// The article it leads to, when it leads to one.
    pub article: Option<ArticleId>,
}

/// Which redirects to list.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default, deny_unknown_fields)]
pub struct Listed {
    /// The old address after which the list goes on; from the first when it is left out.
    pub after: String,
}

/// Lists redirects by their old address, 200 at a time.
#[utoipa::path(get, path = "/redirects", params(Listed), responses((status = 200, body = Vec<RedirectOut>, description = "The redirects")), security(("token" = [])))]
pub async fn get_redirects(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Query(listed): Query<Listed>,
) -> Result<Json<Vec<RedirectOut>>, ApiError> {
    policy::may_redirect(&actor)?;
    let page = store::page(app.db.read(), &listed.after, PAGE).await?;
    Ok(Json(page.into_iter().map(out).collect()))
}

/// Has an old address lead on. Where it led elsewhere before, it leads here now.
#[utoipa::path(post, path = "/redirects", request_body = RedirectIn, responses((status = 201, body = RedirectOut, description = "The redirect")), security(("token" = [])))]
pub async fn post_redirect(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Json(new): Json<RedirectIn>,
) -> Result<(StatusCode, Json<RedirectOut>), ApiError> {
    let target = match (new.to, new.article) {
        (Some(path), None) => Target::Path(path),
        (None, Some(article)) => Target::Article(article),
        _ => return Err(ApiError::invalid("to", "say either `to`, a path of this site, or `article`")),
    };
    let redirect = add_redirect(&app, &actor, &new.path, target).await?;
    Ok((StatusCode::CREATED, Json(out(redirect))))
}

/// Removes a redirect, and says what it was.
#[utoipa::path(delete, path = "/redirects/{id}", params(("id" = String, Path)), responses((status = 200, body = RedirectOut, description = "The redirect")), security(("token" = [])))]
pub async fn delete_redirect(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<RedirectId>,
) -> Result<Json<RedirectOut>, ApiError> {
    Ok(Json(out(remove_redirect(&app, &actor, &id).await?)))
}

fn out(redirect: Redirect) -> RedirectOut {
    let (to, article) = match redirect.target {
        Target::Path(path) => (Some(path), None),
        Target::Article(id) => (None, Some(id)),
    };
    RedirectOut { id: redirect.id, path: redirect.path, to, article }
}

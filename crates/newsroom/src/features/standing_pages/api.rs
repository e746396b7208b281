//! Standing pages for programs.

use axum::Json;
use axum::extract::{Path, State};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::actions::{publish_page, save_page, take_down_page};
use super::{PageText, StandingPage, StandingPageKind, policy, read_html, store};
use crate::app::App;
use crate::features::editions;
use crate::id::{EditionCode, RevisionNumber};
use crate::routes::api::{ApiError, Bearer};

/// What a standing page is to say.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StandingPageIn {
    /// The revision it was written on; 0 when the page is new. When it has gone further meanwhile, nothing is saved.
    pub expected: RevisionNumber,
    /// The title; also what links to the page say.
    pub title: String,
    /// The text as a content tree.
    #[schema(value_type = Option<Object>)]
    #[serde(default)]
    pub body: Option<Value>,
    /// The text as HTML, when there is no tree: what the tree does not know is dropped.
    #[serde(default)]
    pub body_html: Option<String>,
}

/// A standing page as programs see it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct StandingPageOut {
    pub edition: EditionCode,
    pub page: StandingPageKind,
    /// Its address, whether readers find something there or not.
    pub href: String,
    /// Its newest revision.
    pub revision: RevisionNumber,
    /// The revision readers see.
    pub live_revision: Option<RevisionNumber>,
    pub published_at: Option<String>,
    /// What the newest revision says.
    pub title: String,
    #[schema(value_type = Object)]
    pub body: Value,
}

/// All standing pages of all editions.
#[utoipa::path(get, path = "/pages", responses((status = 200, body = Vec<StandingPageOut>, description = "The standing pages")), security(("token" = [])))]
pub async fn get_pages(
    State(app): State<App>,
    Bearer(actor): Bearer,
) -> Result<Json<Vec<StandingPageOut>>, ApiError> {
    policy::may_read(&actor)?;
    let mut pages = Vec::new();
    // Five to an edition at most.
    for page in store::all(app.db.read()).await? {
        pages.push(out(&app, page).await?);
    }
    Ok(Json(pages))
}

/// Reads a standing page.
#[utoipa::path(get, path = "/pages/{edition}/{page}", params(("edition" = String, Path), ("page" = String, Path)), responses((status = 200, body = StandingPageOut, description = "The standing page as it is now")), security(("token" = [])))]
pub async fn get_page(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path((edition, page)): Path<(EditionCode, String)>,
) -> Result<Json<StandingPageOut>, ApiError> {
    policy::may_read(&actor)?;
    let page = store::at(app.db.read(), &edition, kind(&page)?).await?;
    let page = page.ok_or_else(|| ApiError::not_found("nobody has written this page yet"))?;
    Ok(Json(out(&app, page).await?))
}

/// Writes a standing page, or its next revision; readers see nothing of it yet.
#[utoipa::path(put, path = "/pages/{edition}/{page}", params(("edition" = String, Path), ("page" = String, Path)), request_body = StandingPageIn, responses((status = 200, body = StandingPageOut, description = "The standing page as it is now")), security(("token" = [])))]
pub async fn put_page(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path((edition, page)): Path<(EditionCode, String)>,
    Json(new): Json<StandingPageIn>,
) -> Result<Json<StandingPageOut>, ApiError> {
    policy::may_save(&actor, &edition)?;
    let kind = kind(&page)?;
    let known = editions::editions(app.db.read()).await?.into_iter().find(|known| known.code == edition);
    let known = known.ok_or_else(|| ApiError::not_found("there is no such edition"))?;
    let body = match (new.body, new.body_html) {
        (Some(tree), _) => content::read::from_value(tree).map_err(|error| {
            ApiError::invalid(&format!("body{}", error.place().unwrap_or_default()), &error.to_string())
        })?,
        (None, html) => read_html(&app, &html.unwrap_or_default(), &known.lang)
            .map_err(|error| ApiError::invalid("body_html", &error))?,
    };
    let text = PageText { title: new.title, body };
    let page = save_page(&app, &actor, (&edition, kind), new.expected, text).await?;
    Ok(Json(out(&app, page).await?))
}

/// Puts the newest revision of a standing page before readers.
#[utoipa::path(post, path = "/pages/{edition}/{page}/publication", params(("edition" = String, Path), ("page" = String, Path)), responses((status = 200, body = StandingPageOut, description = "The standing page as it is now")), security(("token" = [])))]
pub async fn post_page_publication(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path((edition, page)): Path<(EditionCode, String)>,
) -> Result<Json<StandingPageOut>, ApiError> {
    let page = publish_page(&app, &actor, &edition, kind(&page)?).await?;
    Ok(Json(out(&app, page).await?))
}

/// Takes a standing page back from its readers.
#[utoipa::path(delete, path = "/pages/{edition}/{page}/publication", params(("edition" = String, Path), ("page" = String, Path)), responses((status = 200, body = StandingPageOut, description = "The standing page as it is now")), security(("token" = [])))]
pub async fn delete_page_publication(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path((edition, page)): Path<(EditionCode, String)>,
) -> Result<Json<StandingPageOut>, ApiError> {
    let page = take_down_page(&app, &actor, &edition, kind(&page)?).await?;
    Ok(Json(out(&app, page).await?))
}

fn kind(page: &str) -> Result<StandingPageKind, ApiError> {
    let known = StandingPageKind::ALL.map(StandingPageKind::slug).join(", ");
    StandingPageKind::named(page)
        .ok_or_else(|| ApiError::not_found(&format!("a standing page is one of: {known}")))
}

async fn out(app: &App, page: StandingPage) -> Result<StandingPageOut, ApiError> {
    let text = store::text_of(app.db.read(), &page.id, page.latest_revision).await?;
    let (title, body) = text.map(|text| (text.title, text.body.to_value())).unwrap_or_default();
    Ok(StandingPageOut {
        href: page.href(),
        page: page.kind,
        revision: page.latest_revision,
        live_revision: page.live_revision,
        published_at: page.published_at.map(|at| text::dates::iso(at, "UTC")),
        edition: page.edition,
        title,
        body,
    })
}

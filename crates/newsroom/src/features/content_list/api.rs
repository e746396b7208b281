//! The content list for programs.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::{Deserialize, Serialize};

use super::store::{Key, Listed, Reading, page};
use super::{Filter, desk};
use crate::app::App;
use crate::features::accounts::{Role, needs};
use crate::features::editions::edition_by_code;
use crate::features::workflow::stages;
use crate::id::{ArticleId, EditionCode};
use crate::routes::api::{ApiError, Bearer};

const LISTED: i64 = 50;

/// What is looked for, and from where on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    #[serde(flatten)]
    filter: Filter,
    after: String,
}

/// A page of the content list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ArticlesOut {
    pub articles: Vec<ListedOut>,
    /// What to give as `after` for the next page; it may be there although nothing was found so far back.
    pub next: Option<String>,
}

/// An article in the list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ListedOut {
    pub id: ArticleId,
    pub headline: String,
    pub section: String,
    pub kind: String,
    /// `draft`, `scheduled`, `embargoed`, `live`, `changed` (readers see an earlier revision) or `withdrawn`.
    pub state: &'static str,
    pub revision: i64,
    pub changed_at: String,
    pub changed_by: String,
    pub holder: String,
    pub due_at: Option<String>,
    pub scheduled_for: Option<String>,
}

/// Lists articles, published or not, the newest first.
#[utoipa::path(get, path = "/articles", params(("edition" = String, Query), ("section" = Option<String>, Query), ("state" = Option<String>, Query), ("stage" = Option<String>, Query), ("holder" = Option<String>, Query), ("author" = Option<String>, Query), ("source" = Option<String>, Query), ("words" = Option<String>, Query), ("from" = Option<String>, Query), ("to" = Option<String>, Query), ("after" = Option<String>, Query)), responses((status = 200, body = ArticlesOut, description = "A page of what fits")), security(("token" = [])))]
pub async fn get_articles(
    State(app): State<App>,
    Bearer(actor): Bearer,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Json<ArticlesOut>, ApiError> {
    needs(&actor, Role::Contributor)?;
    let Query(asked) = asked.map_err(|error| ApiError::invalid("query", &error.to_string()))?;
    let after = desk::key(&asked.after);
    let filter = asked.filter.bounded();
    let code = EditionCode(filter.edition.clone());
    let edition = edition_by_code(app.db.read(), &code).await?;
    let edition = edition.ok_or_else(|| ApiError::invalid("edition", "there is no such edition"))?;
    let all = stages(app.db.read()).await?;
    let reading = Reading {
        filter: &filter,
        edition: &edition.code,
        span: filter.span(&edition.voice.dates.zone),
        own: &desk::own(&actor),
        first_stage: all.first().map_or("", |stage| stage.code.as_str()),
        now: app.now(),
    };
    let found = page(app.db.read(), &reading, after, LISTED).await?;
    Ok(Json(ArticlesOut {
        articles: found.listed.into_iter().map(out).collect(),
        next: found.next.as_ref().map(written),
    }))
}

/// The beginning of a page as an address carries it.
pub(super) fn written((at, id): &Key) -> String {
    format!("{at}-{id}")
}

fn out(one: Listed) -> ListedOut {
    let iso = |at: i64| text::dates::iso(at, "UTC");
    ListedOut {
        id: one.id,
        headline: one.headline,
        section: one.section,
        kind: one.kind,
        state: one.state.as_str(),
        revision: one.revision,
        changed_at: iso(one.changed_at),
        changed_by: one.changed_by,
        holder: one.holder,
        due_at: one.due_at.map(iso),
        scheduled_for: one.scheduled_for.map(iso),
    }
}

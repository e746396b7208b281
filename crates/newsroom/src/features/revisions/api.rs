//! Revisions for programs.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use content::difference::Compared;
use serde::{Deserialize, Serialize};
use text::difference::{Change, Run, Sides};

use super::Comparison;
use super::actions::{Restored, restore};
use super::side_by_side::{chosen, compared, what};
use super::store;
use crate::app::App;
use crate::features::accounts::Actor;
use crate::features::articles::actions::RevisionRefused;
use crate::features::articles::{Article, article_by_id, may_read};
use crate::id::{ArticleId, RevisionNumber};
use crate::routes::api::{ApiError, Bearer};

const LISTED: i64 = 100;

/// From where on revisions are listed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Page {
    before: Option<i64>,
}

/// The revisions of an article, the newest first.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct RevisionsOut {
    pub revisions: Vec<RevisionOut>,
    /// The number to give as `before` for the ones that follow; none when these were the last.
    pub next: Option<RevisionNumber>,
}

/// One revision, without what it says.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct RevisionOut {
    pub number: RevisionNumber,
    /// Who made it.
    pub by: String,
    /// Their name; empty where nobody of ours made it.
    pub name: String,
    /// Why.
    pub note: String,
    pub at: String,
    /// Whether readers see it.
    pub live: bool,
}

/// Which two revisions are compared.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Two {
    from: Option<i64>,
    to: Option<i64>,
}

/// Two revisions side by side.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ComparisonOut {
    pub from: RevisionNumber,
    pub to: RevisionNumber,
    /// What stands around the text.
    pub lines: Vec<PartOut>,
    /// The text, block by block, in the later order.
    pub blocks: Vec<BlockOut>,
}

/// Words side by side. A run is `same`, `removed` (before) or `added` (after).
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PartOut {
    /// Which part: empty for a block's running words.
    pub name: &'static str,
    pub before: Vec<RunOut>,
    pub after: Vec<RunOut>,
}

/// Words that share their fate.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct RunOut {
    pub change: &'static str,
    pub text: String,
}

/// A block side by side: `same`, `restyled`, `changed`, `added` or `removed`.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BlockOut {
    pub id: String,
    pub name: &'static str,
    pub what: &'static str,
    pub moved: bool,
    pub parts: Vec<PartOut>,
}

/// What is to stand again.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RestorationIn {
    /// The newest revision as the caller knows it: when the article has gone further meanwhile, nothing is saved.
    pub expected: RevisionNumber,
    /// The revision that is brought back.
    pub from: RevisionNumber,
    /// Only this line of it, by its name in the comparison.
    #[serde(default)]
    pub line: Option<String>,
    /// Only this block of it, by its id.
    #[serde(default)]
    pub block: Option<String>,
    /// Why.
    #[serde(default)]
    pub note: String,
}

/// That it stands again.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct RestoredOut {
    /// The new revision.
    pub revision: RevisionNumber,
}

/// The revisions of an article, the newest first.
#[utoipa::path(get, path = "/articles/{id}/revisions", params(("id" = String, Path), ("before" = Option<i64>, Query)), responses((status = 200, body = RevisionsOut, description = "Who made which revision, when and why")), security(("token" = [])))]
pub async fn get_revisions(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<ArticleId>,
    page: Result<Query<Page>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<RevisionsOut>, ApiError> {
    let article = readable(&app, &actor, &id).await?;
    let Query(page) = page.map_err(|_| ApiError::invalid("before", "a number of a revision"))?;
    let before = RevisionNumber(page.before.unwrap_or(i64::MAX));
    let made = store::made(app.db.read(), &id, before, LISTED).await?;
    let last = made.last().map(|made| made.number).filter(|number| number.0 > 1);
    let next = last.filter(|_| made.len() as i64 == LISTED);
    let out = |made: super::stretch::Made| RevisionOut {
        live: article.live_revision == Some(made.number),
        number: made.number,
        by: made.by,
        name: made.name,
        note: made.note,
        at: text::dates::iso(made.at, "UTC"),
    };
    Ok(Json(RevisionsOut { revisions: made.into_iter().map(out).collect(), next }))
}

/// Two revisions side by side. Without `from` it is the live one, or the one before the newest; without `to` the newest.
#[utoipa::path(get, path = "/articles/{id}/comparison", params(("id" = String, Path), ("from" = Option<i64>, Query), ("to" = Option<i64>, Query)), responses((status = 200, body = ComparisonOut, description = "What changed, by whole words")), security(("token" = [])))]
pub async fn get_comparison(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<ArticleId>,
    two: Result<Query<Two>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<ComparisonOut>, ApiError> {
    let article = readable(&app, &actor, &id).await?;
    let Query(two) = two.map_err(|_| ApiError::invalid("from", "from and to are numbers of revisions"))?;
    let (from, to) = chosen(&article, two.from, two.to);
    let compared = compared(&app, &article, from, to).await?;
    let compared = compared.ok_or_else(|| ApiError::not_found("the article has no such revision"))?;
    Ok(Json(out(compared, from, to)))
}

/// Brings back what a revision said, in whole or in part.
#[utoipa::path(post, path = "/articles/{id}/restoration", params(("id" = String, Path)), request_body = RestorationIn, responses((status = 201, body = RestoredOut, description = "A new revision says it again")), security(("token" = [])))]
pub async fn post_restoration(
    State(app): State<App>,
    Bearer(actor): Bearer,
    Path(id): Path<ArticleId>,
    Json(wanted): Json<RestorationIn>,
) -> Result<(StatusCode, Json<RestoredOut>), ApiError> {
    let part = match (wanted.line, wanted.block) {
        (Some(_), Some(_)) => return Err(ApiError::invalid("block", "a line or a block, not both")),
        (Some(line), None) => Restored::Line(line),
        (None, Some(block)) => Restored::Block(block),
        (None, None) => Restored::Whole,
    };
    let revision = restore(&app, &actor, &id, (wanted.expected, wanted.from), part, wanted.note).await?;
    Ok((StatusCode::CREATED, Json(RestoredOut { revision: revision.number })))
}

async fn readable(app: &App, actor: &Actor, id: &ArticleId) -> Result<Article, ApiError> {
    let article = article_by_id(app.db.read(), id).await?;
    let article = article.ok_or_else(|| ApiError::from(RevisionRefused::NoSuchArticle(id.to_string())))?;
    may_read(actor, &article)?;
    Ok(article)
}

fn out(compared: Comparison, from: RevisionNumber, to: RevisionNumber) -> ComparisonOut {
    let lines = compared.lines.into_iter().map(|line| part(line.name, line.sides)).collect();
    ComparisonOut { from, to, lines, blocks: compared.blocks.into_iter().map(block).collect() }
}

fn block(block: Compared) -> BlockOut {
    let parts = block.parts.into_iter().map(|one| part(one.name, one.sides)).collect();
    let (id, name) = (block.id.as_str().to_owned(), block.name);
    BlockOut { id, name, what: what(block.what), moved: block.moved, parts }
}

fn part(name: &'static str, sides: Sides) -> PartOut {
    let run = |run: Run| RunOut {
        change: match run.change {
            Change::Same => "same",
            Change::Removed => "removed",
            Change::Added => "added",
        },
        text: run.text,
    };
    PartOut {
        name,
        before: sides.before.into_iter().map(run).collect(),
        after: sides.after.into_iter().map(run).collect(),
    }
}

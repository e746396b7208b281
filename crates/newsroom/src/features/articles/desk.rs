//! Articles at the desk: the list, and the editor with its own two requests. A first, bare desk.

use askama::Template;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use web::Problem;

use super::actions::{Draft, Publication, RevisionRefused, publish as publish_article, revise};
use super::{policy, store as articles};
use crate::app::App;
use crate::features::editions;
use crate::features::sections;
use crate::id::{ArticleId, RevisionNumber};
use crate::routes::desk::{DeskError, Session};

const EDITOR_SCHEMA: &str = include_str!("../../../../content/schema/editor-v1.json");

#[derive(Template)]
#[template(path = "articles/desk/editor.html")]
struct Editor {
    id: String,
    lang: String,
    dir: &'static str,
    styles: String,
    live: bool,
    href: Option<String>,
}

/// `GET /desk/articles/{id}`
pub async fn editor(
    State(app): State<App>,
    Session(actor): Session,
    Path(id): Path<ArticleId>,
) -> Result<Html<String>, DeskError> {
    let article = articles::article_by_id(app.db.read(), &id).await?.ok_or(DeskError::NotFound)?;
    policy::may_read(&actor, &article)?;
    let edition =
        editions::editions(app.db.read()).await?.into_iter().find(|edition| edition.code == article.edition);
    let edition = edition.ok_or(DeskError::NotFound)?;
    let section = sections::section_by_id(app.db.read(), &article.section)
        .await?
        .map(|section| section.slug)
        .unwrap_or_default();
    let page = Editor {
        id: article.id.0.clone(),
        lang: edition.lang.clone(),
        dir: edition.dir.as_str(),
        styles: app.theme.asset_address("base.css").unwrap_or_default(),
        live: article.is_live(),
        href: article.first_published_at.map(|_| article.href(&section)),
    };
    Ok(Html(page.render()?))
}

/// `GET /desk/articles/{id}/tree`: what the editor opens with.
pub async fn load(
    State(app): State<App>,
    Session(actor): Session,
    Path(id): Path<ArticleId>,
) -> Result<Json<Value>, DeskError> {
    let article = articles::article_by_id(app.db.read(), &id).await?.ok_or(DeskError::NotFound)?;
    policy::may_read(&actor, &article)?;
    let revision = articles::revision_of(app.db.read(), &id, article.latest_revision)
        .await?
        .ok_or(DeskError::NotFound)?;
    let content = revision.content;
    Ok(Json(json!({
        "revision": revision.number.0.to_string(),
        "schema": schema_hash(),
        "tree": content.body.to_value(),
        "headline": content.headline,
        "lead": content.lead,
    })))
}

/// What the editor saves.
#[derive(Deserialize)]
pub struct Saved {
    schema: String,
    tree: Value,
    headline: String,
    lead: String,
}

/// `PUT /desk/articles/{id}/tree`: a new revision, when the article still stands where the writer began.
pub async fn save(
    State(app): State<App>,
    Session(actor): Session,
    Path(id): Path<ArticleId>,
    headers: HeaderMap,
    Json(saved): Json<Saved>,
) -> Result<Response, DeskError> {
    if saved.schema != schema_hash() {
        let problem = Problem::new(StatusCode::UPGRADE_REQUIRED, "outdated_editor");
        return Ok(problem
            .detail("this page was opened before the editor changed: open it again; the text is kept")
            .into_response());
    }
    let expected = headers.get(header::IF_MATCH).and_then(|value| value.to_str().ok());
    let expected = expected.and_then(|value| value.trim_matches('"').parse().ok());
    let Some(expected) = expected else {
        return Ok(Problem::new(StatusCode::PRECONDITION_REQUIRED, "no_revision")
            .detail("say in If-Match which revision this was written on")
            .into_response());
    };
    let tree = match content::read::from_value(saved.tree) {
        Ok(tree) => tree,
        Err(error) => {
            let problem = json!({
                "title": "the text cannot be saved as it is",
                "detail": error.to_string(),
                "errors": [{"place": error.place().unwrap_or_default(), "why": error.to_string()}],
            });
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, Json(problem)).into_response());
        }
    };
    let article = articles::article_by_id(app.db.read(), &id).await?.ok_or(DeskError::NotFound)?;
    policy::may_read(&actor, &article)?;
    let latest = articles::revision_of(app.db.read(), &id, article.latest_revision)
        .await?
        .ok_or(DeskError::NotFound)?;
    let content = super::Content { body: tree, headline: saved.headline, lead: saved.lead, ..latest.content };
    let wanted = content.clone();
    match revise(&app, &actor, &id, RevisionNumber(expected), Draft { content, note: String::new() }).await {
        Ok(revision) => Ok(Json(json!({"revision": revision.number.0.to_string()})).into_response()),
        // The answer to an earlier save was lost, and here it is again.
        Err(RevisionRefused::Overtaken { latest, .. })
            if says_the_same(&latest_now(&app, &id).await?, &wanted) =>
        {
            Ok(Json(json!({"revision": latest.to_string()})).into_response())
        }
        Err(error @ RevisionRefused::Overtaken { .. }) => {
            Ok(Problem::new(StatusCode::PRECONDITION_FAILED, "overtaken")
                .detail(error.to_string())
                .into_response())
        }
        Err(RevisionRefused::NotAllowed(error)) => Err(error.into()),
        Err(RevisionRefused::Store(error)) => Err(error.into()),
        Err(error) => Ok(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "refused")
            .detail(error.to_string())
            .into_response()),
    }
}

async fn latest_now(app: &App, id: &ArticleId) -> Result<super::Content, DeskError> {
    let article = articles::article_by_id(app.db.read(), id).await?.ok_or(DeskError::NotFound)?;
    let revision = articles::revision_of(app.db.read(), id, article.latest_revision)
        .await?
        .ok_or(DeskError::NotFound)?;
    Ok(revision.content)
}

fn says_the_same(one: &super::Content, other: &super::Content) -> bool {
    one.body == other.body && one.headline == other.headline && one.lead == other.lead
}

/// `POST /desk/articles/{id}/publication`
pub async fn publish(
    State(app): State<App>,
    Session(actor): Session,
    Path(id): Path<ArticleId>,
) -> Result<Redirect, DeskError> {
    let published = publish_article(&app, &actor, &id, Publication::default()).await;
    published.map_err(|error| DeskError::Refused(error.to_string()))?;
    Ok(Redirect::to(&format!("/desk/articles/{id}")))
}

/// The fingerprint of the editor's schema: an editor of another one must not save.
fn schema_hash() -> String {
    use sha2::{Digest, Sha256};
    data_encoding::HEXLOWER.encode(&Sha256::digest(EDITOR_SCHEMA))[..16].to_owned()
}

//! What stands beside an article, at the desk: as readers see it, with the reason in words, and what can be said of it.

use askama::Template;
use axum::Form;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::response::{Html, Redirect};
use search::{Filter, Request};
use serde::Deserialize;

use super::actions::{Order, SetRefused, set as say};
use super::{policy, store};
use crate::app::App;
use crate::features::articles::{Article, TeaserRow, article_by_id, published_article, teasers};
use crate::features::editions::edition_by_code;
use crate::id::ArticleId;
use crate::routes::desk::{Desk, DeskError, Shell, Words};

/// So many are found at a time.
const FOUND: usize = 10;
/// So many letters are looked for.
const LONGEST: usize = 200;

#[derive(Template)]
#[template(path = "related/desk/related.html")]
struct Screen<'a> {
    words: &'a Words,
    shell: Shell<'a>,
    id: &'a str,
    lang: String,
    dir: &'static str,
    headline: String,
    address: String,
    lines: Vec<LineView>,
    banned: Vec<LineView>,
    found: Vec<LineView>,
    asked: String,
    done: bool,
    /// Whether it is still being chosen what stands beside articles.
    choosing: bool,
    /// Whether no more can be pinned.
    full: bool,
}

struct LineView {
    id: String,
    headline: String,
    address: String,
    section: String,
    at: i64,
    pinned: bool,
    /// Whether others are pinned before it.
    later: bool,
    /// The words that both have.
    shared: String,
}

/// What is looked for, and what happened before.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    done: Option<String>,
}

/// What is said of which.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Said {
    other: String,
    order: String,
}

/// `GET /desk/articles/{id}/related`
pub async fn show(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<ArticleId>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Html<String>, DeskError> {
    let article = settable(&app, &desk, &id).await?;
    let Query(asked) = asked.map_err(|error| DeskError::Invalid(error.to_string()))?;
    let published = app.db.published();
    let row = published_article(published, &id).await?.ok_or(DeskError::NotFound)?;
    let edition = edition_by_code(app.db.read(), &article.edition).await?.ok_or(DeskError::NotFound)?;
    let words: String = asked.q.trim().chars().take(LONGEST).collect();
    let (standing, choices) =
        (store::standing(published, &id).await?, store::choices(app.db.read(), &id).await?);
    let found = find(&app, &article, &words).await?;
    let beside: Vec<ArticleId> = standing.iter().map(|row| row.other.clone()).collect();
    let all: Vec<ArticleId> = beside.iter().chain(&choices.banned).chain(&found).cloned().collect();
    let rows = teasers(published, &all).await?;
    let line = |id: &ArticleId| {
        let row = rows.iter().find(|row| row.id == *id)?;
        let why = standing.iter().find(|one| one.other == *id).map(|one| one.why.as_str());
        let place = choices.pinned.iter().position(|pinned| pinned == id);
        Some(line_view(row, place, &shared(&desk.words, why.unwrap_or_default())))
    };
    let others = found.iter().filter(|id| !beside.contains(id) && !choices.banned.contains(id));
    let screen = Screen {
        words: &desk.words,
        shell: desk.shell(&app, "list"),
        id: id.as_str(),
        lang: edition.lang.clone(),
        dir: edition.dir.as_str(),
        address: row.href(),
        headline: row.headline,
        lines: beside.iter().filter_map(line).collect(),
        banned: choices.banned.iter().filter_map(line).collect(),
        found: others.filter_map(line).collect(),
        asked: words,
        done: asked.done.is_some(),
        choosing: standing.is_empty() && is_behind(&app).await?,
        full: choices.pinned.len() >= super::MOST,
    };
    Ok(Html(screen.render()?))
}

/// `POST /desk/articles/{id}/related`: pins, frees, bans.
pub async fn set(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<ArticleId>,
    said: Result<Form<Said>, FormRejection>,
) -> Result<Redirect, DeskError> {
    settable(&app, &desk, &id).await?;
    let Form(said) = said.map_err(|error| DeskError::Invalid(error.to_string()))?;
    let order = Order::named(&said.order).ok_or_else(|| DeskError::Invalid("say what of it".to_owned()))?;
    let refused = |message: &str| Err(DeskError::Refused(desk.words.say(message)));
    match say(&app, &desk.actor, (&id, &ArticleId(said.other)), order).await {
        Ok(()) => Ok(Redirect::to(&format!("/desk/articles/{id}/related?done=yes"))),
        Err(SetRefused::NotAllowed(error)) => Err(error.into()),
        Err(SetRefused::Store(error)) => Err(error.into()),
        Err(SetRefused::NotPublished(_) | SetRefused::NotBeside) => refused("desk-related-not-beside"),
        Err(SetRefused::TooMany) => refused("desk-related-too-many"),
        Err(SetRefused::TooManyBanned) => refused("desk-related-too-many-banned"),
    }
}

/// Whether something happened that is not looked at yet by who chooses what stands beside articles.
async fn is_behind(app: &App) -> Result<bool, DeskError> {
    let head = app.db.log().head().await?;
    Ok(store::come_to(app.db.read()).await?.is_none_or(|seq| seq < head))
}

/// The article, which readers see and the person may set this of.
async fn settable(app: &App, desk: &Desk, id: &ArticleId) -> Result<Article, DeskError> {
    let article = article_by_id(app.db.read(), id).await?.ok_or(DeskError::NotFound)?;
    policy::may_set(&desk.actor, &article)?;
    if article.is_live() { Ok(article) } else { Err(DeskError::NotFound) }
}

/// What of the edition has these words.
async fn find(app: &App, article: &Article, words: &str) -> Result<Vec<ArticleId>, DeskError> {
    let Some(index) = app.index.clone().filter(|_| !words.is_empty()) else { return Ok(Vec::new()) };
    let request = Request {
        text: words.to_owned(),
        filters: vec![
            Filter::Any { name: "edition".to_owned(), values: vec![article.edition.to_string()] },
            Filter::Except { ids: vec![article.id.to_string()] },
        ],
        limit: FOUND,
        now: app.now(),
        ..Request::default()
    };
    let broken = |error: String| DeskError::Refused(error);
    let hits = tokio::task::spawn_blocking(move || index.search(&request)).await;
    let hits = hits.map_err(|error| broken(error.to_string()))?.map_err(|error| broken(error.to_string()))?;
    Ok(hits.hits.into_iter().map(|hit| ArticleId(hit.id)).collect())
}

fn line_view(row: &TeaserRow, place: Option<usize>, shared: &str) -> LineView {
    LineView {
        id: row.id.0.clone(),
        address: row.href(),
        headline: row.headline.clone(),
        section: row.section_name.clone(),
        at: row.published_at,
        pinned: place.is_some(),
        later: place.is_some_and(|place| place > 0),
        shared: shared.to_owned(),
    }
}

/// The words as a list.
fn shared(words: &Words, why: &str) -> String {
    why.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(words.comma())
}

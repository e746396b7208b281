//! `GET /desk/sources`.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Html;
use serde::Deserialize;

use super::policy;
use super::store::{Key, Reading, Resting, near, page};
use crate::app::App;
use crate::features::articles::{Reach, article_href};
use crate::features::content_list::{Filter, State as ArticleState};
use crate::features::editions::editions;
use crate::features::sources::folded_name;
use crate::id::{ArticleId, EditionCode};
use crate::routes::desk::{Desk, DeskError, Shell, Words};

const LISTED: i64 = 50;
const NEAR: i64 = 12;

#[derive(Template)]
#[template(path = "rests_on/desk/list.html")]
struct Screen<'a> {
    words: &'a Words,
    shell: Shell<'a>,
    filter: Filter,
    editions: Vec<(String, String, bool)>,
    /// Name, words, whether it is the one.
    states: Vec<(&'static str, String, bool)>,
    lang: String,
    dir: &'static str,
    lines: Vec<LineView>,
    /// Names that begin as the one that is looked for, with their addresses.
    near: Vec<(String, String)>,
    next: Option<String>,
}

struct LineView {
    href: String,
    headline: String,
    section: String,
    state: String,
    name: String,
    made_at: i64,
    /// It is what readers see, and not the newest, or not more than that is the person's to see.
    as_seen: bool,
}

/// What is looked for, and from where on.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    #[serde(flatten)]
    filter: Filter,
    after: String,
}

/// `GET /desk/sources`: all that rests on the source of the filter.
pub async fn show(
    State(app): State<App>,
    desk: Desk,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Html<String>, DeskError> {
    policy::may_ask(&desk.actor)?;
    let Query(asked) = asked.map_err(|error| DeskError::Invalid(error.to_string()))?;
    let (after, filter) = (key(&asked.after), asked.filter.bounded());
    let all = editions(app.db.read()).await?;
    let edition = all.iter().find(|edition| edition.code.0 == filter.edition).or(all.first());
    let edition = edition.ok_or(DeskError::NotFound)?;
    let (folded, reach) = (folded_name(&filter.source), Reach::of(&desk.actor, &edition.code));
    let reading = Reading {
        folded: &folded,
        edition: &edition.code,
        span: filter.span(&edition.voice.dates.zone),
        state: &filter.state,
        reach: &reach,
        now: app.now(),
    };
    let (found, next) = match folded.is_empty() {
        true => (Vec::new(), None),
        false => page(app.db.read(), &reading, after, LISTED).await?,
    };
    // Names that stand in drafts alone are told to those who read all drafts.
    let names = match reach.all {
        true => near(app.db.read(), &edition.code, &folded, NEAR).await?,
        false => Vec::new(),
    };
    let lines = found.into_iter().filter(|one| policy::is_told(&desk.actor, &edition.code, one));
    let screen = Screen {
        words: &desk.words,
        shell: desk.shell(&app, "list"),
        editions: all
            .iter()
            .map(|one| (one.code.0.clone(), one.name.clone(), one.code == edition.code))
            .collect(),
        states: ArticleState::ALL
            .map(|state| {
                let said = desk.words.say(&format!("desk-state-{}", state.as_str()));
                (state.as_str(), said, state.as_str() == filter.state)
            })
            .into(),
        lang: edition.lang.clone(),
        dir: edition.dir.as_str(),
        lines: lines.map(|one| line(&desk, &edition.code, one)).collect(),
        near: names
            .into_iter()
            .filter(|name| folded_name(name) != folded)
            .map(|name| {
                let to = Filter { source: name.clone(), ..filter.clone() };
                (name, format!("?{}", to.query()))
            })
            .collect(),
        next: next.map(|(at, id, revision)| format!("?{}&after={at}-{id}-{revision}", filter.query())),
        filter,
    };
    Ok(Html(screen.render()?))
}

/// The beginning of a page, as an address carries it.
fn key(text: &str) -> Option<Key> {
    let mut parts = text.split('-');
    let (at, id, revision) = (parts.next()?, parts.next()?, parts.next()?);
    Some((at.parse().ok()?, ArticleId(id.to_owned()), revision.parse().ok()?))
}

fn line(desk: &Desk, edition: &EditionCode, one: Resting) -> LineView {
    let reads = policy::reads(&desk.actor, edition, &one);
    // How it stands beyond what readers see is told to whoever reads it.
    let state = if reads { one.state } else { ArticleState::Live };
    LineView {
        href: match reads {
            true => format!("/desk/articles/{}", one.id),
            false => article_href(edition, &one.section_slug, &one.id, &one.slug),
        },
        headline: one.headline,
        section: one.section_name,
        state: desk.words.say(&format!("desk-state-{}", state.as_str())),
        name: one.name,
        made_at: one.made_at,
        as_seen: one.is_live && (!one.is_latest || !reads),
    }
}

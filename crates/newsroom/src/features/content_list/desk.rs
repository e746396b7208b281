//! The content list at the desk.

use askama::Template;
use axum::Form;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::response::{Html, Redirect};
use serde::Deserialize;

use super::actions::{FilterRefused, forget_filter, keep_filter};
use super::api::written;
use super::filter::{Filter, State as ArticleState};
use super::found::{Found, found};
use super::store::{self, Key, Listed, Reading, page};
use crate::app::App;
use crate::features::accounts::{Actor, Role, accounts, needs};
use crate::features::articles::actions::{RevisionRefused, file, rename};
use crate::features::articles::{article_by_id, may_revise};
use crate::features::desk_search::DeskIndex;
use crate::features::editions::{Edition, editions};
use crate::features::sections::{Section, sections};
use crate::features::sittings::{WINDOW_FORGOTTEN, everywhere};
use crate::features::workflow::actions::{WorkflowRefused, assign, move_candidate};
use crate::features::workflow::{Stage, stage_name, stages};
use crate::id::{AccountId, ArticleId, RevisionNumber};
use crate::routes::desk::{Desk, DeskError, Shell, Words};

const LISTED: i64 = 50;
/// Articles that one order may be for.
const MOST_AT_ONCE: usize = 100;

#[derive(Template)]
#[template(path = "content_list/desk/list.html")]
struct Screen<'a> {
    words: &'a Words,
    shell: Shell<'a>,
    filter: Filter,
    query: String,
    /// The query of what rests on the source that is looked for.
    resting: String,
    editions: Vec<Choice>,
    sections: Vec<Choice>,
    /// Those that take new pieces, by their slugs.
    open_sections: Vec<Choice>,
    states: Vec<Choice>,
    stages: Vec<Choice>,
    people: Vec<Choice>,
    kept: Vec<(String, String)>,
    lang: String,
    dir: &'static str,
    lines: Vec<LineView>,
    next: Option<String>,
    assigns: bool,
    done: Option<(i64, i64)>,
    held: Option<&'static str>,
}

/// Something to choose: what is sent, what is said, whether it is chosen.
struct Choice {
    value: String,
    said: String,
    chosen: bool,
}

struct LineView {
    id: String,
    headline: String,
    section: String,
    state: String,
    stage: String,
    holder: String,
    due: Option<i64>,
    overdue: bool,
    scheduled: Option<i64>,
    changed_at: i64,
    changed_by: String,
    revision: i64,
    /// Who has it open, those who write in it first; empty where nobody has.
    open_at: String,
    /// Whether somebody of them writes in it.
    written: bool,
}

/// Who has an article open: the article, the name, whether they write in it.
type Open = (ArticleId, String, bool);

/// What is looked for, and from where on.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    #[serde(flatten)]
    filter: Filter,
    after: String,
    done: Option<i64>,
    refused: Option<i64>,
    held: String,
}

/// What may hold a piece that readers see back from another section, and the message that says so.
const HELD: [(&str, &str); 2] =
    [("second_person", "desk-filing-held-by-second-person"), ("checklist", "desk-filing-held-by-checklist")];

/// The beginning of a page, as an address carries it.
pub(super) fn key(text: &str) -> Option<Key> {
    let (at, id) = text.split_once('-')?;
    Some((at.parse().ok()?, ArticleId(id.to_owned())))
}

/// As whom somebody sees the list: a contributor sees what is theirs.
pub(super) fn own(actor: &Actor) -> String {
    if needs(actor, Role::Journalist).is_ok() { String::new() } else { actor.signature() }
}

/// `GET /desk/articles`
pub async fn show(
    State(app): State<App>,
    State(index): State<Option<DeskIndex>>,
    desk: Desk,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Html<String>, DeskError> {
    needs(&desk.actor, Role::Contributor)?;
    let Query(asked) = asked.map_err(|error| DeskError::Invalid(error.to_string()))?;
    let (after, done) = (asked.after, asked.done.map(|done| (done, asked.refused.unwrap_or(0))));
    let held = HELD.into_iter().find(|(code, _)| *code == asked.held).map(|(_, message)| message);
    let filter = asked.filter.bounded();
    let editions = editions(app.db.read()).await?;
    let edition = editions.iter().find(|edition| edition.code.0 == filter.edition).or(editions.first());
    let edition = edition.ok_or(DeskError::NotFound)?.clone();
    let all = stages(app.db.read()).await?;
    let reading = Reading {
        filter: &filter,
        edition: &edition.code,
        span: filter.span(&edition.voice.dates.zone),
        own: &own(&desk.actor),
        first_stage: all.first().map_or("", |stage| stage.code.as_str()),
        now: app.now(),
    };
    let found = listed(&app, index.as_ref(), &desk.actor, &reading, &after).await?;
    let screen = screen(&app, &desk, (editions, edition), all, filter).await?;
    let next = found.next.map(|after| format!("{}&after={after}", screen.query));
    let open = everywhere(app.db.read(), app.now() - WINDOW_FORGOTTEN).await?;
    let lines = found.listed.into_iter().map(|one| line(&desk.words, &screen.stages, app.now(), one, &open));
    Ok(Html(Screen { next, done, held, lines: lines.collect(), ..screen }.render()?))
}

/// A page of the list: by words from the desk's index, and where that is away, or nothing is looked for, by going through it.
async fn listed(
    app: &App,
    index: Option<&DeskIndex>,
    actor: &Actor,
    reading: &Reading<'_>,
    after: &str,
) -> Result<Found, DeskError> {
    if !reading.filter.words.is_empty()
        && let Some(found) = found(app, index, actor, reading, (after, LISTED as usize)).await?
    {
        return Ok(found);
    }
    let page = page(app.db.read(), reading, key(after), LISTED).await?;
    Ok(Found { listed: page.listed, next: page.next.as_ref().map(written) })
}

async fn screen<'a>(
    app: &App,
    desk: &'a Desk,
    (editions, edition): (Vec<Edition>, Edition),
    all: Vec<Stage>,
    filter: Filter,
) -> Result<Screen<'a>, DeskError> {
    let words = &desk.words;
    let q = app.db.read();
    let choice = |value: &str, said: String, chosen: &str| Choice {
        chosen: value == chosen,
        value: value.to_owned(),
        said,
    };
    let kept = store::filters(q, &desk.account.id).await?;
    let people = accounts(q).await?;
    let sections = sections(q).await?;
    let here = || sections.iter().filter(|section| section.edition == edition.code);
    let indented = |section: &Section| {
        let indent = "— ".repeat(usize::try_from(section.level - 1).unwrap_or_default());
        format!("{indent}{}", section.name)
    };
    Ok(Screen {
        words,
        shell: desk.shell(app, "list"),
        query: format!("?{}", filter.query()),
        resting: Filter {
            edition: edition.code.0.clone(),
            source: filter.source.clone(),
            ..Filter::default()
        }
        .query(),
        open_sections: here()
            .filter(|section| !section.closed)
            .map(|section| choice(&section.slug, indented(section), ""))
            .collect(),
        sections: here().map(|section| choice(&section.id.0, indented(section), &filter.section)).collect(),
        states: ArticleState::ALL
            .map(|state| {
                let said = words.say(&format!("desk-state-{}", state.as_str()));
                choice(state.as_str(), said, &filter.state)
            })
            .into(),
        stages: all.iter().map(|one| choice(&one.code, stage_name(words, one), &filter.stage)).collect(),
        people: people
            .into_iter()
            .filter(|person| person.suspended_at.is_none())
            .map(|person| choice(&person.id.0, person.name, &filter.holder))
            .collect(),
        editions: editions.into_iter().map(|one| choice(&one.code.0, one.name, &edition.code.0)).collect(),
        kept: kept.into_iter().map(|(name, filter)| (name, format!("?{}", filter.query()))).collect(),
        lang: edition.lang.clone(),
        dir: edition.dir.as_str(),
        assigns: needs(&desk.actor, Role::Journalist).is_ok(),
        lines: Vec::new(),
        next: None,
        done: None,
        held: None,
        filter,
    })
}

fn line(words: &Words, stages: &[Choice], now: i64, one: Listed, open: &[Open]) -> LineView {
    let mut there: Vec<&Open> = open.iter().filter(|(article, _, _)| *article == one.id).collect();
    // Who has it open in two windows is one person.
    there.dedup_by(|one, other| one.1 == other.1);
    let waits = matches!(one.state, ArticleState::Draft | ArticleState::Changed | ArticleState::Embargoed);
    let (stage, moved) = (&one.moved.0, one.moved.1);
    let at = stages.iter().position(|known| known.value == *stage).unwrap_or_default();
    // «Ready» was said of that revision alone.
    let back = usize::from(at + 1 == stages.len() && moved < one.revision);
    let stage = stages.get(at.saturating_sub(back)).filter(|_| waits);
    LineView {
        state: words.say(&format!("desk-state-{}", one.state.as_str())),
        stage: stage.map(|stage| stage.said.clone()).unwrap_or_default(),
        overdue: one.due_at.is_some_and(|due| due < now),
        due: one.due_at,
        scheduled: one.scheduled_for,
        id: one.id.0,
        headline: one.headline,
        section: one.section,
        holder: one.holder,
        changed_at: one.changed_at,
        changed_by: one.changed_by,
        revision: one.revision,
        open_at: there.iter().map(|(_, name, _)| name.as_str()).collect::<Vec<_>>().join(words.comma()),
        written: there.iter().any(|(_, _, writes)| *writes),
    }
}

type Pairs = Vec<(String, String)>;

fn said<'a>(pairs: &'a Pairs, name: &str) -> &'a str {
    pairs.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
}

/// `POST /desk/articles/many`: one order for all that were chosen. Each is judged by itself, and those that are refused stay as
/// they are.
pub async fn order(
    State(app): State<App>,
    desk: Desk,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Redirect, DeskError> {
    needs(&desk.actor, Role::Contributor)?;
    let Form(pairs) = pairs.map_err(|error| DeskError::Invalid(error.to_string()))?;
    let ids = pairs.iter().filter(|(name, _)| name == "id").map(|(_, id)| ArticleId(id.clone()));
    let (mut done, mut refused, mut held) = (0, 0, "");
    for id in ids.take(MOST_AT_ONCE) {
        let carried_out = match said(&pairs, "order") {
            "stage" => {
                let moved = move_candidate(&app, &desk.actor, &id, None, said(&pairs, "to_stage")).await;
                moved.map(drop)
            }
            "assign" => {
                let to = Some(said(&pairs, "to_person")).filter(|id| !id.is_empty());
                let to = to.map(|id| AccountId(id.to_owned()));
                assign(&app, &desk.actor, &id, to, None).await
            }
            "file" => match file(&app, &desk.actor, &id, said(&pairs, "to_section")).await {
                Ok(_) => Ok(()),
                Err(RevisionRefused::Store(error)) => return Err(error.into()),
                Err(why) => {
                    if let RevisionRefused::HeldBack(why) = why {
                        held = why.code();
                    }
                    Err(WorkflowRefused::NoSuchArticle(id.to_string()))
                }
            },
            other => return Err(DeskError::Invalid(other.to_owned())),
        };
        match carried_out {
            Ok(()) => done += 1,
            Err(WorkflowRefused::Store(error)) => return Err(error.into()),
            Err(_) => refused += 1,
        }
    }
    Ok(back_to(said(&pairs, "query"), done, refused, held))
}

/// A headline in place of the one that was seen, and the list to go back to.
#[derive(Deserialize)]
pub struct Renamed {
    headline: String,
    revision: i64,
    #[serde(default)]
    query: String,
}

/// `POST /desk/articles/{id}/headline`: another headline for a piece in the list. Who has gone on with it meanwhile is not
/// overwritten.
pub async fn rename_piece(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<ArticleId>,
    renamed: Result<Form<Renamed>, FormRejection>,
) -> Result<Redirect, DeskError> {
    let article = article_by_id(app.db.read(), &id).await?.ok_or(DeskError::NotFound)?;
    may_revise(&desk.actor, &article)?;
    let Form(renamed) = renamed.map_err(|error| DeskError::Invalid(error.to_string()))?;
    let base = RevisionNumber(renamed.revision);
    match rename(&app, &desk.actor, &id, base, &renamed.headline).await {
        Ok(_) => Ok(back_to(&renamed.query, 1, 0, "")),
        Err(RevisionRefused::Store(error)) => Err(error.into()),
        Err(RevisionRefused::NotAllowed(error)) => Err(error.into()),
        Err(RevisionRefused::NoSuchArticle(_)) => Err(DeskError::NotFound),
        Err(RevisionRefused::Overtaken { .. }) => {
            Err(DeskError::Refused(desk.words.say_of("desk-not-renamed", &renamed.headline)))
        }
        Err(RevisionRefused::TooLong { .. }) => {
            Err(DeskError::Refused(desk.words.say_of("desk-headline-too-long", &renamed.headline)))
        }
        Err(error) => Err(DeskError::Invalid(error.to_string())),
    }
}

/// Back to the list that was seen, with how many were done, how many refused, and what held the last of those.
fn back_to(query: &str, done: i64, refused: i64, held: &str) -> Redirect {
    let query = if query.starts_with('?') { query } else { "?" };
    let held = if held.is_empty() { String::new() } else { format!("&held={held}") };
    Redirect::to(&format!("/desk/articles{query}&done={done}&refused={refused}{held}"))
}

/// `POST /desk/articles/filters`: keeps a filter, or forgets one.
pub async fn filters(
    State(app): State<App>,
    desk: Desk,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Redirect, DeskError> {
    needs(&desk.actor, Role::Contributor)?;
    let Form(pairs) = pairs.map_err(|error| DeskError::Invalid(error.to_string()))?;
    let text = |name: &str| said(&pairs, name).to_owned();
    let filter = Filter {
        edition: text("edition"),
        section: text("section"),
        state: text("state"),
        stage: text("stage"),
        holder: text("holder"),
        author: text("author"),
        source: text("source"),
        words: text("words"),
        from: text("from"),
        to: text("to"),
    };
    let query = filter.query();
    let kept = match said(&pairs, "forget") {
        "" => keep_filter(&app, &desk.actor, said(&pairs, "name"), filter).await,
        name => forget_filter(&app, &desk.actor, name).await,
    };
    match kept {
        Ok(()) => Ok(Redirect::to(&format!("/desk/articles?{query}"))),
        Err(FilterRefused::Store(error)) => Err(error.into()),
        Err(FilterRefused::NotAllowed(error)) => Err(error.into()),
        Err(error) => Err(DeskError::Invalid(error.to_string())),
    }
}

//! The trail at the desk.

use std::collections::HashMap;

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Html;
use serde::Deserialize;

use super::entry::Entry;
use super::policy;
use super::store::{self, Wanted};
use crate::app::App;
use crate::features::accounts::accounts;
use crate::routes::desk::{Desk, DeskError, Shell, Words};

const LISTED: i64 = 100;

#[derive(Template)]
#[template(path = "trail/desk/trail.html")]
struct Screen<'a> {
    words: &'a Words,
    shell: Shell<'a>,
    people: Vec<(String, String, bool)>,
    kinds: Vec<(&'static str, String, bool)>,
    subject: String,
    entries: Vec<EntryView>,
    next: Option<String>,
}

struct EntryView {
    position: i64,
    at: i64,
    who: String,
    what: String,
    subject: String,
    is_article: bool,
    seal: String,
}

/// What is looked for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    who: String,
    kind: String,
    subject: String,
    before: Option<i64>,
}

/// `GET /desk/trail`
pub async fn show(
    State(app): State<App>,
    desk: Desk,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Html<String>, DeskError> {
    policy::may_look(&desk.actor)?;
    let Query(asked) = asked.map_err(|error| DeskError::Invalid(error.to_string()))?;
    let wanted = Wanted {
        subject: asked.subject.trim().chars().take(40).collect(),
        kind: asked.kind,
        person: asked.who,
        before: asked.before.unwrap_or(i64::MAX).min(store::end(app.db.read()).await?.0 + 1),
    };
    let found = store::found(app.db.read(), &wanted, LISTED).await?;
    let people = accounts(app.db.read()).await?;
    let names: HashMap<String, String> =
        people.iter().map(|person| (person.id.0.clone(), person.name.clone())).collect();
    let words = &desk.words;
    let screen = Screen {
        words,
        shell: desk.shell(&app, "trail"),
        next: next(&wanted, &found),
        people: people
            .into_iter()
            .map(|person| (person.id.0.clone(), person.name, person.id.0 == wanted.person))
            .collect(),
        kinds: KINDS.map(|kind| (kind, words.say(&format!("desk-did-{kind}")), kind == wanted.kind)).into(),
        entries: found.into_iter().map(|entry| view(words, &names, entry)).collect(),
        subject: wanted.subject,
    };
    Ok(Html(screen.render()?))
}

/// The address of what stands before; where nothing was found, there may be more further back.
fn next(wanted: &Wanted, found: &[Entry]) -> Option<String> {
    let before = match found.last() {
        Some(last) if found.len() as i64 == LISTED => last.position,
        _ if wanted.subject.is_empty() => wanted.before - store::LOOKED_THROUGH,
        _ => return None,
    };
    let Wanted { subject, kind, person, .. } = wanted;
    let subject = text::percent::path(subject);
    (before > 1).then(|| format!("?who={person}&kind={kind}&subject={subject}&before={before}"))
}

fn view(words: &Words, names: &HashMap<String, String>, entry: Entry) -> EntryView {
    let (sort, id) = entry.actor.split_once(':').unwrap_or((entry.actor.as_str(), ""));
    let name = names.get(id).cloned();
    let who = match (sort, name) {
        ("user", Some(name)) => name,
        ("scheduler", Some(name)) => words.say_of("desk-by-clock-for", &name),
        ("token", _) => words.say_of("desk-by-program", id),
        ("import", _) => words.say("desk-by-import"),
        ("console", _) => words.say("desk-by-console"),
        _ => entry.actor.clone(),
    };
    let what = match KINDS.iter().find(|kind| **kind == entry.kind) {
        Some(kind) => words.say(&format!("desk-did-{kind}")),
        None => entry.kind.replace('_', " "),
    };
    EntryView {
        position: entry.position,
        at: entry.at,
        who,
        what,
        is_article: entry.kind.starts_with("article_") || entry.kind.starts_with("candidate_"),
        subject: entry.subject,
        seal: entry.hash.chars().take(12).collect(),
    }
}

/// What can be looked for by its name; the rest is found under whom it was done to.
const KINDS: [&str; 26] = [
    "article_created",
    "article_revised",
    "candidate_moved",
    "candidate_approved",
    "note_asked",
    "note_dropped",
    "article_assigned",
    "article_scheduled",
    "article_unscheduled",
    "schedule_held",
    "embargo_set",
    "article_published",
    "article_corrected",
    "article_withdrawn",
    "batch_published",
    "picture_uploaded",
    "recording_uploaded",
    "picture_rights_ended",
    "front_arranged",
    "alert_raised",
    "alert_ended",
    "section_rules_set",
    "brake_released",
    "account_saved",
    "token_issued",
    "published_rebuilt",
];

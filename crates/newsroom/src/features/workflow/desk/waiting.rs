//! A note for readers that waits for its second person, as the sheet shows it, and how it is taken away.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{Html, Redirect};
use content::text_out::line_text;

use super::{Order, Refused, Sent, Way, page, readable, to_sheet, workflow_error};
use crate::app::App;
use crate::features::articles::{Article, revision_of};
use crate::features::workflow::actions::{WorkflowRefused, drop_note};
use crate::features::workflow::{WaitingNote, policy, store};
use crate::id::ArticleId;
use crate::routes::desk::{Desk, DeskError};

/// What waits, and what a second person would send.
pub(super) struct WaitingView {
    pub(super) asker: String,
    pub(super) at: i64,
    /// What sort of change it is, in words of the desk.
    pub(super) kind: String,
    pub(super) note: String,
    /// The revision that goes out with it, and where that is compared with what readers have, unless they have it.
    pub(super) revision: i64,
    pub(super) compared: Option<String>,
    /// The passage it is about, as it reads there; empty where it is about the whole.
    pub(super) passage: String,
    /// The words that stood, and those that stand; empty where nobody said.
    pub(super) quoted: String,
    pub(super) corrected: String,
    /// Whether it stands above the text.
    pub(super) on_top: bool,
    /// Whether readers have a newer revision: then it does not go out any more.
    pub(super) is_older: bool,
    /// Whether this person may be the second.
    pub(super) seconds: bool,
    /// Whether this person may take it away, and whether it is their own.
    pub(super) drops: bool,
    pub(super) is_own: bool,
    /// The same as a form sends it.
    pub(super) parts: Vec<(&'static str, String)>,
}

/// The note that waits, where readers have the article.
pub(super) async fn waiting(
    app: &App,
    desk: &Desk,
    article: &Article,
    publishes: bool,
) -> Result<Option<WaitingView>, DeskError> {
    let found = store::waiting_note(app.db.read(), &article.id).await?;
    let Some(found) = found.filter(|_| article.is_live()) else { return Ok(None) };
    let revision = revision_of(app.db.read(), &article.id, found.revision).await?;
    let passage = revision.map(|revision| {
        let lines = content::walk::lines_in(&revision.content.body, &found.note.block);
        lines.iter().map(|line| line_text(line.content)).collect::<Vec<_>>().join(" ")
    });
    Ok(Some(view(desk, article, found, passage.unwrap_or_default(), publishes)))
}

fn view(desk: &Desk, article: &Article, found: WaitingNote, passage: String, publishes: bool) -> WaitingView {
    let is_older = found.is_older_than(article.live_revision);
    let live = article.live_revision.filter(|live| *live != found.revision);
    let WaitingNote { revision, note, asked_by, asker, asked_at } = found;
    let kind = note.kind.as_str();
    let on_top = if note.on_top { "yes" } else { "" };
    WaitingView {
        asker,
        at: asked_at,
        kind: desk.words.say(&format!("desk-change-{kind}")),
        revision: revision.0,
        compared: live
            .map(|live| format!("/desk/articles/{}/revisions?from={}&to={}", article.id, live.0, revision.0)),
        passage,
        quoted: note.quoted.clone(),
        corrected: note.corrected.clone(),
        on_top: note.on_top,
        is_older,
        seconds: publishes && asked_by != desk.account.id && !is_older,
        drops: publishes,
        is_own: asked_by == desk.account.id,
        parts: vec![
            ("revision", revision.0.to_string()),
            ("when", "now".to_owned()),
            ("change", kind.to_owned()),
            ("note", note.body.clone()),
            ("block", note.block),
            ("quoted", note.quoted),
            ("corrected", note.corrected),
            ("on_top", on_top.to_owned()),
        ],
        note: note.body,
    }
}

/// `POST /desk/articles/{id}/note-removal`: the note that waits for a second person goes out no more. What this person would
/// rather say, and had written into the sheet, stands in the next one.
pub async fn take_note_away(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<ArticleId>,
    sent: Sent<Order>,
) -> Result<Result<Redirect, Html<String>>, DeskError> {
    let article = readable(&app, &desk, &id).await?;
    policy::may_drop_note(&desk.actor, &article)?;
    let Form(order) = sent.map_err(|error| DeskError::Invalid(error.to_string()))?;
    drop_note(&app, &desk.actor, &id, order.asked_at).await.map_err(|error| match error {
        WorkflowRefused::NoteIsGone => DeskError::Refused(desk.words.say("desk-note-gone")),
        error => workflow_error(error),
    })?;
    if order.note.is_empty() {
        return Ok(Ok(to_sheet(&id, "note_dropped")));
    }
    let room = Refused { words: desk.words.say("desk-done-note_dropped"), way: Way::Again };
    Ok(Err(page(&app, &desk, article, (None, Vec::new()), Some((room, order))).await?))
}

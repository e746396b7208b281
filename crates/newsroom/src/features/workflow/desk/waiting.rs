//! A note for readers that waits for its second person, as the sheet shows it.

use crate::app::App;
use crate::features::articles::Article;
use crate::features::workflow::{WaitingNote, store};
use crate::routes::desk::{Desk, DeskError};

/// What waits, and what a second person would send.
pub(super) struct WaitingView {
    pub(super) asker: String,
    pub(super) at: i64,
    /// What sort of change it is, in words of the desk.
    pub(super) kind: String,
    pub(super) note: String,
    /// Whether this person may be the second.
    pub(super) seconds: bool,
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
    let found = found.filter(|_| article.is_live());
    Ok(found.map(|found| view(desk, found, publishes)))
}

fn view(desk: &Desk, found: WaitingNote, publishes: bool) -> WaitingView {
    let WaitingNote { revision, note, asked_by, asker, asked_at } = found;
    let kind = note.kind.as_str();
    let on_top = if note.on_top { "yes" } else { "" };
    WaitingView {
        asker,
        at: asked_at,
        kind: desk.words.say(&format!("desk-change-{kind}")),
        seconds: publishes && asked_by != desk.account.id,
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

//! A note for readers needs two people where a revision does: one writes it, and it goes out when another sends the same.

use ::store::{StoreError, Tx};

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::articles::{Article, Revision};
use crate::features::corrections::Correction;
use crate::features::workflow::actions::asked_of;
use crate::features::workflow::{Note, WaitingNote, store};

/// Whether a note still needs its second person. Who sends what another has asked for is that person, and the note waits no more.
pub async fn note_waits(
    tx: &Tx,
    actor: &Actor,
    (article, revision): (&Article, &Revision),
    correction: &Correction,
) -> Result<bool, StoreError> {
    let Some(account) = actor.account() else { return Ok(false) };
    let (_, asks) = asked_of(tx, article, &article.section).await?;
    if !asks {
        return Ok(false);
    }
    let note = Note::of(correction);
    let waiting = store::waiting_note(tx, &article.id).await?;
    let is_second = waiting.is_some_and(|waiting| {
        waiting.note == note && waiting.revision == revision.number && waiting.asked_by != *account
    });
    Ok(!is_second)
}

/// Keeps a note until somebody else sends the same. Whoever asks has thereby said that its revision may go out.
pub async fn ask_for_second(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    (article, revision): (&Article, &Revision),
    correction: &Correction,
) -> Result<(), StoreError> {
    let Some(account) = actor.account() else { return Ok(()) };
    let (id, number, now) = (&article.id, revision.number, app.now());
    let waiting = WaitingNote {
        revision: number,
        note: Note::of(correction),
        asked_by: account.clone(),
        asker: String::new(),
        asked_at: now,
    };
    store::put_waiting_note(tx, id, &waiting).await?;
    if store::put_approval(tx, (id, number), account, &article.section, now).await? {
        tx.record(Event::CandidateApproved { article: id.clone(), revision: number }.into_log(actor, now));
    }
    tx.record(Event::NoteAsked { article: id.clone(), revision: number }.into_log(actor, now));
    Ok(())
}

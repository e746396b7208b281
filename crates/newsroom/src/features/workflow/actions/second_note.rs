//! A note for readers needs two people where a revision does: one writes it, and it goes out when another sends the same.

use ::store::{StoreError, Tx};

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::articles::{Article, Revision};
use crate::features::corrections::Correction;
use crate::features::workflow::actions::asked_of;
use crate::features::workflow::{Note, WaitingNote, store};

/// Whose word a note has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteWord {
    /// One is enough: nobody asks for two there.
    OneIsEnough,
    /// Another has asked for the same: who sends it now is the second person.
    Second,
    /// Nobody else's yet.
    First,
    /// Another note of somebody else waits, and could still go out: it is not written over.
    AnotherWaits,
}

/// Whose word a note has before it goes out.
pub async fn note_word(
    tx: &Tx,
    actor: &Actor,
    (article, revision): (&Article, &Revision),
    correction: &Correction,
) -> Result<NoteWord, StoreError> {
    let Some(account) = actor.account() else { return Ok(NoteWord::OneIsEnough) };
    let (_, asks) = asked_of(tx, article, &article.section).await?;
    if !asks {
        return Ok(NoteWord::OneIsEnough);
    }
    let waiting = store::waiting_note(tx, &article.id).await?;
    let Some(waiting) = waiting.filter(|waiting| waiting.asked_by != *account) else {
        return Ok(NoteWord::First);
    };
    let is_same = waiting.note == Note::of(correction) && waiting.revision == revision.number;
    Ok(match is_same {
        true => NoteWord::Second,
        false if waiting.is_older_than(article.live_revision) => NoteWord::First,
        false => NoteWord::AnotherWaits,
    })
}

/// A note is before readers: it waits no more. What went out on one person's word takes back what was approved of the article, as
/// readers would see that note with it wherever it moves.
pub async fn note_is_out(
    tx: &Tx,
    (article, revision): (&Article, &Revision),
    correction: &Correction,
    word: NoteWord,
) -> Result<(), StoreError> {
    let waiting = store::waiting_note(tx, &article.id).await?;
    let said = Note::of(correction);
    if waiting.is_some_and(|waiting| waiting.note == said && waiting.revision == revision.number) {
        store::drop_waiting_note(tx, &article.id).await?;
    }
    if word == NoteWord::OneIsEnough {
        store::drop_approvals_of(tx, &article.id).await?;
    }
    Ok(())
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

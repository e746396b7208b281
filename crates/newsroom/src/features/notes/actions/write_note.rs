//! Notes something beside an article, or answers a note.

use super::NoteRefused;
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::{Actor, on_the_word_of};
use crate::features::articles::article_by_id;
use crate::features::notes::note::NewNote;
use crate::features::notes::{policy, store};
use crate::id::{ArticleId, NoteId};

/// Writes the note. Whoever it names must be able to read the article: nobody learns of a piece by being named beside it.
pub async fn write_note(
    app: &App,
    actor: &Actor,
    id: &ArticleId,
    new: NewNote,
) -> Result<NoteId, NoteRefused> {
    let (app_in, actor, id) = (app.clone(), actor.clone(), id.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let article = article_by_id(tx, &id).await?;
                let article = article.ok_or_else(|| NoteRefused::NoSuchArticle(id.to_string()))?;
                policy::may_take_part(&actor, &article)?;
                let by = actor.account().cloned().ok_or(NoteRefused::NoPerson)?;
                let mut new = new.bounded().ok_or(NoteRefused::Unreadable)?;
                if let Some(parent) = &new.parent {
                    let answered = store::note_by_id(tx, &id, parent).await?;
                    if answered.is_none_or(|note| !note.parent.is_empty()) {
                        return Err(NoteRefused::NoSuchNote(parent.to_string()));
                    }
                }
                if store::count(tx, &id).await? >= store::MOST {
                    return Err(NoteRefused::TooMany);
                }
                new.named.retain(|account| *account != by);
                for account in &new.named {
                    let person = on_the_word_of(tx, account).await?;
                    if person.is_none_or(|person| policy::may_take_part(&person, &article).is_err()) {
                        return Err(NoteRefused::MayNotRead(account.to_string()));
                    }
                }
                let (note, now) = (NoteId(app_in.new_id()), app_in.now());
                store::insert(tx, (&id, &note), &new, &by, now).await?;
                tx.record(Event::NoteWritten { article: id, note: note.clone() }.into_log(&actor, now));
                Ok(note)
            })
        })
        .await
}

//! Says of a thread of notes that it is done with, or takes that back.

use super::NoteRefused;
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::articles::article_by_id;
use crate::features::notes::{policy, store};
use crate::id::{ArticleId, NoteId};

/// Resolves the thread that begins with this note, or opens it again. One that stands so already is left alone.
pub async fn resolve(
    app: &App,
    actor: &Actor,
    id: &ArticleId,
    note: &NoteId,
    resolved: bool,
) -> Result<(), NoteRefused> {
    let (app_in, actor, id, note) = (app.clone(), actor.clone(), id.clone(), note.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let article = article_by_id(tx, &id).await?;
                let article = article.ok_or_else(|| NoteRefused::NoSuchArticle(id.to_string()))?;
                policy::may_take_part(&actor, &article)?;
                let stands = store::note_by_id(tx, &id, &note).await?.filter(|note| note.parent.is_empty());
                let stands = stands.ok_or_else(|| NoteRefused::NoSuchNote(note.to_string()))?;
                if stands.resolved.is_some() == resolved {
                    return Ok(());
                }
                let (now, by) = (app_in.now(), actor.signature());
                store::resolve(tx, &note, resolved.then_some((by.as_str(), now))).await?;
                let event = match resolved {
                    true => Event::NoteResolved { article: id, note },
                    false => Event::NoteReopened { article: id, note },
                };
                tx.record(event.into_log(&actor, now));
                Ok(())
            })
        })
        .await
}

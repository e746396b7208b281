//! Takes away a note for readers that waits for its second person: it goes out no more, whoever agrees to it.

use super::WorkflowRefused;
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::articles::{article_by_id, hold_article};
use crate::features::workflow::{policy, store};
use crate::id::ArticleId;

/// Takes away the note that was asked for at that time, in microseconds UTC: whoever wrote it thinks better of it, or somebody
/// else does not agree. What was said of its revision stays said. Where its section has ceased to ask for two people meanwhile,
/// and nothing else waits, nothing is asked of the next.
pub async fn drop_note(
    app: &App,
    actor: &Actor,
    id: &ArticleId,
    asked_at: i64,
) -> Result<(), WorkflowRefused> {
    let (app_in, actor, id) = (app.clone(), actor.clone(), id.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                hold_article(tx, &id).await?;
                let article = article_by_id(tx, &id)
                    .await?
                    .ok_or_else(|| WorkflowRefused::NoSuchArticle(id.to_string()))?;
                policy::may_drop_note(&actor, &article)?;
                // What was looked at, and no other that was written since.
                let waiting = store::waiting_note(tx, &id).await?.filter(|note| note.asked_at == asked_at);
                let revision = waiting.ok_or(WorkflowRefused::NoteIsGone)?.revision;
                store::drop_waiting_note(tx, &id).await?;
                if article.is_live() {
                    store::drop_due(tx, std::slice::from_ref(&id)).await?;
                }
                tx.record(Event::NoteDropped { article: id, revision }.into_log(&actor, app_in.now()));
                Ok(())
            })
        })
        .await
}

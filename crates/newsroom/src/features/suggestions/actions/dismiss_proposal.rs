//! These pieces are no story: they are not proposed as one again.

use super::SuggestionRefused;
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::articles::article_by_id;
use crate::features::suggestions::{policy, store};
use crate::id::ArticleId;

/// Pieces that are dismissed at once.
pub const MOST_AT_ONCE: usize = 200;

/// Dismisses them.
pub async fn dismiss_proposal(
    app: &App,
    actor: &Actor,
    articles: Vec<ArticleId>,
) -> Result<(), SuggestionRefused> {
    if articles.len() > MOST_AT_ONCE {
        return Err(SuggestionRefused::TooMany(MOST_AT_ONCE));
    }
    let (app_in, actor) = (app.clone(), actor.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let (by, now) = (actor.signature(), app_in.now());
                for id in &articles {
                    // One of another edition, of which the actor may not know, is as one that never was.
                    let article = article_by_id(tx, id).await?;
                    let article =
                        article.filter(|article| policy::may_decide(&actor, &article.edition).is_ok());
                    article.ok_or(SuggestionRefused::NotFound)?;
                    store::dismiss(tx, id, (&by, now)).await?;
                }
                tx.record(Event::ProposalDismissed { articles }.into_log(&actor, now));
                Ok(())
            })
        })
        .await
}

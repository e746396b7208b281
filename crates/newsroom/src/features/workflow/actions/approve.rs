//! Says of exactly this revision that it may go out. What is changed afterwards is not approved.

use super::WorkflowRefused;
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::articles::{article_by_id, revision_of};
use crate::features::workflow::{policy, store};
use crate::id::{ArticleId, RevisionNumber};

/// Approves a revision (the newest when `None`). Approving twice changes nothing.
pub async fn approve(
    app: &App,
    actor: &Actor,
    id: &ArticleId,
    revision: Option<RevisionNumber>,
) -> Result<RevisionNumber, WorkflowRefused> {
    policy::may_approve(actor)?;
    let account = actor.account().cloned().ok_or(WorkflowRefused::NoPerson)?;
    let (app_in, actor, id) = (app.clone(), actor.clone(), id.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let article = article_by_id(tx, &id)
                    .await?
                    .ok_or_else(|| WorkflowRefused::NoSuchArticle(id.to_string()))?;
                let revision = revision.unwrap_or(article.latest_revision);
                if revision_of(tx, &id, revision).await?.is_none() {
                    return Err(WorkflowRefused::NoSuchRevision(revision.0));
                }
                let now = app_in.now();
                if store::put_approval(tx, &id, revision, &account, now).await? {
                    tx.record(Event::CandidateApproved { article: id, revision }.into_log(&actor, now));
                }
                Ok(revision)
            })
        })
        .await
}

//! Moves a revision to a stage. What readers see stays as it is.

use super::WorkflowRefused;
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::articles::{article_by_id, revision_of};
use crate::features::workflow::{Candidate, policy, store};
use crate::id::{ArticleId, RevisionNumber};

/// Moves a revision (the newest when `None`) to a stage. Whoever may approve it in its section and moves it to the
/// last one approves it there.
pub async fn move_candidate(
    app: &App,
    actor: &Actor,
    id: &ArticleId,
    revision: Option<RevisionNumber>,
    to: &str,
) -> Result<RevisionNumber, WorkflowRefused> {
    let (app_in, actor, id, to) = (app.clone(), actor.clone(), id.clone(), to.to_owned());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let article = article_by_id(tx, &id)
                    .await?
                    .ok_or_else(|| WorkflowRefused::NoSuchArticle(id.to_string()))?;
                let stages = store::stages(tx).await?;
                let at = stages.iter().position(|stage| stage.code == to);
                let stage = at.and_then(|at| stages.get(at));
                // Who may not revise it is not told which stages there are.
                crate::features::articles::may_revise(&actor, &article)?;
                let stage = stage.ok_or(WorkflowRefused::NoSuchStage(to))?;
                policy::may_move(&actor, &article, stage)?;
                // Whoever does not say which revision did not look at one.
                let was_looked_at = revision.is_some();
                let revision = revision.unwrap_or(article.latest_revision);
                if revision_of(tx, &id, revision).await?.is_none() {
                    return Err(WorkflowRefused::NoSuchRevision(revision.0));
                }
                let now = app_in.now();
                let (stage_code, moved_by) = (stage.code.clone(), actor.signature());
                let moved = Candidate { revision, stage: stage_code, moved_by, moved_at: now };
                store::put_candidate(tx, &id, &moved).await?;
                tx.record(Event::CandidateMoved { article: id.clone(), revision }.into_log(&actor, now));
                let is_last = stages.last().is_some_and(|last| last.code == stage.code);
                let may_approve = policy::may_approve(&actor, &article, &article.section).is_ok();
                if let Some(account) = actor.account().filter(|_| was_looked_at && is_last && may_approve)
                    && store::put_approval(tx, (&id, revision), account, &article.section, now).await?
                {
                    tx.record(Event::CandidateApproved { article: id, revision }.into_log(&actor, now));
                }
                Ok(revision)
            })
        })
        .await
}

//! Says of exactly this revision that it may go out. What is changed afterwards is not approved.

use ::store::Tx;

use super::WorkflowRefused;
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::articles::{Article, article_by_id, hold_article, revision_of};
use crate::features::media_library::hold_pictures;
use crate::features::sections::section_by_id;
use crate::features::workflow::{policy, store};
use crate::id::{ArticleId, RevisionNumber, SectionId};

/// Approves a revision (the newest when `None`) for a section of its edition (its own when `None`): for the one it is to be moved
/// to, before it moves. Approving twice changes nothing.
pub async fn approve(
    app: &App,
    actor: &Actor,
    id: &ArticleId,
    revision: Option<RevisionNumber>,
    there: Option<SectionId>,
) -> Result<RevisionNumber, WorkflowRefused> {
    let (app_in, actor, id) = (app.clone(), actor.clone(), id.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                hold_article(tx, &id).await?;
                let article = article_by_id(tx, &id)
                    .await?
                    .ok_or_else(|| WorkflowRefused::NoSuchArticle(id.to_string()))?;
                let there = there_of(tx, &article, there).await?;
                policy::may_approve(&actor, &article, &there)?;
                let account = actor.account().cloned().ok_or(WorkflowRefused::NoPerson)?;
                let revision = revision.unwrap_or(article.latest_revision);
                let approved = revision_of(tx, &id, revision).await?;
                let approved = approved.ok_or(WorkflowRefused::NoSuchRevision(revision.0))?;
                hold_pictures(tx, &approved.content.pictures()).await?;
                let now = app_in.now();
                if store::put_approval(tx, (&id, revision), &account, &there, now).await? {
                    tx.record(Event::CandidateApproved { article: id, revision }.into_log(&actor, now));
                }
                Ok(revision)
            })
        })
        .await
}

async fn there_of(
    tx: &Tx,
    article: &Article,
    there: Option<SectionId>,
) -> Result<SectionId, WorkflowRefused> {
    let Some(there) = there.filter(|there| *there != article.section) else {
        return Ok(article.section.clone());
    };
    let section = section_by_id(tx, &there).await?.filter(|section| section.edition == article.edition);
    section.map(|section| section.id).ok_or_else(|| WorkflowRefused::NoSuchSection(there.to_string()))
}

//! The publish sheet: all that is to be known of a revision before it goes out.

use ::store::StoreError;

use super::actions::asked_of;
use super::store::{Approval, Assignment};
use super::{Candidate, Finding, Stage, check, policy, standing, store};
use crate::app::App;
use crate::features::accounts::{Actor, Role};
use crate::features::articles::{Article, Revision, revision_of};
use crate::features::media_library::pictures_by_ids;
use crate::id::RevisionNumber;

/// What is known of a revision before it goes out.
pub(super) struct Sheet {
    pub article: Article,
    pub revision: Revision,
    pub stages: Vec<Stage>,
    pub stage: Stage,
    pub candidates: Vec<Candidate>,
    pub approvals: Vec<Approval>,
    pub assigned: Option<Assignment>,
    /// Whether it needs a second person.
    pub two_persons: bool,
    pub findings: Vec<Finding>,
}

/// Reads it together; `None` when the article has no such revision.
pub(super) async fn sheet(
    app: &App,
    article: &Article,
    number: RevisionNumber,
) -> Result<Option<Sheet>, StoreError> {
    let q = app.db.read();
    let Some(revision) = revision_of(q, &article.id, number).await? else { return Ok(None) };
    let (stages, candidates) = (store::stages(q).await?, store::candidates_of(q, &article.id).await?);
    let stage = standing(&stages, &candidates, number).cloned();
    let stage =
        stage.unwrap_or(Stage { code: "writing".to_owned(), name: String::new(), role: Role::Contributor });
    let (rules, two_persons) = asked_of(q, article, &article.section).await?;
    let pictures = pictures_by_ids(q, &revision.content.pictures()).await?;
    let at = article.schedule.as_ref().map_or(app.now(), |schedule| schedule.at);
    let findings = check(&revision.content, article.kind, &pictures, &rules, at);
    Ok(Some(Sheet {
        approvals: store::approvals_of(q, &article.id, number).await?,
        assigned: store::assignment_of(q, &article.id).await?,
        article: article.clone(),
        revision,
        stages,
        stage,
        candidates,
        two_persons,
        findings,
    }))
}

impl Sheet {
    /// What holds it back from this person at `now`, in words of the API.
    pub fn held_back_by(&self, actor: &Actor, now: i64) -> Vec<&'static str> {
        let there = &self.article.section;
        let approved = self.approvals.iter().any(|one| policy::is_second_person(one, there, actor.account()));
        let blocked = self.findings.iter().any(Finding::blocks);
        [
            (self.article.withdrawn.is_some(), "withdrawn"),
            (self.article.is_embargoed(now), "embargo"),
            (blocked, "checklist"),
            (self.two_persons && !approved, "second_person"),
        ]
        .into_iter()
        .filter(|(holds, _)| *holds)
        .map(|(_, what)| what)
        .collect()
    }
}

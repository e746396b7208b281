//! Sets what a section asks, and through which stages everything goes.

use super::WorkflowRefused;
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::sections::section_by_id;
use crate::features::workflow::{SectionRules, Stage, policy, stage, store};
use crate::id::SectionId;

/// Sets what a section asks, when it still stands at `expected` (0 where it asked nothing of its own). What was waiting
/// for a second person waits on. Returns its revision.
pub async fn set_rules(
    app: &App,
    actor: &Actor,
    section: &SectionId,
    expected: i64,
    rules: SectionRules,
) -> Result<i64, WorkflowRefused> {
    policy::may_set(actor)?;
    let (app_in, actor, id) = (app.clone(), actor.clone(), section.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let section = section_by_id(tx, &id).await?;
                let section = section.ok_or_else(|| WorkflowRefused::NoSuchSection(id.to_string()))?;
                let latest = async || {
                    let own = store::own_rules(tx, &id).await?;
                    Ok::<_, WorkflowRefused>(own.map_or(0, |(_, revision)| revision))
                };
                let overtaken = |latest| WorkflowRefused::Overtaken { expected, latest };
                let stands = latest().await?;
                if stands != expected {
                    return Err(overtaken(stands));
                }
                let (asked, now) = (store::asking(tx).await?, app_in.now());
                // Somebody may have set them since: whoever waits for the row is told so, and writes over nothing.
                if !store::put_rules(tx, &id, &rules, expected + 1).await? {
                    return Err(overtaken(latest().await?));
                }
                store::note_lifted(tx, &asked).await?;
                let event = Event::SectionRulesSet { edition: section.edition, section: id };
                tx.record(event.into_log(&actor, now));
                Ok(expected + 1)
            })
        })
        .await
}

/// Sets the newsroom's stages, in order, when those that stand are still the ones that were seen (their
/// [digest](Stage::digest); `None`: whichever stand). What stood in one that is gone stands in the first.
pub async fn set_stages(
    app: &App,
    actor: &Actor,
    stages: Vec<Stage>,
    seen: Option<String>,
) -> Result<(), WorkflowRefused> {
    policy::may_set(actor)?;
    let stages = stage::checked(stages)?;
    let (app_in, actor) = (app.clone(), actor.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let stand = store::hold_stages(tx).await?;
                if seen.is_some_and(|seen| seen != Stage::digest(&stand)) {
                    return Err(WorkflowRefused::StagesOvertaken(stand));
                }
                store::put_stages(tx, &stages).await?;
                tx.record(Event::StagesSet.into_log(&actor, app_in.now()));
                Ok(())
            })
        })
        .await
}

//! Saves how a front is arranged, as its next version; readers see it at once.

use ::store::Tx;

use super::{Done, FrontRefused, go_live, hold_pinned, standing};
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::articles::{Article, article_by_id, may_read};
use crate::features::fronts::front::{MOST_NOTE, NotAnArrangement};
use crate::features::fronts::store::{self, Version};
use crate::features::fronts::{Arrangement, Front, policy};
use crate::features::sections::section_by_id;
use crate::features::stories::story_by_id;
use crate::id::FrontId;

/// Saves the arrangement when readers still have version `expected` (0 while the front fills itself); `note` says why.
/// One that says what the live version says makes none.
pub async fn save_front(
    app: &App,
    actor: &Actor,
    id: &FrontId,
    expected: i64,
    arrangement: Arrangement,
    note: &str,
) -> Result<Done, FrontRefused> {
    policy::may_arrange(actor, id)?;
    let note = text::clean::clean_line(note);
    if note.chars().count() > MOST_NOTE {
        return Err(NotAnArrangement::Note.into());
    }
    let (app_in, actor, id) = (app.clone(), actor.clone(), id.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                hold_pinned(tx, &arrangement.pins).await?;
                let (front, now) = (standing(tx, &id, expected).await?, app_in.now());
                let live = store::version_of(tx, &id, expected).await?;
                if let Some(version) = live.filter(|live| live.arrangement == arrangement) {
                    return Ok(Done { front, version, receipt: None });
                }
                check(tx, &actor, &front, &arrangement, now).await?;
                let (number, created_by) = (front.latest_version + 1, actor.signature());
                let version =
                    Version { number, base: expected, arrangement, note, created_by, created_at: now };
                let done = go_live(tx, &app_in, &actor, front, version).await?;
                store::insert_version(tx, &id, &done.version).await?;
                let event = Event::FrontArranged {
                    front: id,
                    edition: done.front.edition.clone(),
                    version: number,
                    receipt: done.receipt.clone(),
                };
                tx.record(event.into_log(&actor, now));
                Ok(done)
            })
        })
        .await
}

/// Refuses what is not there, or not of this edition. A draft may be pinned by whoever may know of it: it comes when it is published.
async fn check(
    tx: &Tx,
    actor: &Actor,
    front: &Front,
    arrangement: &Arrangement,
    now: i64,
) -> Result<(), FrontRefused> {
    front.check(arrangement, now)?;
    for pin in &arrangement.pins {
        let article = article_by_id(tx, &pin.article).await?;
        let known = |article: &Article| article.is_live() || may_read(actor, article).is_ok();
        let article = article.filter(|article| article.edition == front.edition && known(article));
        let article = article.ok_or_else(|| FrontRefused::NoSuchArticle(pin.article.clone()))?;
        if article.withdrawn.is_some() {
            return Err(FrontRefused::Withdrawn(article.id));
        }
    }
    for block in &arrangement.blocks {
        let section = section_by_id(tx, &block.section).await?;
        if section.is_none_or(|section| section.edition != front.edition) {
            return Err(FrontRefused::NoSuchSection(block.section.clone()));
        }
    }
    for id in arrangement.stories.iter().flatten() {
        let story = story_by_id(tx, id).await?;
        if story.is_none_or(|story| story.edition != front.edition || story.merged_into.is_some()) {
            return Err(FrontRefused::NoSuchStory(id.clone()));
        }
    }
    Ok(())
}

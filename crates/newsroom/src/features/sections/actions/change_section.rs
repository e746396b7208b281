//! Changes a section: what it is called and says of itself, and where it stands. Its address stays.

use ::store::Tx;

use super::{SectionError, standing};
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::articles::file_again;
use crate::features::sections::{Section, Sections, policy, store};
use crate::features::workflow;
use crate::id::SectionId;

/// What is to change; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct SectionChange {
    /// Its name.
    pub name: Option<String>,
    /// What it is about.
    pub description: Option<String>,
    /// Its place among those beside it.
    pub position: Option<i64>,
    /// The section it is to be a part of; `Some(None)` makes it a root.
    pub parent: Option<Option<SectionId>>,
}

/// Changes the section when it still stands at revision `expected`. What is below it goes with it, and its pieces are
/// found under its new parents from then on.
pub async fn change_section(
    app: &App,
    actor: &Actor,
    id: &SectionId,
    expected: i64,
    change: SectionChange,
) -> Result<Section, SectionError> {
    policy::may_arrange_any(actor)?;
    let (now, actor, id) = (app.now(), actor.clone(), id.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let (section, all) = standing(tx, &actor, &id, expected).await?;
                let name = change.name.as_deref().unwrap_or(&section.name);
                let description = change.description.as_deref().unwrap_or(&section.description);
                let position = change.position.unwrap_or(section.position);
                let changed = Section { position, ..section.clone() }.with_words(name, description)?;
                let parent = change.parent.unwrap_or_else(|| section.parent.clone());
                let is_moved = parent != section.parent;
                if changed == section && !is_moved {
                    return Ok(section);
                }
                let changed = Section { revision: section.revision + 1, ..changed };
                let changed = match is_moved {
                    true => {
                        let asked = workflow::asking(tx).await?;
                        let moved = move_tree(tx, Sections(&all), changed, parent.as_ref(), now).await?;
                        workflow::note_lifted(tx, &asked).await?;
                        moved
                    }
                    false => {
                        store::put(tx, &changed, now).await?;
                        changed
                    }
                };
                let (edition, section) = (changed.edition.clone(), changed.id.clone());
                let event = match is_moved {
                    true => Event::SectionMoved { edition, section },
                    false => Event::SectionSaved { edition, section },
                };
                tx.record(event.into_log(&actor, now));
                Ok::<_, SectionError>(changed)
            })
        })
        .await
}

/// Puts the section below its new parent, with all that is below it.
async fn move_tree(
    tx: &Tx,
    all: Sections<'_>,
    changed: Section,
    parent: Option<&SectionId>,
    now: i64,
) -> Result<Section, SectionError> {
    let mut moved = all.moved(&changed.id, parent)?;
    if let Some(first) = moved.first_mut() {
        *first = Section { parent: first.parent.clone(), level: first.level, ..changed.clone() };
    }
    for section in &moved {
        store::put(tx, section, now).await?;
    }
    for section in &moved {
        file_again(tx, &section.id, &store::place_of(tx, section).await?).await?;
    }
    Ok(moved.into_iter().next().unwrap_or(changed))
}

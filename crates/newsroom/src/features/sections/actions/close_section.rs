//! Closes a section: it takes no new pieces and leaves the navigation. Its page, its feed and its pieces keep their addresses.

use super::{SectionError, standing};
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::sections::{Section, Sections, policy, store};
use crate::id::SectionId;

/// Closes the section when it still stands at revision `expected` and nothing below it is open.
pub async fn close_section(
    app: &App,
    actor: &Actor,
    id: &SectionId,
    expected: i64,
) -> Result<Section, SectionError> {
    policy::may_arrange_any(actor)?;
    let (now, actor, id) = (app.now(), actor.clone(), id.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let (section, all) = standing(tx, &actor, &id, expected).await?;
                if section.closed {
                    return Ok(section);
                }
                Sections(&all).may_close(&id)?;
                let closed = Section { closed: true, revision: section.revision + 1, ..section };
                store::put(tx, &closed, now).await?;
                let edition = closed.edition.clone();
                tx.record(Event::SectionClosed { edition, section: id }.into_log(&actor, now));
                Ok::<_, SectionError>(closed)
            })
        })
        .await
}

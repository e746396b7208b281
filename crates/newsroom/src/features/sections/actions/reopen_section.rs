//! Opens a section again that was closed: it stands in the navigation and takes pieces once more.

use super::{SectionError, standing};
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::sections::{Section, Sections, policy, store};
use crate::id::SectionId;

/// Opens the section again when it still stands at revision `expected` and the one it is a part of is open.
pub async fn reopen_section(
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
                if !section.closed {
                    return Ok(section);
                }
                Sections(&all).may_reopen(&section)?;
                let open = Section { closed: false, revision: section.revision + 1, ..section };
                store::put(tx, &open, now).await?;
                let edition = open.edition.clone();
                tx.record(Event::SectionReopened { edition, section: id }.into_log(&actor, now));
                Ok::<_, SectionError>(open)
            })
        })
        .await
}

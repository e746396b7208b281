//! Takes a standing page back from its readers. What was written of it stays.

use ::store::Tx;

use super::PageRefused;
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::standing_pages::{StandingPage, StandingPageKind, policy, store};
use crate::id::EditionCode;

/// Takes the page down. Doing it twice changes nothing.
pub async fn take_down_page(
    app: &App,
    actor: &Actor,
    edition: &EditionCode,
    kind: StandingPageKind,
) -> Result<StandingPage, PageRefused> {
    let (app_in, actor, code) = (app.clone(), actor.clone(), edition.clone());
    app.db
        .write(move |tx| Box::pin(async move { take_down_page_in(tx, &app_in, &actor, &code, kind).await }))
        .await
}

/// The same inside a transaction that does more.
pub async fn take_down_page_in(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    edition: &EditionCode,
    kind: StandingPageKind,
) -> Result<StandingPage, PageRefused> {
    policy::may_publish(actor, edition)?;
    let page = store::at(tx, edition, kind).await?.ok_or(PageRefused::NotWritten)?;
    if page.live_revision.is_none() {
        return Ok(page);
    }
    let page = StandingPage { live_revision: None, published_at: None, ..page };
    store::set_live(tx, &page).await?;
    store::drop_published(tx, &page).await?;
    let event = Event::StandingPageTakenDown { edition: edition.clone(), page: page.id.clone() };
    tx.record(event.into_log(actor, app.now()));
    Ok(page)
}

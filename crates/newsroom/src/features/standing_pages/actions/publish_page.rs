//! Puts the newest revision of a standing page before readers.

use ::store::Tx;

use super::PageRefused;
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::editions::edition_by_code;
use crate::features::pages::Voiced;
use crate::features::standing_pages::projection::project;
use crate::features::standing_pages::{StandingPage, StandingPageKind, policy, store};
use crate::id::EditionCode;

/// Publishes what the page's newest revision says. Publishing it again changes nothing.
pub async fn publish_page(
    app: &App,
    actor: &Actor,
    edition: &EditionCode,
    kind: StandingPageKind,
) -> Result<StandingPage, PageRefused> {
    let (app_in, actor, code) = (app.clone(), actor.clone(), edition.clone());
    app.db
        .write(move |tx| Box::pin(async move { publish_page_in(tx, &app_in, &actor, &code, kind).await }))
        .await
}

/// The same inside a transaction that does more.
pub async fn publish_page_in(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    edition: &EditionCode,
    kind: StandingPageKind,
) -> Result<StandingPage, PageRefused> {
    policy::may_publish(actor, edition)?;
    let page = store::at(tx, edition, kind).await?.ok_or(PageRefused::NotWritten)?;
    if page.live_revision == Some(page.latest_revision) {
        return Ok(page);
    }
    let text = store::text_of(tx, &page.id, page.latest_revision).await?;
    let text = text.ok_or(PageRefused::NotWritten)?;
    let spoken = edition_by_code(tx, edition).await?;
    let spoken = spoken.ok_or_else(|| PageRefused::NoSuchEdition(edition.to_string()))?;
    let now = app.now();
    let page = StandingPage { live_revision: Some(page.latest_revision), published_at: Some(now), ..page };
    store::set_live(tx, &page).await?;
    let locale = app.locale(&spoken);
    let projection = project(&text, &spoken, &Voiced::new(&spoken, &locale, now));
    store::put_published(tx, &page, &projection).await?;
    let event = Event::StandingPagePublished { edition: edition.clone(), page: page.id.clone() };
    tx.record(event.into_log(actor, now));
    Ok(page)
}

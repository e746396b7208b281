//! Puts the newest revision of a standing page before readers.

use super::PageRefused;
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::editions::editions;
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
    policy::may_publish(actor)?;
    let (app_in, actor, code) = (app.clone(), actor.clone(), edition.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let page = store::at(tx, &code, kind).await?.ok_or(PageRefused::NotWritten)?;
                if page.live_revision == Some(page.latest_revision) {
                    return Ok(page);
                }
                let text = store::text_of(tx, &page.id, page.latest_revision).await?;
                let text = text.ok_or(PageRefused::NotWritten)?;
                let edition = editions(tx).await?.into_iter().find(|edition| edition.code == code);
                let edition = edition.ok_or_else(|| PageRefused::NoSuchEdition(code.to_string()))?;
                let now = app_in.now();
                let live_revision = Some(page.latest_revision);
                let page = StandingPage { live_revision, published_at: Some(now), ..page };
                store::set_live(tx, &page).await?;
                let locale = app_in.locale(&edition);
                let projection = project(&text, &edition, &Voiced::new(&edition, &locale, now));
                store::put_published(tx, &page, &projection).await?;
                let event = Event::StandingPagePublished { edition: code, page: page.id.clone() };
                tx.record(event.into_log(&actor, now));
                Ok(page)
            })
        })
        .await
}

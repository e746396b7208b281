//! Makes every published row anew from the truth.

use ::store::{StoreError, Tx};

use super::place::{ground, place_anew, place_live};
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::articles::store;
use crate::features::{
    alerts, channels, editions, fronts, menus, redirects, related, sections, standing_pages, stories,
    translations,
};
use crate::id::ArticleId;

const PAGE: i64 = 500;

/// Rebuilds the published rows in one transaction, so that readers see the old ones or the new ones and never a gap.
/// `seen` is told how many articles are done. Returns how many there are.
pub async fn rebuild_published(
    app: &App,
    actor: &Actor,
    seen: impl Fn(u64) + Send + Sync + 'static,
) -> Result<u64, StoreError> {
    let (app_in, actor) = (app.clone(), actor.clone());
    app.db
        .write(move |tx| Box::pin(async move { rebuild_published_in(tx, &app_in, &actor, &seen).await }))
        .await
}

/// The same inside a transaction that does more.
pub async fn rebuild_published_in(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    seen: &(impl Fn(u64) + Sync),
) -> Result<u64, StoreError> {
    let now = app.now();
    store::clear_published(tx).await?;
    translations::clear_published(tx).await?;
    let editions = editions::editions(tx).await?;
    for edition in &editions {
        editions::put_published(tx, edition).await?;
    }
    standing_pages::place_all(tx, app, &editions, now).await?;
    menus::place_all(tx).await?;
    channels::place_all(tx).await?;
    for section in sections::sections(tx).await? {
        sections::hold_section(tx, &section.id).await?;
        sections::put_published(tx, &section).await?;
    }
    let done = place_all_live(tx, app, now, seen).await?;
    // Stories weigh the pieces that alerts lead to, and alerts lead to stories.
    alerts::clear_published(tx).await?;
    stories::rebuild_published(tx).await?;
    related::keep_published(tx).await?;
    fronts::place_all(tx, now).await?;
    alerts::place_all(tx, now).await?;
    let mut after = ArticleId(String::new());
    loop {
        let page = store::withdrawn_articles(tx, &after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.id.clone();
        for article in page.iter().filter(|article| article.first_published_at.is_some()) {
            store::put_withdrawn(tx, article).await?;
        }
    }
    redirects::publish_all(tx).await?;
    tx.record(Event::PublishedRebuilt.into_log(actor, now));
    Ok(done)
}

async fn place_all_live(
    tx: &Tx,
    app: &App,
    now: i64,
    seen: &(impl Fn(u64) + Sync),
) -> Result<u64, StoreError> {
    let mut done = 0;
    let mut after = ArticleId(String::new());
    loop {
        let page = store::live_articles(tx, &after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.id.clone();
        for article in &page {
            if let Some((article, revision)) = store::live_revision(tx, &article.id).await? {
                let ground = ground(tx, &article).await?;
                place_anew(tx, app, &article, revision, ground, now).await?;
            }
            done += 1;
        }
        seen(done);
    }
    // Now that every headline stands, the articles that name others can show them.
    for naming in store::naming_articles(tx).await? {
        place_live(tx, app, &naming, now).await?;
    }
    Ok(done)
}

//! Has fronts follow articles that are pinned on them: they came before readers, or left.

use ::store::{StoreError, Tx};

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::fronts::store;
use crate::id::ArticleId;

/// Shows or takes away the pins of the articles, in the transaction that publishes or withdraws them.
pub async fn follow_articles(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    articles: &[ArticleId],
) -> Result<(), StoreError> {
    let now = app.now();
    for id in store::pinning(tx, articles).await? {
        store::hold(tx, &id).await?;
        let Some(front) = store::front(tx, &id).await? else { continue };
        if store::show_pins(tx, &id, now).await? {
            let event = Event::FrontTurned { front: id, edition: front.edition };
            tx.record(event.into_log(actor, now));
        }
    }
    Ok(())
}

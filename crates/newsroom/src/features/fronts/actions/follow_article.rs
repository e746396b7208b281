//! Has fronts follow an article that is pinned on them: it came before readers, or left.

use ::store::{StoreError, Tx};

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::fronts::store;
use crate::id::ArticleId;

/// Shows or takes away the pins of the article, in the transaction that publishes or withdraws it.
pub async fn follow_article(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    article: &ArticleId,
) -> Result<(), StoreError> {
    let now = app.now();
    for id in store::pinning(tx, article).await? {
        store::hold(tx, &id).await?;
        let Some(front) = store::front(tx, &id).await? else { continue };
        if store::show_pins(tx, &id, now).await? {
            let event = Event::FrontTurned { front: id, edition: front.edition };
            tx.record(event.into_log(actor, now));
        }
    }
    Ok(())
}

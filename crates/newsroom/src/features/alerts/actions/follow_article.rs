//! Has alerts follow the article that they lead to.

use ::store::{StoreError, Tx};

use super::end_alert::end_in;
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::alerts::store;
use crate::id::ArticleId;

/// Gives alerts their link, in the transaction that publishes the article.
pub async fn follow_article(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    article: &ArticleId,
) -> Result<(), StoreError> {
    let now = app.now();
    for alert in store::leading_to(tx, article, now).await? {
        let before = store::shown(tx, &alert.id).await?;
        if before != store::show(tx, &alert.id, now).await? {
            let event = Event::AlertChanged { alert: alert.id, edition: alert.edition, stands: true };
            tx.record(event.into_log(actor, now));
        }
    }
    Ok(())
}

/// Ends the alerts that lead to an article, in the transaction that withdraws it: they would go on saying what the
/// newsroom no longer stands by.
pub async fn end_with_article(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    article: &ArticleId,
) -> Result<(), StoreError> {
    for alert in store::leading_to(tx, article, app.now()).await? {
        end_in(tx, app, actor, alert).await?;
    }
    Ok(())
}

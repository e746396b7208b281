//! Ends an alert before its time.

use ::store::{StoreError, Tx};

use super::{AlertRefused, found, show};
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::alerts::{Alert, policy, store};
use crate::id::AlertId;

/// Ends an alert. Ending it twice changes nothing.
pub async fn end_alert(app: &App, actor: &Actor, id: &AlertId) -> Result<Alert, AlertRefused> {
    policy::may_raise(actor)?;
    let (app_in, actor, id) = (app.clone(), actor.clone(), id.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let alert = found(tx, &id).await?;
                Ok(end_in(tx, &app_in, &actor, alert).await?)
            })
        })
        .await
}

/// The same inside a transaction that does more.
pub(super) async fn end_in(tx: &Tx, app: &App, actor: &Actor, alert: Alert) -> Result<Alert, StoreError> {
    let now = app.now();
    if alert.is_over(now) {
        return Ok(alert);
    }
    let stood = store::shown(tx, &alert.id).await?.is_some();
    let alert = store::update(tx, Alert { ended_at: Some(now), ..alert }).await?;
    show(tx, app, &alert, now).await?;
    let event = Event::AlertEnded { alert: alert.id.clone(), edition: alert.edition.clone(), stood };
    tx.record(event.into_log(actor, now));
    Ok(alert)
}

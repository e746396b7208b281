//! Ends an alert before its time.

use ::store::{StoreError, Tx};

use super::{AlertRefused, Done, found, receipt_of, show};
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::alerts::{Alert, policy, store};
use crate::id::AlertId;

/// Ends an alert. Ending it twice changes nothing.
pub async fn end_alert(app: &App, actor: &Actor, id: &AlertId) -> Result<Done, AlertRefused> {
    policy::may_raise_any(actor)?;
    let (app_in, actor, id) = (app.clone(), actor.clone(), id.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let alert = found(tx, &id).await?;
                policy::may_raise(&actor, &alert.edition)?;
                Ok(end_in(tx, &app_in, &actor, alert).await?)
            })
        })
        .await
}

/// The same inside a transaction that does more.
pub(super) async fn end_in(tx: &Tx, app: &App, actor: &Actor, alert: Alert) -> Result<Done, StoreError> {
    let now = app.now();
    if alert.is_over(now) {
        return Ok(Done { alert, receipt: None });
    }
    let stood = store::shown(tx, &alert.id).await?.is_some();
    let alert = store::update(tx, Alert { ended_at: Some(now), ..alert }).await?;
    show(tx, app, &alert, now).await?;
    let receipt = receipt_of(tx, app, &alert, stood).await?;
    let (edition, told) = (alert.edition.clone(), receipt.clone());
    let event = Event::AlertEnded { alert: alert.id.clone(), edition, stood, receipt: told };
    tx.record(event.into_log(actor, now));
    Ok(Done { alert, receipt })
}

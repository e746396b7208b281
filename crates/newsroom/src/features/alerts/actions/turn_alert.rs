//! Has an alert begin or end by the clock.

use ::store::StoreError;

use super::{held, show};
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::alerts::{Alert, store};
use crate::id::AlertId;

/// Shows the alert when its time has come, and takes it away when that is over. Safe to run twice.
pub async fn turn_alert(app: &App, actor: &Actor, id: &AlertId) -> Result<(), StoreError> {
    let (app_in, actor, id) = (app.clone(), actor.clone(), id.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let Some(alert) = held(tx, &id).await? else { return Ok(()) };
                let (now, edition) = (app_in.now(), alert.edition.clone());
                let stood = store::shown(tx, &id).await?.is_some();
                let stands = show(tx, &app_in, &alert, now).await?;
                if alert.is_over(now) && alert.ended_at.is_none() {
                    store::update(tx, Alert { ended_at: Some(alert.ends_at), ..alert }).await?;
                }
                match (stood, stands) {
                    (false, true) => {
                        tx.record(Event::AlertBegan { alert: id, edition }.into_log(&actor, now));
                    }
                    (true, false) => {
                        tx.record(
                            Event::AlertEnded { alert: id, edition, stood, receipt: None }
                                .into_log(&actor, now),
                        );
                    }
                    _ => {}
                }
                Ok(())
            })
        })
        .await
}

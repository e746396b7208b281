//! What readers of a section that asks for two people are told of a picture needs two: one says it, another says the same.

use ::store::{StoreError, Tx};

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::media_library::said::Said;
use crate::features::media_library::{Picture, policy, store};
use crate::features::workflow::rules_of;

/// Whether what is said of a picture waits from now on: readers see it where two people are asked for, and nobody else who may
/// publish there has said the same.
pub(super) async fn waits_for_second(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    (before, now): (&Picture, &Picture),
) -> Result<bool, StoreError> {
    let said = Said::of(now);
    let Some(account) = actor.account().filter(|_| said != Said::of(before)) else { return Ok(false) };
    let mut asking = Vec::new();
    for part in store::named_live_in(tx, &now.id).await? {
        if rules_of(tx, &part.1).await?.two_persons {
            asking.push(part);
        }
    }
    if asking.is_empty() {
        store::drop_waiting(tx, &now.id).await?;
        return Ok(false);
    }
    let waiting = store::waiting(tx, &now.id).await?;
    let is_same = waiting.is_some_and(|waiting| waiting.said == said && waiting.asked_by != *account);
    if is_same && policy::may_show_anew(actor, &asking).is_ok() {
        store::drop_waiting(tx, &now.id).await?;
        return Ok(false);
    }
    store::put_waiting(tx, &now.id, &said, account, app.now()).await?;
    tx.record(Event::DescriptionAsked { picture: now.id.clone() }.into_log(actor, app.now()));
    Ok(true)
}

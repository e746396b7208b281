//! Puts any earlier version of a front before readers again.

use super::{Done, FrontRefused, go_live, hold_pinned, standing};
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::fronts::{policy, store};
use crate::id::FrontId;

/// Which version is wanted.
#[derive(Clone, Copy)]
pub(super) enum Wanted {
    /// This one; 0 lets the front fill itself.
    Number(i64),
    /// The one that the live one was made of.
    Base,
}

/// Makes version `number` the live one, when readers still have version `expected`. Version 0 lets the front fill itself.
pub async fn choose_version(
    app: &App,
    actor: &Actor,
    id: &FrontId,
    expected: i64,
    number: i64,
) -> Result<Done, FrontRefused> {
    go_back(app, actor, id, expected, Wanted::Number(number)).await
}

pub(super) async fn go_back(
    app: &App,
    actor: &Actor,
    id: &FrontId,
    expected: i64,
    wanted: Wanted,
) -> Result<Done, FrontRefused> {
    policy::may_arrange(actor, id)?;
    let (app_in, actor, id) = (app.clone(), actor.clone(), id.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                // Versions never change: what they pin is known, and held, before the front is.
                let live = store::version_of(tx, &id, expected).await?;
                let number = match (wanted, &live) {
                    (Wanted::Number(number), _) => Some(number),
                    (Wanted::Base, live) => live.as_ref().map(|live| live.base),
                };
                let version = match number {
                    Some(number) => store::version_of(tx, &id, number).await?,
                    None => None,
                };
                if let Some(version) = &version {
                    hold_pinned(tx, &version.arrangement.pins).await?;
                }
                let front = standing(tx, &id, expected).await?;
                let live = live.ok_or(FrontRefused::NoSuchVersion(expected))?;
                if live.number == 0 && matches!(wanted, Wanted::Base) {
                    return Err(FrontRefused::NothingToUndo);
                }
                let number = number.unwrap_or(live.base);
                if number == live.number {
                    return Ok(Done { front, version: live, receipt: None });
                }
                let version = version.ok_or(FrontRefused::NoSuchVersion(number))?;
                let now = app_in.now();
                let done = go_live(tx, &app_in, &actor, front, version).await?;
                let event = Event::FrontWentBack {
                    front: id,
                    edition: done.front.edition.clone(),
                    version: number,
                    receipt: done.receipt.clone(),
                };
                tx.record(event.into_log(&actor, now));
                Ok(done)
            })
        })
        .await
}

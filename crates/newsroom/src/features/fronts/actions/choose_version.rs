//! Puts any earlier version of a front before readers again.

use super::{Done, FrontRefused, go_live, standing};
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::fronts::{policy, store};
use crate::id::FrontId;

/// Which version is wanted.
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
    policy::may_arrange(actor)?;
    let (app_in, actor, id) = (app.clone(), actor.clone(), id.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let front = standing(tx, &id, expected).await?;
                let none = || FrontRefused::NoSuchVersion(expected);
                let live = store::version_of(tx, &id, front.live_version).await?.ok_or_else(none)?;
                let number = match wanted {
                    Wanted::Number(number) => number,
                    Wanted::Base if live.number == 0 => return Err(FrontRefused::NothingToUndo),
                    Wanted::Base => live.base,
                };
                if number == live.number {
                    return Ok(Done { front, version: live, receipt: None });
                }
                let version = store::version_of(tx, &id, number).await?;
                let version = version.ok_or(FrontRefused::NoSuchVersion(number))?;
                let now = app_in.now();
                let done = go_live(tx, &app_in, front, version, now).await?;
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

//! `POST /desk/clock`, and what the first screen says of the machine.

use axum::extract::State;
use axum::response::Redirect;

use super::actions::{MachineRefused, confirm_clock};
use super::{may_confirm, restored};
use crate::app::App;
use crate::routes::desk::{Desk, DeskError, Words};

/// What is wrong with the machine, in words.
pub struct MachineView {
    /// The clock is in doubt.
    pub clock: Option<String>,
    /// Whoever looks may say that it is right.
    pub confirms: bool,
    /// This is a copy that waits.
    pub restored: Option<String>,
}

/// Looks at it.
pub async fn view(app: &App, desk: &Desk) -> Result<MachineView, DeskError> {
    let words: &Words = &desk.words;
    let restored = restored(app.db.read()).await?.map(|_| words.say("desk-restored"));
    let clock = app.doubt().map(|doubt| {
        let id = if doubt.ahead > 0 { "desk-clock-ahead" } else { "desk-clock-behind" };
        words.count(id, &(doubt.ahead.abs() / 1_000_000))
    });
    Ok(MachineView { confirms: clock.is_some() && may_confirm(&desk.actor).is_ok(), clock, restored })
}

/// `POST /desk/clock`: the clock of the machine that answers is right.
pub async fn confirm(State(app): State<App>, desk: Desk) -> Result<Redirect, DeskError> {
    match confirm_clock(&app, &desk.actor, None).await {
        Ok(_) => Ok(Redirect::to("/desk")),
        Err(MachineRefused::NotAllowed(error)) => Err(error.into()),
        Err(MachineRefused::Store(error)) => Err(error.into()),
    }
}

//! Takes back the newest arrangement of a front.

use super::choose_version::{Wanted, go_back};
use super::{Done, FrontRefused};
use crate::app::App;
use crate::features::accounts::Actor;
use crate::id::FrontId;

/// Goes back to the version that the live one was made of, when readers still have version `expected`: two editors who
/// undo at the same time undo once.
pub async fn undo(app: &App, actor: &Actor, id: &FrontId, expected: i64) -> Result<Done, FrontRefused> {
    go_back(app, actor, id, expected, Wanted::Base).await
}

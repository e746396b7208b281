//! What an administrator sets at the desk: how each edition writes, and what the newsroom asks of its people. It holds from
//! the next request on, on every node.

pub mod actions;
pub mod desk;
mod store;

use ::store::{Query, StoreError};

use crate::app::App;

pub use store::{is_done, set_done};

/// Whether publishing at the desk, and managing people, needs a second step: as it was set at the desk, or else in the
/// settings file.
pub async fn wants_second_factor(app: &App, q: &impl Query) -> Result<bool, StoreError> {
    Ok(store::second_factor(q).await?.unwrap_or(app.config.second_factor))
}

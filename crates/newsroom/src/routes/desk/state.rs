//! What the screens of the desk are given that look into drafts.

use axum::extract::FromRef;

use crate::app::App;
use crate::features::desk_search::DeskIndex;

/// The newsroom, and the desk's own index where this process holds it. The site's table is made of an [`App`] alone.
#[derive(Clone)]
pub struct DeskState {
    /// The newsroom.
    pub app: App,
    /// The index.
    pub index: Option<DeskIndex>,
}

impl FromRef<DeskState> for App {
    fn from_ref(state: &DeskState) -> App {
        state.app.clone()
    }
}

impl FromRef<DeskState> for Option<DeskIndex> {
    fn from_ref(state: &DeskState) -> Option<DeskIndex> {
        state.index.clone()
    }
}

//! What the screens of the desk are given that look into drafts.

use axum::extract::FromRef;

use crate::app::App;
use crate::desk_parts::DeskParts;
use crate::features::desk_search::DeskIndex;
use crate::features::suggestions::Shelves;

/// The newsroom, and what this process holds for the desk alone, where it does. The site's table is made of an [`App`] alone.
#[derive(Clone)]
pub struct DeskState {
    /// The newsroom.
    pub app: App,
    /// The desk's own.
    pub parts: Option<DeskParts>,
}

impl FromRef<DeskState> for App {
    fn from_ref(state: &DeskState) -> App {
        state.app.clone()
    }
}

impl FromRef<DeskState> for Option<DeskIndex> {
    fn from_ref(state: &DeskState) -> Option<DeskIndex> {
        state.parts.as_ref().map(|parts| parts.index.clone())
    }
}

impl FromRef<DeskState> for Option<Shelves> {
    fn from_ref(state: &DeskState) -> Option<Shelves> {
        state.parts.as_ref().map(|parts| parts.shelves.clone())
    }
}

//! What a process holds for the desk alone. No part of [`App`](crate::app::App): the site's handlers have no way to it.

use crate::features::desk_search::DeskIndex;
use crate::features::suggestions::Shelves;

/// What is made of drafts. Cheap to clone.
#[derive(Clone)]
pub struct DeskParts {
    /// The desk's own search index.
    pub index: DeskIndex,
    /// What suggestions are made from.
    pub shelves: Shelves,
}

impl From<DeskIndex> for DeskParts {
    fn from(index: DeskIndex) -> DeskParts {
        DeskParts { index, shelves: Shelves::default() }
    }
}

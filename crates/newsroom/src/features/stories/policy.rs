//! Who may do what with stories. Deny by default.

use crate::features::accounts::{Actor, NotAllowed, Role, needs};

/// Looking at stories that readers may not see yet.
pub fn may_read(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Contributor)
}

/// Opening, changing, pausing and ending stories, and saying what belongs to them: readers see all of it at once.
pub fn may_lead(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Editor)
}

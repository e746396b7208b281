//! Who may look at the trail. Deny by default.

use crate::features::accounts::{Actor, NotAllowed, Role, needs};

/// Looking at what everybody did.
pub fn may_look(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Admin)
}

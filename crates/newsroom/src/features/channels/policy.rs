//! Who may do what with channels. Deny by default.

use crate::features::accounts::{Actor, NotAllowed, Role, needs};

/// Looking at the channels.
pub fn may_read(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Contributor)
}

/// Setting the channels: every page leads readers there.
pub fn may_set(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Chief)
}

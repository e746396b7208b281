//! Who may do what with channels. Deny by default.

use crate::features::accounts::{Actor, NotAllowed, Role, needs, needs_in_edition};
use crate::id::EditionCode;

/// Looking at the channels.
pub fn may_read(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Contributor)
}

/// Setting the channels of an edition: each of its pages leads readers there.
pub fn may_set(actor: &Actor, edition: &EditionCode) -> Result<(), NotAllowed> {
    needs_in_edition(actor, Role::Chief, edition)
}

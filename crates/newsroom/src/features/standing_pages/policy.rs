//! Who may do what with standing pages. Deny by default.

use crate::features::accounts::{Actor, NotAllowed, Role, needs, needs_in_edition};
use crate::id::EditionCode;

/// Reading what is not published of them.
pub fn may_read(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Journalist)
}

/// Writing those of an edition.
pub fn may_save(actor: &Actor, edition: &EditionCode) -> Result<(), NotAllowed> {
    needs_in_edition(actor, Role::Editor, edition)
}

/// Putting them before readers, and taking them back: they say what the house promises.
pub fn may_publish(actor: &Actor, edition: &EditionCode) -> Result<(), NotAllowed> {
    needs_in_edition(actor, Role::Chief, edition)
}

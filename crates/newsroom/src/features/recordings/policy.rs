//! Who may do what with the files of recordings. Deny by default.

use crate::features::accounts::{Actor, NotAllowed, Role, needs};

/// Looking at a file, published or not.
pub fn may_look(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Journalist)
}

//! Who may do what with standing pages. Deny by default.

use crate::features::accounts::{Actor, NotAllowed, Role, needs};

/// Reading what is not published of them.
pub fn may_read(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Journalist)
}

/// Writing them.
pub fn may_save(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Editor)
}

/// Putting them before readers, and taking them back: they say what the house promises.
pub fn may_publish(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Chief)
}

//! Who may do what with sections. Deny by default.

use crate::features::accounts::{Actor, NotAllowed, Role, needs};

/// Looking at the sections.
pub fn may_read(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Contributor)
}

/// Opening, changing, moving, closing a section: every page shows it.
pub fn may_arrange(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Chief)
}

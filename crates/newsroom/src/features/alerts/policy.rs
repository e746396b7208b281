//! Who may do what with alerts. Deny by default.

use crate::features::accounts::{Actor, NotAllowed, Role, needs};

/// Looking at alerts, those that readers do not see yet included.
pub fn may_read(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Journalist)
}

/// Raising, changing and ending an alert: every page says it.
pub fn may_raise(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Editor)
}

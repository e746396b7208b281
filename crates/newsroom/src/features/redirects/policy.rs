//! Who may lead old addresses on. Deny by default.

use crate::features::accounts::{Actor, NotAllowed, Role, needs};

/// Adding, changing, removing and listing redirects.
pub fn may_redirect(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Editor)
}

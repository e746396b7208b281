//! Who may do what with fronts. Deny by default.

use crate::features::accounts::{Actor, NotAllowed, Role, needs, needs_at_front};
use crate::id::FrontId;

/// Looking at how a front is arranged, and was: pins name articles that readers may not see yet.
pub fn may_read(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Journalist)
}

/// Arranging a front: readers see it at once.
pub fn may_arrange(actor: &Actor, front: &FrontId) -> Result<(), NotAllowed> {
    needs_at_front(actor, Role::Editor, front)
}

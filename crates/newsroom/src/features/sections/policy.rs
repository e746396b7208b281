//! Who may do what with sections. Deny by default.

use crate::features::accounts::{Actor, NotAllowed, Role, needs, needs_in_edition, needs_somewhere};
use crate::id::EditionCode;

/// Looking at the sections.
pub fn may_read(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Contributor)
}

/// Opening, changing, moving, closing a section: every page of its edition shows it.
pub fn may_arrange(actor: &Actor, edition: &EditionCode) -> Result<(), NotAllowed> {
    needs_in_edition(actor, Role::Chief, edition)
}

/// Arranging sections anywhere: whoever may not is told nothing of them by being refused.
pub fn may_arrange_any(actor: &Actor) -> Result<(), NotAllowed> {
    needs_somewhere(actor, Role::Chief)
}

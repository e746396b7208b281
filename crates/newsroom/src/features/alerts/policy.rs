//! Who may do what with alerts. Deny by default. An alert belongs to its edition as a whole: all of its pages say it.

use crate::features::accounts::{Actor, NotAllowed, Role, needs_in_edition, needs_somewhere};
use crate::id::EditionCode;

/// Looking through alerts at all; each is judged by itself.
pub fn may_look(actor: &Actor) -> Result<(), NotAllowed> {
    needs_somewhere(actor, Role::Journalist)
}

/// Looking at the alerts of an edition, those that readers do not see yet included.
pub fn may_read(actor: &Actor, edition: &EditionCode) -> Result<(), NotAllowed> {
    needs_in_edition(actor, Role::Journalist, edition)
}

/// Raising, changing and ending an alert: every page of the edition says it.
pub fn may_raise(actor: &Actor, edition: &EditionCode) -> Result<(), NotAllowed> {
    needs_in_edition(actor, Role::Editor, edition)
}

/// Raising one anywhere: whoever may not is not told which alerts there are.
pub fn may_raise_any(actor: &Actor) -> Result<(), NotAllowed> {
    needs_somewhere(actor, Role::Editor)
}

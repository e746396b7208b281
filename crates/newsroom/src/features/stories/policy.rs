//! Who may do what with stories. Deny by default. A story belongs to its edition as a whole, whatever sections its pieces are in.

use crate::features::accounts::{Actor, NotAllowed, Role, needs_in_edition, needs_somewhere};
use crate::id::EditionCode;

/// Looking through stories at all; each is judged by itself.
pub fn may_look(actor: &Actor) -> Result<(), NotAllowed> {
    needs_somewhere(actor, Role::Journalist)
}

/// Looking at stories that readers may not see yet: their names and how many pieces they have tell of drafts.
pub fn may_read(actor: &Actor, edition: &EditionCode) -> Result<(), NotAllowed> {
    needs_in_edition(actor, Role::Journalist, edition)
}

/// Opening, changing, pausing and ending stories, and saying what belongs to them: readers see all of it at once.
pub fn may_lead(actor: &Actor, edition: &EditionCode) -> Result<(), NotAllowed> {
    needs_in_edition(actor, Role::Editor, edition)
}

/// Leading a story at all: whoever may not is not told which stories there are.
pub fn may_lead_any(actor: &Actor) -> Result<(), NotAllowed> {
    needs_somewhere(actor, Role::Editor)
}

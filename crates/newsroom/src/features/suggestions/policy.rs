//! Who is told what is suggested, and who answers it. Deny by default.

use crate::features::accounts::{Actor, NotAllowed, Role, needs_in_edition, needs_somewhere};
use crate::id::EditionCode;

/// Looking at proposals at all.
pub fn may_look(actor: &Actor) -> Result<(), NotAllowed> {
    needs_somewhere(actor, Role::Editor)
}

/// Answering what is suggested of an edition's stories, and looking at what is proposed for it: it tells of drafts of all
/// sections.
pub fn may_decide(actor: &Actor, edition: &EditionCode) -> Result<(), NotAllowed> {
    needs_in_edition(actor, Role::Editor, edition)
}

//! Who is told what rests on a source. Deny by default; each article is judged as it stands.

use super::store::Resting;
use crate::features::accounts::{Actor, NotAllowed, Role, needs};
use crate::features::articles::may_read_in;
use crate::id::EditionCode;

/// Asking at all.
pub fn may_ask(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Contributor)
}

/// Whether the person reads the article itself, and not only what readers see of it.
pub fn reads(actor: &Actor, edition: &EditionCode, one: &Resting) -> bool {
    may_read_in(actor, (edition, &one.section), &one.created_by).is_ok()
}

/// Whether they are told of it: what readers see is told to everybody at the desk.
pub fn is_told(actor: &Actor, edition: &EditionCode, one: &Resting) -> bool {
    one.is_live || reads(actor, edition, one)
}

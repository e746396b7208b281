//! Who may do what with pictures. Deny by default.

use crate::features::accounts::{Actor, NotAllowed, Role, needs, needs_at};
use crate::id::{EditionCode, SectionId};

/// Looking through the library.
pub fn may_look(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Journalist)
}

/// Bringing a picture in.
pub fn may_upload(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Journalist)
}

/// Saying what a picture shows and whose it is.
pub fn may_describe(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Journalist)
}

/// Taking the original as it came, with all that its photographer's camera wrote into it, the place among it.
pub fn may_take_original(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Editor)
}

/// Changing from when to when we may show it: editors, whatever shows it. A picture whose rights ended stands on no page, and
/// one that waits in somebody's scheduled piece stands on none yet: where readers see it does not say whom the change concerns.
pub fn may_turn_rights(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Editor)
}

/// Having readers see at once what is said of a picture now: whoever may publish in every section that shows it.
pub fn may_show_anew(actor: &Actor, shown_in: &[(EditionCode, SectionId)]) -> Result<(), NotAllowed> {
    shown_in.iter().try_for_each(|(edition, section)| needs_at(actor, Role::Editor, edition, section))
}

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

/// Having readers see at once what is said of a picture now, and changing from when to when we may show it: whoever may
/// publish in every section that shows it.
pub fn may_show_anew(actor: &Actor, shown_in: &[(EditionCode, SectionId)]) -> Result<(), NotAllowed> {
    shown_in.iter().try_for_each(|(edition, section)| needs_at(actor, Role::Editor, edition, section))
}

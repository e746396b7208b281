//! Who may look at the search console, and who sets synonyms. Deny by default.

use crate::features::accounts::{Actor, NotAllowed, Role, needs};

/// Looking at what readers did not find.
pub fn may_look(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Chief)
}

/// Adding, changing and removing synonyms: they hold for every edition.
pub fn may_set_synonyms(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Chief)
}

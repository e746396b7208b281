//! Who may say that one article is the translation of another. Deny by default.

use crate::features::accounts::{Actor, NotAllowed, Role, needs};

/// Linking an article to its original, and taking that back: it changes pages that are published.
pub fn may_link(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Editor)
}

//! Who may say that the clock is right. Deny by default. That a copy may go out is said at the machine alone.

use crate::features::accounts::{Actor, NotAllowed, Role, needs};

/// Saying that the machine's clock is right.
pub fn may_confirm(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Chief)
}

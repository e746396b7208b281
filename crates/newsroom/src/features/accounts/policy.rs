//! Who may change accounts. Deny by default.

use super::{Actor, Role};

/// The actor may not do this.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("this needs the role {needed}; {actor} has {has}", needed = .needed.as_str(), has = .has.as_str())]
pub struct NotAllowed {
    /// The role that the action needs at least.
    pub needed: Role,
    /// The role the actor has.
    pub has: Role,
    /// Who asked.
    pub actor: String,
}

/// Refuses an actor whose role is below `needed`.
pub fn needs(actor: &Actor, needed: Role) -> Result<(), NotAllowed> {
    let has = actor.role();
    if has >= needed { Ok(()) } else { Err(NotAllowed { needed, has, actor: actor.to_string() }) }
}

/// Opening accounts, issuing tokens and sign-in links.
pub fn may_manage_accounts(actor: &Actor) -> Result<(), NotAllowed> {
    needs(actor, Role::Admin)
}
